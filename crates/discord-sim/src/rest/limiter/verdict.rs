//! What the limits say of a request: its headers, and the body of a 429 (facts §2).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::BucketKey;

/// `X-RateLimit-Scope`: whose limit a 429 tells of (facts §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The bot's own, in this bucket.
    User,
    /// The bot's own, over all routes.
    Global,
    /// The resource's, whoever asks. Doesn't count as an invalid request.
    Shared,
}

impl Scope {
    const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Global => "global",
            Self::Shared => "shared",
        }
    }
}

/// Whether a request may pass, and what its headers say.
pub(crate) struct Verdict {
    /// What the bucket tells of itself, if the request is bound to one.
    bucket: Option<Told>,
    refused: Option<(Scope, Duration)>,
    /// Whether the client could have known that it would be refused.
    was_foreseeable: bool,
}

struct Told {
    hash: String,
    limit: u32,
    remaining: u32,
    reset_after: Duration,
}

impl Verdict {
    /// No limit binds it.
    pub(super) const fn unbound() -> Self {
        Self {
            bucket: None,
            refused: None,
            was_foreseeable: false,
        }
    }

    /// The bucket had room.
    pub(super) fn passed(key: &BucketKey, limit: u32, used: u32, reset_after: Duration) -> Self {
        let told = Told {
            hash: key.hash(),
            limit,
            remaining: limit.saturating_sub(used),
            reset_after,
        };
        Self {
            bucket: Some(told),
            refused: None,
            was_foreseeable: false,
        }
    }

    /// A 429. `key`: the bucket that tells of itself; a global limit tells nothing of it.
    pub(crate) fn refused(key: Option<&BucketKey>, scope: Scope, retry_after: Duration) -> Self {
        // A wait of nothing would be none.
        let retry_after = retry_after.max(Duration::from_millis(1));
        let told = |key: &BucketKey| Told {
            hash: key.hash(),
            limit: 1,
            remaining: 0,
            reset_after: retry_after,
        };
        Self {
            bucket: key.filter(|_| scope != Scope::Global).map(told),
            refused: Some((scope, retry_after)),
            was_foreseeable: true,
        }
    }

    /// The same with the true size of its bucket.
    pub(super) fn of(mut self, limit: u32) -> Self {
        if let Some(told) = &mut self.bucket {
            told.limit = limit;
        }
        self
    }

    /// The same as what the client couldn't know.
    pub(super) fn unforeseen(mut self) -> Self {
        self.was_foreseeable = false;
        self
    }

    /// Whether it is refused and the client could have known.
    pub(crate) const fn is_held_against_it(&self) -> bool {
        self.was_foreseeable
    }

    /// The scope, if it is refused.
    pub(crate) fn refusal(&self) -> Option<Scope> {
        self.refused.map(|(scope, _)| scope)
    }

    /// The body of a 429.
    pub(crate) fn body(&self) -> Value {
        let (scope, wait) = self.refused.unwrap_or((Scope::User, Duration::ZERO));
        json!({
            "message": "You are being rate limited.",
            "retry_after": seconds(wait),
            "global": scope == Scope::Global,
            "code": 0,
        })
    }

    /// The headers of the answer, whatever it is.
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut put = |name: &'static str, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        };
        if let Some((scope, wait)) = self.refused {
            put("retry-after", format!("{}", wait.as_secs_f64().ceil()));
            put("x-ratelimit-scope", scope.name().to_owned());
            // Discord's own 429 comes through a proxy that says so; by its absence discord.py knows Cloudflare's, and gives up.
            put("via", "1.1 google".to_owned());
            if scope == Scope::Global {
                put("x-ratelimit-global", "true".to_owned());
            }
        }
        if let Some(told) = &self.bucket {
            let reset = since_epoch() + told.reset_after;
            put("x-ratelimit-limit", told.limit.to_string());
            put("x-ratelimit-remaining", told.remaining.to_string());
            put("x-ratelimit-reset", format!("{:.3}", reset.as_secs_f64()));
            let reset_after = seconds(told.reset_after);
            put("x-ratelimit-reset-after", format!("{reset_after:.3}"));
            put("x-ratelimit-bucket", told.hash.clone());
        }
        headers
    }
}

/// To the millisecond, rounded up: who waits so long has waited long enough.
fn seconds(length: Duration) -> f64 {
    (length.as_secs_f64() * 1000.0).ceil() / 1000.0
}

#[expect(
    clippy::disallowed_methods,
    reason = "X-RateLimit-Reset is transport: real time"
)]
fn since_epoch() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}
