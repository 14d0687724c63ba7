//! What people of a story set up before it begins, by the real commands and their own clients.

use chrono::{DateTime, Utc};
use discord_sim::{
    Answer, ChannelId, Guild, Level, NotificationKind, Permissions, Person, Settings,
};

use super::Story;

impl Story {
    /// Somebody in Acme who joined, and made Adagio their notifier: Discord's own notifications are on *nothing*.
    pub(crate) async fn undisturbed(&mut self, name: &str, zone: &str) -> Person {
        let person = self.joined(name, zone).await;
        let nothing = Settings {
            level: Level::Nothing,
            suppress_roles: true,
            suppress_everyone: true,
            ..Settings::default()
        };
        person.notification_settings(&self.acme, nothing);
        let panel = self.command(&person, "hours", &[]).await;
        let phone = self.press(&person, &panel, "Quiet phone too?").await;
        self.press(&person, &phone, "Done: you notify me").await;
        person
    }

    /// Somebody with Manage Server.
    pub(crate) fn keeper(&mut self, name: &str) -> Person {
        let keeper = self.person(name);
        let role = self.acme.role("keeper", Permissions::MANAGE_GUILD);
        self.acme.give_role(&keeper, role);
        keeper
    }

    /// Opens `/adagio setup` and sets the mode of a channel or category (`None`: of the whole server).
    pub(crate) async fn set_mode(
        &self,
        keeper: &Person,
        of: Option<ChannelId>,
        mode: &str,
    ) -> Answer {
        let mut panel = self.command(keeper, "adagio setup", &[]).await;
        if let Some(channel) = of {
            let channel = channel.to_string();
            panel = self.choose(keeper, &panel, "a1:cpick", &[&channel]).await;
        }
        self.pick(keeper, &panel, &[mode]).await
    }

    /// When this person's phone buzzed, whatever for.
    pub(crate) fn pushes(&self, person: &Person) -> Vec<DateTime<Utc>> {
        let notifications = self.sim().notifications_of(person.id());
        let loud = |kind| kind == NotificationKind::Push;
        notifications
            .iter()
            .filter(|it| loud(it.kind))
            .map(|it| it.at)
            .collect()
    }

    /// A second server with the bot in it.
    pub(crate) fn another_server(&self, name: &str) -> Guild {
        self.sim().create_guild(name)
    }
}
