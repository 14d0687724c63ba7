//! What is sent over the gateway, to the shard that a server belongs to.
//!
//! What is sent while there is no session would lie there until there is one, and all of it would then go out at once,
//! long after anybody waits for an answer. So whoever sends waits for the session first.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use twilight_gateway::MessageSender;

use super::Progress;
use crate::discord::lanes::{Lane, Lanes, Pace};
use crate::domain::ids::ServerId;

/// The window of the gateway's own limit (facts §1.4).
const WINDOW: Duration = Duration::from_secs(60);

/// One message in so many is kept for what is urgent.
const KEPT: u32 = 8;

/// How much of its even pace bulk may make up for: half a dozen messages, so that what is due in few servers isn't held up. What it
/// makes up for is missing at the end of a busy minute.
const CATCH_UP: Duration = Duration::from_secs(5);

/// The connections of all shards, by number.
#[derive(Debug)]
pub(crate) struct Links(Vec<Link>);

/// One shard's connection, and who may send over it.
#[derive(Debug)]
struct Link {
    sender: MessageSender,
    progress: Arc<Progress>,
    lanes: Lanes,
}

impl Links {
    /// Connections over each of which so many messages may be sent a minute; a sixth of them is left to
    /// heartbeats and resumes. Needs a runtime.
    pub(super) fn new(
        senders: Vec<MessageSender>,
        progress: &[Arc<Progress>],
        per_minute: NonZeroU32,
    ) -> Self {
        let per_minute = per_minute.get();
        let most = (per_minute - per_minute / 6).max(1);
        let pace = Pace {
            most,
            window: WINDOW,
            kept: most / KEPT,
            catch_up: CATCH_UP,
        };
        let link = |(sender, progress): (_, &Arc<_>)| Link {
            sender,
            progress: Arc::clone(progress),
            lanes: Lanes::new(pace),
        };
        Self(senders.into_iter().zip(progress).map(link).collect())
    }

    /// Resolves when the shard of this server has a live session.
    pub(crate) async fn connected(&self, server: ServerId) {
        if let Some(link) = self.of(server) {
            link.progress.connected().await;
        }
    }

    /// Resolves when the limit allows one message to the shard of this server.
    pub(crate) async fn turn(&self, server: ServerId, lane: Lane) {
        if let Some(link) = self.of(server) {
            link.lanes.pass(lane).await;
        }
    }

    /// Sends a message to the shard of this server, for whoever has the turn. A connection that is gone takes nothing: whoever
    /// waits for an answer stops waiting by themselves.
    pub(crate) fn send(&self, server: ServerId, json: String) {
        if let Some(link) = self.of(server) {
            link.sender.send(json).ok();
        }
    }

    fn of(&self, server: ServerId) -> Option<&Link> {
        self.0.get(shard_of(server, self.0.len()))
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
