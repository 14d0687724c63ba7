//! What most tests begin with.

use discord_sim::{ChannelId, Guild, Limits, Person, Simulator};
use serde_json::{Value, json};

use super::{Rest, Socket};

/// GUILDS, GUILD_MESSAGES, reactions, DIRECT_MESSAGES, their reactions, MESSAGE_CONTENT.
pub(crate) const INTENTS: u64 = 1 | 1 << 9 | 1 << 10 | 1 << 12 | 1 << 13 | 1 << 15;

/// A simulator, a server with a channel, two people, a REST client.
pub(crate) struct Story {
    pub(crate) sim: Simulator,
    pub(crate) acme: Guild,
    pub(crate) support: ChannelId,
    pub(crate) ana: Person,
    pub(crate) ben: Person,
    pub(crate) rest: Rest,
}

impl Story {
    pub(crate) async fn new() -> Self {
        Self::with(Limits::unlimited()).await
    }

    pub(crate) async fn with(limits: Limits) -> Self {
        Self::of(Simulator::builder().limits(limits).start().await.unwrap())
    }

    /// One that leaves no wire log: it asks for what Discord refuses with words for codes, where its own
    /// description has numbers.
    pub(crate) async fn off_the_record() -> Self {
        Self::of(Simulator::builder().no_wire_log().start().await.unwrap())
    }

    pub(crate) fn of(sim: Simulator) -> Self {
        let acme = sim.create_guild("Acme");
        let (ana, ben) = (sim.person("ana"), sim.person("ben"));
        acme.add_member(&ana);
        acme.add_member(&ben);
        let support = acme.text("support");
        let rest = Rest::new(&sim);
        Self {
            sim,
            acme,
            support,
            ana,
            ben,
            rest,
        }
    }

    pub(crate) async fn gateway(&self, intents: u64) -> Socket {
        let mut socket = Socket::open(&self.sim).await;
        socket.identify(self.sim.token(), intents, json!({})).await;
        socket.until("READY").await;
        if intents & 1 != 0 {
            socket.until("GUILD_CREATE").await;
        }
        socket
    }

    /// POST /channels/{support}/messages.
    pub(crate) async fn say(&self, body: Value) -> (u16, Value) {
        self.rest
            .post(&format!("/channels/{}/messages", self.support), body)
            .await
    }
}
