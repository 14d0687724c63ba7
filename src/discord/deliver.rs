//! Delivers what is due: composes digests with fresh rights, and sends what lies in the outbox.
//!
//! It sleeps until the next due row or until the bell rings, and then goes round: runs of stand-ups are opened and closed,
//! what can't wait is composed, rows of the outbox are sent, and when it is empty some people's rights are looked up in bulk and
//! their digests are composed, and so on until nothing is due. All the while what was taken from the outbox is on its
//! way, so that nothing of Discord's limit is left unused. What fails for one person is logged and tried later; the
//! others never wait for it.

mod composing;
mod errand;
mod halves;
mod hold_back;
mod on_their_way;
mod standups;

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use self::errand::Outcome;
use self::on_their_way::OnTheirWay;
use super::gateway::{self, Progress};
use super::history::Waiting;
use super::http::Http;
use super::members::Members;
use super::sleep::{Sleep, State};
use crate::actions::Adagio;
use crate::actions::digest::{self, Queue, Urgency};
use crate::actions::outbox::{self, Cause, Errand};
use crate::actions::standup::Phase;
use crate::clock::Clock;
use crate::domain::ids::UserId;
use crate::domain::rights::Sight;

/// People whose digests are composed between two looks at the outbox. Discord is asked about a hundred members at once (facts
/// §1.5), and not often: so there is room for some who wrote.
const PEOPLE: usize = 90;
/// Looks at what can't wait and at the outbox before other digests have their turn all the same.
const LOOKS: u32 = 16;
/// When something is looked at again that failed on our side.
const RETRY: TimeDelta = TimeDelta::seconds(30);

/// Composes and sends.
pub(super) struct Deliver {
    pub(super) adagio: Arc<Adagio>,
    pub(super) http: Arc<Http>,
    pub(super) members: Arc<Members>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) bot: UserId,
    /// How far each shard has come.
    pub(super) progress: Vec<Arc<Progress>>,
    pub(super) sleep: Arc<Sleep>,
    /// Who waits until history is read.
    pub(super) waiting: Arc<Waiting>,
}

/// What came of a round so far.
#[derive(Debug, Default)]
struct Round {
    done: usize,
    failed: usize,
    /// Who is composed for next.
    queue: Queue,
    /// What it tried in vain to do for stand-ups.
    in_vain: HashSet<Phase>,
    /// Looks since other digests had their turn.
    looks: u32,
}

/// What a look into the outbox has left there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outbox {
    Emptied,
    /// There may be more.
    Left,
    /// Nothing was taken: there is no room for more on the way.
    Full,
}

