//! Decides for a new message whose client does what; see [`crate::NotificationKind`].
//!
//! First who has which reasons, then what their settings make of them: the strongest reason that comes through counts.

use std::iter::successors;

use crate::{
    ChannelId, ChannelSettings, GuildId, Level, MessageId, Notification, NotificationKind, Reason,
    Settings, UserId,
    world::{
        World,
        channel::Channel,
        mentions::Named,
        message::{Message, flag},
    },
};

impl World {
    /// Records the pushes and badges of a message. `asked_by` has just asked for it and is looking at it: nothing for them.
    pub(crate) fn notify(&mut self, id: MessageId, asked_by: Option<UserId>) {
        let Some(message) = self.message(id).filter(|it| !it.is_ephemeral()) else {
            return;
        };
        let (guild, at) = (self.guild_of(message.channel), self.now());
        let told: Vec<Notification> = self
            .reasons(message)
            .chunk_by(|one, next| one.0 == next.0)
            .filter(|of_one| asked_by != Some(of_one[0].0) && self.reaches(of_one[0].0, message))
            .filter_map(|of_one| {
                let person = of_one[0].0;
                let settings = self.settings_in(person, message.channel);
                let (reason, kind) = of_one
                    .iter()
                    .find_map(|(_, why)| Some((*why, decide(settings, *why, loudest(message))?)))?;
                Some(Notification {
                    person,
                    message: id,
                    channel: message.channel,
                    guild,
                    author: message.author,
                    kind,
                    reason,
                    at,
                })
            })
            .collect();
        told.into_iter()
            .for_each(|notification| self.notifications.push(notification));
    }

    /// Who might be told of a message, and why: by person, the strongest reason first.
    fn reasons(&self, message: &Message) -> Vec<(UserId, Reason)> {
        let Some(place) = self.channels.get(&message.channel) else {
            return Vec::new();
        };
        let mut reasons = self.reasons_of_mentions(message);
        reasons.extend(place.recipient.map(|person| (person, Reason::Dm)));
        reasons.extend(self.reasons_of_crowds(message, place));
        reasons.sort_unstable();
        reasons.dedup();
        reasons
    }

    /// Those who are mentioned by themselves: in the text, or because they are answered.
    fn reasons_of_mentions(&self, message: &Message) -> Vec<(UserId, Reason)> {
        if message.mentions.is_empty() {
            return Vec::new();
        }
        let answered = message.refers_to().and_then(|to| self.message(to));
        let answered = answered.map(|to| to.author);
        let named = match answered {
            Some(_) => Named::in_text(&mentionable_text(message)).users,
            None => Vec::new(),
        };
        let why = |user: &UserId| {
            if answered == Some(*user) && !named.contains(user) {
                Reason::Reply
            } else {
                Reason::Mention
            }
        };
        message
            .mentions
            .iter()
            .map(|user| (*user, why(user)))
            .collect()
    }

    /// Those who are meant among others: by a role, by @everyone or @here, or because they want all messages. In a thread the
    /// latter two are its members.
    fn reasons_of_crowds(&self, message: &Message, place: &Channel) -> Vec<(UserId, Reason)> {
        let Some(server) = place.guild.and_then(|guild| self.guilds.get(&guild)) else {
            return Vec::new();
        };
        let is_there = |user: &&UserId| {
            let thread = place.thread.as_ref();
            thread.is_none_or(|thread| thread.members.contains_key(user))
        };
        let mut reasons = Vec::new();
        for role in message.mention_roles() {
            let members = server.members_with(*role);
            reasons.extend(members.map(|user| (user, Reason::Role)));
        }
        if message.mention_everyone {
            let members = server.members.keys().filter(is_there);
            reasons.extend(members.map(|user| (*user, Reason::Everyone)));
        }
        let all = server.wants_all.iter().filter(is_there);
        reasons.extend(all.map(|user| (*user, Reason::AllMessages)));
        reasons
    }

