//! Looking: people, messages, what each person's client did, what the bot did wrong, what is under way.

use axum::{Json, Router, extract::State, routing::get};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Control, Outcome,
    body::{Path, Query},
    trouble::Trouble,
};
use crate::{MessageId, SeenMessage, UserId, world::World};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/messages", get(messages))
        .route("/messages/{message}", get(one_message))
        .route(
            "/notifications",
            get(notifications).delete(take_notifications),
        )
        .route("/findings", get(findings).delete(take_findings))
        .route("/traffic", get(traffic))
        .route("/commands", get(commands))
}

/// A person as the control API shows them.
pub(super) fn person(world: &World, id: UserId) -> Value {
    let user = world.users.get(&id);
    json!({
        "id": id, "name": user.map(|user| &user.name), "locale": user.map(|user| &user.locale),
        "dms": if user.is_some_and(|user| user.dms_open) { "open" } else { "closed" }, "dm_channel": world.dms.get(&id),
    })
}

/// A message with all that can be read and pressed on it.
pub(super) fn message(seen: &SeenMessage) -> Value {
    let mut json = json!(seen);
    json["text"] = seen.text().into();
    json["buttons"] = json!(seen.buttons());
    json["selects"] = json!(seen.selects());
    json
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InChannel {
    channel: String,
}

async fn messages(State(sim): State<Control>, Query(asked): Query<InChannel>) -> Outcome {
    let channel = sim.place(&asked.channel)?;
    let messages = sim.messages(channel);
    Ok(Json(messages.iter().map(message).collect()))
}

async fn one_message(State(sim): State<Control>, Path(id): Path<String>) -> Outcome {
    let id = sim.message_id(&id)?;
    Ok(Json(message(&sim.the_message(id)?)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfPerson {
    person: Option<String>,
}

async fn notifications(State(sim): State<Control>, Query(asked): Query<OfPerson>) -> Outcome {
    let told = match asked.person {
        Some(person) => sim.notifications_of(sim.someone(&person)?.id()),
        None => sim.notifications(),
    };
    Ok(Json(json!(told)))
}

async fn take_notifications(State(sim): State<Control>) -> Json<Value> {
    Json(json!(sim.take_notifications()))
}

async fn findings(State(sim): State<Control>) -> Json<Value> {
    Json(json!(sim.findings()))
}

async fn take_findings(State(sim): State<Control>) -> Json<Value> {
    Json(json!(sim.take_findings()))
}

async fn traffic(State(sim): State<Control>) -> Json<Value> {
    Json(json!(sim.traffic()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfGuild {
    guild: Option<String>,
}

/// The registered commands: the global ones, or those of one server.
async fn commands(State(sim): State<Control>, Query(asked): Query<OfGuild>) -> Outcome {
    let registered = match asked.guild {
        Some(guild) => sim.registered_guild_commands(sim.server(&guild)?.id()),
        None => sim.registered_commands(),
    };
    Ok(Json(json!(registered)))
}

impl Control {
    pub(super) fn message_id(&self, id: &str) -> Result<MessageId, Trouble> {
        let wrong = |_| Trouble::bad("invalid_id", format!("\"{id}\" is no id of a message"));
        id.parse().map_err(wrong)
    }

    pub(super) fn the_message(&self, id: MessageId) -> Result<SeenMessage, Trouble> {
        let gone = || Trouble::unknown("message", format!("there is no message {id} (any more)"));
        self.message(id).ok_or_else(gone)
    }
}
