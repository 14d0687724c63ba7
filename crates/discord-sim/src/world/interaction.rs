//! Interactions (facts §5): how one starts, its first response, its messages.

use std::time::Instant;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    AnswerKind, ChannelId, Choice, GuildId, InteractionId, MessageId, UserId,
    error::{ApiError, Outcome},
    gateway::{dispatch::To, events, intents},
    render::For,
    world::{
        World,
        deeds::{Change, Draft},
        interaction_tokens::token_of,
        message::{Origin, flag, kind},
    },
};

/// Discord's numbers for the kinds of interaction.
pub(crate) mod what {
    pub(crate) const COMMAND: u64 = 2;
    pub(crate) const COMPONENT: u64 = 3;
    pub(crate) const AUTOCOMPLETE: u64 = 4;
    pub(crate) const MODAL: u64 = 5;
}

pub(crate) struct Interaction {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) what: u64,
    /// The kind of command: 1 chat, 2 user, 3 message; 0 for others.
    pub(crate) command_kind: u64,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) born: Instant,
    /// The message whose component was used.
    pub(crate) source: Option<MessageId>,
    pub(crate) metadata: Value,
    pub(crate) first: Option<First>,
    pub(crate) follow_ups: Vec<MessageId>,
    /// Its 3 s passed without a first response.
    pub(crate) given_up: bool,
}

/// A first response.
pub(crate) struct First {
    pub(crate) kind: AnswerKind,
    /// Whether the client heard that it was taken.
    pub(crate) is_told: bool,
    /// What `@original` is.
    pub(crate) message: Option<MessageId>,
    pub(crate) modal: Option<Value>,
    /// The modal was completed, and that was answered: it is closed.
    pub(crate) modal_is_done: bool,
    pub(crate) choices: Vec<Choice>,
}

impl First {
    pub(crate) const fn of(kind: AnswerKind, message: Option<MessageId>) -> Self {
        Self {
            kind,
            is_told: true,
            message,
            modal: None,
            modal_is_done: false,
            choices: Vec::new(),
        }
    }
}

/// What starts an interaction.
pub(crate) struct Start {
    pub(crate) what: u64,
    pub(crate) command_kind: u64,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) data: Value,
    pub(crate) source: Option<MessageId>,
    /// For a modal: the metadata of the interaction that opened it.
    pub(crate) triggered_by: Option<Value>,
}

impl World {
    /// Whether a session (with a socket or resumable) would get an interaction of this place.
    pub(crate) fn bot_is_online(&self, guild: Option<GuildId>) -> bool {
        self.gateway.sessions.iter().any(|session| match guild {
            Some(guild) => guild.shard(session.shards) == session.shard,
            None => session.shard == 0,
        })
    }

    /// Starts an interaction: INTERACTION_CREATE.
    pub(crate) fn start_interaction(&mut self, start: Start) -> InteractionId {
        let id = InteractionId::new(self.next_id());
        let token = token_of(id, &mut self.random);
        let guild = self.guild_of(start.channel);
        let owners = match guild {
            Some(guild) => json!({ "0": guild }),
            None => json!({ "0": "0" }),
        };
        let metadata = self.json_metadata(id, &start, &owners);
        let body = self.json_interaction(id, &token, &start, guild, &owners);
        let interaction = Interaction {
            id,
            token,
            what: start.what,
            command_kind: start.command_kind,
            user: start.user,
            channel: start.channel,
            created_at: self.now(),
            born: Instant::now(),
            source: start.source,
            metadata,
            first: None,
            follow_ups: Vec::new(),
            given_up: false,
        };
        self.interactions.insert(id, interaction);
        self.forget_interactions();
        self.await_response(id);
        self.emit(
            events::INTERACTION_CREATE,
            guild.map_or(To::Direct, To::Guild),
            intents::NONE_NEEDED,
            |_| body,
        );
        id
    }

    /// Remembers that it has no response yet, and forgets those that have.
    fn await_response(&mut self, id: InteractionId) {
        let waiting = |id: &InteractionId| {
            self.interactions
                .get(id)
                .is_some_and(|it| it.first.is_none() && !it.given_up)
        };
        self.open_interactions.retain(waiting);
        self.open_interactions.push(id);
    }

