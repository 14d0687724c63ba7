//! What came back: the body, or the limit that Discord told instead.

use std::time::{Duration, Instant};

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use twilight_http_ratelimiting::RateLimitHeaders;

use super::{HttpError, Transmitted};

/// The longest limit that is believed: what is added to the clock must not run over its end.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The body of an answer that says yes.
#[derive(Debug)]
pub(super) struct Answer(Vec<u8>);

impl Answer {
    /// The body as it came.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// The body as what it should be.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, HttpError> {
        serde_json::from_slice(&self.0).map_err(|_| HttpError::Unreadable)
    }
}

/// A 429: nothing was applied.
#[derive(Debug)]
pub(super) struct Limited {
    pub(super) retry_after: Duration,
    pub(super) is_global: bool,
}

impl Limited {
    /// What the limiter has to believe of the route now: empty until the wait is over.
    pub(super) fn exhausting(&self, headers: Option<RateLimitHeaders>) -> Option<RateLimitHeaders> {
        let headers = headers?;
        let reset_at = Instant::now() + self.retry_after;
        Some(RateLimitHeaders {
            remaining: 0,
            reset_at,
            ..headers
        })
    }
}

/// Sorts an answer into yes, a limit, a refusal, or nothing to rely on.
pub(super) async fn receive(response: reqwest::Response) -> Result<Transmitted, HttpError> {
    let status = response.status();
    let wait_in_header = seconds_in(response.headers());
    // Even after a "yes" a body that breaks off leaves open what was answered.
    let body = response.bytes().await.map_err(|_| HttpError::Unanswered)?;
    sort(status, wait_in_header, body.into())
}

fn sort(
    status: StatusCode,
    wait_in_header: Option<f64>,
    body: Vec<u8>,
) -> Result<Transmitted, HttpError> {
    if status.is_success() {
        return Ok(Ok(Answer(body)));
    }
    if status.is_server_error() {
        return Err(HttpError::Unanswered);
    }
    let told: Told = serde_json::from_slice(&body).unwrap_or_default();
    if status == StatusCode::TOO_MANY_REQUESTS {
        let seconds = told.retry_after.or(wait_in_header).unwrap_or(1.0);
        let retry_after = length(seconds).unwrap_or(LONGEST);
        return Ok(Err(Limited {
            retry_after,
            is_global: told.global,
        }));
    }
    Err(HttpError::Refused {
        status: status.as_u16(),
        code: told.code,
    })
}

/// What the body of a refusal may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    code: u32,
    retry_after: Option<f64>,
    global: bool,
}

fn seconds_in(headers: &HeaderMap) -> Option<f64> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()
}

/// So many seconds, at most [`LONGEST`]. `None`: that is no length.
fn length(seconds: f64) -> Option<Duration> {
    let length = Duration::try_from_secs_f64(seconds).ok()?;
    Some(length.min(LONGEST))
}

/// The route's limit as the headers tell it. `None`: this route has none.
pub(super) fn limits_of(headers: &HeaderMap) -> Option<RateLimitHeaders> {
    let text = |name| headers.get(name)?.to_str().ok();
    let reset_after: f64 = text(RateLimitHeaders::RESET_AFTER)?.parse().ok()?;
    let reset_after = length(reset_after)?;
    Some(RateLimitHeaders {
        bucket: text(RateLimitHeaders::BUCKET)?.as_bytes().to_vec(),
        limit: text(RateLimitHeaders::LIMIT)?.parse().ok()?,
        remaining: text(RateLimitHeaders::REMAINING)?.parse().ok()?,
        reset_at: Instant::now() + reset_after,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(status: u16, body: &str) -> Result<Transmitted, HttpError> {
        sort(
            StatusCode::from_u16(status).unwrap(),
            None,
            body.as_bytes().to_vec(),
        )
    }

    #[test]
    fn answers_are_sorted_by_what_they_mean() {
        let refused = |status, code| HttpError::Refused { status, code };
        let table = [
            (403, r#"{"message":"no","code":50007}"#, refused(403, 50007)),
            (404, "<html>", refused(404, 0)),
            (500, "", HttpError::Unanswered),
            (502, r#"{"code":0}"#, HttpError::Unanswered),
        ];
        for (status, body, expected) in table {
            assert_eq!(sorted(status, body).unwrap_err(), expected);
        }
        assert!(sorted(204, "").unwrap().is_ok());
    }

    #[test]
    fn a_limit_says_how_long() {
        let body = r#"{"message":"slow down","retry_after":1.5,"global":true}"#;
        let limited = sorted(429, body).unwrap().unwrap_err();
        assert_eq!(limited.retry_after, Duration::from_millis(1500));
        assert!(limited.is_global);
        let bare = sorted(429, "blocked").unwrap().unwrap_err();
        assert_eq!(bare.retry_after, Duration::from_secs(1));
        for nonsense in [r#"{"retry_after":1e18}"#, r#"{"retry_after":-1}"#] {
            let limited = sorted(429, nonsense).unwrap().unwrap_err();
            assert_eq!(limited.retry_after, LONGEST);
        }
    }
}
