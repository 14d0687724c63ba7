//! Prepares the connections: what each identifies with, where its session stood, and what can be sent over it.

use std::sync::Arc;

use tokio::sync::mpsc;
use twilight_gateway::{Config, ConfigBuilder, Intents, Session, Shard, ShardId};

use super::handshake::Handshake;
use super::{Brake, Connection, Delivery, Links, Progress, QUEUE};
use crate::actions::gateway::Position;
use crate::config::{DiscordSettings, MessageContent, Token};
use crate::discord::activity::Activity;
use crate::discord::patience::Patience;

/// The connections, what can be sent over them, and the frames that will come out of each.
pub(in super::super) struct Opened {
    pub(in super::super) connections: Vec<Connection>,
    pub(in super::super) links: Links,
    pub(in super::super) frames: Vec<mpsc::Receiver<Delivery>>,
}

/// What the connections are made from.
pub(in super::super) struct Opening<'a> {
    pub(in super::super) settings: &'a DiscordSettings,
    pub(in super::super) token: &'a Token,
    pub(in super::super) patience: &'a Patience,
    pub(in super::super) url: &'a str,
    pub(in super::super) brake: &'a Brake,
    /// Where the session of each shard stood.
    pub(in super::super) positions: &'a [Option<Position>],
    pub(in super::super) progress: &'a [Arc<Progress>],
    pub(in super::super) activity: &'a Arc<Activity>,
}

impl Opening<'_> {
    /// Prepares a connection for each shard.
    pub(in super::super) fn open(self) -> Opened {
        let total = u32::try_from(self.positions.len()).unwrap_or(u32::MAX);
        let (mut connections, mut senders, mut receivers) = (Vec::new(), Vec::new(), Vec::new());
        let shards = self.positions.iter().zip(self.progress);
        for (number, (position, progress)) in (0..).zip(shards) {
            let id = ShardId::new(number, total);
            let shard = Shard::with_config(id, self.config(position.as_ref()));
            let (frames, receiver) = mpsc::channel(QUEUE);
            senders.push(shard.sender());
            receivers.push(receiver);
            connections.push(self.connection(shard, frames, progress));
        }
        Opened {
            connections,
            links: Links::new(senders, self.progress, self.settings.gateway_per_minute),
            frames: receivers,
        }
    }

    fn connection(
        &self,
        shard: Shard<Brake>,
        frames: mpsc::Sender<Delivery>,
        progress: &Arc<Progress>,
    ) -> Connection {
        Connection {
            shard,
            frames,
            progress: Arc::clone(progress),
            activity: Arc::clone(self.activity),
            ahead: None,
            handshake: Handshake::new(*self.patience),
            live_since: None,
            short_lived: 0,
            first_pause: self.patience.reconnect,
        }
    }

    fn config(&self, position: Option<&Position>) -> Config<Brake> {
        let mut intents = Intents::GUILDS
            | Intents::GUILD_MESSAGES
            | Intents::GUILD_MESSAGE_REACTIONS
            | Intents::DIRECT_MESSAGES;
        if self.settings.message_content == MessageContent::Readable {
            intents |= Intents::MESSAGE_CONTENT;
        }
        // The limit on what is sent is kept in `Links`, where the operator can set it.
        let mut config = ConfigBuilder::new(self.token.expose().to_owned(), intents)
            .queue(self.brake.clone())
            .proxy_url(self.url.trim_end_matches('/').to_owned())
            .ratelimit_messages(false);
        if let Some(position) = position {
            config = config
                .session(Session::new(position.seq, position.session.clone()))
                .resume_url(position.resume_url.trim_end_matches('/').to_owned());
        }
        config.build()
    }
}
