//! Starting, stopping and looking at a simulator.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{
    ApplicationId, ChannelId, Clock, Faults, Finding, GatewayControl, Guild, GuildBuilder, GuildId,
    Limits, MessageId, Notification, Person, SeenMessage, Traffic, UserId,
};

/// A running Discord. Ends with [`Simulator::shutdown`] or when dropped.
#[derive(Debug)]
pub struct Simulator {}

/// What a simulator starts with.
#[derive(Clone, Debug)]
pub struct Builder {
    start_at: DateTime<Utc>,
    limits: Limits,
    wire_log: Option<PathBuf>,
    message_content: bool,
    privileged_members: bool,
    seed: u64,
}

/// Why it could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No loopback port.
    #[error("listen on 127.0.0.1")]
    Listen(#[source] std::io::Error),
    /// The wire log can't be opened for appending.
    #[error("open the wire log {0}")]
    WireLog(PathBuf, #[source] std::io::Error),
}

impl Builder {
    /// What the hand-moved clock shows first. Default: 2026-03-02T08:00:00Z.
    #[must_use]
    pub fn start_at(mut self, at: DateTime<Utc>) -> Self {
        self.start_at = at;
        self
    }

    /// Default: [`Limits::unlimited`].
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Appends every exchange to this file. Default: the file that `DISCORD_SIM_WIRE_LOG` names, if set.
    #[must_use]
    pub fn wire_log(mut self, path: impl Into<PathBuf>) -> Self {
        self.wire_log = Some(path.into());
        self
    }

    /// The portal's MESSAGE_CONTENT toggle. Default: on. Off: the intent closes 4014, and texts of others are blank (facts §1.2).
    #[must_use]
    pub fn message_content(mut self, on: bool) -> Self {
        self.message_content = on;
        self
    }

    /// The portal's GUILD_MEMBERS toggle. Default: off, the intent closes 4014.
    #[must_use]
    pub fn privileged_members(mut self, on: bool) -> Self {
        self.privileged_members = on;
        self
    }

    /// What session ids and tokens are made from. Default: 1.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Starts it on a free loopback port.
    ///
    /// # Errors
    /// If there is no port, or the wire log can't be opened.
    pub async fn start(self) -> Result<Simulator, StartError> {
        let Self {
            start_at,
            limits,
            wire_log,
            message_content,
            privileged_members,
            seed,
        } = self;
        let _ = (
            start_at,
            limits,
            wire_log,
            message_content,
            privileged_members,
            seed,
        );
        todo!()
    }
}

impl Simulator {
    /// A simulator with defaults, to be changed and started.
    #[must_use]
    pub fn builder() -> Builder {
        Builder {
            start_at: DateTime::from_timestamp(1_772_438_400, 0).unwrap_or_default(),
            limits: Limits::default(),
            wire_log: None,
            message_content: true,
            privileged_members: false,
            seed: 1,
        }
    }

    /// `http://127.0.0.1:PORT/api/v10`.
    #[must_use]
    pub fn api_base(&self) -> String {
        format!("{}/api/v10", self.origin())
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn origin(&self) -> String {
        todo!()
    }

    /// The bot's token, shaped like a real one.
    #[must_use]
    pub fn token(&self) -> &str {
        todo!()
    }

    /// The bot's application.
    #[must_use]
    pub fn application_id(&self) -> ApplicationId {
        todo!()
    }

    /// The bot's user.
    #[must_use]
    pub fn bot_id(&self) -> UserId {
        todo!()
    }

    /// The hand-moved clock.
    #[must_use]
    pub fn clock(&self) -> Clock {
        todo!()
    }

    /// A new person.
    #[must_use]
    pub fn person(&self, name: &str) -> Person {
        let _ = name;
        todo!()
    }

    /// A person of this simulator by id.
    #[must_use]
    pub fn person_by_id(&self, id: UserId) -> Option<Person> {
        let _ = id;
        todo!()
    }

    /// A new server with the bot in it, owned by a person made for it.
    #[must_use]
    pub fn create_guild(&self, name: &str) -> Guild {
        self.guild(name).create()
    }

    /// A new server, step by step.
    #[must_use]
    pub fn guild(&self, name: &str) -> GuildBuilder {
        let _ = name;
        todo!()
    }

    /// A server of this simulator by id.
    #[must_use]
    pub fn guild_by_id(&self, id: GuildId) -> Option<Guild> {
        let _ = id;
        todo!()
    }

    /// What the client did that it should not have done, oldest first.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        todo!()
    }

    /// As [`Simulator::findings`], and forgets them.
    pub fn take_findings(&self) -> Vec<Finding> {
        todo!()
    }

    /// What is under way.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        todo!()
    }

    /// `s` of the last event dispatched to this shard, or kept for its session while that has no socket; 0 without a session.
    #[must_use]
    pub fn last_seq(&self, shard: u64) -> u64 {
        let _ = shard;
        todo!()
    }

    /// Sessions with READY or RESUMED and a live socket.
    #[must_use]
    pub fn connected_shards(&self) -> usize {
        todo!()
    }

    /// Waits until so many sessions have had READY and all their first GUILD_CREATEs.
    pub async fn wait_ready(&self, shards: usize) {
        let _ = shards;
        todo!()
    }

    /// Every push and badge so far, in order.
    #[must_use]
    pub fn notifications(&self) -> Vec<Notification> {
        todo!()
    }

    /// As [`Simulator::notifications`], and forgets them.
    pub fn take_notifications(&self) -> Vec<Notification> {
        todo!()
    }

    /// Those of one person, in order.
    #[must_use]
    pub fn notifications_of(&self, person: UserId) -> Vec<Notification> {
        let _ = person;
        todo!()
    }

    /// The messages of a channel, thread or DM as they are now, oldest first.
    #[must_use]
    pub fn messages(&self, channel: ChannelId) -> Vec<SeenMessage> {
        let _ = channel;
        todo!()
    }

    /// A message as it is now, ephemeral ones too; `None` once deleted.
    #[must_use]
    pub fn message(&self, id: MessageId) -> Option<SeenMessage> {
        let _ = id;
        todo!()
    }

    /// Discord's JSON of a channel or thread as the bot would get it.
    #[must_use]
    pub fn channel(&self, id: ChannelId) -> Option<Value> {
        let _ = id;
        todo!()
    }

    /// Discord's JSON of the global commands.
    #[must_use]
    pub fn registered_commands(&self) -> Vec<Value> {
        todo!()
    }

    /// Discord's JSON of the commands of one server.
    #[must_use]
    pub fn registered_guild_commands(&self, guild: GuildId) -> Vec<Value> {
        let _ = guild;
        todo!()
    }

    /// How many requests have registered, changed or deleted commands so far.
    #[must_use]
    pub fn count_of_registrations(&self) -> usize {
        todo!()
    }

    /// The gateway's levers.
    #[must_use]
    pub fn gateway(&self) -> GatewayControl {
        todo!()
    }

    /// Scripted REST faults.
    #[must_use]
    pub fn faults(&self) -> Faults {
        todo!()
    }

    /// Closes all connections and the port.
    pub async fn shutdown(self) {
        todo!()
    }
}
