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
use crate::ids::instant_of;

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
    sim.clock().set(in_reach(told.at)?);
    Ok(sim.clock_shown())
}

/// An instant that an id can still hold: Discord's run out in the year 2154.
fn in_reach(at: DateTime<Utc>) -> Result<DateTime<Utc>, Trouble> {
    let last = instant_of(u64::MAX);
    let too_far = || {
        Trouble::bad(
            "invalid_body",
            format!("no id can hold a time after {last}"),
        )
    };
    (at <= last).then_some(at).ok_or_else(too_far)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    #[serde(with = "crate::seconds")]
    seconds: TimeDelta,
}

async fn advance(State(sim): State<Control>, Form(told): Form<Advance>) -> Outcome {
    let clock = sim.clock();
    let too_far = || Trouble::bad("invalid_body", "`seconds`: time doesn't reach that far");
    let at = clock.now().checked_add_signed(told.seconds);
    clock.set(in_reach(at.ok_or_else(too_far)?)?);
    Ok(sim.clock_shown())
}
