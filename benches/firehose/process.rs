//! A client as a process of its own: what it uses of the machine, read from `/proc`.

use std::fmt;
use std::fs;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::Context as _;

/// Ticks a second in `/proc/<pid>/stat`; Linux has it so on every machine that people use.
const TICKS_A_SECOND: f64 = 100.0;
const KIB_A_MIB: f64 = 1_024.0;

/// A client that runs. Dropped, it is killed.
#[derive(Debug)]
pub(crate) struct Process(Child);

/// What one round came to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) messages: usize,
    pub(crate) took: Duration,
    /// User and system time of the client.
    pub(crate) cpu: Duration,
    pub(crate) peak_mib: f64,
}

impl Run {
    pub(crate) fn messages_a_second(&self) -> f64 {
        count(self.messages) / self.took.as_secs_f64()
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:>8.0} messages/s, {:.2} s of CPU, at most {:.1} MiB",
            self.messages_a_second(),
            self.cpu.as_secs_f64(),
            self.peak_mib
        )
    }
}

/// A stretch of a client's work that is measured.
#[derive(Debug)]
pub(crate) struct Stopwatch {
    since: Instant,
    cpu: Duration,
}

impl Process {
    pub(crate) fn start(command: &mut Command) -> anyhow::Result<Self> {
        let child = command.spawn();
        Ok(Self(child.with_context(|| format!("start {command:?}"))?))
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }

    /// Begins to measure.
    pub(crate) fn stopwatch(&self) -> anyhow::Result<Stopwatch> {
        let cpu = self.cpu()?;
        let since = Instant::now();
        Ok(Stopwatch { since, cpu })
    }

    /// What the client did since.
    pub(crate) fn measured(&self, since: &Stopwatch, messages: usize) -> anyhow::Result<Run> {
        let took = since.since.elapsed();
        Ok(Run {
            messages,
            took,
            cpu: self.cpu()?.saturating_sub(since.cpu),
            peak_mib: self.mib("VmHWM:")?,
        })
    }

    /// What it holds in memory now.
    pub(crate) fn resident_mib(&self) -> anyhow::Result<f64> {
        self.mib("VmRSS:")
    }

    fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0.id()))?;
        // Behind the name, which may hold anything, the 12th and 13th field are utime and stime.
        let (_, fields) = stat.rsplit_once(')').context("read /proc/…/stat")?;
        let ticks = fields.split_whitespace().skip(11).take(2);
        let ticks: f64 = ticks.map_while(|field| field.parse::<f64>().ok()).sum();
        Ok(Duration::from_secs_f64(ticks / TICKS_A_SECOND))
    }

    fn mib(&self, field: &str) -> anyhow::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(field));
        let number = line.and_then(|line| line.split_whitespace().next());
        let kib: f64 = number.context("read /proc/…/status")?.parse()?;
        Ok(kib / KIB_A_MIB)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A number of things to calculate with.
pub(crate) fn count(of: usize) -> f64 {
    u32::try_from(of).map_or(f64::MAX, f64::from)
}

/// Waits in real time: what is measured goes on by itself.
#[expect(
    clippy::disallowed_methods,
    reason = "another process is looked at again and again"
)]
pub(crate) async fn pause(length: Duration) {
    tokio::time::sleep(length).await;
}
