//! A request as the routes see it, and their answer.

use std::collections::HashMap;

use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest as _, Multipart},
    http::{Request, header},
};
use chrono::{DateTime, Utc};
use futures_util::StreamExt as _;
use serde_json::Value;

use super::limiter::Came;
use crate::error::{ApiError, Outcome};

/// Docs reference.mdx: 25 MiB a request; more is 413.
const MAX_BODY: usize = 25 << 20;

#[derive(Clone)]
pub(crate) struct Req {
    pub(crate) method: String,
    /// Without `/api/v10` and query.
    pub(crate) path: String,
    pub(crate) query: HashMap<String, String>,
    /// The JSON body or the `payload_json` part; null without one.
    pub(crate) body: Value,
    pub(crate) files: Vec<File>,
    pub(crate) token: Option<String>,
    /// Whether `User-Agent` is `DiscordBot (url, version)`, perhaps with more (docs reference.mdx).
    pub(crate) names_its_bot: bool,
    /// When and over which connection it came.
    pub(crate) came: Came,
    /// Whether it stands under `/api/v10`; without a version Discord takes an old one (facts §2).
    pub(crate) pins_version: bool,
}

/// An uploaded file.
#[derive(Clone)]
pub(crate) struct File {
    /// `files[N]`: N.
    pub(crate) number: u64,
    pub(crate) name: String,
    pub(crate) bytes: Bytes,
    pub(crate) content_type: Option<String>,
}

/// What a route answers; a null body is none.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Reply {
    pub(crate) const fn ok(body: Value) -> Self {
        Self { status: 200, body }
    }

    pub(crate) const fn created(body: Value) -> Self {
        Self { status: 201, body }
    }

    pub(crate) const fn nothing() -> Self {
        Self {
            status: 204,
            body: Value::Null,
        }
    }
}

impl Req {
    /// Reads a request whole. A body that can't be read is an error of its own.
    pub(crate) async fn read(request: Request<Body>, came: Came) -> (Self, Outcome<()>) {
        let (mut req, kind) = Self::head(&request, came);
        let read = if kind.starts_with("multipart/form-data") {
            req.read_form(request).await
        } else {
            req.read_json(request).await
        };
        (req, read)
    }

    /// Everything but the body, and the content type.
    fn head(request: &Request<Body>, came: Came) -> (Self, String) {
        let text = |name| header_text(request.headers(), &name);
        let (kind, token) = (
            text(header::CONTENT_TYPE).unwrap_or_default(),
            text(header::AUTHORIZATION),
        );
        let path = request.uri().path();
        let pinned = path
            .strip_prefix("/api/v10")
            .filter(|rest| rest.starts_with('/'));
        let req = Self {
            method: request.method().to_string(),
            path: pinned.unwrap_or(path).to_owned(),
            query: request.uri().query().map(read_query).unwrap_or_default(),
            body: Value::Null,
            files: Vec::new(),
            token,
            names_its_bot: text(header::USER_AGENT).is_some_and(|name| is_bots_name(&name)),
            came,
            pins_version: pinned.is_some(),
        };
        (req, kind)
    }

    async fn read_json(&mut self, request: Request<Body>) -> Outcome<()> {
        let bytes = whole(request.into_body()).await?;
        if !bytes.is_empty() {
            self.body = serde_json::from_slice(&bytes).map_err(|_| invalid_json())?;
        }
        Ok(())
    }

    async fn read_form(&mut self, request: Request<Body>) -> Outcome<()> {
        let broken = || ApiError::new(400, 50035, "Invalid Form Body");
        let (parts, body) = request.into_parts();
        let mut request = Request::from_parts(parts, Body::from(whole(body).await?));
        DefaultBodyLimit::disable().apply(&mut request);
        let mut form = Multipart::from_request(request, &())
            .await
            .map_err(|_| broken())?;
        while let Some(part) = form.next_field().await.map_err(|_| broken())? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let content_type = part.content_type().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|_| broken())?;
            if name == "payload_json" {
                self.body = serde_json::from_slice(&bytes).map_err(|_| invalid_json())?;
            } else if let Some(file) = file {
                let digits: String = name.chars().filter(char::is_ascii_digit).collect();
                self.files.push(File {
                    number: digits.parse().unwrap_or(0),
                    name: file,
                    bytes,
                    content_type,
                });
            }
        }
        Ok(())
    }

    /// Whether the query says yes to `key`: `true`, as Discord's description has it, or `1`, as discord.py writes it.
    pub(crate) fn asks_for(&self, key: &str) -> bool {
        let told = self.query.get(key);
        told.is_some_and(|told| told == "1" || told.eq_ignore_ascii_case("true"))
    }

    /// An instant in the query, if there is one.
    pub(crate) fn time(&self, key: &str) -> Outcome<Option<DateTime<Utc>>> {
        let Some(text) = self.query.get(key) else {
            return Ok(None);
        };
        match DateTime::parse_from_rfc3339(text) {
            Ok(time) => Ok(Some(time.to_utc())),
            Err(_) => {
                let why = "Could not parse value as a date-time.";
                Err(ApiError::form(key, "DATE_TIME_TYPE_PARSE", why))
            }
        }
    }

    /// A number in the query within bounds, or `default`.
    pub(crate) fn number(
        &self,
        key: &str,
        default: usize,
        min: usize,
        max: usize,
    ) -> Outcome<usize> {
        let Some(text) = self.query.get(key) else {
            return Ok(default);
        };
        text.parse()
            .ok()
            .filter(|number| (min..=max).contains(number))
            .ok_or_else(|| {
                ApiError::form(
                    key,
                    "NUMBER_TYPE_BETWEEN",
                    &format!("int value should be between {min} and {max}."),
                )
            })
    }
}

impl std::fmt::Display for Req {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// `DiscordBot (url, version)`; discord.py leaves out the comma, so the brackets must do.
fn is_bots_name(name: &str) -> bool {
    name.strip_prefix("DiscordBot (")
        .and_then(|rest| rest.split_once(')'))
        .is_some_and(|(inside, _)| !inside.trim().is_empty())
}

/// The bytes of a body. One that is too large is read to its end all the same, or the client would never see the answer.
///
/// # Errors
/// 40005 over 25 MiB.
async fn whole(body: Body) -> Outcome<Bytes> {
    let (mut stream, mut bytes, mut length) = (body.into_data_stream(), Vec::new(), 0);
    while let Some(chunk) = stream.next().await {
        let chunk =
            chunk.map_err(|_| ApiError::new(400, 0, "The request ended before its body did"))?;
        length += chunk.len();
        if length <= MAX_BODY {
            bytes.extend_from_slice(&chunk);
        }
    }
    if length > MAX_BODY {
        return Err(ApiError::new(413, 40005, "Request entity too large"));
    }
    Ok(bytes.into())
}

fn header_text(headers: &axum::http::HeaderMap, name: &header::HeaderName) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

fn invalid_json() -> ApiError {
    ApiError::new(400, 50109, "The request body contains invalid JSON.")
}

fn read_query(query: &str) -> HashMap<String, String> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (decode(key), decode(&value.replace('+', " "))))
        .collect()
}

/// Undoes percent-encoding.
pub(crate) fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = (first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
