//! The way in (`GET /_sim`), the world whole, and building more of it.

use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};

use super::{Control, Outcome, body::Form, looking};
use crate::{ChannelId, UserId, WorldPlan, world::World};

/// Where each route is described; a test holds it against the routes that there are.
const DESCRIPTION: &str = include_str!("../../docs/control.md");

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/", get(index))
        .route("/world", get(dump).post(build))
}

/// Where the bot connects, and what there is to ask.
async fn index(State(sim): State<Control>) -> Json<Value> {
    let mut json = sim.connection();
    json["routes"] = DESCRIPTION.lines().filter_map(route_in).collect();
    Json(json)
}

/// The route in a row of a table: "| `GET /_sim` | …".
fn route_in(row: &str) -> Option<&str> {
    let (route, _) = row.strip_prefix("| `")?.split_once('`')?;
    route.contains(" /_sim").then_some(route)
}

async fn build(State(sim): State<Control>, Form(plan): Form<WorldPlan>) -> Outcome {
    sim.build(&plan)?;
    Ok(Json(json!({})))
}

async fn dump(State(sim): State<Control>) -> Json<Value> {
    let world = sim.shared.world();
    let people: Vec<Value> = world
        .people()
        .into_iter()
        .map(|id| person(&world, id))
        .collect();
    let guilds: Vec<Value> = world
        .guilds
        .values()
        .map(|server| guild(&world, server))
        .collect();
    let commands = world.commands.list(None).iter();
    Json(json!({
        "now": world.now(),
        "application": {
            "id": world.app.id, "message_content": world.app.message_content, "guild_members": world.app.privileged_members,
        },
        "people": people,
        "guilds": guilds,
        "commands": commands.map(|command| &command.json).collect::<Vec<_>>(),
        "notifications": world.notifications.all(),
        "findings": world.findings,
    }))
}

/// A person with their DM.
fn person(world: &World, id: UserId) -> Value {
    let mut json = looking::person(world, id);
    let dm = world.dms.get(&id);
    json["dm"] = dm.map_or(Value::Null, |dm| channel(world, *dm));
    json
}

/// A channel as the bot gets it, with all its messages.
fn channel(world: &World, id: ChannelId) -> Value {
    let Some(channel) = world.channels.get(&id) else {
        return Value::Null;
    };
    let messages = channel
        .messages
        .values()
        .map(|message| looking::message(&message.seen()));
    json!({ "channel": world.json_channel(channel), "messages": messages.collect::<Vec<_>>() })
}

fn guild(world: &World, server: &crate::world::guild::Server) -> Value {
    let members = server
        .members
        .values()
        .map(|member| world.json_member(member));
    let places = server.channels.iter().chain(&server.threads);
    let commands = world.commands.list(Some(server.id)).iter();
    let mut json = world.json_guild(server);
    json["unavailable"] = server.unavailable.into();
    json["members"] = members.collect();
    json["channels"] = places.map(|id| channel(world, *id)).collect();
    json["commands"] = commands.map(|command| command.json.clone()).collect();
    json
}
