//! A client connects: what it asks for in the URL (facts §1.4).

use std::convert::identity;

use axum::{
    body::Body,
    extract::{FromRequestParts as _, Query, WebSocketUpgrade},
    http::{Request, Response, StatusCode, Uri},
    response::IntoResponse as _,
};
use serde::Deserialize;

use crate::{
    gateway::{
        closed_door::{ClosedDoor, Refusing},
        encoder::Transport,
        socket,
    },
    rest::Cut,
    world::Handle,
};

/// The gateway URL's query.
#[derive(Default, Deserialize)]
struct Asked {
    v: Option<String>,
    encoding: Option<String>,
    compress: Option<String>,
}

/// A close code and its reason.
type Refused = (u16, &'static str);

/// Answers an upgrade to WebSocket; `cut` ends its TCP connection.
pub(crate) async fn upgrade(shared: Handle, cut: Cut, request: Request<Body>) -> Response<Body> {
    let refusing = shared
        .world()
        .gateway
        .refusing
        .as_mut()
        .and_then(Refusing::strike);
    match refusing {
        None => serve(shared, request).await,
        Some(ClosedDoor::Wordless) => {
            let upgrade = upgrade_of(request).await;
            upgrade.map_or_else(identity, |upgrade| upgrade.on_upgrade(socket::say_nothing))
        }
        Some(ClosedDoor::Status(status)) => {
            let status = StatusCode::from_u16(status);
            let mut response = Response::new(Body::empty());
            *response.status_mut() = status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            response
        }
        Some(ClosedDoor::Silence) => {
            cut.now();
            // What is written on a connection that is cut goes nowhere.
            Response::new(Body::empty())
        }
    }
}

async fn serve(shared: Handle, request: Request<Body>) -> Response<Body> {
    let transport = transport(request.uri());
    let upgrade = upgrade_of(request).await;
    upgrade.map_or_else(identity, |upgrade| {
        upgrade.on_upgrade(move |ws| async move {
            match transport {
                Ok(transport) => socket::serve(shared, ws, transport).await,
                Err((code, why)) => socket::refuse(&shared, ws, code, why).await,
            }
        })
    })
}

/// The request as one for a WebSocket; if it is none, what it is answered with.
async fn upgrade_of(request: Request<Body>) -> Result<WebSocketUpgrade, Response<Body>> {
    let (mut parts, _) = request.into_parts();
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await;
    upgrade.map_err(|refused| refused.into_response())
}

/// The version must be given and 10; what else the simulator doesn't speak (ETF) or nobody does is refused too.
fn transport(uri: &Uri) -> Result<Transport, Refused> {
    let Query(asked) = Query::<Asked>::try_from_uri(uri).unwrap_or_default();
    if asked.v.as_deref() != Some("10") {
        return Err((4012, "Invalid API version."));
    }
    if !matches!(asked.encoding.as_deref(), None | Some("json")) {
        return Err((4002, "Unknown encoding."));
    }
    match asked.compress.as_deref() {
        None => Ok(Transport::Plain),
        Some("zlib-stream") => Ok(Transport::ZlibStream),
        Some("zstd-stream") => Ok(Transport::ZstdStream),
        Some(_) => Err((4002, "Unknown compression.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_says_version_encoding_and_compression() {
        for (query, expected) in [
            ("?v=10&encoding=json", Ok(Transport::Plain)),
            ("?v=10", Ok(Transport::Plain)),
            (
                "?v=10&encoding=json&compress=zlib-stream",
                Ok(Transport::ZlibStream),
            ),
            ("?compress=zstd-stream&v=10", Ok(Transport::ZstdStream)),
            ("?v=10&compress=gzip", Err(4002)),
            ("?v=10&encoding=etf", Err(4002)),
            ("?v=9&encoding=json", Err(4012)),
            ("?encoding=json", Err(4012)),
            ("", Err(4012)),
        ] {
            let uri = format!("ws://127.0.0.1:1/{query}").parse().unwrap();
            assert_eq!(
                transport(&uri).map_err(|(code, _)| code),
                expected,
                "{query}"
            );
        }
    }
}
