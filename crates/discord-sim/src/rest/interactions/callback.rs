//! The first response to an interaction (facts §5): one, in time, of a type that fits.

use serde_json::{Value, json};

use crate::{
    AnswerKind, Choice, InteractionId, MessageId,
    error::{ApiError, Form, Outcome},
    form::Fields,
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
        interaction::{First, Interaction, what},
        message::flag,
    },
};

/// Types of response, by Discord's numbers.
mod response {
    pub(super) const MESSAGE: u64 = 4;
    pub(super) const DEFERRED_MESSAGE: u64 = 5;
    pub(super) const DEFERRED_UPDATE: u64 = 6;
    pub(super) const UPDATE: u64 = 7;
    pub(super) const AUTOCOMPLETE: u64 = 8;
    pub(super) const MODAL: u64 = 9;
}

/// POST /interactions/{id}/{token}/callback.
pub(crate) fn callback(world: &mut World, req: &Req, id: &str, token: &str) -> Outcome<Reply> {
    let id: InteractionId = routes::id(id)?;
    check_open(world, id, token)?;
    let first = respond(world, req, id)?;
    let reply = if req.asks_for("with_response") {
        Reply::ok(with_response(world, id, &first))
    } else {
        Reply::nothing()
    };
    if let Some(interaction) = world.interactions.get_mut(&id) {
        interaction.first = Some(first);
    }
    Ok(reply)
}

fn interaction(world: &World, id: InteractionId) -> Outcome<&Interaction> {
    world
        .interactions
        .get(&id)
        .ok_or_else(|| ApiError::unknown("Interaction"))
}

/// Whether it waits for its first response: 10062 if it is unknown or late, 40060 if it has one.
fn check_open(world: &World, id: InteractionId, token: &str) -> Outcome<()> {
    let unknown = || ApiError::unknown("Interaction");
    let interaction = interaction(world, id)?;
    if interaction.token != token {
        return Err(unknown());
    }
    if interaction.first.is_some() {
        return Err(ApiError::new(
            400,
            40060,
            "Interaction has already been acknowledged.",
        ));
    }
    let late =
        interaction.given_up || interaction.born.elapsed() > world.limits.interaction_deadline;
    let expired = world.now() - interaction.created_at >= world.limits.interaction_token_lives;
    if late || expired {
        return Err(unknown());
    }
    Ok(())
}

/// Does what the response says. Which types fit: a message or a deferral everywhere but in an autocomplete, an update where a
/// component's message is, a modal not in answer to a modal.
fn respond(world: &mut World, req: &Req, id: InteractionId) -> Outcome<First> {
    let interaction = interaction(world, id)?;
    let (kind, source, channel) = (interaction.what, interaction.source, interaction.channel);
    let data = &req.body["data"];
    let wanted = req.body["type"].as_u64().unwrap_or(0);
    match (wanted, kind) {
        (response::MESSAGE, what::COMMAND | what::COMPONENT | what::MODAL) => {
            let place = Place::Webhook(channel);
            let draft = form::draft(world, req, data, place).map_err(in_data)?;
            let message = world.answer_with(id, draft, false)?;
            Ok(First::of(AnswerKind::Message, Some(message)))
        }
        (response::DEFERRED_MESSAGE, what::COMMAND | what::COMPONENT | what::MODAL) => {
            let message = world.answer_with(id, deferred(data)?, false)?;
            Ok(First::of(AnswerKind::Deferred, Some(message)))
        }
        (response::DEFERRED_UPDATE, what::COMPONENT | what::MODAL) if source.is_some() => {
            Ok(First::of(AnswerKind::DeferredUpdate, source))
        }
        (response::UPDATE, what::COMPONENT | what::MODAL) => {
            update(world, req, source.ok_or_else(|| not_here(wanted))?)
        }
        (response::AUTOCOMPLETE, what::AUTOCOMPLETE) => {
            let mut first = First::of(AnswerKind::Autocomplete, None);
            first.choices = choices(data)?;
            Ok(first)
        }
        (response::MODAL, what::COMMAND | what::COMPONENT) => {
            let mut form = Form::default();
            let modal = components::modal(&mut form, world, data);
            form.finish()?;
            let mut first = First::of(AnswerKind::Modal, None);
            first.modal = Some(modal);
            Ok(first)
        }
        _ => Err(not_here(wanted)),
    }
}

/// What is wrong with a message is wrong in the response's `data`.
fn in_data(error: ApiError) -> ApiError {
    error.under("data")
}

fn not_here(kind: u64) -> ApiError {
    ApiError::form(
        "type",
        "INTERACTION_CALLBACK_TYPE",
        &format!("Interaction callback type {kind} is not allowed here"),
    )
}

/// "Thinking…": nothing but EPHEMERAL can be said about the message to come.
fn deferred(data: &Value) -> Outcome<Draft> {
    let mut form = Form::default();
    let flags = form.number(&data["flags"], "data.flags", 0..=u64::MAX);
    let flags = flags.unwrap_or_default();
    if flags & !(flag::EPHEMERAL | flag::COMPONENTS_V2) != 0 {
        form.wrong(
            "data.flags",
            "INTERACTION_DEFERRED_FLAGS",
            "Only EPHEMERAL can be set on a deferred message",
        );
    }
    form.finish()?;
    Ok(Draft {
        flags: flags & flag::EPHEMERAL | flag::LOADING,
        ..Draft::default()
    })
}

/// Changes the component's message.
fn update(world: &mut World, req: &Req, source: MessageId) -> Outcome<First> {
    let change = form::change(world, req, &req.body["data"], source).map_err(in_data)?;
    world.apply(source, change)?;
    Ok(First::of(AnswerKind::Update, Some(source)))
}

/// At most 25 choices, names 1 to 100, texts to 100.
fn choices(data: &Value) -> Outcome<Vec<Choice>> {
    let mut form = Form::default();
    let mut choices = Vec::new();
    Fields::new(&mut form, data, "data").objects("choices", 0..=25, |mut choice| {
        let name = choice.required_text("name", 1..=100).to_owned();
        let value = choice.raw("value").clone();
        match value {
            Value::String(_) => drop(choice.text("value", 0..=100)),
            Value::Number(_) => {}
            _ => choice.required("value"),
        }
        choices.push(Choice { name, value });
        Value::Null
    });
    form.finish()?;
    Ok(choices)
}

/// What `with_response` asks for: the interaction, and the message if there is one already.
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
        AnswerKind::Message => response::MESSAGE,
        AnswerKind::Update => response::UPDATE,
        _ => return json,
    };
    json["resource"] = json!({ "type": kind, "message": world.json_for_rest(message) });
    json
}
