//! Holds back new sessions: a thousand in a day would reset the bot's token (facts §1.4).
//!
//! Discord's own count is asked for at every start and kept by twilight's queue. On top of it, sessions
//! that don't last make each other wait: after the third within an hour, one minute, then two, four, up to half
//! an hour. So no fault can use up the day: at worst a shard starts some 160 sessions.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;
use twilight_gateway::queue::{InMemoryQueue, Queue};

use crate::discord::http::SessionStarts;

/// How far back sessions are counted.
const MEMORY: Duration = Duration::from_secs(60 * 60);
/// How many sessions an hour cost no wait, for each shard.
const FREE: usize = 3;
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// The queue in which every shard waits before it starts a session.
#[derive(Clone, Debug)]
pub(crate) struct Brake {
    inner: InMemoryQueue,
    first_wait: Duration,
    started: Arc<Mutex<VecDeque<(u32, Instant)>>>,
    turns: Arc<Mutex<HashMap<u32, Turn>>>,
}

/// How a shard stands in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It waits since then.
    AwaitedSince(Instant),
    /// It may identify since then.
    Came(Instant),
}

impl Brake {
    /// A brake that keeps to what Discord says is left. Needs a runtime.
    pub(crate) fn new(starts: &SessionStarts, first_wait: Duration) -> Self {
        let remaining = starts.remaining.min(starts.total);
        if remaining < starts.total / 10 {
            tracing::warn!(remaining, "few sessions are left for today");
        }
        let reset_after = Duration::from_millis(starts.reset_after);
        let concurrency = starts.max_concurrency.max(1);
        let inner = InMemoryQueue::new(concurrency, remaining, reset_after, starts.total);
        Self {
            inner,
            first_wait,
            started: Arc::default(),
            turns: Arc::default(),
        }
    }

    /// How this shard stands in the queue. `None`: it was never in it.
    pub(super) fn turn_of(&self, shard: u32) -> Option<Turn> {
        self.turns().get(&shard).copied()
    }

    fn turns(&self) -> MutexGuard<'_, HashMap<u32, Turn>> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a session of this shard, and says how long it has to wait.
    fn note(&self, shard: u32, now: Instant) -> Duration {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        started.retain(|(_, at)| now.duration_since(*at) < MEMORY);
        let before = started.iter().filter(|(of, _)| *of == shard).count();
        started.push_back((shard, now));
        wait_after(before, self.first_wait)
    }
}

impl Queue for Brake {
    fn enqueue(&self, shard: u32) -> oneshot::Receiver<()> {
        let now = Instant::now();
        let wait = self.note(shard, now);
        if !wait.is_zero() {
            tracing::warn!(
                shard,
                wait_s = wait.as_secs(),
                "too many new sessions: waiting"
            );
        }
        let awaited = Turn::AwaitedSince(now);
        self.turns().insert(shard, awaited);
        let (mut turn, receiver) = oneshot::channel();
        let brake = self.clone();
        tokio::spawn(async move {
            #[expect(
                clippy::disallowed_methods,
                reason = "Discord counts sessions in real time"
            )]
            let waited = tokio::time::sleep(wait);
            tokio::select! {
                () = waited => {}
                () = turn.closed() => {
                    brake.turns().retain(|of, turn| (*of, *turn) != (shard, awaited));
                    return;
                }
            }
            if brake.inner.enqueue(shard).await.is_ok() {
                brake.turns().insert(shard, Turn::Came(Instant::now()));
                turn.send(()).ok();
            }
        });
        receiver
    }
}

/// How long the next session waits when so many were started within the hour.
fn wait_after(before: usize, first_wait: Duration) -> Duration {
    let Some(beyond) = before.checked_sub(FREE) else {
        return Duration::ZERO;
    };
    let doublings = u32::try_from(beyond).unwrap_or(u32::MAX).min(10);
    (first_wait * 2_u32.pow(doublings)).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn sessions_that_do_not_last_wait_longer_and_longer() {
        let minutes: Vec<u64> = (0..11)
            .map(|before| wait_after(before, MINUTE).as_secs() / 60)
            .collect();
        assert_eq!(minutes, [0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30]);
        assert_eq!(wait_after(usize::MAX, MINUTE), LONGEST);
    }

    #[tokio::test]
    async fn a_discord_that_drops_every_session_is_asked_for_few() {
        let starts = SessionStarts {
            total: 1_000,
            remaining: 1_000,
            reset_after: 86_400_000,
            max_concurrency: 1,
        };
        let brake = Brake::new(&starts, MINUTE);
        let begun_at = Instant::now();
        // Discord itself lets a shard begin one every five seconds.
        let (mut now, mut sessions) = (begun_at, 0);
        while now.duration_since(begun_at) < Duration::from_secs(24 * 60 * 60) {
            now += brake.note(0, now) + Duration::from_secs(5);
            sessions += 1;
        }
        assert!((24..=170).contains(&sessions), "{sessions} in a day");
    }
}
