//! Decides for a new message whose client does what; see [`crate::NotificationKind`].

use std::collections::BTreeMap;

use crate::{
    Level, MessageId, Notification, NotificationKind, Reason, Settings, UserId,
    world::{World, message::flag},
};

impl World {
    /// Records the pushes and badges of a message. `asked_by` has just asked for it and is looking at it: nothing for them.
    pub(crate) fn notify(&mut self, id: MessageId, asked_by: Option<UserId>) {
        let Some(message) = self.message(id) else {
            return;
        };
        if message.is_ephemeral() {
            return;
        }
        let (author, channel) = (message.author, message.channel);
        let silent = message.flags & flag::SUPPRESS_NOTIFICATIONS != 0;
        let Some(place) = self.channels.get(&channel) else {
            return;
        };
        let mut reasons: BTreeMap<UserId, Reason> = BTreeMap::new();
        let mut because = |user: UserId, reason: Reason| {
            let strongest = reasons.entry(user).or_insert(reason);
            *strongest = reason.min(*strongest);
        };
        if let Some(recipient) = place.recipient {
            because(recipient, Reason::Dm);
        }
        let named = || super::mentions::Named::in_text(&mentionable_text(message)).users;
        let replied = message
            .refers_to()
            .and_then(|to| self.message(to))
            .map(|to| to.author);
        for user in &message.mentions {
            let reply = replied == Some(*user) && !named().contains(user);
            because(
                *user,
                if reply {
                    Reason::Reply
                } else {
                    Reason::Mention
                },
            );
        }
        let server = place.guild.and_then(|guild| self.guilds.get(&guild));
        if let Some(server) = server {
            for role in message.mention_roles() {
                server
                    .members_with(*role)
                    .for_each(|user| because(user, Reason::Role));
            }
            if message.mention_everyone {
                server
                    .members
                    .keys()
                    .for_each(|user| because(*user, Reason::Everyone));
            }
            let joined = |user: &UserId| {
                place
                    .thread
                    .as_ref()
                    .is_none_or(|thread| thread.members.contains_key(user))
            };
            server
                .wants_all
                .iter()
                .filter(|user| joined(user))
                .for_each(|user| because(*user, Reason::AllMessages));
        }
        reasons.retain(|user, _| {
            let person = self.users.get(user).is_some_and(|user| !user.bot);
            person && *user != author && asked_by != Some(*user) && self.sees(*user, channel)
        });
        let (guild, at) = (place.guild, self.now());
        for (person, reason) in reasons {
            let settings = guild
                .and_then(|guild| self.settings.get(&(person, guild)))
                .copied()
                .unwrap_or_default();
            if let Some(kind) = decide(settings, reason, silent) {
                self.notifications.push(Notification {
                    person,
                    message: id,
                    channel,
                    guild,
                    author,
                    kind,
                    reason,
                    at,
                });
            }
        }
    }
}

/// What the client does.
fn decide(settings: Settings, reason: Reason, silent: bool) -> Option<NotificationKind> {
    let loud = if silent {
        NotificationKind::Badge
    } else {
        NotificationKind::Push
    };
    match reason {
        Reason::Dm => Some(loud),
        Reason::Role if settings.suppress_roles => all_messages(settings, silent),
        Reason::Everyone if settings.suppress_everyone => all_messages(settings, silent),
        Reason::AllMessages => all_messages(settings, silent),
        Reason::Mention | Reason::Reply | Reason::Role | Reason::Everyone => {
            Some(if settings.level == Level::Nothing {
                NotificationKind::Badge
            } else {
                loud
            })
        }
    }
}

fn all_messages(settings: Settings, silent: bool) -> Option<NotificationKind> {
    (settings.level == Level::All && !settings.muted && !silent).then_some(NotificationKind::Push)
}

/// The text in which mentions count: content and text displays.
pub(crate) fn mentionable_text(message: &super::message::Message) -> String {
    let mut text = message.content.to_string();
    crate::seen::each_component(&message.components(), &mut |component| {
        if component["type"] == 10 {
            text.push('\n');
            text.push_str(component["content"].as_str().unwrap_or_default());
        }
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_decide_between_push_badge_and_nothing() {
        let with = |change: fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            settings
        };
        let (push, badge) = (Some(NotificationKind::Push), Some(NotificationKind::Badge));
        let cases = [
            ("mention", with(|_| {}), Reason::Mention, false, push),
            (
                "mention, silent",
                with(|_| {}),
                Reason::Mention,
                true,
                badge,
            ),
            (
                "mention, muted server",
                with(|s| s.muted = true),
                Reason::Mention,
                false,
                push,
            ),
            (
                "mention, nothing",
                with(|s| s.level = Level::Nothing),
                Reason::Mention,
                false,
                badge,
            ),
            ("role", with(|_| {}), Reason::Role, false, push),
            (
                "role, suppressed",
                with(|s| s.suppress_roles = true),
                Reason::Role,
                false,
                None,
            ),
            (
                "everyone, suppressed",
                with(|s| s.suppress_everyone = true),
                Reason::Everyone,
                false,
                None,
            ),
            (
                "plain, mentions only",
                with(|_| {}),
                Reason::AllMessages,
                false,
                None,
            ),
            (
                "plain, all",
                with(|s| s.level = Level::All),
                Reason::AllMessages,
                false,
                push,
            ),
            (
                "plain, all, silent",
                with(|s| s.level = Level::All),
                Reason::AllMessages,
                true,
                None,
            ),
            ("dm", with(|_| {}), Reason::Dm, false, push),
            ("dm, silent", with(|_| {}), Reason::Dm, true, badge),
        ];
        for (name, settings, reason, silent, expected) in cases {
            assert_eq!(decide(settings, reason, silent), expected, "{name}");
        }
    }
}
