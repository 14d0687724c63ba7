//! Users: people and the bot.

pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) bot: bool,
    pub(crate) locale: String,
    /// Whether the bot may write to them.
    pub(crate) dms_open: bool,
}

impl User {
    pub(crate) fn new(name: &str, bot: bool) -> Self {
        Self {
            name: name.to_owned(),
            bot,
            locale: "en-US".to_owned(),
            dms_open: true,
        }
    }
}
