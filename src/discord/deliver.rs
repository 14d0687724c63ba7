//! Delivers what is due: composes digests with fresh rights, and sends what lies in the outbox.
//!
//! It sleeps until the next due row or until the bell rings, and then goes round: what can't wait is composed,
//! some rows of the outbox are sent, and when it is empty some people's rights are looked up in bulk and each one's
//! digest is composed alone, and so on until nothing is due. What fails for one person is logged and tried later;
//! the others never wait for it.

mod errand;

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt as _;
use futures_util::future::join_all;
use tokio::sync::watch;

use self::errand::Outcome;
use super::activity::Activity;
use super::gateway::{self, Progress};
use super::http::Http;
use super::members::Members;
use crate::actions::Adagio;
use crate::actions::digest::{self, Due, Urgency};
use crate::actions::outbox::{self, Errand};
use crate::clock::Clock;
use crate::domain::ids::UserId;
use crate::domain::rights::Rights;

/// People whose digests are composed between two looks at the outbox.
const PEOPLE: u32 = 100;
/// Rows taken from the outbox at once and on the wire together: about as many as pass in a second, so that
/// nobody who can't wait waits for more than these.
const ROWS: u32 = 32;
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
}

/// Whether the delivery sleeps, for those who wait until there is nothing left to do.
#[derive(Debug)]
pub(super) struct Sleep {
    state: Mutex<State>,
    activity: Arc<Activity>,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Awake,
    Asleep {
        /// How often the bell had rung before the last look.
        heard: u64,
        until: Option<DateTime<Utc>>,
    },
}

/// What came of a round.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    done: usize,
    failed: usize,
}

impl Sleep {
    pub(super) fn new(activity: Arc<Activity>) -> Self {
        Self {
            state: Mutex::new(State::Awake),
            activity,
        }
    }

    /// Whether everything that was due at `now`, or rung for so far, has been seen to.
    pub(super) fn is_sound(&self, rings: u64, now: DateTime<Utc>) -> bool {
        match *self.state.lock().unwrap_or_else(PoisonError::into_inner) {
            State::Awake => false,
            State::Asleep { heard, until } => {
                heard == rings && until.is_none_or(|until| until > now)
            }
        }
    }

    fn set(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
        self.activity.look_again();
    }
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
        while !*stop.borrow() {
            let heard = self.adagio.bell.rings();
            let now = self.clock.now();
            let tally = self.round(&stop).await;
            let until = self.next_look(now, heard, tally).await;
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
    /// gets a pause, unless the bell has rung for it.
    async fn next_look(
        &self,
        now: DateTime<Utc>,
        heard: u64,
        tally: Tally,
    ) -> Option<DateTime<Utc>> {
        let retry = now + RETRY;
        let stuck = tally.done == 0 && self.adagio.bell.rings() == heard;
        match digest::next_due(&self.adagio).await {
            Ok(due) if tally.failed > 0 => Some(due.map_or(retry, |due| due.max(retry))),
            Ok(Some(due)) if stuck && due <= now => {
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

    /// Sees to everything that is due: what can't wait, then rows that lie in the outbox, then digests, so that
    /// a digest is composed right before it goes out and nothing urgent stands behind it.
    async fn round(&self, stop: &watch::Receiver<bool>) -> Tally {
        let mut tally = Tally::default();
        let mut tried = HashSet::new();
        let mut looks = 0;
        while !*stop.borrow() {
            let urgent = self
                .compose_some(Urgency::CannotWait, &mut tried, &mut tally)
                .await;
            let sent = self.send_some(&mut tally).await;
            looks += 1;
            if urgent + sent > 0 && looks < LOOKS {
                continue;
            }
            looks = 0;
            let composed = self
                .compose_some(Urgency::Any, &mut tried, &mut tally)
                .await;
            if urgent + sent + composed == 0 {
                break;
            }
        }
        tally
    }

    /// Composes what is due for some people, each once, and says for how many.
    async fn compose_some(
        &self,
        urgency: Urgency,
        tried: &mut HashSet<(UserId, DateTime<Utc>)>,
        tally: &mut Tally,
    ) -> usize {
        let now = self.clock.now();
        // Who was tried in vain is still due, and must not stand in the way of who comes after.
        let most = PEOPLE.saturating_add(u32::try_from(tried.len()).unwrap_or(u32::MAX));
        let mut due = match digest::due(&self.adagio, now, urgency, most).await {
            Ok(due) => due,
            Err(error) => {
                log("who is due can't be read", &error);
                tally.failed += 1;
                return 0;
            }
        };
        let mut places = PEOPLE;
        due.retain(|due| {
            let is_next = places > 0 && tried.insert((due.user, due.due_at));
            places -= u32::from(is_next);
            is_next
        });
        if due.is_empty() {
            return 0;
        }
        let rights = self.members.rights(&due, now).await;
        for person in &due {
            match self.compose(person, now, &rights).await {
                Ok(()) => tally.done += 1,
                Err(error) => {
                    log("a digest can't be composed", &error);
                    tally.failed += 1;
                }
            }
        }
        due.len()
    }

    /// Composes for one person; even a panic is theirs alone.
    async fn compose(&self, due: &Due, now: DateTime<Utc>, rights: &Rights) -> anyhow::Result<()> {
        let composing = digest::compose(&self.adagio, due.user, now, rights);
        match AssertUnwindSafe(composing).catch_unwind().await {
            Ok(composed) => composed.map(drop),
            Err(_) => Err(anyhow::anyhow!(
                "composing for person {} panicked",
                due.user
            )),
        }
    }

    /// Sends some of what lies in the outbox, and says how many rows it took.
    async fn send_some(&self, tally: &mut Tally) -> usize {
        let errands = match outbox::claim(&self.adagio, self.clock.now(), ROWS).await {
            Ok(errands) => errands,
            Err(error) => {
                log("the outbox can't be read", &error);
                tally.failed += 1;
                return 0;
            }
        };
        tally.done += errands.len();
        for error in join_all(errands.iter().map(|errand| self.run_errand(errand))).await {
            if let Err(error) = error {
                log(
                    "the outbox can't be marked; its row is looked at again",
                    &error,
                );
            }
        }
        errands.len()
    }

    async fn run_errand(&self, errand: &Errand) -> anyhow::Result<()> {
        let outcome = errand::run(&self.http, self.bot, errand).await;
        let (adagio, id, now) = (&self.adagio, errand.id, self.clock.now());
        match outcome {
            Outcome::Sent(message, channel) => {
                outbox::sent(adagio, id, message, channel, now).await
            }
            Outcome::GivenUp(cause) => outbox::undeliverable(adagio, id, cause, now).await,
            Outcome::Again => outbox::again(adagio, id, now).await,
        }
    }
}

fn log(what: &str, error: &anyhow::Error) {
    tracing::error!(error = format!("{error:#}"), "{what}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleep_is_sound_when_nothing_was_rung_for_and_nothing_is_due() {
        let sleep = Sleep::new(Arc::default());
        let now = DateTime::UNIX_EPOCH;
        let later = now + TimeDelta::minutes(1);
        assert!(!sleep.is_sound(0, now));
        sleep.set(State::Asleep {
            heard: 3,
            until: Some(later),
        });
        assert!(sleep.is_sound(3, now));
        assert!(!sleep.is_sound(4, now));
        assert!(!sleep.is_sound(3, later));
    }
}
