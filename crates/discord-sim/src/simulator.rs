//! Starting, stopping and looking at a simulator.

use std::{path::PathBuf, sync::Arc};

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{
    ApplicationId, ChannelId, Clock, Faults, Finding, GatewayControl, Guild, GuildBuilder, GuildId,
    Limits, MessageId, Notification, Person, SeenMessage, SessionTraffic, Traffic, UserId, rest,
    wire_log::WireLog,
    world::{Handle, Shared, World},
};

/// A running Discord. Ends with [`Simulator::shutdown`] or when dropped.
#[derive(Debug)]
pub struct Simulator {
    shared: Handle,
    server: tokio::task::JoinHandle<()>,
}

/// Where the wire log goes.
#[derive(Clone, Debug, Default)]
enum WireLogTo {
    /// Where `DISCORD_SIM_WIRE_LOG` says, if it does.
    #[default]
    Environment,
    File(PathBuf),
    Nowhere,
}

impl WireLogTo {
    fn path(self) -> Option<PathBuf> {
        match self {
            Self::Environment => std::env::var_os("DISCORD_SIM_WIRE_LOG")
                .filter(|path| !path.is_empty())
                .map(PathBuf::from),
            Self::File(path) => Some(path),
            Self::Nowhere => None,
        }
    }
}

/// What a simulator starts with.
#[derive(Clone, Debug)]
pub struct Builder {
    start_at: DateTime<Utc>,
    limits: Limits,
    wire_log: WireLogTo,
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
        self.wire_log = WireLogTo::File(path.into());
        self
    }

    /// Keeps no wire log, whatever the environment says: for who breaks the rules on purpose.
    #[must_use]
    pub fn no_wire_log(mut self) -> Self {
        self.wire_log = WireLogTo::Nowhere;
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
        let path = self.wire_log.path();
        let wire = WireLog::open(path.as_deref())
            .map_err(|why| StartError::WireLog(path.unwrap_or_default(), why))?;
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .map_err(StartError::Listen)?;
        let origin = format!(
            "http://{}",
            listener.local_addr().map_err(StartError::Listen)?
        );
        let toggles = (self.message_content, self.privileged_members);
        let world = World::new(
            Clock::new(self.start_at),
            self.limits,
            toggles,
            self.seed,
            Arc::new(wire),
            &origin,
        );
        let (stop, mut stopped) = tokio::sync::watch::channel(false);
        let shared = Arc::new(Shared::new(world, origin, stop));
        let service =
            rest::router(shared.clone()).into_make_service_with_connect_info::<rest::Cut>();
        let server = tokio::spawn(async move {
            let serve = axum::serve(rest::Port(listener), service);
            let until = async move {
                let _ = stopped.wait_for(|stopped| *stopped).await;
            };
            // Serving never fails by itself: accepting goes on after errors.
            let _ = serve.with_graceful_shutdown(until).await;
        });
        Ok(Simulator { shared, server })
    }
}

impl Simulator {
    /// A simulator with defaults, to be changed and started.
    #[must_use]
    pub fn builder() -> Builder {
        Builder {
            start_at: DateTime::from_timestamp(1_772_438_400, 0).unwrap_or_default(),
            limits: Limits::default(),
            wire_log: WireLogTo::default(),
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
        self.shared.origin.clone()
    }

    /// The bot's token, shaped like a real one.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.shared.token
    }

    /// The bot's application.
    #[must_use]
    pub fn application_id(&self) -> ApplicationId {
        self.shared.world().app.id
    }

    /// The bot's user.
    #[must_use]
    pub fn bot_id(&self) -> UserId {
        self.shared.world().app.bot
    }

    /// The hand-moved clock.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.shared.clock.clone()
    }

    /// A new person.
    #[must_use]
    pub fn person(&self, name: &str) -> Person {
        let id = self.shared.world().add_person(name);
        Person::new(self.shared.clone(), id)
    }

    /// A person of this simulator by id.
    #[must_use]
    pub fn person_by_id(&self, id: UserId) -> Option<Person> {
        let known = self
            .shared
            .world()
            .users
            .get(&id)
            .is_some_and(|user| !user.bot);
        known.then(|| Person::new(self.shared.clone(), id))
    }

    /// A new server with the bot in it, owned by a person made for it.
    #[must_use]
    pub fn create_guild(&self, name: &str) -> Guild {
        self.guild(name).create()
    }

    /// A new server, step by step.
    #[must_use]
    pub fn guild(&self, name: &str) -> GuildBuilder {
        GuildBuilder::new(self.shared.clone(), name)
    }

    /// A server of this simulator by id.
    #[must_use]
    pub fn guild_by_id(&self, id: GuildId) -> Option<Guild> {
        self.shared
            .world()
            .guilds
            .contains_key(&id)
            .then(|| Guild::new(self.shared.clone(), id))
    }

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
        let waiting =
            |it: &&crate::world::interaction::Interaction| it.first.is_none() && !it.given_up;
        let session = |session: &crate::gateway::session::Session| SessionTraffic {
            shard: session.shard,
            last_seq_sent: session.seq,
            last_seq_acked_by_heartbeat: session.acked,
            connected: session.socket.is_some(),
        };
        Traffic {
            in_flight: world.in_flight,
            exchanges: world.exchanges,
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
        let world = self.shared.world();
        world
            .gateway
            .sessions
            .iter()
            .filter(|session| session.shard == shard)
            .map(|session| session.seq)
            .max()
            .unwrap_or(0)
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

    /// Discord's JSON of a channel or thread as the bot would get it.
    #[must_use]
    pub fn channel(&self, id: ChannelId) -> Option<Value> {
        let world = self.shared.world();
        world
            .channels
            .get(&id)
            .map(|channel| world.json_channel(channel))
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

    /// The gateway's levers.
    #[must_use]
    pub fn gateway(&self) -> GatewayControl {
        GatewayControl::new(self.shared.clone())
    }

    /// Scripted REST faults.
    #[must_use]
    pub fn faults(&self) -> Faults {
        Faults::new(self.shared.faults.clone())
    }

    /// Closes all connections and the port.
    pub async fn shutdown(mut self) {
        self.shared.stop.send_replace(true);
        // Idle connections close at once; a request that hangs in a scripted delay is not waited for.
        let _ = tokio::time::timeout(std::time::Duration::from_secs(1), &mut self.server).await;
        self.server.abort();
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.shared.stop.send_replace(true);
    }
}
