//! Rate limits (facts §2): buckets per route and top-level resource, the global limit, and the headers that tell of them.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::{limits::Bucket, world::World};

/// What a bucket without a limit says: so much that no client ever waits.
const PLENTY: Bucket = Bucket {
    requests: 1_000_000,
    per: Duration::from_secs(1),
};

/// Requests lately, in real time.
#[derive(Default)]
pub(crate) struct Limiter {
    windows: HashMap<String, (Instant, u32)>,
    global: VecDeque<Instant>,
}

/// Whether a request may pass, and what its headers say.
pub(crate) struct Verdict {
    limit: u32,
    remaining: u32,
    reset_after: f64,
    bucket: String,
    /// The scope, if it is refused.
    refused: Option<&'static str>,
    /// Interaction routes and scripted answers have no bucket.
    counted: bool,
}

impl World {
    /// Counts a request.
    pub(crate) fn check_rate(&mut self, method: &str, path: &[&str]) -> Verdict {
        let now = Instant::now();
        let interaction = matches!(path, ["interactions", ..] | ["webhooks", ..]);
        if !interaction && let Some(limit) = self.limits.global_per_second {
            let global = &mut self.limiter.global;
            while global
                .front()
                .is_some_and(|at| now - *at >= Duration::from_secs(1))
            {
                global.pop_front();
            }
            if global.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
                let wait = global
                    .front()
                    .map_or(0.0, |at| 1.0 - (now - *at).as_secs_f64());
                return Verdict::refused(wait.max(0.001), "global");
            }
            global.push_back(now);
        }
        let (bucket, limit) = match path {
            ["channels", channel, "messages"] if method == "POST" => (
                format!("create-{channel}"),
                self.limits.messages_per_channel,
            ),
            _ => (bucket_of(method, path), self.limits.other_routes),
        };
        let limit = limit.unwrap_or(PLENTY);
        let window = self
            .limiter
            .windows
            .entry(bucket.clone())
            .or_insert((now, 0));
        if now - window.0 >= limit.per {
            *window = (now, 0);
        }
        let reset_after = limit.per.saturating_sub(now - window.0).as_secs_f64();
        let refused = (window.1 >= limit.requests).then_some("user");
        window.1 += u32::from(refused.is_none());
        let remaining = limit.requests.saturating_sub(window.1);
        Verdict {
            limit: limit.requests,
            remaining,
            reset_after,
            bucket,
            refused,
            counted: !interaction,
        }
    }
}

/// Method, route without minor ids, and the top-level resource.
fn bucket_of(method: &str, path: &[&str]) -> String {
    let steps = path.iter().enumerate().map(|(at, step)| {
        let id = step.bytes().all(|byte| byte.is_ascii_digit()) && !step.is_empty();
        if id && at > 1 { "id" } else { step }
    });
    format!("{method}-{}", steps.collect::<Vec<_>>().join("-"))
}

impl Verdict {
    pub(crate) fn refused(retry_after: f64, scope: &'static str) -> Self {
        let bucket = "refused".to_owned();
        Self {
            limit: 1,
            remaining: 0,
            reset_after: retry_after,
            bucket,
            refused: Some(scope),
            counted: scope != "global",
        }
    }

    pub(crate) const fn is_refused(&self) -> bool {
        self.refused.is_some()
    }

    pub(crate) fn body(&self) -> Value {
        json!({
            "message": "You are being rate limited.", "retry_after": self.reset_after, "global": self.refused == Some("global"), "code": 0,
        })
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "X-RateLimit-Reset is transport: real time"
    )]
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut put = |name: &'static str, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        };
        if let Some(scope) = self.refused {
            put("retry-after", format!("{}", self.reset_after.ceil()));
            put("x-ratelimit-scope", scope.to_owned());
            if scope == "global" {
                put("x-ratelimit-global", "true".to_owned());
            }
        }
        if self.counted {
            let epoch = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default()
                .as_secs_f64();
            put("x-ratelimit-limit", self.limit.to_string());
            put("x-ratelimit-remaining", self.remaining.to_string());
            put(
                "x-ratelimit-reset",
                format!("{:.3}", epoch + self.reset_after),
            );
            put(
                "x-ratelimit-reset-after",
                format!("{:.3}", self.reset_after),
            );
            put("x-ratelimit-bucket", hash(&self.bucket));
        }
        headers
    }
}

/// A bucket's opaque name: the same for every channel of a route.
fn hash(bucket: &str) -> String {
    let route: String = bucket.chars().filter(|c| !c.is_ascii_digit()).collect();
    let sum = route.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{sum:016x}")
}
