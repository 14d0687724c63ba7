//! The gateway's levers. A shard that has no session is refused; the first one is shard 0.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Control, Outcome,
    body::{Form, Nothing},
    trouble::Trouble,
};
use crate::{ClosedDoor, EventFault, gateway::events};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/gateway", get(look))
        .route("/gateway/wait_ready", post(wait_ready))
        .route("/gateway/drop_socket", post(drop_socket))
        .route("/gateway/close", post(close))
        .route("/gateway/reconnect", post(reconnect))
        .route("/gateway/invalidate", post(invalidate))
        .route("/gateway/repeat_last_event", post(repeat_last_event))
        .route("/gateway/lose_next", post(lose_next))
        .route("/gateway/hold", post(hold))
        .route("/gateway/release", post(release))
        .route("/gateway/answer_heartbeats", post(answer_heartbeats))
        .route("/gateway/ask_for_heartbeat", post(ask_for_heartbeat))
        .route("/gateway/befall", post(befall))
        .route("/gateway/refuse_for", post(refuse_for))
        .route("/gateway/refuse_next", post(refuse_next))
        .route("/gateway/let_in", post(let_in))
}

impl Control {
    fn gateway_shown(&self) -> Json<Value> {
        Json(json!({
            "sessions": self.traffic().sessions, "sessions_begun": self.gateway().sessions_begun(),
            "connected_shards": self.connected_shards(),
        }))
    }
}

impl Control {
    /// A lever without a session to work on would do nothing, and nobody would see it.
    fn with_session(&self, shard: u64) -> Result<(), Trouble> {
        let sessions = self.traffic().sessions;
        if sessions.iter().any(|session| session.shard == shard) {
            return Ok(());
        }
        Err(Trouble::refused(
            "no_session",
            format!("shard {shard} has no session"),
        ))
    }
}

