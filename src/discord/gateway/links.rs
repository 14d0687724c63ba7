//! What is sent over the gateway, to the shard that a server belongs to.
//!
//! What is sent while there is no session would lie there until there is one, and all of it would then go out at once,
//! long after anybody waits for an answer. So whoever sends waits for the session first.

use std::collections::VecDeque;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};
use twilight_gateway::MessageSender;

use super::Progress;
use crate::domain::ids::ServerId;

/// The window of the gateway's own limit (facts §1.4).
const WINDOW: Duration = Duration::from_secs(60);

/// The connections of all shards, by number.
#[derive(Debug)]
pub(crate) struct Links(Vec<Link>);

/// One shard's connection, and what was sent over it within the last minute.
#[derive(Debug)]
struct Link {
    sender: MessageSender,
    progress: Arc<Progress>,
    most: usize,
    sent: Mutex<VecDeque<Instant>>,
}

impl Links {
    /// Connections over each of which so many messages may be sent a minute; a sixth of them is left to
    /// heartbeats and resumes.
    pub(super) fn new(
        senders: Vec<MessageSender>,
        progress: &[Arc<Progress>],
        per_minute: NonZeroU32,
    ) -> Self {
        let per_minute = per_minute.get();
        let most = usize::try_from(per_minute - per_minute / 6)
            .unwrap_or(usize::MAX)
            .max(1);
        let link = |(sender, progress): (_, &Arc<_>)| Link {
            sender,
            progress: Arc::clone(progress),
            most,
            sent: Mutex::default(),
        };
        Self(senders.into_iter().zip(progress).map(link).collect())
    }

    /// Resolves when the shard of this server has a live session.
    pub(crate) async fn connected(&self, server: ServerId) {
        if let Some(link) = self.of(server) {
            link.progress.connected().await;
        }
    }

    /// Sends a message to the shard of this server, as soon as the limit allows. A connection that is
    /// gone takes nothing: whoever waits for an answer stops waiting by themselves.
    pub(crate) async fn send(&self, server: ServerId, json: String) {
        if let Some(link) = self.of(server) {
            link.turn().await;
            link.sender.send(json).ok();
        }
    }

    fn of(&self, server: ServerId) -> Option<&Link> {
        self.0.get(shard_of(server, self.0.len()))
    }
}

impl Link {
    #[expect(
        clippy::disallowed_methods,
        reason = "Discord's limit counts real seconds"
    )]
    async fn turn(&self) {
        let mut sent = self.sent.lock().await;
        while sent.front().is_some_and(|first| first.elapsed() >= WINDOW) {
            sent.pop_front();
        }
        if sent.len() >= self.most
            && let Some(first) = sent.pop_front()
        {
            sleep_until(first + WINDOW).await;
        }
        sent.push_back(Instant::now());
    }
}

/// Which of `shards` a server belongs to (facts §1.4).
pub(crate) fn shard_of(server: ServerId, shards: usize) -> usize {
    let upper = usize::try_from(server.get() >> 22).unwrap_or_default();
    upper % shards.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_belongs_to_one_shard() {
        let server = ServerId::new(175_928_847_299_117_063);
        assert_eq!(shard_of(server, 1), 0);
        assert_eq!(
            shard_of(server, 4),
            (175_928_847_299_117_063_usize >> 22) % 4
        );
    }
}
