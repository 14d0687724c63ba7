//! `@original` and follow-ups: the messages of an answered interaction (facts §5).

use crate::{
    InteractionId, MessageId,
    error::{ApiError, Outcome},
    rest::{
        forms::message::{self as form, Place},
        request::{Reply, Req},
        routes,
    },
    world::{World, message::flag},
};

/// /webhooks/{application}/{token}…
pub(crate) fn webhook(
    world: &mut World,
    req: &Req,
    method: &str,
    app: &str,
    token: &str,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    if app != world.app.id.to_string() {
        return Some(Err(ApiError::unknown("Webhook")));
    }
    let id = match world.answered_interaction(token) {
        Ok(interaction) => interaction.id,
        Err(error) => return Some(Err(error)),
    };
    let message = match path {
        [] if method == "POST" => return Some(follow_up(world, req, id)),
        ["messages", message] => match find(world, id, message) {
            Ok(message) => message,
            Err(error) => return Some(Err(error)),
        },
        _ => return None,
    };
    Some(match method {
        "GET" => Ok(Reply::ok(world.json_message_by_id(message))),
        "PATCH" => edit(world, req, message),
        "DELETE" => {
            world.erase(message);
            if let Some(interaction) = world.interactions.get_mut(&id) {
                interaction.follow_ups.retain(|other| *other != message);
            }
            Ok(Reply::nothing())
        }
        _ => return None,
    })
}

/// `@original` or a follow-up's id.
fn find(world: &World, id: InteractionId, message: &str) -> Outcome<MessageId> {
    let unknown = || ApiError::unknown("Message");
    let interaction = world.interactions.get(&id).ok_or_else(unknown)?;
    let original = interaction.first.as_ref().and_then(|first| first.message);
    let found = if message == "@original" {
        original
    } else {
        Some(routes::id(message)?)
    };
    let found = found.ok_or_else(unknown)?;
    let belongs = original == Some(found) || interaction.follow_ups.contains(&found);
    if belongs && world.message(found).is_some() {
        Ok(found)
    } else {
        Err(unknown())
    }
}

fn edit(world: &mut World, req: &Req, id: MessageId) -> Outcome<Reply> {
    let flags = world.message(id).map_or(0, |message| message.flags);
    let change = form::change(world, req, &req.body, id)?;
    if flags & flag::LOADING != 0 {
        world.fill_deferred(id, change)?;
    } else {
        world.apply(id, change)?;
    }
    Ok(Reply::ok(world.json_message_by_id(id)))
}

/// A follow-up; the first one after a deferred response becomes that response.
fn follow_up(world: &mut World, req: &Req, id: InteractionId) -> Outcome<Reply> {
    let interaction = world
        .interactions
        .get(&id)
        .ok_or_else(|| ApiError::unknown("Webhook"))?;
    let channel = interaction.channel;
    let original = interaction.first.as_ref().and_then(|first| first.message);
    let loading = original.filter(|id| {
        world
            .message(*id)
            .is_some_and(|message| message.flags & flag::LOADING != 0)
    });
    if let Some(message) = loading {
        return edit(world, req, message);
    }
    let draft = form::draft(world, req, &req.body, Place::Webhook(channel))?;
    let message = world.answer_with(id, draft, true)?;
    if let Some(interaction) = world.interactions.get_mut(&id) {
        interaction.follow_ups.push(message);
    }
    Ok(Reply::ok(world.json_message_by_id(message)))
}
