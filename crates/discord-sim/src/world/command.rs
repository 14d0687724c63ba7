//! Registered commands (facts §5).

use std::collections::HashMap;

use serde_json::Value;

use crate::{CommandId, GuildId, Permissions};

/// All commands of the application.
#[derive(Default)]
pub(crate) struct Commands {
    pub(crate) global: Vec<Command>,
    pub(crate) of_guild: HashMap<GuildId, Vec<Command>>,
    /// Requests that registered, changed or deleted any.
    pub(crate) registrations: usize,
}

/// Kinds of command.
pub(crate) mod kind {
    pub(crate) const CHAT: u64 = 1;
    pub(crate) const USER: u64 = 2;
    pub(crate) const MESSAGE: u64 = 3;
}

/// Kinds of option.
pub(crate) mod option {
    pub(crate) const SUBCOMMAND: u64 = 1;
    pub(crate) const GROUP: u64 = 2;
    pub(crate) const STRING: u64 = 3;
    pub(crate) const INTEGER: u64 = 4;
    pub(crate) const BOOLEAN: u64 = 5;
    pub(crate) const USER: u64 = 6;
    pub(crate) const CHANNEL: u64 = 7;
    pub(crate) const ROLE: u64 = 8;
    pub(crate) const MENTIONABLE: u64 = 9;
    pub(crate) const NUMBER: u64 = 10;
    pub(crate) const ATTACHMENT: u64 = 11;
}

/// One command. What decides who may use it where is typed; the rest is Discord's JSON.
#[derive(Clone)]
pub(crate) struct Command {
    pub(crate) id: CommandId,
    pub(crate) kind: u64,
    pub(crate) name: String,
    /// Who sees it without an override by an admin; `None`: everybody.
    pub(crate) needs: Option<Permissions>,
    /// Where it is offered: 0 server, 1 the bot's DM.
    pub(crate) contexts: Vec<u64>,
    /// As it was registered, completed.
    pub(crate) json: Value,
}

impl Commands {
    pub(crate) fn list(&self, guild: Option<GuildId>) -> &[Command] {
        match guild {
            None => &self.global,
            Some(guild) => self.of_guild.get(&guild).map_or(&[], Vec::as_slice),
        }
    }

    pub(crate) fn list_mut(&mut self, guild: Option<GuildId>) -> &mut Vec<Command> {
        match guild {
            None => &mut self.global,
            Some(guild) => self.of_guild.entry(guild).or_default(),
        }
    }
}
