//! A running simulator: where it is, who and what is in it, its levers, its end.

use crate::{
    ApplicationId, Builder, Clock, Faults, GatewayControl, Guild, GuildBuilder, GuildId, Person,
    UserId, world::Handle,
};

/// A running Discord. Ends with [`Simulator::shutdown`] or when dropped.
#[derive(Debug)]
pub struct Simulator {
    pub(super) shared: Handle,
    pub(super) server: tokio::task::JoinHandle<()>,
}

impl Simulator {
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
