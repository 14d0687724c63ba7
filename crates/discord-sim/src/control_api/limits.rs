//! The limits, as they are and changed while the simulator runs.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use serde_json::{Map, Value, json};

use super::{
    Control, Outcome,
    body::{Form, Nothing, wrong_field},
    trouble::Trouble,
};
use crate::Limits;

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/limits", get(look).patch(change))
        .route("/limits/forget_nonces", post(forget_nonces))
}

async fn look(State(sim): State<Control>) -> Json<Value> {
    Json(json!(sim.limits()))
}

/// What is given is changed, the rest stays.
async fn change(State(sim): State<Control>, Form(told): Form<Map<String, Value>>) -> Outcome {
    let mut limits = json!(sim.limits());
    for (name, value) in told {
        limits[name] = value;
    }
    let limits: Limits =
        serde_path_to_error::deserialize(limits).map_err(|error| wrong_field(&error))?;
    limits
        .check()
        .map_err(|why| Trouble::bad("invalid_body", why))?;
    sim.set_limits(limits);
    Ok(Json(json!(sim.limits())))
}

async fn forget_nonces(State(sim): State<Control>, Form(Nothing {}): Form<Nothing>) -> Json<Value> {
    sim.forget_nonces();
    Json(json!({}))
}
