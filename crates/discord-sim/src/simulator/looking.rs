//! Looking at a simulator: what the client did wrong, what is under way, what people were told, what stands where.

use serde_json::Value;

use crate::{
    ChannelId, Finding, GuildId, MessageId, Notification, Permissions, SeenMessage, SessionTraffic,
    Simulator, Traffic, UserId, gateway::session::Session, world::interaction::Interaction,
};

impl Simulator {
    /// What the client did that it should not have done, oldest first.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.shared.world().findings.clone()
    }

    /// As [`Simulator::findings`], and forgets them.
    pub fn take_findings(&self) -> Vec<Finding> {
        std::mem::take(&mut self.shared.world().findings)
    }

    /// What is under way.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        let world = self.shared.world();
        let waiting = |it: &&Interaction| it.first.is_none() && !it.given_up;
        let session = |session: &Session| SessionTraffic {
            shard: session.shard,
            last_seq_sent: session.seq,
            last_seq_acked_by_heartbeat: session.acked,
            heartbeats: session.heartbeats,
            connected: session.socket.is_some(),
        };
        Traffic {
            in_flight: world.in_flight,
            exchanges: world.exchanges,
            invalid_requests: world.invalid_requests(),
            unanswered: world
                .open_interactions
                .iter()
                .filter_map(|id| world.interactions.get(id))
                .filter(waiting)
                .count(),
            sessions: world.gateway.sessions.iter().map(session).collect(),
        }
    }

    /// `s` of the last event dispatched to this shard, or kept for its session while that has no socket; 0 without a session.
    #[must_use]
    pub fn last_seq(&self, shard: u64) -> u64 {
        self.shared.world().gateway.last_seq(shard)
    }

    /// Sessions with READY or RESUMED and a live socket.
    #[must_use]
    pub fn connected_shards(&self) -> usize {
        self.shared.world().gateway.connected()
    }

    /// Waits until so many sessions have had READY and all their first GUILD_CREATEs.
    pub async fn wait_ready(&self, shards: usize) {
        self.shared
            .wait_for(|world| (world.gateway.connected() >= shards).then_some(()))
            .await;
    }

    /// Every push and badge so far, in order.
    #[must_use]
    pub fn notifications(&self) -> Vec<Notification> {
        self.shared.world().notifications.all().to_vec()
    }

    /// As [`Simulator::notifications`], and forgets them.
    pub fn take_notifications(&self) -> Vec<Notification> {
        self.shared.world().notifications.take()
    }

    /// Those of one person, in order.
    #[must_use]
    pub fn notifications_of(&self, person: UserId) -> Vec<Notification> {
        self.shared.world().notifications.of(person)
    }

    /// The messages of a channel, thread or DM as they are now, oldest first.
    #[must_use]
    pub fn messages(&self, channel: ChannelId) -> Vec<SeenMessage> {
        let world = self.shared.world();
        let place = world.channels.get(&channel);
        place
            .into_iter()
            .flat_map(|place| place.messages.values())
            .map(|message| message.seen())
            .collect()
    }

    /// A message as it is now, ephemeral ones too; `None` once deleted.
    #[must_use]
    pub fn message(&self, id: MessageId) -> Option<SeenMessage> {
        self.shared
            .world()
            .message(id)
            .map(|message| message.seen())
    }

    /// What stands in the files of a message, in their order.
    #[must_use]
    pub fn files(&self, id: MessageId) -> Vec<Vec<u8>> {
        let world = self.shared.world();
        let files = world.message(id).map_or(&[][..], |it| it.attachments());
        let kept = files.iter().filter_map(|file| world.files.get(&file.id));
        kept.map(|file| file.bytes.to_vec()).collect()
    }

    /// Discord's JSON of a channel or thread as the bot would get it.
    #[must_use]
    pub fn channel(&self, id: ChannelId) -> Option<Value> {
        let world = self.shared.world();
        world
            .channels
            .get(&id)
            .map(|channel| world.json_channel(channel))
    }

    /// What somebody (or the bot) may really do in a channel, thread or DM, implicit denials applied (facts §9).
    #[must_use]
    pub fn permissions(&self, user: UserId, channel: ChannelId) -> Permissions {
        self.shared.world().rights(user, channel)
    }

    /// Discord's JSON of a server as GUILD_CREATE tells the bot of it.
    #[must_use]
    pub fn server(&self, id: GuildId) -> Option<Value> {
        let world = self.shared.world();
        let server = world.guilds.get(&id)?;
        Some(world.json_guild_create(server))
    }

    /// Discord's JSON of a member of a server.
    #[must_use]
    pub fn member(&self, guild: GuildId, user: UserId) -> Option<Value> {
        let world = self.shared.world();
        let (_, member) = world.membership(user, guild)?;
        Some(world.json_member(member))
    }

    /// Discord's JSON of the global commands.
    #[must_use]
    pub fn registered_commands(&self) -> Vec<Value> {
        let world = self.shared.world();
        world
            .commands
            .list(None)
            .iter()
            .map(|command| command.json.clone())
            .collect()
    }

    /// Discord's JSON of the commands of one server.
    #[must_use]
    pub fn registered_guild_commands(&self, guild: GuildId) -> Vec<Value> {
        let world = self.shared.world();
        world
            .commands
            .list(Some(guild))
            .iter()
            .map(|command| command.json.clone())
            .collect()
    }

    /// How many requests have registered, changed or deleted commands so far.
    #[must_use]
    pub fn count_of_registrations(&self) -> usize {
        self.shared.world().commands.registrations
    }
}