async fn look(State(sim): State<Control>) -> Json<Value> {
    sim.gateway_shown()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaitReady {
    #[serde(default = "one")]
    shards: usize,
    #[serde(default = "ten_seconds", with = "crate::seconds")]
    seconds: Duration,
}

const fn one() -> usize {
    1
}

const fn ten_seconds() -> Duration {
    Duration::from_secs(10)
}

async fn wait_ready(State(sim): State<Control>, Form(told): Form<WaitReady>) -> Outcome {
    let ready = tokio::time::timeout(told.seconds, sim.wait_ready(told.shards)).await;
    let not_yet = |_| {
        Trouble::refused(
            "not_ready",
            format!(
                "{} of {} sessions are connected",
                sim.connected_shards(),
                told.shards
            ),
        )
    };
    ready.map_err(not_yet)?;
    Ok(sim.gateway_shown())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shard {
    #[serde(default)]
    shard: u64,
}

async fn drop_socket(State(sim): State<Control>, Form(told): Form<Shard>) -> Outcome {
    sim.with_session(told.shard)?;
    sim.gateway().drop_socket(told.shard);
    Ok(sim.gateway_shown())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Close {
    #[serde(default)]
    shard: u64,
    code: u16,
}

async fn close(State(sim): State<Control>, Form(told): Form<Close>) -> Outcome {
    if !(1000..5000).contains(&told.code) {
        return Err(Trouble::bad(
            "invalid_body",
            format!(
                "`code`: a WebSocket closes with 1000 to 4999, not {}",
                told.code
            ),
        ));
    }
    sim.with_session(told.shard)?;
    sim.gateway().close(told.shard, told.code);
    Ok(sim.gateway_shown())
}

async fn reconnect(State(sim): State<Control>, Form(told): Form<Shard>) -> Outcome {
    sim.with_session(told.shard)?;
    sim.gateway().reconnect(told.shard);
    Ok(sim.gateway_shown())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invalidate {
    #[serde(default)]
    shard: u64,
    resumable: bool,
}

async fn invalidate(State(sim): State<Control>, Form(told): Form<Invalidate>) -> Outcome {
    sim.with_session(told.shard)?;
    if told.resumable {
        sim.gateway().invalidate_resumable(told.shard);
    } else {
        sim.gateway().invalidate(told.shard);
    }
    Ok(sim.gateway_shown())
}

async fn repeat_last_event(State(sim): State<Control>, Form(told): Form<Shard>) -> Outcome {
    sim.with_session(told.shard)?;
    sim.gateway().repeat_last_event(told.shard);
    Ok(sim.gateway_shown())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoseNext {
    #[serde(default)]
    shard: u64,
    event: String,
    #[serde(default = "one")]
    count: usize,
}

fn check_event(name: &str) -> Result<(), Trouble> {
    Trouble::in_field("event", events::check(name))
}

async fn lose_next(State(sim): State<Control>, Form(told): Form<LoseNext>) -> Outcome {
    check_event(&told.event)?;
    sim.with_session(told.shard)?;
    sim.gateway().lose_next(told.shard, &told.event, told.count);
    Ok(sim.gateway_shown())
}

async fn hold(State(sim): State<Control>, Form(Nothing {}): Form<Nothing>) -> Json<Value> {
    sim.gateway().hold();
    sim.gateway_shown()
}

async fn release(State(sim): State<Control>, Form(Nothing {}): Form<Nothing>) -> Json<Value> {
    sim.gateway().release();
    sim.gateway_shown()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerHeartbeats {
    #[serde(default)]
    shard: u64,
    answer: bool,
}

async fn answer_heartbeats(
    State(sim): State<Control>,
    Form(told): Form<AnswerHeartbeats>,
) -> Outcome {
    sim.with_session(told.shard)?;
    if told.answer {
        sim.gateway().answer_heartbeats(told.shard);
    } else {
        sim.gateway().ignore_heartbeats(told.shard);
    }
    Ok(sim.gateway_shown())
}

async fn ask_for_heartbeat(State(sim): State<Control>, Form(told): Form<Shard>) -> Outcome {
    sim.with_session(told.shard)?;
    sim.gateway().ask_for_heartbeat(told.shard);
    Ok(sim.gateway_shown())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Befall {
    #[serde(default)]
    shard: u64,
    event: String,
    #[serde(default = "one")]
    count: usize,
    fault: EventFault,
}

async fn befall(State(sim): State<Control>, Form(told): Form<Befall>) -> Outcome {
    check_event(&told.event)?;
    told.fault
        .check()
        .map_err(|why| Trouble::bad("invalid_body", why))?;
    sim.with_session(told.shard)?;
    sim.gateway()
        .befall(told.shard, &told.event, told.count, told.fault);
    Ok(sim.gateway_shown())
}

/// With a status, or without an answer.
fn closed_door(status: Option<u16>) -> Result<ClosedDoor, Trouble> {
    match status {
        None => Ok(ClosedDoor::Silence),
        Some(status @ 400..600) => Ok(ClosedDoor::Status(status)),
        Some(status) => Err(Trouble::bad(
            "invalid_body",
            format!("`status`: who is refused gets 400 to 599, not {status}"),
        )),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefuseFor {
    #[serde(with = "crate::seconds")]
    seconds: Duration,
    status: Option<u16>,
}

async fn refuse_for(State(sim): State<Control>, Form(told): Form<RefuseFor>) -> Outcome {
    sim.gateway()
        .refuse_for(told.seconds, closed_door(told.status)?);
    Ok(sim.gateway_shown())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefuseNext {
    #[serde(default = "one")]
    count: usize,
    status: Option<u16>,
}

async fn refuse_next(State(sim): State<Control>, Form(told): Form<RefuseNext>) -> Outcome {
    sim.gateway()
        .refuse_next(told.count, closed_door(told.status)?);
    Ok(sim.gateway_shown())
}

async fn let_in(State(sim): State<Control>, Form(Nothing {}): Form<Nothing>) -> Json<Value> {
    sim.gateway().let_in();
    sim.gateway_shown()
}