impl Deliver {
    /// Delivers until told to stop. What is on the wire then is seen through.
    ///
    /// It begins when every shard has a session: rights are asked for there, and what happened while Adagio
    /// was away comes before the answer.
    pub(super) async fn run(self, mut stop: watch::Receiver<bool>) {
        tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => return,
            () = gateway::connected(&self.progress) => {}
        }
        if let Err(error) = outbox::recover(&self.adagio, self.clock.now()).await {
            log("the outbox can't be taken up again", &error);
        }
        let mut in_vain = 0;
        while !*stop.borrow() {
            let heard = self.adagio.bell.rings();
            let now = self.clock.now();
            let round = self.round(&stop).await;
            let until = self.next_look(now, heard, &round, &mut in_vain).await;
            self.sleep.set(State::Asleep { heard, until });
            tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop) => {}
                () = self.adagio.bell.rung_since(heard) => {}
                () = self.sleep_until(until) => {}
            }
            self.sleep.set(State::Awake);
        }
    }

    async fn sleep_until(&self, until: Option<DateTime<Utc>>) {
        match until {
            Some(until) => self.clock.sleep_until(until).await,
            None => std::future::pending().await,
        }
    }

    /// When to look again. What was due all along and didn't move would be due at once, for ever: it
    /// gets a pause, unless the bell has rung for it. `in_vain` counts the rounds in a row that left something.
    async fn next_look(
        &self,
        now: DateTime<Utc>,
        heard: u64,
        round: &Round,
        in_vain: &mut u32,
    ) -> Option<DateTime<Utc>> {
        let retry = now + RETRY;
        let moved = round.done > 0 || self.adagio.bell.rings() != heard;
        let due = digest::next_due(&self.adagio).await;
        let is_left = !moved
            && due
                .as_ref()
                .is_ok_and(|due| due.is_some_and(|due| due <= now));
        *in_vain = if is_left { *in_vain + 1 } else { 0 };
        match due {
            Ok(due) if round.failed > 0 => Some(due.map_or(retry, |due| due.max(retry))),
            // Once may be what was added right after the round, before the bell rang for it.
            Ok(Some(due)) if *in_vain > 1 => {
                tracing::error!(due = %due, "something is due that nobody sees to");
                Some(retry)
            }
            Ok(due) => due,
            Err(error) => {
                log("what is due next can't be read", &error);
                Some(retry)
            }
        }
    }

    /// Sees to everything that is due, and to what becomes due meanwhile.
    async fn round(&self, stop: &watch::Receiver<bool>) -> Round {
        let mut round = Round::default();
        let mut on_their_way = OnTheirWay::default();
        while !*stop.borrow() {
            let heard = self.adagio.bell.rings();
            let found = self.look(&mut round, &mut on_their_way).await;
            if found == 0 && on_their_way.is_empty() {
                break;
            }
            if found > 0 && on_their_way.has_room() {
                continue;
            }
            tokio::select! {
                () = on_their_way.make_room() => {}
                () = self.adagio.bell.rung_since(heard) => {}
            }
        }
        on_their_way.all().await;
        round
    }

    /// Sees to stand-ups, takes what can't wait, then rows that lie in the outbox, then digests, so that a digest is composed
    /// right before it goes out and nothing urgent stands behind it. Says how much it found.
    async fn look<'a>(&'a self, round: &mut Round, on_their_way: &mut OnTheirWay<'a>) -> usize {
        let opened = on_their_way.meanwhile(self.see_to_standups(round)).await;
        let (hurried, outbox) = self.hurry(round, on_their_way).await;
        round.looks += u32::from(outbox != Outbox::Full);
        let found = opened + hurried;
        if outbox != Outbox::Emptied && round.looks < LOOKS {
            return found;
        }
        round.looks = 0;
        let next = self.next_due(Urgency::Any, round);
        let (also_found, due) = on_their_way.meanwhile(next).await;
        let rights = self.rights_of_others(&due, round, on_their_way).await;
        let composing = self.compose_for(due, Urgency::Any, &rights, round);
        on_their_way.meanwhile(composing).await;
        found + also_found
    }

    /// Composes what can't wait, and sets rows of the outbox on their way. Says how much it found.
    async fn hurry<'a>(
        &'a self,
        round: &mut Round,
        on_their_way: &mut OnTheirWay<'a>,
    ) -> (usize, Outbox) {
        let composing = self.compose_urgent(round);
        let urgent = on_their_way.meanwhile(composing).await;
        // What can't wait comes out first, and need not wait for room.
        let room = on_their_way.room().max(urgent);
        let claimed = on_their_way.meanwhile(self.claim_some(room, round)).await;
        let outbox = match claimed.len() {
            _ if room == 0 => Outbox::Full,
            some if some < room => Outbox::Emptied,
            _ => Outbox::Left,
        };
        let found = urgent + claimed.len();
        for errand in claimed {
            match errand.of_run {
                Some(_) => on_their_way.add_asking(errand.id, self.run_errand(errand)),
                None => on_their_way.add(errand.id, self.run_errand(errand)),
            }
        }
        (found, outbox)
    }

    /// Takes some of what lies in the outbox.
    async fn claim_some(&self, room: usize, round: &mut Round) -> Vec<Errand> {
        let most = u32::try_from(room).unwrap_or(u32::MAX);
        if most == 0 {
            return Vec::new();
        }
        match outbox::claim(&self.adagio, self.clock.now(), most).await {
            Ok(errands) => {
                round.done += errands.len();
                errands
            }
            Err(error) => {
                log("the outbox can't be read", &error);
                round.failed += 1;
                Vec::new()
            }
        }
    }

    async fn run_errand(&self, errand: Errand) {
        let outcome = match self.still_reads(&errand).await {
            Sight::Readable => errand::run(&self.http, self.bot, &errand).await,
            Sight::Hidden | Sight::Left => Outcome::GivenUp(Cause::Hidden),
            Sight::Unknown => Outcome::Untried,
        };
        let (adagio, id, now) = (&self.adagio, errand.id, self.clock.now());
        let marked = match outcome {
            Outcome::Sent(message, channel) => {
                outbox::sent(adagio, id, message, channel, now).await
            }
            Outcome::GivenUp(cause) => outbox::undeliverable(adagio, id, cause, now).await,
            Outcome::Again => outbox::again(adagio, id, now).await,
            Outcome::Untried => outbox::untried(adagio, id, errand.stage, now).await,
        };
        if let Err(error) = marked {
            log(
                "the outbox can't be marked; its row is looked at again",
                &error,
            );
        }
    }
}

fn log(what: &str, error: &anyhow::Error) {
    tracing::error!(error = format!("{error:#}"), "{what}");
}
