//! What goes back over the wire: status, headers, and JSON or the page of a proxy.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use futures_util::{StreamExt as _, future::ready, stream};
use serde_json::Value;

use super::{limiter::Verdict, request::Reply};

/// An answer before it is written.
pub(crate) struct Outgoing {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) content: Content,
}

/// A body.
pub(crate) enum Content {
    /// Discord's own; null is none.
    Json(Value),
    /// What stands before Discord answers in HTML.
    Page(&'static str),
}

impl Outgoing {
    /// Nothing: for a connection that closes anyway.
    pub(crate) fn nothing() -> Self {
        Reply::nothing().into()
    }

    /// An error in Discord's form.
    pub(crate) fn error(status: u16, code: u32, message: &str) -> Self {
        let body = serde_json::json!({ "message": message, "code": code });
        Reply { status, body }.into()
    }

    /// A 429.
    pub(crate) fn too_many(verdict: &Verdict) -> Self {
        let body = verdict.body();
        Self::from(Reply { status: 429, body }).with(verdict.headers())
    }

    /// An answer of the proxy before Discord: no JSON, none of Discord's headers.
    pub(crate) fn page(status: u16, page: &'static str) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            content: Content::Page(page),
        }
    }

    pub(crate) fn with(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// The body as JSON; null for a page.
    pub(crate) fn json(&self) -> &Value {
        match &self.content {
            Content::Json(value) => value,
            Content::Page(_) => &Value::Null,
        }
    }

    pub(crate) const fn is_page(&self) -> bool {
        matches!(self.content, Content::Page(_))
    }

    pub(crate) fn into_response(self) -> Response<Body> {
        let (body, kind) = match self.content {
            Content::Json(Value::Null) => (Body::empty(), None),
            Content::Json(value) => (Body::from(value.to_string()), Some("application/json")),
            Content::Page(page) => (Body::from(page), Some("text/html; charset=UTF-8")),
        };
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or_default();
        *response.headers_mut() = self.headers;
        if let Some(kind) = kind {
            let kind = HeaderValue::from_static(kind);
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        response
    }

    /// The first half of the body, then an end that no client can take for one.
    pub(crate) fn into_broken_response(self) -> Response<Body> {
        let text = self.json().to_string();
        let half = text.as_bytes()[..text.len() / 2].to_vec();
        // What came so far goes out while the rest is waited for.
        let end = async {
            tokio::task::yield_now().await;
            Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
        };
        let body = stream::once(ready(Ok(half))).chain(stream::once(end));
        let mut response = self.into_response();
        let length = HeaderValue::from(text.len());
        response
            .headers_mut()
            .insert(header::CONTENT_LENGTH, length);
        *response.body_mut() = Body::from_stream(body);
        response
    }
}

impl From<Reply> for Outgoing {
    fn from(reply: Reply) -> Self {
        Self {
            status: reply.status,
            headers: HeaderMap::new(),
            content: Content::Json(reply.body),
        }
    }
}
