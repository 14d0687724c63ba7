//! From the socket to the routes and back: faults, authorisation, rate limits, findings, the wire log.

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, FromRequestParts as _, State, WebSocketUpgrade},
    http::{HeaderMap, HeaderValue, Request, Response, header},
};
use serde_json::{Value, json};

use crate::{
    Fault, FindingKind,
    error::ApiError,
    gateway::socket,
    rest::{
        connection::Cut,
        limiter::Verdict,
        request::{Reply, Req},
        routes::{self, is_open},
    },
    world::{Handle, World},
};

pub(crate) fn router(shared: Handle) -> Router {
    Router::new().fallback(answer).with_state(shared)
}

async fn answer(
    State(shared): State<Handle>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request<Body>,
) -> Response<Body> {
    if request.headers().contains_key(header::UPGRADE) {
        return upgrade(shared, request).await;
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
    let (reply, headers) = match &fault {
        Some(Fault::RefuseConnection) => {
            cut.now();
            (Reply::nothing(), HeaderMap::new())
        }
        Some(Fault::Status(status, body)) => (
            Reply {
                status: *status,
                body: body.clone(),
            },
            HeaderMap::new(),
        ),
        Some(Fault::TooMany { retry_after, scope }) => {
            let verdict = Verdict::refused(retry_after.as_secs_f64(), scope);
            (
                Reply {
                    status: 429,
                    body: verdict.body(),
                },
                verdict.headers(),
            )
        }
        Some(Fault::AppliedButNoAnswer) => {
            cut.now();
            process(&mut world, &req, read)
        }
        Some(Fault::AppliedTwice) => {
            let first = process(&mut world, &req, read);
            if first.0.status >= 300 {
                first
            } else {
                let mut again = req.clone();
                if again.body["enforce_nonce"] == true {
                    again.body["enforce_nonce"] = false.into();
                }
                process(&mut world, &again, Ok(()))
            }
        }
        Some(Fault::Delay(_)) | None => process(&mut world, &req, read),
    };
    world.in_flight -= 1;
    world.exchanges += 1;
    drop(world);
    if fault != Some(Fault::RefuseConnection) {
        let (method, path) = (&req.method, &req.path);
        shared
            .wire
            .rest(method, path, reply.status, &req.body, &reply.body);
    }
    shared.changed.notify_waiters();
    respond(reply, headers)
}

fn respond(reply: Reply, headers: HeaderMap) -> Response<Body> {
    let body = if reply.body.is_null() {
        Body::empty()
    } else {
        Body::from(reply.body.to_string())
    };
    let mut response = Response::new(body);
    *response.status_mut() = axum::http::StatusCode::from_u16(reply.status).unwrap_or_default();
    *response.headers_mut() = headers;
    if !reply.body.is_null() {
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
    }
    response
}

async fn upgrade(shared: Handle, request: Request<Body>) -> Response<Body> {
    let (mut parts, _) = request.into_parts();
    match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade.on_upgrade(move |ws| socket::serve(shared, ws)),
        Err(refused) => axum::response::IntoResponse::into_response(refused),
    }
}

/// Answers one request under the world's lock.
fn process(world: &mut World, req: &Req, read: Result<(), ApiError>) -> (Reply, HeaderMap) {
    let decoded: Vec<String> = req
        .path
        .split('/')
        .skip(1)
        .map(crate::rest::request::decode)
        .collect();
    let path: Vec<&str> = decoded.iter().map(String::as_str).collect();
    if !is_open(&path)
        && !req
            .token
            .as_deref()
            .is_some_and(|token| token.starts_with("Bot ") && world.is_token(token))
    {
        world.find(
            FindingKind::BadRequest,
            format!("{} {}: 401 Unauthorized", req.method, req.path),
        );
        return (
            Reply {
                status: 401,
                body: json!({ "message": "401: Unauthorized", "code": 0 }),
            },
            HeaderMap::new(),
        );
    }
    let verdict = world.check_rate(&req.method, &path);
    if verdict.is_refused() {
        world.find(
            FindingKind::TooFast,
            format!("{} {}: 429", req.method, req.path),
        );
        return (
            Reply {
                status: 429,
                body: verdict.body(),
            },
            verdict.headers(),
        );
    }
    let outcome = match read {
        Ok(()) => routes::route(world, req, &path),
        Err(error) => Some(Err(error)),
    };
    let reply = match outcome {
        Some(Ok(reply)) => reply,
        Some(Err(error)) => {
            if !error.is_about_state() || error.status == 413 {
                world.find(
                    FindingKind::BadRequest,
                    format!("{} {}: {error}", req.method, req.path),
                );
            }
            Reply {
                status: error.status,
                body: error.body(),
            }
        }
        None => {
            world.find(
                FindingKind::UnknownRoute,
                format!("{} {}", req.method, req.path),
            );
            Reply {
                status: 404,
                body: json!({ "message": "404: Not Found", "code": 0 }),
            }
        }
    };
    debug_assert!(
        reply.status != 204 || reply.body == Value::Null,
        "204 has no body"
    );
    (reply, verdict.headers())
}
