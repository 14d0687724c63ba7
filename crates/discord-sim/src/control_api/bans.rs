//! Who is banned from a server, worked by an all-powerful admin.

use axum::{Json, Router, extract::State, routing::post};
use serde::Deserialize;
use serde_json::json;

use super::{
    Control, Outcome,
    body::{Form, Path},
};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/guilds/{guild}/ban", post(ban))
        .route("/guilds/{guild}/unban", post(unban))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Anybody {
    person: String,
}

async fn ban(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Anybody>,
) -> Outcome {
    let (guild, person) = (sim.server(&guild)?, sim.someone(&told.person)?);
    sim.not_the_owner(&guild, &person)?;
    guild.ban(&person);
    Ok(Json(json!({})))
}

async fn unban(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Anybody>,
) -> Outcome {
    let (guild, person) = (sim.server(&guild)?, sim.someone(&told.person)?);
    guild.unban(&person);
    Ok(Json(json!({})))
}