    /// What the messages that answer it will say about it.
    fn json_metadata(&self, id: InteractionId, start: &Start, owners: &Value) -> Value {
        let mut metadata = json!({
            "id": id, "type": start.what, "user": self.json_user(start.user), "authorizing_integration_owners": owners,
        });
        match start.what {
            what::COMPONENT => metadata["interacted_message_id"] = json!(start.source),
            what::MODAL => {
                metadata["triggering_interaction_metadata"] =
                    start.triggered_by.clone().unwrap_or_default();
            }
            _ => {}
        }
        if let Some(target) = start.data["target_id"].as_str() {
            if start.command_kind == crate::world::command::kind::MESSAGE {
                metadata["target_message_id"] = target.into();
            } else if let Ok(user) = target.parse() {
                metadata["target_user"] = self.json_user(user);
            }
        }
        metadata
    }

    fn json_interaction(
        &self,
        id: InteractionId,
        token: &str,
        start: &Start,
        guild: Option<GuildId>,
        owners: &Value,
    ) -> Value {
        let channel = self.channels.get(&start.channel);
        let mut json = json!({
            "id": id, "application_id": self.app.id, "type": start.what, "token": token, "version": 1, "data": start.data,
            "channel_id": start.channel, "app_permissions": self.raw_rights(self.app.bot, start.channel), "entitlements": [],
            "authorizing_integration_owners": owners, "context": if guild.is_some() { 0 } else { 1 },
            "attachment_size_limit": 10 << 20,
            "locale": self.users.get(&start.user).map_or("en-US", |user| &user.locale),
        });
        let mut place = channel
            .map(|channel| self.json_channel_for(channel, start.user))
            .unwrap_or_default();
        place["permissions"] = json!(self.raw_rights(start.user, start.channel));
        json["channel"] = place;
        let server = guild.and_then(|guild| self.guilds.get(&guild));
        match server.and_then(|server| Some((server, server.members.get(&start.user)?))) {
            Some((server, member)) => {
                json["guild_id"] = json!(server.id);
                json["guild_locale"] = server.locale.as_str().into();
                json["guild"] = json!({ "id": server.id, "locale": server.locale, "features": [] });
                json["member"] = self.json_member(member);
                json["member"]["permissions"] = json!(self.raw_rights(start.user, start.channel));
            }
            None => json["user"] = self.json_user(start.user),
        }
        if let Some(message) = start.source.and_then(|id| self.message(id)) {
            json["message"] = self.json_message(message, For::Rest, true);
        }
        json
    }

    /// A new message that answers an interaction; needs no right of the bot.
    pub(crate) fn answer_with(
        &mut self,
        id: InteractionId,
        draft: Draft,
        follow_up: bool,
    ) -> Outcome<MessageId> {
        let loading = draft.flags & flag::LOADING != 0;
        if draft.is_empty() && !loading {
            return Err(ApiError::new(400, 50006, "Cannot send an empty message"));
        }
        let interaction = self
            .interactions
            .get(&id)
            .ok_or_else(|| ApiError::unknown("Interaction"))?;
        let (channel, user) = (interaction.channel, interaction.user);
        let message_kind = match (follow_up, interaction.command_kind) {
            (true, _) | (_, 0) => kind::DEFAULT,
            (_, 1) => kind::COMMAND,
            _ => kind::CONTEXT_MENU,
        };
        let origin = Origin {
            metadata: interaction.metadata.clone(),
            for_user: user,
        };
        let message_id = MessageId::new(self.next_id());
        let bot = self.app.bot;
        let message = self.compose(
            message_id,
            bot,
            channel,
            draft,
            message_kind,
            None,
            Some(origin),
        );
        self.insert(message, (!follow_up).then_some(user));
        Ok(message_id)
    }

    /// Gives a deferred answer its text: it notifies like a new message.
    pub(crate) fn fill_deferred(&mut self, id: MessageId, change: Change) -> Outcome<()> {
        let for_user = self
            .message(id)
            .and_then(|message| message.origin())
            .map(|origin| origin.for_user);
        if let Some(message) = self.message_mut(id) {
            message.flags &= !flag::LOADING;
        }
        if let Err(refused) = self.apply(id, change) {
            if let Some(message) = self.message_mut(id) {
                message.flags |= flag::LOADING;
            }
            return Err(refused);
        }
        self.notify(id, for_user);
        Ok(())
    }
}
