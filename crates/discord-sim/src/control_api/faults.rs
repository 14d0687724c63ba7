//! What goes wrong: scripted for some requests, drawn from a seed, or all of it for a while.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Control, Outcome, body::Form, trouble::Trouble};
use crate::{Fault, Mix, RouteMatch};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/faults", get(look).post(add).delete(clear))
        .route("/faults/seeded", post(seeded))
        .route("/faults/go_down", post(go_down))
}

impl Control {
    fn faults_shown(&self) -> Json<Value> {
        let faults = self.faults();
        Json(json!({ "hits": faults.hits(), "struck": faults.struck() }))
    }
}

async fn look(State(sim): State<Control>) -> Json<Value> {
    sim.faults_shown()
}

async fn clear(State(sim): State<Control>) -> Json<Value> {
    sim.faults().clear();
    sim.faults_shown()
}

/// Which requests, how often, and how they go wrong.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    method: Option<String>,
    path: Option<String>,
    dms_to: Option<String>,
    #[serde(default)]
    times: Times,
    fault: Fault,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a number, or \"always\"")]
enum Times {
    So(usize),
    Word(Word),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Always,
}

impl Default for Times {
    fn default() -> Self {
        Self::So(1)
    }
}

/// Those of Discord's routes.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

impl Control {
    /// Which requests a script is for.
    fn meant(&self, told: &Script) -> Result<RouteMatch, Trouble> {
        match (&told.method, &told.path, &told.dms_to) {
            (Some(method), Some(path), None) => route(method, path),
            (None, None, Some(person)) => Ok(RouteMatch::dms_to(self.someone(person)?.id())),
            _ => Err(Trouble::bad(
                "invalid_body",
                "say which requests: give either `method` and `path`, or `dms_to`",
            )),
        }
    }
}

fn route(method: &str, path: &str) -> Result<RouteMatch, Trouble> {
    if !METHODS.contains(&method) {
        return Err(Trouble::bad(
            "invalid_body",
            format!("`method` is one of {}", METHODS.join(", ")),
        ));
    }
    if !path.starts_with('/') || path.starts_with("/api") {
        return Err(Trouble::bad(
            "invalid_body",
            "`path` is one like /channels/*/messages, without /api/v10",
        ));
    }
    let route = RouteMatch::from((method, path));
    Trouble::in_field("path", route.check())?;
    Ok(route)
}

async fn add(State(sim): State<Control>, Form(told): Form<Script>) -> Outcome {
    let route = sim.meant(&told)?;
    if let Fault::Status(status, _) | Fault::Page(status) | Fault::AppliedButPage(status) =
        told.fault
        && !(400..600).contains(&status)
    {
        return Err(Trouble::bad(
            "invalid_body",
            format!("`fault`: a fault is 400 to 599, not {status}"),
        ));
    }
    match told.times {
        Times::So(times) => sim.faults().times(times, route, told.fault),
        Times::Word(Word::Always) => sim.faults().always(route, told.fault),
    }
    Ok(sim.faults_shown())
}

async fn seeded(State(sim): State<Control>, Form(mix): Form<Mix>) -> Outcome {
    mix.check()
        .map_err(|why| Trouble::bad("invalid_body", why))?;
    sim.faults().seeded(mix.clone());
    Ok(Json(json!(mix)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoDown {
    #[serde(with = "crate::seconds")]
    seconds: Duration,
}

/// So that the answer still gets out.
const BEFORE_GOING_DOWN: Duration = Duration::from_millis(100);

/// Down is the whole port, this API too: it comes back by itself.
async fn go_down(State(sim): State<Control>, Form(told): Form<GoDown>) -> Json<Value> {
    let faults = sim.faults();
    tokio::spawn(async move {
        tokio::time::sleep(BEFORE_GOING_DOWN).await;
        faults.go_down();
        tokio::time::sleep(told.seconds).await;
        faults.come_back();
    });
    sim.faults_shown()
}