    /// Whether a client can tell its user of the message at all: bots have none, nobody is told of their own, nor of what they
    /// can't see.
    fn reaches(&self, user: UserId, message: &Message) -> bool {
        let is_person = self.users.get(&user).is_some_and(|user| !user.bot);
        is_person && user != message.author && self.sees(user, message.channel)
    }

    /// What somebody set for a place: the server's settings, unless the thread, its channel or its category has a level of its
    /// own; muted if any of them is.
    fn settings_in(&self, person: UserId, channel: ChannelId) -> Settings {
        let guild = self.guild_of(channel);
        let of_server = guild.and_then(|guild| self.settings.get(&(person, guild)));
        let mut settings = of_server.copied().unwrap_or_default();
        let mut has_level = false;
        for own in self.own_settings(person, channel) {
            if let Some(level) = own.level.filter(|_| !has_level) {
                settings.level = level;
                has_level = true;
            }
            settings.muted |= own.muted;
        }
        settings
    }

    /// What somebody set for a channel and for what it is in, from the inside outwards.
    fn own_settings(
        &self,
        person: UserId,
        channel: ChannelId,
    ) -> impl Iterator<Item = ChannelSettings> {
        successors(self.channels.get(&channel), |place| {
            self.channels.get(&place.parent?)
        })
        .filter_map(move |place| self.channel_settings.get(&(person, place.id)).copied())
    }

    pub(crate) fn set_settings(&mut self, user: UserId, guild: GuildId, settings: Settings) {
        self.settings.insert((user, guild), settings);
        self.note_who_wants_all(user, guild);
    }

    /// Sets what somebody hears of a channel, thread or category; nothing for a DM.
    pub(crate) fn set_channel_settings(
        &mut self,
        user: UserId,
        channel: ChannelId,
        settings: ChannelSettings,
    ) {
        if let Some(guild) = self.guild_of(channel) {
            self.channel_settings.insert((user, channel), settings);
            self.note_who_wants_all(user, guild);
        }
    }

    /// Keeps the short list of those whom every message may concern.
    pub(crate) fn note_who_wants_all(&mut self, user: UserId, guild: GuildId) {
        let of_server = self.settings.get(&(user, guild));
        let server = self.server(guild);
        let own = |place: &ChannelId| self.channel_settings.get(&(user, *place));
        let wants_all = server.members.contains_key(&user)
            && (of_server.is_some_and(|it| it.level == Level::All)
                || (server.channels.iter().chain(&server.threads))
                    .filter_map(own)
                    .any(|it| it.level == Some(Level::All)));
        let listed = &mut self.server_mut(guild).wants_all;
        if wants_all {
            listed.insert(user);
        } else {
            listed.remove(&user);
        }
    }
}

/// As loud as a message can be: SUPPRESS_NOTIFICATIONS leaves a badge (facts §3).
fn loudest(message: &Message) -> NotificationKind {
    if message.flags & flag::SUPPRESS_NOTIFICATIONS == 0 {
        NotificationKind::Push
    } else {
        NotificationKind::Badge
    }
}

/// What the client does for one reason. That a muted server still lets mentions through is not proven (see
/// [`Settings::muted`]).
fn decide(
    settings: Settings,
    reason: Reason,
    loudest: NotificationKind,
) -> Option<NotificationKind> {
    match reason {
        Reason::Dm => Some(loudest),
        Reason::Role if settings.suppress_roles => None,
        Reason::Everyone if settings.suppress_everyone => None,
        Reason::AllMessages => {
            let hears = settings.level == Level::All && !settings.muted;
            (hears && loudest == NotificationKind::Push).then_some(loudest)
        }
        _ if settings.level == Level::Nothing => Some(NotificationKind::Badge),
        Reason::Mention | Reason::Reply | Reason::Role | Reason::Everyone => Some(loudest),
    }
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
