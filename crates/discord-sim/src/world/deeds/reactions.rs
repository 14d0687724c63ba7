//! Reactions: a Unicode emoji, or `name:id` of a custom one.

use serde_json::{Value, json};

use crate::{
    ChannelId, EmojiId, MessageId, Permissions, Reaction, UserId,
    error::{ApiError, Outcome},
    gateway::intents,
    world::{World, threads::archived},
};

impl World {
    /// Adds a reaction. A new emoji needs ADD_REACTIONS; all need READ_MESSAGE_HISTORY.
    pub(crate) fn react(
        &mut self,
        user: UserId,
        channel: ChannelId,
        id: MessageId,
        emoji: &str,
    ) -> Outcome<()> {
        let emoji = self.check_emoji(emoji)?;
        self.check_reacting(user, channel)?;
        let message = self
            .channels
            .get(&channel)
            .and_then(|place| place.messages.get(&id))
            .ok_or_else(|| ApiError::unknown("Message"))?;
        let present = message
            .reactions()
            .iter()
            .any(|reaction| reaction.emoji == emoji);
        if !present && !self.may(user, channel, Permissions::ADD_REACTIONS) {
            return Err(ApiError::no_permission());
        }
        if !present && message.reactions().len() >= 20 {
            return Err(ApiError::new(
                400,
                30010,
                "Maximum number of reactions reached (20)",
            ));
        }
        let author = message.author;
        let Some(message) = self.message_mut(id) else {
            return Err(ApiError::unknown("Message"));
        };
        let reactions = &mut message.extra_mut().reactions;
        match reactions
            .iter_mut()
            .find(|reaction| reaction.emoji == emoji)
        {
            Some(reaction) if reaction.users.contains(&user) => return Ok(()),
            Some(reaction) => reaction.users.push(user),
            None => reactions.push(Reaction {
                emoji: emoji.clone(),
                users: vec![user],
            }),
        }
        self.emit_in(
            "MESSAGE_REACTION_ADD",
            channel,
            intents::GUILD_MESSAGE_REACTIONS,
            intents::DIRECT_MESSAGE_REACTIONS,
            |world| {
                let mut body = world.json_reaction_event(user, channel, id, &emoji);
                body["message_author_id"] = json!(author);
                body["burst_colors"] = json!([]);
                let member = world
                    .guild_of(channel)
                    .and_then(|guild| world.guilds.get(&guild)?.members.get(&user));
                if let Some(member) = member {
                    body["member"] = world.json_member(member);
                }
                body
            },
        );
        Ok(())
    }

    /// Removes a reaction: one's own, or anybody's with MANAGE_MESSAGES.
    pub(crate) fn unreact(
        &mut self,
        actor: UserId,
        user: UserId,
        channel: ChannelId,
        id: MessageId,
        emoji: &str,
    ) -> Outcome<()> {
        let emoji = self.check_emoji(emoji)?;
        self.check_reacting(actor, channel)?;
        if actor != user && !self.may(actor, channel, Permissions::MANAGE_MESSAGES) {
            return Err(ApiError::no_permission());
        }
        let there = self
            .channels
            .get(&channel)
            .is_some_and(|place| place.messages.contains_key(&id));
        let message = self
            .message_mut(id)
            .filter(|_| there)
            .ok_or_else(|| ApiError::unknown("Message"))?;
        let reactions = &mut message.extra_mut().reactions;
        let Some(reaction) = reactions
            .iter_mut()
            .find(|r| r.emoji == emoji && r.users.contains(&user))
        else {
            return Err(ApiError::unknown("Emoji"));
        };
        reaction.users.retain(|other| *other != user);
        reactions.retain(|reaction| !reaction.users.is_empty());
        self.emit_in(
            "MESSAGE_REACTION_REMOVE",
            channel,
            intents::GUILD_MESSAGE_REACTIONS,
            intents::DIRECT_MESSAGE_REACTIONS,
            |world| world.json_reaction_event(user, channel, id, &emoji),
        );
        Ok(())
    }

    /// Removes all reactions of a message (MANAGE_MESSAGES).
    pub(crate) fn clear_reactions(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        id: MessageId,
    ) -> Outcome<()> {
        self.check_reacting(actor, channel)?;
        if !self.may(actor, channel, Permissions::MANAGE_MESSAGES) {
            return Err(ApiError::no_permission());
        }
        let message = self
            .message_mut(id)
            .ok_or_else(|| ApiError::unknown("Message"))?;
        message.extra_mut().reactions.clear();
        self.emit_in(
            "MESSAGE_REACTION_REMOVE_ALL",
            channel,
            intents::GUILD_MESSAGE_REACTIONS,
            intents::DIRECT_MESSAGE_REACTIONS,
            |_| json!({ "channel_id": channel, "message_id": id }),
        );
        Ok(())
    }

    fn check_reacting(&self, user: UserId, channel: ChannelId) -> Outcome<()> {
        let place = self
            .channels
            .get(&channel)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        if !self.sees(user, channel) {
            return Err(ApiError::no_access());
        }
        if !self.may(user, channel, Permissions::READ_MESSAGE_HISTORY) {
            return Err(ApiError::no_permission());
        }
        if place.is_archived() {
            return Err(archived());
        }
        Ok(())
    }

    /// The emoji in one form: itself, or `name:id` of one that exists.
    pub(crate) fn check_emoji(&self, emoji: &str) -> Outcome<String> {
        let unknown = || ApiError::unknown("Emoji");
        if let Some((_, id)) = emoji.rsplit_once(':') {
            let id: EmojiId = id.trim_end_matches('>').parse().map_err(|_| unknown())?;
            let known = self.emojis.get(&id).ok_or_else(unknown)?;
            return Ok(format!("{}:{}", known.name, known.id));
        }
        let keycap = emoji.contains('\u{20e3}');
        let pictures = emoji.chars().all(|c| !c.is_ascii() && !c.is_alphabetic()) || keycap;
        if emoji.is_empty() || !pictures {
            Err(unknown())
        } else {
            Ok(emoji.to_owned())
        }
    }

    fn json_reaction_event(
        &self,
        user: UserId,
        channel: ChannelId,
        message: MessageId,
        emoji: &str,
    ) -> Value {
        json!({
            "user_id": user, "channel_id": channel, "message_id": message, "emoji": self.json_reaction_emoji(emoji), "burst": false,
            "type": 0,
        })
    }
}
