//! Users: people and the bot.

use std::collections::BTreeSet;

use crate::GuildId;

pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) bot: bool,
    pub(crate) locale: String,
    /// Whether the bot may write to them.
    pub(crate) dms_open: bool,
    /// The servers that they are in.
    pub(crate) guilds: BTreeSet<GuildId>,
}

impl User {
    pub(crate) fn new(name: &str, bot: bool) -> Self {
        Self {
            name: name.to_owned(),
            bot,
            locale: "en-US".to_owned(),
            dms_open: true,
            guilds: BTreeSet::new(),
        }
    }
}
