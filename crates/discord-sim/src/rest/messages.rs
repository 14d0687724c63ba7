//! Messages over REST (facts §3). Content follows the portal's toggle, not the intents (facts §1.2).

use serde_json::{Value, json};

use crate::{
    ChannelId, MessageId, Permissions,
    error::{ApiError, Outcome},
    render::For,
    rest::{
        forms::message::{self as form, Place},
        request::{Reply, Req},
    },
    world::{World, message::Message, search::Page},
};

impl World {
    /// A message as REST shows it to the bot.
    pub(crate) fn json_for_rest(&self, message: &Message) -> Value {
        self.json_message(message, For::Rest, self.app.message_content)
    }

    pub(crate) fn json_message_by_id(&self, id: MessageId) -> Value {
        self.message(id)
            .map_or(Value::Null, |message| self.json_for_rest(message))
    }
}

/// The channel, if the bot sees it.
pub(crate) fn check_seen(
    world: &World,
    channel: ChannelId,
) -> Outcome<&crate::world::channel::Channel> {
    let place = world
        .channels
        .get(&channel)
        .ok_or_else(|| ApiError::unknown("Channel"))?;
    if world.sees(world.app.bot, channel) {
        Ok(place)
    } else {
        Err(ApiError::no_access())
    }
}

/// As [`check_seen`], and READ_MESSAGE_HISTORY.
pub(crate) fn check_history(world: &World, channel: ChannelId) -> Outcome<()> {
    check_seen(world, channel)?;
    if world.may(world.app.bot, channel, Permissions::READ_MESSAGE_HISTORY) {
        Ok(())
    } else {
        Err(ApiError::no_permission())
    }
}

pub(crate) fn list(world: &World, req: &Req, channel: ChannelId) -> Outcome<Reply> {
    let place = check_seen(world, channel)?;
    if !place.kind.holds_messages() {
        return Err(ApiError::new(
            400,
            50024,
            "Cannot execute action on this channel type",
        ));
    }
    let limit = req.number("limit", 50, 1, 100)?;
    let at = |key: &str| {
        req.query
            .get(key)
            .map(|text| super::routes::id::<MessageId>(text))
            .transpose()
    };
    let page = match (at("before")?, at("after")?, at("around")?) {
        (Some(id), None, None) => Page::Before(id),
        (None, Some(id), None) => Page::After(id),
        (None, None, Some(id)) => Page::Around(id),
        (None, None, None) => Page::Latest,
        _ => {
            return Err(ApiError::form(
                "before",
                "MUTUALLY_EXCLUSIVE",
                "before, after and around are mutually exclusive",
            ));
        }
    };
    if !world.may(world.app.bot, channel, Permissions::READ_MESSAGE_HISTORY) {
        return Ok(Reply::ok(json!([])));
    }
    let page = world.page(channel, page, limit);
    Ok(Reply::ok(
        page.into_iter()
            .map(|id| world.json_message_by_id(id))
            .collect::<Vec<_>>()
            .into(),
    ))
}

pub(crate) fn get(world: &World, channel: ChannelId, id: MessageId) -> Outcome<Reply> {
    check_history(world, channel)?;
    let message = world
        .channels
        .get(&channel)
        .and_then(|place| place.messages.get(&id))
        .ok_or_else(|| ApiError::unknown("Message"))?;
    Ok(Reply::ok(world.json_for_rest(message)))
}

pub(crate) fn create(world: &mut World, req: &Req, channel: ChannelId) -> Outcome<Reply> {
    let draft = form::draft(world, req, &req.body, Place::Channel(channel))?;
    let id = world.post(world.app.bot, channel, draft)?;
    Ok(Reply::ok(world.json_message_by_id(id)))
}

pub(crate) fn edit(
    world: &mut World,
    req: &Req,
    channel: ChannelId,
    id: MessageId,
) -> Outcome<Reply> {
    check_seen(world, channel)?;
    let change = form::change(world, req, &req.body, id)?;
    world.edit(world.app.bot, channel, id, change)?;
    Ok(Reply::ok(world.json_message_by_id(id)))
}

pub(crate) fn expire_poll(world: &mut World, channel: ChannelId, id: MessageId) -> Outcome<Reply> {
    check_seen(world, channel)?;
    world.expire_poll(world.app.bot, channel, id)?;
    Ok(Reply::ok(world.json_message_by_id(id)))
}

pub(crate) fn bulk_delete(world: &mut World, req: &Req, channel: ChannelId) -> Outcome<Reply> {
    check_seen(world, channel)?;
    let ids: Vec<MessageId> = req.body["messages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|id| id.as_str()?.parse().ok())
        .collect();
    if !(2..=100).contains(&ids.len()) {
        return Err(ApiError::new(
            400,
            50016,
            "Provided too few or too many messages to delete. Must provide at least 2 and at most 100 messages.",
        ));
    }
    if (1..ids.len()).any(|at| ids[..at].contains(&ids[at])) {
        let why = "The set already contains this value.";
        let code = "SET_TYPE_ALREADY_CONTAINS_VALUE";
        return Err(ApiError::form("messages", code, why));
    }
    world.bulk_delete(world.app.bot, channel, &ids)?;
    Ok(Reply::nothing())
}
