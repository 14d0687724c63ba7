//! A server step by step: whose it is, its language, whether the bot is in it from the start.

use crate::{Guild, Permissions, Person, UserId, world::Handle};

/// A server that is about to be made; see [`crate::Simulator::guild`].
#[derive(Debug)]
pub struct GuildBuilder {
    shared: Handle,
    name: String,
    owner: Option<UserId>,
    bot: Option<Permissions>,
    locale: String,
}

impl GuildBuilder {
    pub(crate) fn new(shared: Handle, name: &str) -> Self {
        let bot = Some(Permissions::bot_by_default());
        Self {
            shared,
            name: name.to_owned(),
            owner: None,
            bot,
            locale: "en-US".to_owned(),
        }
    }

    /// Who owns it. Default: a person made for it.
    #[must_use]
    pub fn owner(mut self, owner: &Person) -> Self {
        self.owner = Some(owner.id());
        self
    }

    /// The bot isn't in it yet; see [`Guild::invite_bot`].
    #[must_use]
    pub fn without_bot(mut self) -> Self {
        self.bot = None;
        self
    }

    /// What the bot's own role allows. Default: [`Permissions::bot_by_default`].
    #[must_use]
    pub fn bot_permissions(mut self, permissions: Permissions) -> Self {
        self.bot = Some(permissions);
        self
    }

    /// The server's language, such as `de`. Default: `en-US`.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.locale);
        self
    }

    /// Makes it.
    #[must_use]
    pub fn create(self) -> Guild {
        let mut world = self.shared.world();
        let owner = self
            .owner
            .unwrap_or_else(|| world.add_person(&format!("owner of {}", self.name)));
        let id = world.add_guild(&self.name, owner, &self.locale);
        if let Some(permissions) = self.bot {
            world.invite_bot(id, permissions);
        }
        drop(world);
        Guild::new(self.shared, id)
    }
}
