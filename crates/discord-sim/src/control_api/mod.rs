//! The control API: what the Rust API can do, over HTTP, below `/_sim` of the simulator's own port.
//!
//! JSON in, JSON out; `docs/control.md` describes each route. A person, server, role or channel is named as people call it (`ana`,
//! `Acme`, `Acme/support`, `@ana` for Ana's DM with the bot) or by its id. Whatever is wrong with a request is told as
//! `{"error": {"code": "unknown_person", "message": "there is no person \"anna\"; there is: ana, ben"}}`.
//!
//! Nothing of it is in the wire log, counts against a limit or meets a fault. It asks for no token: the port is this machine's own.

mod answers;
mod bans;
mod body;
mod channels;
mod commands;
mod components;
mod faults;
mod forums;
mod gateway;
mod guilds;
mod limits;
mod looking;
mod members;
mod messages;
mod order;
mod people;
mod roles;
mod settings;
mod threads;
mod time;
mod trouble;
mod uploads;
mod world;

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::Request,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use serde_json::Value;

use crate::{Simulator, world::Handle};
use trouble::Trouble;

/// What each route works on.
#[derive(Clone)]
struct Control(Arc<Simulator>);

impl std::ops::Deref for Control {
    type Target = Simulator;

    fn deref(&self) -> &Simulator {
        &self.0
    }
}

/// What each route answers.
type Outcome = Result<Json<Value>, Trouble>;

/// All routes, below `/_sim`.
pub(crate) fn router(shared: &Handle) -> Router {
    let control = Control(Arc::new(Simulator::second_hand(shared.clone())));
    let routes = Router::new()
        .merge(answers::routes())
        .merge(channels::routes())
        .merge(commands::routes())
        .merge(components::routes())
        .merge(faults::routes())
        .merge(forums::routes())
        .merge(gateway::routes())
        .merge(guilds::routes())
        .merge(limits::routes())
        .merge(looking::routes())
        .merge(members::routes())
        .merge(roles::routes())
        .merge(bans::routes())
        .merge(order::routes())
        .merge(messages::routes())
        .merge(people::routes())
        .merge(settings::routes())
        .merge(threads::routes())
        .merge(time::routes())
        .merge(uploads::routes())
        .merge(world::routes())
        .fallback(trouble::unknown_route)
        .method_not_allowed_fallback(trouble::wrong_method)
        .with_state(control);
    Router::new()
        .nest("/_sim", routes)
        .layer(axum::middleware::from_fn(contain))
}

/// A route that panics ends with an answer like any other, and the simulator goes on.
async fn contain(request: Request, next: Next) -> Response {
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(ended) => Trouble::broken(ended).into_response(),
    }
}
