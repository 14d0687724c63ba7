//! Answering interactions over REST (facts §5): the callback, `@original`, follow-ups. These routes need no authorisation.

use serde_json::{Value, json};

use crate::{
    AnswerKind, Choice, InteractionId, MessageId,
    error::{ApiError, Form, Outcome},
    rest::{
        forms::{
            components,
            message::{self as form, Place},
        },
        request::{Reply, Req},
        routes,
    },
    world::{
        World,
        deeds::Draft,
        interaction::{First, what},
        message::flag,
    },
};

/// POST /interactions/{id}/{token}/callback.
pub(crate) fn callback(world: &mut World, req: &Req, id: &str, token: &str) -> Outcome<Reply> {
    let id: InteractionId = routes::id(id)?;
    let interaction = world
        .interactions
        .get(&id)
        .filter(|it| it.token == token)
        .ok_or_else(|| ApiError::unknown("Interaction"))?;
    let late =
        interaction.given_up || interaction.born.elapsed() > world.limits.interaction_deadline;
    let expired = world.now() - interaction.created_at >= world.limits.interaction_token_lives;
    if interaction.first.is_some() {
        return Err(ApiError::new(
            400,
            40060,
            "Interaction has already been acknowledged.",
        ));
    }
    if late || expired {
        return Err(ApiError::unknown("Interaction"));
    }
    let (kind, source) = (interaction.what, interaction.source);
    let data = &req.body["data"];
    let first = match (req.body["type"].as_u64().unwrap_or(0), kind) {
        (4, what::COMMAND | what::COMPONENT | what::MODAL) => {
            let draft = form::draft(world, req, data, Place::Webhook)?;
            First::of(
                AnswerKind::Message,
                Some(world.answer_with(id, draft, false)?),
            )
        }
        (5, what::COMMAND | what::COMPONENT | what::MODAL) => {
            let flags = data["flags"].as_u64().unwrap_or(0);
            if flags & !(flag::EPHEMERAL | flag::COMPONENTS_V2) != 0 {
                return Err(ApiError::form(
                    "data.flags",
                    "INTERACTION_DEFERRED_FLAGS",
                    "Only EPHEMERAL can be set on a deferred message",
                ));
            }
            let draft = Draft {
                flags: flags & flag::EPHEMERAL | flag::LOADING,
                ..Draft::default()
            };
            First::of(
                AnswerKind::Deferred,
                Some(world.answer_with(id, draft, false)?),
            )
        }
        (6, what::COMPONENT | what::MODAL) if source.is_some() => {
            First::of(AnswerKind::DeferredUpdate, source)
        }
        (7, what::COMPONENT | what::MODAL) => {
            let Some(source) = source else {
                return Err(not_here(7));
            };
            let v2 = world
                .message(source)
                .is_some_and(|message| message.flags & flag::COMPONENTS_V2 != 0);
            let change = form::change(world, req, data, v2)?;
            world.apply(source, change)?;
            First::of(AnswerKind::Update, Some(source))
        }
        (8, what::AUTOCOMPLETE) => {
            let mut first = First::of(AnswerKind::Autocomplete, None);
            first.choices = choices(data)?;
            first
        }
        (9, what::COMMAND | what::COMPONENT) => {
            let mut form = Form::default();
            let modal = components::modal(&mut form, data);
            form.finish()?;
            let mut first = First::of(AnswerKind::Modal, None);
            first.modal = Some(modal);
            first
        }
        (other, _) => return Err(not_here(other)),
    };
    let reply = if req
        .query
        .get("with_response")
        .is_some_and(|text| text == "true")
    {
        Reply::ok(with_response(world, id, &first))
    } else {
        Reply::nothing()
    };
    if let Some(interaction) = world.interactions.get_mut(&id) {
        interaction.first = Some(first);
    }
    Ok(reply)
}

fn not_here(kind: u64) -> ApiError {
    ApiError::form(
        "type",
        "INTERACTION_CALLBACK_TYPE",
        &format!("Interaction callback type {kind} is not allowed here"),
    )
}

/// At most 25 choices, names 1 to 100, texts to 100.
fn choices(data: &Value) -> Outcome<Vec<Choice>> {
    let mut form = Form::default();
    let list = form.list(data, "data", "choices", 25).unwrap_or_default();
    let mut choices = Vec::new();
    for (at, choice) in list.iter().enumerate() {
        let path = format!("data.choices.{at}");
        let name = form.required_text(choice, &path, "name", 1, 100).to_owned();
        match &choice["value"] {
            Value::String(text) => form.length(&format!("{path}.value"), text, 0, 100),
            Value::Number(_) => {}
            _ => form.required(&format!("{path}.value")),
        }
        choices.push(Choice {
            name,
            value: choice["value"].clone(),
        });
    }
    form.finish()?;
    Ok(choices)
}

fn with_response(world: &World, id: InteractionId, first: &First) -> Value {
    let interaction = world.interactions.get(&id);
    let mut json =
        json!({ "interaction": { "id": id, "type": interaction.map_or(0, |it| it.what) } });
    let Some(message) = first.message.and_then(|id| world.message(id)) else {
        return json;
    };
    json["interaction"]["response_message_id"] = json!(message.id);
    json["interaction"]["response_message_loading"] = (message.flags & flag::LOADING != 0).into();
    json["interaction"]["response_message_ephemeral"] = message.is_ephemeral().into();
    let kind = match first.kind {
        AnswerKind::Message => 4,
        AnswerKind::Update => 7,
        _ => return json,
    };
    json["resource"] = json!({ "type": kind, "message": world.json_for_rest(message) });
    json
}

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
    let change = form::change(world, req, &req.body, flags & flag::COMPONENTS_V2 != 0)?;
    if flags & flag::LOADING != 0 {
        world.fill_deferred(id, change)?;
    } else {
        world.apply(id, change)?;
    }
    Ok(Reply::ok(world.json_message_by_id(id)))
}

/// A follow-up; the first one after a deferred response becomes that response.
fn follow_up(world: &mut World, req: &Req, id: InteractionId) -> Outcome<Reply> {
    let original = world
        .interactions
        .get(&id)
        .and_then(|it| it.first.as_ref())
        .and_then(|first| first.message);
    let loading = original.filter(|id| {
        world
            .message(*id)
            .is_some_and(|message| message.flags & flag::LOADING != 0)
    });
    if let Some(message) = loading {
        return edit(world, req, message);
    }
    let draft = form::draft(world, req, &req.body, Place::Webhook)?;
    let message = world.answer_with(id, draft, true)?;
    if let Some(interaction) = world.interactions.get_mut(&id) {
        interaction.follow_ups.push(message);
    }
    Ok(Reply::ok(world.json_message_by_id(message)))
}
