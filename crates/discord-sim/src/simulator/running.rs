//! A running simulator: where it is, who and what is in it, its levers, its end.

use crate::{
    ApplicationId, Builder, Clock, Faults, GatewayControl, Guild, GuildBuilder, GuildId, Limits,
    Person, UserId, world::Handle,
};

/// A running Discord. Ends with [`Simulator::shutdown`] or when dropped.
#[derive(Debug)]
pub struct Simulator {
    pub(crate) shared: Handle,
    /// What serves the port; `None` in a second hand on the same Discord, which ends nothing.
    server: Option<tokio::task::JoinHandle<()>>,
}

impl Simulator {
    pub(super) const fn serving(shared: Handle, server: tokio::task::JoinHandle<()>) -> Self {
        Self {
            shared,
            server: Some(server),
        }
    }

    /// A second hand on a Discord that somebody else started and will end.
    pub(crate) const fn second_hand(shared: Handle) -> Self {
        Self {
            shared,
            server: None,
        }
    }

    /// A simulator with defaults, to be changed and started.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::new()
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

    /// The bot's token, shaped like a real one, as it was at the start.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.shared.token
    }

    /// The bot's token now: another one if too many IDENTIFYs have reset it (facts §1.4).
    #[must_use]
    pub fn current_token(&self) -> String {
        self.shared.world().app.token.clone()
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

    /// Its clock.
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

    /// Where a bot connects, as JSON: `api_base`, `gateway`, `token`, `application_id`, `bot_id`; and `control`, where the control
    /// API is if it is served.
    #[must_use]
    pub fn connection(&self) -> serde_json::Value {
        serde_json::json!({
            "api_base": self.api_base(), "gateway": self.shared.world().gateway_url(), "token": self.token(),
            "application_id": self.application_id(), "bot_id": self.bot_id(), "control": format!("{}/_sim", self.origin()),
        })
    }

    /// The limits as they are now.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.shared.world().limits.clone()
    }

    /// Changes the limits; what was counted so far stays counted.
    ///
    /// # Panics
    /// If no gateway can work under them: a heartbeat interval of nothing, no shard at a time, no room for an event.
    pub fn set_limits(&self, limits: Limits) {
        if let Err(why) = limits.check() {
            panic!("{why}");
        }
        self.shared.world().limits = limits;
    }

    /// Remembers no nonce any more, as if the time in which one counts had passed (facts §3).
    pub fn forget_nonces(&self) {
        let mut world = self.shared.world();
        world.nonces.clear();
        world.nonce_order.clear();
    }

    /// The gateway's levers.
    #[must_use]
    pub fn gateway(&self) -> GatewayControl {
        GatewayControl::new(self.shared.clone())
    }

    /// What goes wrong, scripted and seeded.
    #[must_use]
    pub fn faults(&self) -> Faults {
        Faults::new(self.shared.clone())
    }

    /// Closes all connections and the port.
    pub async fn shutdown(mut self) {
        self.shared.stop.send_replace(true);
        if let Some(mut server) = self.server.take() {
            // Idle connections close at once; a request that hangs in a scripted delay is not waited for.
            let _ = tokio::time::timeout(std::time::Duration::from_secs(1), &mut server).await;
            server.abort();
        }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        if self.server.is_some() {
            self.shared.stop.send_replace(true);
        }
    }
}
