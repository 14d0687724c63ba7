//! Reactions: a Unicode emoji, or `name:id` of a custom one.

use serde_json::{Value, json};

use crate::{
    ChannelId, EmojiId, MessageId, Permissions, Reaction, UserId,
    error::{ApiError, Outcome},
    gateway::{
        events::{self, Event},
        intents,
    },
    world::{World, threads::archived},
};

/// Kinds of reaction of a message, at most (30010).
const KINDS: usize = 20;

impl World {
    /// Adds a reaction. A new emoji needs ADD_REACTIONS; all need READ_MESSAGE_HISTORY. Once more does nothing.
    pub(crate) fn react(
        &mut self,
        user: UserId,
        channel: ChannelId,
        id: MessageId,
        emoji: &str,
    ) -> Outcome<()> {
        let emoji = self.check_emoji(emoji)?;
        self.check_reacting(user, channel)?;
        let message = self.message_in(channel, id)?;
        let reactions = message.reactions();
        let is_new = reactions.iter().all(|reaction| reaction.emoji != emoji);
        if is_new && !self.may(user, channel, Permissions::ADD_REACTIONS) {
            return Err(ApiError::no_permission());
        }
        if is_new && reactions.len() >= KINDS {
            let why = "Maximum number of reactions reached (20)";
            return Err(ApiError::new(400, 30010, why));
        }
        let author = message.author;
        let reactions = &mut self.message_in_mut(channel, id)?.extra_mut().reactions;
        match reactions.iter_mut().find(|there| there.emoji == emoji) {
            Some(reaction) if reaction.users.contains(&user) => return Ok(()),
            Some(reaction) => reaction.users.push(user),
            None => reactions.push(Reaction {
                emoji: emoji.clone(),
                users: vec![user],
            }),
        }
        self.reaction_event(events::MESSAGE_REACTION_ADD, channel, |world| {
            let mut body = world.json_reaction_of(user, channel, id, &emoji);
            body["message_author_id"] = json!(author);
            body["burst_colors"] = json!([]);
            let server = world.guild_of(channel).and_then(|it| world.guilds.get(&it));
            if let Some(member) = server.and_then(|server| server.members.get(&user)) {
                body["member"] = world.json_member(member);
            }
            body
        });
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
        let reactions = &mut self.message_in_mut(channel, id)?.extra_mut().reactions;
        let theirs = |there: &&mut Reaction| there.emoji == emoji && there.users.contains(&user);
        let Some(reaction) = reactions.iter_mut().find(theirs) else {
            return Err(ApiError::unknown("Emoji"));
        };
        reaction.users.retain(|other| *other != user);
        reactions.retain(|reaction| !reaction.users.is_empty());
        self.reaction_event(events::MESSAGE_REACTION_REMOVE, channel, |world| {
            world.json_reaction_of(user, channel, id, &emoji)
        });
        Ok(())
    }

    /// Removes all reactions of a message (MANAGE_MESSAGES).
    pub(crate) fn clear_reactions(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        id: MessageId,
    ) -> Outcome<()> {
        self.check_clearing(actor, channel)?;
        let message = self.message_in_mut(channel, id)?;
        message.extra_mut().reactions.clear();
        self.reaction_event(
            events::MESSAGE_REACTION_REMOVE_ALL,
            channel,
            |_| json!({ "channel_id": channel, "message_id": id }),
        );
        Ok(())
    }

    /// Removes everybody's reactions with one emoji (MANAGE_MESSAGES).
    pub(crate) fn clear_emoji(
        &mut self,
        actor: UserId,
        channel: ChannelId,
        id: MessageId,
        emoji: &str,
    ) -> Outcome<()> {
        let emoji = self.check_emoji(emoji)?;
        self.check_clearing(actor, channel)?;
        let reactions = &mut self.message_in_mut(channel, id)?.extra_mut().reactions;
        let Some(at) = reactions.iter().position(|there| there.emoji == emoji) else {
            return Err(ApiError::unknown("Emoji"));
        };
        reactions.remove(at);
        self.reaction_event(events::MESSAGE_REACTION_REMOVE_EMOJI, channel, |world| {
            let emoji = world.json_reaction_emoji(&emoji);
            json!({ "channel_id": channel, "message_id": id, "emoji": emoji })
        });
        Ok(())
    }

    fn check_clearing(&self, actor: UserId, channel: ChannelId) -> Outcome<()> {
        self.check_reacting(actor, channel)?;
        if self.may(actor, channel, Permissions::MANAGE_MESSAGES) {
            Ok(())
        } else {
            Err(ApiError::no_permission())
        }
    }

    fn check_reacting(&self, user: UserId, channel: ChannelId) -> Outcome<()> {
        let place = self.seen_by(user, channel)?;
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

    fn reaction_event(
        &mut self,
        event: Event,
        channel: ChannelId,
        body: impl FnOnce(&Self) -> Value,
    ) {
        self.emit_in(
            event,
            channel,
            intents::GUILD_MESSAGE_REACTIONS,
            intents::DIRECT_MESSAGE_REACTIONS,
            body,
        );
    }

    fn json_reaction_of(
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
