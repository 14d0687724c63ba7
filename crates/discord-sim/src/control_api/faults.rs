//! Scripted faults of REST.

use std::time::Duration;

use axum::{Json, Router, extract::State, routing::get};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Control, Outcome, body::Form, trouble::Trouble};
use crate::{Fault, Scope};

pub(super) fn routes() -> Router<Control> {
    Router::new().route("/faults", get(look).post(add).delete(clear))
}

impl Control {
    fn faults_shown(&self) -> Json<Value> {
        Json(json!({ "hits": self.faults().hits() }))
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
    method: String,
    path: String,
    #[serde(default)]
    times: Times,
    fault: Wrong,
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

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Wrong {
    Status {
        status: u16,
        #[serde(default)]
        body: Value,
    },
    TooMany {
        #[serde(with = "crate::seconds")]
        retry_after: Duration,
        #[serde(default = "user")]
        scope: Scope,
    },
    AppliedButNoAnswer {},
    AppliedTwice {},
    RefuseConnection {},
    Delay {
        #[serde(with = "crate::seconds")]
        seconds: Duration,
    },
}

const fn user() -> Scope {
    Scope::User
}

impl TryFrom<Wrong> for Fault {
    type Error = Trouble;

    fn try_from(wrong: Wrong) -> Result<Self, Trouble> {
        Ok(match wrong {
            Wrong::Status { status, body } if (400..600).contains(&status) => {
                Self::Status(status, body)
            }
            Wrong::Status { status, .. } => {
                return Err(Trouble::bad(
                    "invalid_body",
                    format!("`fault.status`: a fault is 400 to 599, not {status}"),
                ));
            }
            Wrong::TooMany { retry_after, scope } => Self::TooMany { retry_after, scope },
            Wrong::AppliedButNoAnswer {} => Self::AppliedButNoAnswer,
            Wrong::AppliedTwice {} => Self::AppliedTwice,
            Wrong::RefuseConnection {} => Self::RefuseConnection,
            Wrong::Delay { seconds } => Self::Delay(seconds),
        })
    }
}

async fn add(State(sim): State<Control>, Form(told): Form<Script>) -> Outcome {
    if !told.path.starts_with('/') || told.path.starts_with("/api") {
        return Err(Trouble::bad(
            "invalid_body",
            "`path` is one like /channels/*/messages, without /api/v10",
        ));
    }
    let fault = Fault::try_from(told.fault)?;
    let route = (told.method.as_str(), told.path.as_str());
    match told.times {
        Times::So(times) => sim.faults().times(times, route, fault),
        Times::Word(Word::Always) => sim.faults().always(route, fault),
    }
    Ok(sim.faults_shown())
}
