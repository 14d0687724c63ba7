//! Stories are told twice: with the message-content intent, and with `ADAGIO_TELL_WITHOUT_WORDS=1` without it (PRODUCT P15).
//!
//! Without it a link stands where the words would. So a story that says which message it means by its words reads what
//! it is shown as somebody does who follows the links: [`Story::read`]. The few that rest on words themselves are told
//! with the intent each time: [`Story::of_words`].

use adagio::config::MessageContent;
use adagio::sandbox::Props;
use discord_sim::{MessageId, Person};

use super::Story;

/// Whether Discord tells the bot what people write.
pub(super) fn told() -> MessageContent {
    match std::env::var_os("ADAGIO_TELL_WITHOUT_WORDS") {
        None => MessageContent::Readable,
        Some(_) => MessageContent::LinksOnly,
    }
}

impl Story {
    /// A story about words that people write. Without the intent there are none: its docs say what happens then.
    pub(crate) async fn of_words() -> Self {
        Self::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.message_content = MessageContent::Readable;
        })
        .await
    }

    /// What somebody reads here who follows the links where nothing is quoted, and whose client names people.
    pub(crate) fn read(&self, shown: &str) -> String {
        if told() == MessageContent::Readable {
            return shown.to_owned();
        }
        let mut read = String::new();
        for line in shown.lines() {
            let words = self.behind(line).map(|words| format!("\n> {words}"));
            read.extend([line, words.as_deref().unwrap_or_default(), "\n"]);
        }
        let named = |text: String, person: &Person| text.replace(&person.mention(), &person.name());
        self.people.iter().fold(read, named)
    }

    /// The words of the message that a line links to, without those whom they begin with.
    fn behind(&self, line: &str) -> Option<String> {
        let (_, link) = line.split_once("discord.com/channels/")?;
        let message = link.split('/').nth(2)?;
        let digits: String = message.chars().take_while(char::is_ascii_digit).collect();
        let message = self.sim().message(MessageId::new(digits.parse().ok()?))?;
        let mut words = message.content.as_str();
        while let Some((_, rest)) = words.strip_prefix("<@").and_then(|it| it.split_once("> ")) {
            words = rest;
        }
        Some(words.to_owned())
    }
}
