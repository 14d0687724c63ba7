//! How fast the simulator is: it must never be the bottleneck of a figure. `cargo bench -p discord-sim`, or one part:
//! `cargo bench -p discord-sim -- gateway`. The figures and what they mean are in `docs/speed.md`.
//!
//! The simulator has one thread, its client another; each measure is taken three times and the median counts. On a machine
//! that does other things too, the second figure is the one to look at: what the simulator's thread does in a second of CPU.

mod client;
mod gateway;
mod guilds;
mod rest;

use std::{sync::mpsc, thread, time::Duration};

use discord_sim::Simulator;
use tokio::runtime::{Builder, Runtime};

/// What is measured, how, and what it must reach.
struct Measure {
    name: &'static str,
    what: &'static str,
    least: u32,
    run: fn() -> Taken,
}

/// What a run took for so many things.
struct Taken {
    things: u32,
    /// From the first to the last, at the client.
    time: Duration,
    /// What the simulator's thread had of the CPU.
    cpu: Duration,
}

const MEASURES: [Measure; 3] = [
    Measure {
        name: "gateway",
        what: "pre-built events a second",
        least: 500_000,
        run: gateway::run,
    },
    Measure {
        name: "rest",
        what: "messages created a second",
        least: 10_000,
        run: rest::run,
    },
    Measure {
        name: "guilds",
        what: "servers of 50 channels made and sent a second",
        least: 1000,
        run: guilds::run,
    },
];

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    for measure in MEASURES {
        if wanted.is_empty() || wanted.iter().any(|name| name == measure.name) {
            report(&measure);
        }
    }
}

fn report(measure: &Measure) {
    let runs = [(measure.run)(), (measure.run)(), (measure.run)()];
    let median = |rate: fn(&Taken) -> f64| {
        let mut rates: Vec<f64> = runs.iter().map(rate).collect();
        rates.sort_by(f64::total_cmp);
        (rates[1], rates[0], rates[2])
    };
    let (rate, low, high) = median(|it| f64::from(it.things) / it.time.as_secs_f64());
    let (of_cpu, ..) = median(|it| f64::from(it.things) / it.cpu.as_secs_f64());
    println!(
        "{}: {rate:.0} {} ({low:.0} to {high:.0}), {of_cpu:.0} in a second of CPU; {} are wanted",
        measure.name, measure.what, measure.least
    );
}

/// What the calling thread has had of the CPU so far (Linux).
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = stat.split(' ').next().and_then(|nanos| nanos.parse().ok());
    Duration::from_nanos(nanos.unwrap_or(0))
}

/// A runtime on the thread that calls.
fn runtime() -> Runtime {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

/// Where a client finds the simulator of another thread.
#[derive(Clone)]
struct Address {
    origin: String,
    token: String,
}

impl Address {
    fn of(sim: &Simulator) -> Self {
        Self {
            origin: sim.origin(),
            token: sim.token().to_owned(),
        }
    }
}

/// Runs `client` on a thread of its own once it is told where the simulator is.
fn client_thread(
    client: impl FnOnce(Address) -> Duration + Send + 'static,
) -> (mpsc::Sender<Address>, thread::JoinHandle<Duration>) {
    let (tell, told) = mpsc::channel();
    let thread = thread::spawn(move || client(told.recv().expect("an address")));
    (tell, thread)
}
