//! Asks Discord for members over the gateway, as often as its limit allows (facts §1.4, §1.5).
//!
//! Whoever asks waits for a turn. Who else has asked about the same server meanwhile is asked for in the same request, while there
//! is room in it: so the more wait, the less it costs for each.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::json;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::discord::frames::{ChunkFrame, MemberFrame};
use crate::discord::gateway::Links;
use crate::discord::lanes::Lane;
use crate::domain::ids::{ServerId, UserId};

/// People in one request (facts §1.5).
pub(super) const AT_ONCE: usize = 100;

/// Who was found; `None`: not in the server.
pub(crate) type Answer = HashMap<UserId, Option<MemberFrame>>;

/// Asks for members.
#[derive(Debug)]
pub(super) struct Asking {
    links: Arc<Links>,
    state: Mutex<State>,
    /// Told apart from those of an earlier process, whose answers a resumed session may still bring.
    prefix: i64,
    asked: AtomicU64,
    /// How long to wait for an answer that was asked for.
    answer_within: Duration,
}

#[derive(Debug, Default)]
struct State {
    /// Who waits for a turn.
    waiting: HashMap<ServerId, Vec<Ask>>,
    /// What was asked, by nonce.
    sent: HashMap<String, Sent>,
}

/// Somebody wants to know about these people.
#[derive(Debug)]
struct Ask {
    id: u64,
    lane: Lane,
    users: BTreeSet<UserId>,
    /// Dropped when it is asked.
    unsent: Option<oneshot::Sender<()>>,
    done: oneshot::Sender<Answer>,
}

/// A request that was sent.
#[derive(Debug)]
struct Sent {
    server: ServerId,
    answer: Answer,
    parts_left: Option<u32>,
    asks: Vec<Ask>,
}

impl Asking {
    /// Asks over these connections. `started_at` marks the questions of this process.
    pub(super) fn new(
        links: Arc<Links>,
        answer_within: Duration,
        started_at: DateTime<Utc>,
    ) -> Self {
        Self {
            links,
            state: Mutex::default(),
            prefix: started_at.timestamp_millis(),
            asked: AtomicU64::new(0),
            answer_within,
        }
    }

    /// These people, no more than [`AT_ONCE`], as members of a server. `None`: there is no session to ask in, or no answer in time.
    pub(super) async fn ask(
        &self,
        server: ServerId,
        users: BTreeSet<UserId>,
        lane: Lane,
    ) -> Option<Answer> {
        timeout(self.answer_within, self.links.connected(server))
            .await
            .ok()?;
        let id = self.asked.fetch_add(1, Ordering::Relaxed);
        let (unsent, is_sent) = oneshot::channel();
        let (done, answered) = oneshot::channel();
        let ask = Ask {
            id,
            lane,
            users,
            unsent: Some(unsent),
            done,
        };
        self.state().wait(server, ask);
        tokio::select! {
            biased;
            // Somebody who had their turn asked for these too; the turn is left to others.
            _ = is_sent => {}
            () = self.links.turn(server, lane) => self.send(server, id),
        }
        timeout(self.answer_within, answered).await.ok()?.ok()
    }

    /// Sends a request for this ask, and for as many of the others as there is room for.
    fn send(&self, server: ServerId, id: u64) {
        let nonce = format!("{}-{id}", self.prefix);
        let users = self.state().take(server, id, &nonce);
        if users.is_empty() {
            return;
        }
        let users: Vec<String> = users.iter().map(UserId::to_string).collect();
        let request = json!({
            "op": 8,
            "d": {"guild_id": server.to_string(), "user_ids": users, "nonce": nonce},
        });
        self.links.send(server, request.to_string());
    }

