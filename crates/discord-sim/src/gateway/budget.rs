//! IDENTIFYs are counted: so many a day, one in 5 s for each bucket (facts §1.4).

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::{
    FindingKind,
    gateway::out::Out,
    world::{World, bot_token},
};

/// Two IDENTIFYs of one bucket are so far apart; a little less than Discord's 5 s, for clients that count from when they sent.
const APART: Duration = Duration::from_millis(4900);

/// The IDENTIFYs of the day that runs.
#[derive(Default)]
pub(crate) struct Budget {
    /// When its first came, on the simulator's clock.
    began: Option<DateTime<Utc>>,
    used: u32,
    /// When each `shard_id % max_concurrency` last identified.
    latest: HashMap<u64, Instant>,
}

/// What comes of an IDENTIFY as far as its number goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Fine,
    /// Too soon after the last one of its bucket.
    TooSoon,
    /// One more than a day allows.
    TooMany,
}

impl World {
    /// The bot's token, with or without `Bot `.
    pub(crate) fn is_token(&self, token: &str) -> bool {
        token.strip_prefix("Bot ").unwrap_or(token) == self.app.token
    }

    /// What Get Gateway Bot says of it; `reset_after` in milliseconds, 0 before the first.
    pub(crate) fn session_start_limit(&mut self) -> Value {
        let now = self.now();
        let (total, budget) = (self.limits.identifies_per_day, &mut self.gateway.identifies);
        budget.turn(now);
        let reset_after = budget.began.map_or(0, |began| {
            (began + TimeDelta::days(1) - now).num_milliseconds()
        });
        json!({
            "total": total, "remaining": total.saturating_sub(budget.used), "reset_after": reset_after,
            "max_concurrency": self.limits.max_concurrency,
        })
    }

    /// Counts an IDENTIFY. One too many ends all sessions and resets the token.
    pub(crate) fn count_identify(&mut self, shard: u64) -> Counted {
        let bucket = shard % self.limits.max_concurrency.max(1);
        let at = self.now();
        let budget = &mut self.gateway.identifies;
        budget.turn(at);
        budget.began = budget.began.or(Some(at));
        budget.used += 1;
        let now = Instant::now();
        let last = budget.latest.insert(bucket, now);
        if budget.used > self.limits.identifies_per_day {
            self.reset_token();
            return Counted::TooMany;
        }
        if self.limits.enforce_identify_rate && last.is_some_and(|last| now - last < APART) {
            self.find(
                FindingKind::TooFast,
                format!("two IDENTIFYs within 5 s in bucket {bucket}"),
            );
            return Counted::TooSoon;
        }
        Counted::Fine
    }

    fn reset_token(&mut self) {
        self.find(
            FindingKind::TooFast,
            "more IDENTIFYs than a day allows: all sessions end, and the token is reset",
        );
        for session in std::mem::take(&mut self.gateway.sessions) {
            session.send(Out::Close(4004, "Authentication failed."));
        }
        self.gateway.identifies = Budget::default();
        self.app.token = bot_token(self.app.bot, &mut self.random);
    }
}

impl Budget {
    /// A new day begins a day after the first IDENTIFY of the last one.
    fn turn(&mut self, now: DateTime<Utc>) {
        if self
            .began
            .is_some_and(|began| now - began >= TimeDelta::days(1))
        {
            (self.began, self.used) = (None, 0);
        }
    }
}
