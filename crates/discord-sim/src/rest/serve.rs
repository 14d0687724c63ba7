//! From the socket to the world and back: upgrades, faults, the wire log.

use std::time::Instant;

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, State},
    http::{Request, Response, header},
};

use crate::{
    Fault,
    gateway::connect,
    rest::{
        connection::Cut,
        files,
        limiter::Came,
        mishap::{BAD_GATEWAY, ComesBack},
        request::Req,
        response::Outgoing,
    },
    world::Handle,
};

pub(crate) fn router(shared: Handle) -> Router {
    Router::new()
        .route(files::ROUTE, axum::routing::get(files::get))
        .fallback(answer)
        .with_state(shared)
}

async fn answer(
    State(shared): State<Handle>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request<Body>,
) -> Response<Body> {
    if shared.is_down() {
        cut.now();
        return Outgoing::nothing().into_response();
    }
    if request.headers().contains_key(header::UPGRADE) {
        return connect::upgrade(shared, cut, request).await;
    }
    let _under_way = UnderWay::begin(&shared);
    let came = Came {
        at: Instant::now(),
        over: cut.line(),
    };
    let (req, read) = Req::read(request, came).await;
    let fault = shared.world().fate_of_request(&req.method, &req.path);
    if let Some(Fault::Delay(by)) = fault {
        tokio::time::sleep(by).await;
    }
    let (answer, comes_back) = shared.world().answer_amid(fault, &req, read);
    // A page is no answer of Discord's API, but of what stands before it.
    if let Some(answer) = answer.as_ref().filter(|answer| !answer.is_page()) {
        let (method, path, status) = (&req.method, &req.path, answer.status);
        let wire = &shared.wire;
        wire.rest(method, path, status, &req.body, answer.json());
    }
    let answer = answer.unwrap_or_else(Outgoing::nothing);
    match comes_back {
        ComesBack::Answer => answer.into_response(),
        ComesBack::Half => answer.into_broken_response(),
        ComesBack::Page(status) => Outgoing::page(status, BAD_GATEWAY).into_response(),
        ComesBack::Closing => {
            cut.now();
            Outgoing::nothing().into_response()
        }
        ComesBack::Silence => {
            shared.stopped().await;
            Outgoing::nothing().into_response()
        }
    }
}

/// A request without an answer yet. Ends with the answer, or when the client gives up.
struct UnderWay(Handle);

impl UnderWay {
    fn begin(shared: &Handle) -> Self {
        shared.world().in_flight += 1;
        Self(shared.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut world = self.0.world();
        world.in_flight -= 1;
        world.exchanges += 1;
        drop(world);
        self.0.changed.notify_waiters();
    }
}
