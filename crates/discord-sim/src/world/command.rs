//! Registered commands (facts §5).

use std::collections::{HashMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::{
    CommandId, GuildId, Permissions,
    error::{ApiError, Outcome},
    world::World,
};

/// All commands of the application.
#[derive(Default)]
pub(crate) struct Commands {
    pub(crate) global: Vec<Command>,
    pub(crate) of_guild: HashMap<GuildId, Vec<Command>>,
    /// When the commands of a server (`None`: the global ones) were made, as far as it matters.
    created: HashMap<Option<GuildId>, VecDeque<DateTime<Utc>>>,
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

impl World {
    /// Counts new commands; changing or overwriting one of the same name makes none.
    ///
    /// # Errors
    /// 30034 when there were too many in the last 24 hours (facts §5).
    pub(crate) fn count_creates(&mut self, guild: Option<GuildId>, count: usize) -> Outcome<()> {
        let (now, day) = (self.now(), TimeDelta::days(1));
        let Some(limit) = self.limits.command_creates_per_day else {
            return Ok(());
        };
        let created = self.commands.created.entry(guild).or_default();
        while created.front().is_some_and(|at| now - *at >= day) {
            created.pop_front();
        }
        if created.len() + count > usize::try_from(limit).unwrap_or(usize::MAX) {
            let why = format!(
                "Max number of daily application command creates has been reached ({limit})"
            );
            return Err(ApiError::new(400, 30034, why));
        }
        created.extend(std::iter::repeat_n(now, count));
        Ok(())
    }
}
