//! From the socket to the world and back: upgrades, faults, the wire log.

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
        limiter::{BucketKey, Verdict},
        request::{Reply, Req},
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
    if request.headers().contains_key(header::UPGRADE) {
        return connect::upgrade(shared, request).await;
    }
    shared.world().in_flight += 1;
    let (req, read) = Req::read(request).await;
    let fault = shared
        .faults
        .lock()
        .ok()
        .and_then(|mut line| line.strike(&req.method, &req.path));
    if let Some(Fault::Delay(by)) = fault {
        tokio::time::sleep(by).await;
    }
    let mut world = shared.world();
    let path = req.segments();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let reply = match &fault {
        Some(Fault::RefuseConnection) => {
            cut.now();
            Outgoing::nothing()
        }
        Some(Fault::Status(status, body)) => {
            let (status, body) = (*status, body.clone());
            world.note_answer(&path, status, &body, None);
            Reply { status, body }.into()
        }
        Some(Fault::TooMany { retry_after, scope }) => {
            let key = BucketKey::of(&req.method, &path);
            let reply = Outgoing::too_many(&Verdict::refused(key.as_ref(), *scope, *retry_after));
            world.note_answer(&path, reply.status, reply.json(), Some(*scope));
            reply
        }
        Some(Fault::AppliedButNoAnswer) => {
            cut.now();
            world.answer(&req, read)
        }
        Some(Fault::AppliedTwice) => {
            let first = world.answer(&req, read);
            if first.status >= 300 {
                first
            } else {
                let mut again = req.clone();
                if again.body["enforce_nonce"] == true {
                    again.body["enforce_nonce"] = false.into();
                }
                world.answer(&again, Ok(()))
            }
        }
        Some(Fault::Delay(_)) | None => world.answer(&req, read),
    };
    world.in_flight -= 1;
    world.exchanges += 1;
    drop(world);
    // A page is no answer of Discord's API, but of what stands before it.
    if fault != Some(Fault::RefuseConnection) && !reply.is_page() {
        let (method, path) = (&req.method, &req.path);
        shared
            .wire
            .rest(method, path, reply.status, &req.body, reply.json());
    }
    shared.changed.notify_waiters();
    reply.into_response()
}
