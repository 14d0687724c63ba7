//! Messages: whole, or blank where MESSAGE_CONTENT is missing (facts §1.2).

use serde_json::{Value, json};

use crate::{
    Reaction, UserId,
    render::{maybe_time, time},
    world::{
        World,
        guild::Server,
        message::{Attachment, Message, flag},
    },
};

/// Where a message is going.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// An answer to a request.
    Rest,
    /// MESSAGE_CREATE or MESSAGE_UPDATE: with `guild_id` and the author's `member`.
    Event,
}

/// Who sees a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    ToAll,
    /// It is ephemeral.
    ToOne,
}

impl World {
    /// Whether the bot gets the text of a message even without MESSAGE_CONTENT: its own, DMs, and messages that mention it.
    pub(crate) fn always_readable(&self, message: &Message) -> bool {
        self.is_bot(message.author)
            || message.mentions.contains(&self.app.bot)
            || self.guild_of(message.channel).is_none()
    }

    /// A message; blank unless `content` or [`World::always_readable`].
    pub(crate) fn json_message(&self, message: &Message, to: For, content: bool) -> Value {
        let mut json = self.json_lone_message(message, to, content);
        if let Some(reference) = &message.reference {
            let mut point = json!({ "type": 0, "channel_id": reference.channel });
            if let Some(id) = reference.message {
                point["message_id"] = json!(id);
            }
            if let Some(guild) = reference.guild {
                point["guild_id"] = json!(guild);
            }
            json["message_reference"] = point;
            if matches!(
                message.kind,
                crate::world::message::kind::REPLY | crate::world::message::kind::THREAD_STARTER
            ) {
                let referenced = reference.message.and_then(|id| self.message(id));
                json["referenced_message"] = referenced.map_or(Value::Null, |referenced| {
                    self.json_lone_message(referenced, For::Rest, content)
                });
            }
        }
        json
    }

    fn json_lone_message(&self, message: &Message, to: For, content: bool) -> Value {
        let readable = content || self.always_readable(message);
        let shown = if message.is_ephemeral() {
            Shown::ToOne
        } else {
            Shown::ToAll
        };
        let files = message.attachments().iter();
        let attachments: Vec<_> = files
            .map(|file| Self::json_attachment(file, shown))
            .collect();
        let guild = self
            .guild_of(message.channel)
            .filter(|_| !message.is_ephemeral());
        let server = guild.and_then(|guild| self.guilds.get(&guild));
        let server_told = server.filter(|_| to == For::Event);
        let mentions = message.mentions.iter();
        let mentions: Vec<_> = mentions
            .map(|user| self.json_mentioned(*user, server_told))
            .collect();
        let mut json = json!({
            "id": message.id, "type": message.kind, "channel_id": message.channel, "author": self.json_user(message.author),
            "content": if readable { &*message.content } else { "" }, "mentions": mentions,
            "mention_roles": message.mention_roles(), "mention_everyone": message.mention_everyone,
            "attachments": if readable { attachments } else { Vec::new() }, "embeds": if readable { message.embeds() } else { Vec::new() },
            "components": if readable { message.components() } else { Vec::new() }, "timestamp": time(message.id.created_at()),
            "edited_timestamp": maybe_time(message.edited_at()), "flags": message.flags, "pinned": message.pinned_at().is_some(),
            "tts": false,
        });
        if to == For::Event {
            if let Some(guild) = guild {
                json["guild_id"] = json!(guild);
            }
            if message.origin().is_none()
                && let Some(member) = server.and_then(|server| server.members.get(&message.author))
            {
                json["member"] = self.json_partial_member(member);
            }
        }
        self.add_extras(message, to, readable, &mut json);
        json
    }

    /// A mentioned user, with their partial member where that is told.
    fn json_mentioned(&self, user: UserId, server: Option<&Server>) -> Value {
        let mut json = self.json_user(user);
        if let Some(member) = server.and_then(|server| server.members.get(&user)) {
            json["member"] = self.json_partial_member(member);
        }
        json
    }

    fn add_extras(&self, message: &Message, to: For, readable: bool, json: &mut Value) {
        if message.flags & flag::HAS_THREAD != 0
            && let Some(thread) = self.channels.get(&message.id.thread())
        {
            json["thread"] = self.json_channel(thread);
        }
        let Some(extra) = &message.extra else { return };
        if let Some(origin) = &extra.interaction {
            json["webhook_id"] = json!(self.app.id);
            json["application_id"] = json!(self.app.id);
            json["interaction_metadata"] = origin.metadata.clone();
        }
        if let Some(poll) = extra.poll.as_ref().filter(|_| readable) {
            json["poll"] = poll.clone();
        }
        if let Some(nonce) = &extra.nonce {
            json["nonce"] = nonce.clone();
        }
        if to == For::Rest && !extra.reactions.is_empty() {
            json["reactions"] = extra
                .reactions
                .iter()
                .map(|reaction| self.json_reaction(reaction))
                .collect();
        }
    }

    fn json_reaction(&self, reaction: &Reaction) -> Value {
        let count = reaction.users.len();
        json!({
            "emoji": self.json_reaction_emoji(&reaction.emoji), "count": count, "count_details": { "burst": 0, "normal": count },
            "burst_colors": [], "me_burst": false, "me": reaction.users.contains(&self.app.bot),
        })
    }

    /// The emoji of a reaction: `name:id` of a custom one, else the emoji itself.
    pub(crate) fn json_reaction_emoji(&self, emoji: &str) -> Value {
        match emoji.split_once(':') {
            Some((name, id)) => json!({ "id": id, "name": name, "animated": false }),
            None => json!({ "id": null, "name": emoji }),
        }
    }

    pub(crate) fn json_attachment(file: &Attachment, shown: Shown) -> Value {
        let mut json = json!({
            "id": file.id, "filename": file.filename, "size": file.size, "url": file.url, "proxy_url": file.url,
        });
        if let Some(text) = &file.description {
            json["description"] = text.as_str().into();
        }
        if let Some(text) = &file.content_type {
            json["content_type"] = text.as_str().into();
        }
        if shown == Shown::ToOne {
            json["ephemeral"] = true.into();
        }
        json
    }
}
