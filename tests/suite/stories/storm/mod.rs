//! A working day while Discord fails in every way that it can: whatever strikes, every ping is accounted for.
//!
//! A dozen people in six zones and two servers ask, answer, edit, delete, react and set quiet hours. Each seed draws what
//! they do and what goes wrong. Afterwards each ping was delivered in exactly one digest, in time, or somebody did
//! something that ended it before. An event that Discord lost may make one late, and the simulator's own list says which:
//! it stands in history.
//!
//! `cargo test` plays fifty seeds, `ADAGIO_LONG=1 cargo test --test suite stories::storm` all 200, and `ADAGIO_SEED=75` that
//! one alone.

mod account;
mod cast;
mod day;
mod doors;
mod findings;
mod lost;

use std::collections::BTreeSet;
use std::ops::Range;
use std::time::Duration;

use discord_sim::{EventFault, Fault, Mishap, Mix, Scope};
use futures_util::{StreamExt as _, stream};

use self::account::Figures;
use crate::harness::is_told_at_length;

/// The first seed that isn't played at length.
const ALL: u64 = 201;

/// Days that are played next to each other: much of their time is waiting for answers that never come.
const AT_ONCE: usize = 16;

/// Long enough that the simulator holds it against the bot if it doesn't wait out a 429.
const LONG_ENOUGH: Duration = Duration::from_millis(400);

/// The seeds whose days are played.
fn seeds() -> Range<u64> {
    let one = std::env::var("ADAGIO_SEED").ok().map(|seed| seed.parse());
    match one {
        Some(seed) => {
            let seed = seed.expect("ADAGIO_SEED is a number");
            seed..seed + 1
        }
        None if is_told_at_length() => 1..ALL,
        None => 1..51,
    }
}

/// What goes wrong on the day of a seed: every second one loses nothing, some have one half of the trouble only. Waits are
/// short on most, since all of them take real time.
fn mix(seed: u64) -> Mix {
    let rough = Mix {
        longest: Duration::from_millis(40),
        ..Mix::rough(seed)
    };
    let lossless = Mix {
        lost_events: 0.0,
        forgotten: 0.0,
        ..rough.clone()
    };
    match seed % 4 {
        0 => rough,
        1 => lossless,
        2 => Mix {
            too_many: 0.15,
            server_errors: 0.15,
            unanswered: 0.15,
            closed_dms: 0.0,
            longest: if seed % 8 == 2 {
                LONG_ENOUGH
            } else {
                rough.longest
            },
            ..lossless
        },
        _ => Mix {
            repeated_events: 0.1,
            dropped: 0.05,
            lost_events: 0.02,
            forgotten: 0.01,
            unacknowledged: 0.02,
            ..rough
        },
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_ping_is_accounted_for_whatever_discord_does() {
    let days = stream::iter(seeds()).map(|seed| tokio::spawn(day::play(seed, mix(seed))));
    let days: Vec<_> = days.buffer_unordered(AT_ONCE).collect().await;
    let (mut all, mut kinds, mut wrong) = (Figures::default(), BTreeSet::new(), Vec::new());
    for day in days {
        let day = day.unwrap();
        all += day.figures;
        kinds.extend(day.struck.iter().map(|struck| kind(&struck.mishap)));
        if !day.wrong.is_empty() {
            let struck: Vec<_> = day
                .struck
                .iter()
                .map(|it| format!("{} {} {:?}", it.at, it.what, it.mishap))
                .collect();
            wrong.push(format!(
                "seed {}: {:#?}\namid {struck:#?}",
                day.seed, day.wrong
            ));
        }
    }
    println!("{all:?}\n{kinds:?}");
    assert!(
        wrong.is_empty(),
        "{} days: {}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(all.delivered > 10 * seeds().count());
    if seeds().count() > 1 {
        let missing: Vec<_> = KINDS.iter().filter(|kind| !kinds.contains(*kind)).collect();
        assert!(missing.is_empty(), "never struck: {missing:?}");
    }
}

/// Every kind of fault that there is for a mix and for a Discord that is down.
const KINDS: [&str; 25] = [
    "429 global",
    "429 shared",
    "429 user",
    "500",
    "502",
    "503",
    "504",
    "DMs closed",
    "applied, 504",
    "applied, cut off",
    "applied, no answer",
    "applied, silent",
    "arrived twice",
    "closed",
    "dropped",
    "forgotten",
    "invalid",
    "late",
    "lost",
    "op 7",
    "refused",
    "repeated",
    "slow",
    "unacknowledged",
    "unheard",
];

fn kind(mishap: &Mishap) -> &'static str {
    match mishap {
        Mishap::Request(fault) => match fault {
            Fault::Status(403, _) => "DMs closed",
            Fault::Status(500, _) => "500",
            Fault::Status(..) => "503",
            Fault::Page(502) => "502",
            Fault::Page(_) => "504",
            Fault::TooMany { scope, .. } => match scope {
                Scope::User => "429 user",
                Scope::Global => "429 global",
                Scope::Shared => "429 shared",
            },
            Fault::RefuseConnection => "refused",
            Fault::AppliedButNoAnswer => "applied, no answer",
            Fault::AppliedButSilent => "applied, silent",
            Fault::AppliedButPage(_) => "applied, 504",
            Fault::AppliedButCutOff => "applied, cut off",
            Fault::AppliedTwice | Fault::ArrivedTwice => "arrived twice",
            Fault::Delay(_) => "slow",
        },
        Mishap::Event { fault, .. } => match fault {
            EventFault::Lost => "lost",
            EventFault::Repeated => "repeated",
            EventFault::Late(_) | EventFault::Overtaken(_) => "late",
            EventFault::Dropped => "dropped",
            EventFault::Closed(_) => "closed",
            EventFault::Reconnect => "op 7",
            EventFault::Invalid => "invalid",
            EventFault::Forgotten => "forgotten",
            EventFault::Unacknowledged => "unacknowledged",
        },
        Mishap::Unheard { .. } => "unheard",
    }
}
