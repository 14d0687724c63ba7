//! Channels, threads and DMs.

use serde_json::{Value, json};

use crate::{
    Target, UserId,
    render::time,
    world::{
        World,
        channel::{Channel, Kind, Overwrite},
        forum::{self, Forum},
    },
};

impl World {
    /// A channel as the bot gets it.
    pub(crate) fn json_channel(&self, channel: &Channel) -> Value {
        self.json_channel_for(channel, self.app.bot)
    }

    /// A channel; a thread carries the membership of `user` if there is one.
    pub(crate) fn json_channel_for(&self, channel: &Channel, user: UserId) -> Value {
        match (&channel.thread, channel.kind) {
            (Some(_), _) => self.json_thread(channel, user),
            (None, Kind::Dm) => self.json_dm(channel),
            (None, _) => json_guild_channel(channel),
        }
    }

    fn json_dm(&self, channel: &Channel) -> Value {
        let recipients = channel.recipient.iter().map(|user| self.json_user(*user));
        json!({
            "id": channel.id, "type": 1, "last_message_id": channel.last_message, "flags": 0,
            "recipients": recipients.collect::<Vec<_>>(),
        })
    }

    fn json_thread(&self, channel: &Channel, user: UserId) -> Value {
        let Some(thread) = &channel.thread else {
            return Value::Null;
        };
        let mut json = json!({
            "id": channel.id, "type": channel.kind.number(), "last_message_id": channel.last_message,
            "flags": if thread.pinned { forum::flag::PINNED } else { 0 },
            "guild_id": channel.guild, "name": channel.name, "parent_id": channel.parent, "rate_limit_per_user": channel.slowmode,
            "owner_id": thread.owner, "message_count": thread.messages, "member_count": thread.members.len().min(50),
            "total_message_sent": thread.sent,
            "thread_metadata": {
                "archived": thread.archived, "archive_timestamp": time(thread.archive_changed_at),
                "auto_archive_duration": thread.auto_archive, "locked": thread.locked, "create_timestamp": time(channel.id.created_at()),
            },
        });
        if let Some(pinned) = channel.last_pin {
            json["last_pin_timestamp"] = time(pinned).into();
        }
        let parent = channel.parent.and_then(|parent| self.channels.get(&parent));
        if let Some(forum) = parent.and_then(|parent| parent.forum.as_ref()) {
            let tags = thread.tags.iter().filter(|tag| forum.tag(**tag).is_some());
            json["applied_tags"] = tags.map(|tag| json!(tag)).collect();
        }
        if channel.kind == Kind::PrivateThread {
            json["thread_metadata"]["invitable"] = thread.invitable.into();
        }
        if thread.members.contains_key(&user) {
            json["member"] = self.json_thread_member(channel, user);
        }
        json
    }

    /// A thread's member, which must be one.
    pub(crate) fn json_thread_member(&self, channel: &Channel, user: UserId) -> Value {
        let joined = channel
            .thread
            .as_ref()
            .and_then(|thread| thread.members.get(&user));
        let joined = joined.map_or_else(|| channel.id.created_at(), |joined| *joined);
        json!({ "id": channel.id, "user_id": user, "join_timestamp": time(joined), "flags": 1, "muted": false, "mute_config": null })
    }
}

/// A channel of a server, no thread.
fn json_guild_channel(channel: &Channel) -> Value {
    let overwrites: Vec<_> = channel.overwrites.iter().map(json_overwrite).collect();
    let mut json = json!({
        "id": channel.id, "type": channel.kind.number(), "guild_id": channel.guild, "name": channel.name,
        "parent_id": channel.parent, "position": channel.position, "permission_overwrites": overwrites,
        "flags": u64::from(channel.spoiler) << 21, "nsfw": channel.nsfw,
    });
    if channel.kind != Kind::Category {
        json["last_message_id"] = json!(channel.last_message);
        json["rate_limit_per_user"] = channel.slowmode.into();
        json["topic"] = json!(channel.topic);
        add_for_threads(channel, &mut json);
    }
    if channel.kind.is_voice() {
        json["bitrate"] = 64_000.into();
        json["user_limit"] = 0.into();
        json["rtc_region"] = Value::Null;
    }
    if let Some(forum) = &channel.forum {
        add_forum(forum, &mut json);
    }
    json
}

fn json_overwrite(overwrite: &Overwrite) -> Value {
    let (id, kind) = match overwrite.target {
        Target::Role(role) => (role.get(), 0),
        Target::Member(user) => (user.get(), 1),
    };
    json!({ "id": id.to_string(), "type": kind, "allow": overwrite.allow, "deny": overwrite.deny })
}

/// What new threads get, and what was pinned last.
fn add_for_threads(channel: &Channel, json: &mut Value) {
    if let Some(minutes) = channel.for_threads.auto_archive {
        json["default_auto_archive_duration"] = minutes.into();
    }
    if channel.for_threads.slowmode > 0 {
        json["default_thread_rate_limit_per_user"] = channel.for_threads.slowmode.into();
    }
    if let Some(pinned) = channel.last_pin {
        json["last_pin_timestamp"] = time(pinned).into();
    }
}

fn add_forum(forum: &Forum, json: &mut Value) {
    let tag = |tag: &forum::Tag| json!({ "id": tag.id, "name": tag.name, "moderated": tag.moderated, "emoji_id": null, "emoji_name": tag.emoji });
    json["available_tags"] = forum.tags.iter().map(tag).collect();
    json["default_reaction_emoji"] = forum.look.default_reaction.clone();
    json["default_sort_order"] = json!(forum.look.sort_order);
    json["default_forum_layout"] = forum.look.layout.into();
    if forum.requires_tag {
        let flags = json["flags"].as_u64().unwrap_or_default();
        json["flags"] = (flags | forum::flag::REQUIRE_TAG).into();
    }
}
