//! Reading what a request says: its JSON body and its query, each checked against one shape. A content type isn't asked for, so that
//! `curl -d '{…}'` is enough; an empty body is `{}`.

use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Request, rejection::PathRejection},
    http::request::Parts,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::trouble::Trouble;

/// Enough for a file of 10 MiB in base64, which is the most that any route needs.
const MAX_BODY: usize = 16 << 20;

/// The body, as `T`. Keys that `T` doesn't have are refused by name (each shape denies unknown fields).
pub(super) struct Form<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Trouble;

    async fn from_request(request: Request, _: &S) -> Result<Self, Trouble> {
        let bytes = to_bytes(request.into_body(), MAX_BODY).await;
        let bytes =
            bytes.map_err(|_| Trouble::bad("body_too_large", "a body has at most 16 MiB"))?;
        let bytes = if bytes.is_empty() {
            &b"{}"[..]
        } else {
            &bytes[..]
        };
        let malformed = |why: serde_json::Error| Trouble::bad("malformed_json", why.to_string());
        let body: &RawValue = serde_json::from_slice(bytes).map_err(malformed)?;
        // A list would do for a struct, in the order of its fields: nobody means that.
        if !body.get().starts_with('{') {
            return Err(Trouble::bad(
                "invalid_body",
                "a body is a JSON object: {\"name\": …}",
            ));
        }
        let mut json = serde_json::Deserializer::from_str(body.get());
        let read = serde_path_to_error::deserialize(&mut json);
        read.map(Self).map_err(|error| wrong_field(&error))
    }
}

/// What is wrong with a body, and where in it.
pub(super) fn wrong_field(error: &serde_path_to_error::Error<serde_json::Error>) -> Trouble {
    let (at, why) = (error.path().to_string(), error.inner());
    let message = if at == "." {
        why.to_string()
    } else {
        format!("`{at}`: {why}")
    };
    Trouble::bad("invalid_body", message)
}

/// The query, as `T`.
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Trouble> {
        let read = axum::extract::Query::try_from_uri(&parts.uri);
        let wrong = |why: axum::extract::rejection::QueryRejection| {
            Trouble::bad("invalid_query", why.body_text())
        };
        read.map(|axum::extract::Query(told)| Self(told))
            .map_err(wrong)
    }
}

/// A piece of the path.
pub(super) struct Path<T>(pub(super) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Trouble> {
        let read = axum::extract::Path::from_request_parts(parts, state).await;
        let wrong = |why: PathRejection| Trouble::bad("invalid_path", why.body_text());
        read.map(|axum::extract::Path(told)| Self(told))
            .map_err(wrong)
    }
}

/// A body that says nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}
