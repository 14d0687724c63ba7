//! Serving uploaded files at their addresses, as Discord's content network does: no token, no limits, not in the wire log.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, Response, StatusCode, header},
};

use crate::{AttachmentId, world::Handle};

/// The route of an attachment: its place, its id, its name.
pub(super) const ROUTE: &str = "/attachments/{place}/{id}/{name}";

/// GET of an attachment: its bytes, or 404.
pub(super) async fn get(
    State(shared): State<Handle>,
    Path((_, id, _)): Path<(String, String, String)>,
) -> Response<Body> {
    let id: Option<AttachmentId> = id.parse().ok();
    let world = shared.world();
    let Some(file) = id.and_then(|id| world.files.get(&id)) else {
        let mut missing = Response::new(Body::empty());
        *missing.status_mut() = StatusCode::NOT_FOUND;
        return missing;
    };
    let kind = file
        .content_type
        .as_deref()
        .and_then(|kind| HeaderValue::from_str(kind).ok());
    let kind = kind.unwrap_or_else(|| HeaderValue::from_static("application/octet-stream"));
    let mut response = Response::new(Body::from(file.bytes.clone()));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
