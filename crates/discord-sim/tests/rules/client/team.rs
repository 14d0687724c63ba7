//! Ben, who is told of messages, and Ana, who writes them.

use discord_sim::{
    ChannelId, Level, MessageId, NotificationKind, Permissions, Ping, Reason, RoleId, Settings,
};

use super::Story;

/// What Ben's client does.
pub(crate) type Told = Option<(NotificationKind, Reason)>;

pub(crate) const fn push(reason: Reason) -> Told {
    Some((NotificationKind::Push, reason))
}

pub(crate) const fn badge(reason: Reason) -> Told {
    Some((NotificationKind::Badge, reason))
}

/// What Ana writes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Said {
    Plain,
    Mention,
    Reply,
    ReplyWithoutPing,
    Role,
    Everyone,
    Here,
    RoleAndEveryone,
}

/// A team in which Ben has a role that everybody may mention, and wrote something that can be answered.
pub(crate) struct Team {
    pub(crate) story: Story,
    pub(crate) crew: RoleId,
    pub(crate) asked: MessageId,
}

impl Team {
    pub(crate) async fn new() -> Self {
        let story = Story::new().await;
        let crew = story.acme.role("crew", Permissions::NONE);
        story.acme.make_mentionable(crew);
        story.acme.give_role(&story.ben, crew);
        let asked = story.ben.post(story.support, "question").unwrap();
        Self { story, crew, asked }
    }

    fn words(&self, said: Said) -> String {
        let (ben, crew) = (self.story.ben.mention(), self.crew);
        match said {
            Said::Plain | Said::Reply | Said::ReplyWithoutPing => "hello".to_owned(),
            Said::Mention => ben,
            Said::Role => format!("<@&{crew}>"),
            Said::Everyone => "@everyone".to_owned(),
            Said::Here => "@here".to_owned(),
            Said::RoleAndEveryone => format!("<@&{crew}> @everyone"),
        }
    }

    /// Ana writes it, and Ben's client does this.
    pub(crate) fn told(&self, said: Said) -> Told {
        let (ana, support, words) = (&self.story.ana, self.story.support, self.words(said));
        match said {
            Said::Reply => ana.reply(support, self.asked, &words, Ping::On),
            Said::ReplyWithoutPing => ana.reply(support, self.asked, &words, Ping::Off),
            _ => ana.post(support, &words),
        }
        .unwrap();
        self.of_ben()
    }

    pub(crate) fn told_of(&self, channel: ChannelId, text: &str) -> Told {
        self.story.ana.post(channel, text).unwrap();
        self.of_ben()
    }

    /// What Ben's client did since it was last asked; never more than one thing.
    pub(crate) fn of_ben(&self) -> Told {
        let mut notes = self.story.sim.take_notifications();
        notes.retain(|note| note.person == self.story.ben.id());
        assert!(notes.len() <= 1, "{notes:?}");
        notes.pop().map(|note| (note.kind, note.reason))
    }

    pub(crate) fn set(&self, settings: Settings) {
        let Story { ben, acme, .. } = &self.story;
        ben.notification_settings(acme, settings);
    }

    pub(crate) fn holds(&self, settings: Settings, table: &[(Said, Told)]) {
        self.set(settings);
        for (said, expected) in table {
            assert_eq!(self.told(*said), *expected, "{said:?} with {settings:?}");
        }
    }
}

/// The settings with this level.
pub(crate) fn level(level: Level) -> Settings {
    Settings {
        level,
        ..Settings::default()
    }
}
