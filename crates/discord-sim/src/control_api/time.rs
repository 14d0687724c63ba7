//! The clock.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Control, Outcome, body::Form, trouble::Trouble};
use crate::bounds;

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/clock", get(look))
        .route("/clock/set", post(set))
        .route("/clock/advance", post(advance))
}

impl Control {
    fn clock_shown(&self) -> Json<Value> {
        let clock = self.clock();
        Json(json!({ "now": clock.now(), "running": clock.is_running() }))
    }
}

async fn look(State(sim): State<Control>) -> Json<Value> {
    sim.clock_shown()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    at: DateTime<Utc>,
}

async fn set(State(sim): State<Control>, Form(told): Form<Set>) -> Outcome {
    let now = sim.clock().now();
    if told.at < now {
        return Err(Trouble::refused(
            "time_runs_forwards",
            format!("{} is before {now}", told.at),
        ));
    }
    Trouble::in_field("at", bounds::check_instant(told.at))?;
    sim.clock().set(told.at);
    Ok(sim.clock_shown())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    #[serde(with = "crate::seconds")]
    seconds: TimeDelta,
}

async fn advance(State(sim): State<Control>, Form(told): Form<Advance>) -> Outcome {
    let clock = sim.clock();
    let at = clock.now().checked_add_signed(told.seconds);
    let at = at.unwrap_or(DateTime::<Utc>::MAX_UTC);
    Trouble::in_field("seconds", bounds::check_instant(at))?;
    clock.set(at);
    Ok(sim.clock_shown())
}
