//! What goes wrong on Discord's side while a replay plays, and how it is told afterwards.
//!
//! Requests and events fail by a seeded mix, the bot or Discord is gone for minutes, and some messages are never told of.
//! What people do with commands and buttons they do while Discord answers: the weather clears, and comes back.

use std::fmt;
use std::time::Duration;

use chrono::TimeDelta;
use discord_sim::{Limits, Mishap, Mix, Simulator, Struck};

use super::draw::Draw;
use crate::discord::Patience;

/// How late a digest may come that Discord stumbles over: it is tried again after pauses that double.
pub(super) const LATE: TimeDelta = TimeDelta::minutes(15);

/// By when a message is found that the gateway didn't tell of: history is read hourly, and again a minute later where
/// Discord stumbles.
pub(super) const FOUND_WITHIN: TimeDelta = TimeDelta::minutes(80);

/// Of so many lines, at one somebody is gone for minutes; one is never told of.
const AWAY: usize = 400;
const UNTOLD: usize = 300;

/// How Discord fares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weather {
    #[default]
    Calm,
    /// Everything fails now and then.
    Rough,
}

/// Who is gone for minutes, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    /// The bot is stopped in good order.
    Stopped,
    /// The bot is stopped dead.
    Killed,
    /// Discord can't be reached.
    Down,
}

/// What went wrong in a replay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    pub requests: usize,
    pub events: usize,
    pub absences: usize,
    /// Messages that the gateway never told of: they stand in history.
    pub untold: usize,
}

impl Trouble {
    /// Adds what struck.
    pub(super) fn add(&mut self, struck: &[Struck]) {
        let is_request = |it: &&Struck| matches!(it.mishap, Mishap::Request(_));
        let requests = struck.iter().filter(is_request).count();
        self.requests += requests;
        self.events += struck.len() - requests;
    }
}

impl fmt::Display for Trouble {
    /// One line about it, or none if nothing went wrong.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            requests,
            events,
            absences,
            untold,
        } = self;
        if *self == Self::default() {
            return Ok(());
        }
        writeln!(
            f,
            "Discord failed {requests} requests and {events} events, was gone or had Adagio gone {absences} times, \
             and never told of {untold} messages.\n"
        )
    }
}

impl Weather {
    /// The `nth` spell of bad weather.
    pub(super) fn blow(self, sim: &Simulator, seed: u64, nth: u64) {
        if self == Self::Rough {
            sim.faults()
                .seeded(mix(seed.wrapping_mul(1_000_003).wrapping_add(nth)));
        }
    }

    /// Discord as it should be.
    pub(super) fn clear(self, sim: &Simulator) {
        if self == Self::Rough {
            sim.faults().clear();
        }
    }

    /// The simulator's limits. In rough weather it keeps sessions for as long as somebody is gone.
    pub(super) fn limits(self, patience: Duration) -> Limits {
        let calm = Limits {
            interaction_deadline: patience,
            ..Limits::unlimited()
        };
        match self {
            Self::Calm => calm,
            Self::Rough => Limits {
                session_keeps: TimeDelta::days(1),
                ..calm
            },
        }
    }

    /// How long the bot waits: where answers go missing, not for long.
    pub(super) fn patience(self) -> Patience {
        match self {
            Self::Calm => Patience::default(),
            Self::Rough => Patience {
                answer: Duration::from_millis(300),
                // Nobody clicks while Discord fails.
                response: Duration::from_secs(15),
                upload: Duration::from_secs(15),
                again: Duration::from_millis(2),
                members: Duration::from_millis(200),
                resume: Duration::from_secs(5),
                identify: Duration::from_secs(5),
                reconnect: Duration::from_micros(50),
                session: Duration::from_micros(50),
            },
        }
    }

    /// Who is gone from the line of this number on, and for how long.
    pub(super) fn absence(self, draw: Draw, number: usize) -> Option<(Absence, TimeDelta)> {
        let about = number.to_string();
        if self == Self::Calm || !draw.once_in(AWAY, "away", &about) {
            return None;
        }
        let all = [Absence::Stopped, Absence::Killed, Absence::Down];
        let minutes = i64::try_from(3 + draw.below(7, "minutes away", &about)).unwrap_or(3);
        let absence = all[draw.below(all.len(), "how away", &about)];
        Some((absence, TimeDelta::minutes(minutes)))
    }

    /// Whether the gateway never tells of the line of this number.
    pub(super) fn loses(self, draw: Draw, number: usize) -> bool {
        self == Self::Rough && draw.once_in(UNTOLD, "untold", &number.to_string())
    }
}

fn mix(seed: u64) -> Mix {
    Mix {
        seed,
        too_many: 0.02,
        server_errors: 0.04,
        unanswered: 0.01,
        arrived_twice: 0.01,
        refused: 0.01,
        slow: 0.01,
        repeated_events: 0.005,
        late_events: 0.002,
        dropped: 0.002,
        closed: 0.001,
        reconnects: 0.001,
        invalid: 0.001,
        longest: Duration::from_millis(20),
        ..Mix::default()
    }
}