    /// Takes in a part of an answer.
    pub(super) fn receive(&self, chunk: ChunkFrame) {
        self.state().receive(chunk);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn wait(&mut self, server: ServerId, ask: Ask) {
        // Who stopped waiting wants to know nothing any more.
        self.waiting.retain(|_, asks| {
            asks.retain(|ask| !ask.done.is_closed());
            !asks.is_empty()
        });
        self.waiting.entry(server).or_default().push(ask);
    }

    /// Takes an ask out of those that wait, and others with it, the most urgent first; says whom to ask for. Nobody: another
    /// request has taken it.
    fn take(&mut self, server: ServerId, id: u64, nonce: &str) -> BTreeSet<UserId> {
        self.sent
            .retain(|_, sent| sent.asks.iter().any(|ask| !ask.done.is_closed()));
        let mut asks = self.waiting.remove(&server).unwrap_or_default();
        asks.sort_by_key(|ask| (ask.id != id, ask.lane, ask.id));
        let is_there = asks.first().is_some_and(|ask| ask.id == id);
        let (mut users, mut taken, mut left) = (BTreeSet::new(), Vec::new(), Vec::new());
        for ask in asks {
            let with_these: BTreeSet<UserId> = users.union(&ask.users).copied().collect();
            if is_there && (taken.is_empty() || with_these.len() <= AT_ONCE) {
                users = with_these;
                taken.push(ask);
            } else {
                left.push(ask);
            }
        }
        if !left.is_empty() {
            self.waiting.insert(server, left);
        }
        if is_there {
            for ask in &mut taken {
                ask.unsent = None;
            }
            let sent = Sent {
                server,
                answer: Answer::new(),
                parts_left: None,
                asks: taken,
            };
            self.sent.insert(nonce.to_owned(), sent);
        }
        users
    }

    fn receive(&mut self, chunk: ChunkFrame) {
        let Some(nonce) = chunk.nonce else { return };
        let Some(sent) = self.sent.get_mut(&nonce) else {
            return;
        };
        if sent.server != chunk.guild_id.0 {
            return;
        }
        let members = chunk.members.into_iter();
        sent.answer
            .extend(members.map(|member| (member.user.id.0, Some(member))));
        sent.answer
            .extend(chunk.not_found.into_iter().map(|user| (user.0, None)));
        let parts_left = sent
            .parts_left
            .unwrap_or(chunk.chunk_count)
            .saturating_sub(1);
        sent.parts_left = Some(parts_left);
        if parts_left == 0
            && let Some(sent) = self.sent.remove(&nonce)
        {
            sent.answer();
        }
    }
}

impl Sent {
    /// Tells each what they asked for.
    fn answer(self) {
        for ask in self.asks {
            let users = ask.users.into_iter();
            let found = users.filter_map(|user| Some((user, self.answer.get(&user)?.clone())));
            // Whoever asked may have stopped waiting.
            ask.done.send(found.collect()).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACME: ServerId = ServerId::new(1);

    /// Somebody asks about so many people from this one on.
    fn ask(state: &mut State, id: u64, lane: Lane, users: std::ops::Range<i64>) -> Asked {
        let (unsent, is_sent) = oneshot::channel();
        let (done, answered) = oneshot::channel();
        let ask = Ask {
            id,
            lane,
            users: users.map(UserId::new).collect(),
            unsent: Some(unsent),
            done,
        };
        state.wait(ACME, ask);
        Asked { is_sent, answered }
    }

    struct Asked {
        is_sent: oneshot::Receiver<()>,
        answered: oneshot::Receiver<Answer>,
    }

    impl Asked {
        fn is_sent(&mut self) -> bool {
            self.is_sent.try_recv() == Err(oneshot::error::TryRecvError::Closed)
        }
    }

    fn nobody_found(nonce: &str, users: impl Iterator<Item = i64>) -> ChunkFrame {
        let users: Vec<String> = users.map(|user| user.to_string()).collect();
        let chunk = json!({
            "guild_id": "1", "members": [], "not_found": users, "chunk_index": 0, "chunk_count": 1, "nonce": nonce,
        });
        serde_json::from_value(chunk).unwrap()
    }

    #[test]
    fn those_who_wait_are_asked_for_together_and_each_is_told_about_theirs() {
        let mut state = State::default();
        let mut first = ask(&mut state, 1, Lane::Bulk, 0..2);
        let mut second = ask(&mut state, 2, Lane::Urgent, 1..4);
        assert_eq!(state.take(ACME, 2, "2").len(), 4);
        assert!(first.is_sent() && second.is_sent());
        assert!(state.take(ACME, 1, "1").is_empty());
        state.receive(nobody_found("2", 0..4));
        let users = |answer: Answer| {
            let mut users: Vec<_> = answer.into_keys().map(UserId::get).collect();
            users.sort_unstable();
            users
        };
        assert_eq!(users(first.answered.try_recv().unwrap()), [0, 1]);
        assert_eq!(users(second.answered.try_recv().unwrap()), [1, 2, 3]);
    }

    #[test]
    fn whose_turn_it_is_goes_first_then_who_is_most_urgent_and_the_others_wait_on() {
        let mut state = State::default();
        let mut bulk = ask(&mut state, 1, Lane::Bulk, 0..60);
        let mut mine = ask(&mut state, 2, Lane::Bulk, 100..160);
        let mut live = ask(&mut state, 3, Lane::Live, 200..201);
        assert_eq!(state.take(ACME, 2, "2").len(), 61);
        assert_eq!(
            [bulk.is_sent(), mine.is_sent(), live.is_sent()],
            [false, true, true]
        );
        assert_eq!(state.take(ACME, 1, "1").len(), 60);
        assert!(bulk.is_sent());
    }

    #[test]
    fn who_stopped_waiting_is_asked_for_no_more() {
        let mut state = State::default();
        drop(ask(&mut state, 1, Lane::Live, 0..10));
        let _waits = ask(&mut state, 2, Lane::Live, 10..12);
        assert_eq!(state.take(ACME, 2, "2").len(), 2);
    }
}
