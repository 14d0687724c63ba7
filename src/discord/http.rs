//! Everything that goes out to Discord over HTTP: one client, one limiter, one place for errors.
//!
//! Production and tests take this one path; only the address differs. A request waits for its route's
//! permit, passes its lane (urgent before live before bulk), is sent, and its rate-limit headers are told
//! to the limiter. A 429 that ends soon is waited out here; anything else is a typed [`HttpError`].

mod answer;
mod call;
mod error;
mod history;
mod messages;
mod refusals;
mod responses;
mod routes;
mod threads;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::multipart::{Form, Part};
use tokio::time::Instant;
use twilight_http_ratelimiting::RateLimiter;

pub(crate) use self::call::File;
pub(crate) use self::error::HttpError;
pub(crate) use self::history::Threads;
pub(crate) use self::messages::Seen;
pub(crate) use self::responses::{ANSWERED, InteractionToken};
pub(crate) use self::routes::{Application, ChannelInfo, GatewayBot, SessionStarts};
pub(crate) use self::threads::NewPost;

use self::answer::Answer;
use self::call::Call;
use self::refusals::Refusals;
use super::activity::Activity;
use super::lanes::{Lanes, Pace};
use super::patience::Patience;
use crate::config::{DiscordSettings, Token};

/// Discord asks for a name, an address and a version (facts §2).
const USER_AGENT: &str = concat!(
    "DiscordBot (https://adagio.example, ",
    env!("CARGO_PKG_VERSION"),
    ")"
);
/// A limit that ends within this is waited out; a longer one is told to the caller.
const PATIENCE: Duration = Duration::from_secs(5);
/// Discord's second, and a little more: on the wire some requests come closer to each other. As bulk is spread evenly, it
/// takes more than one that is late before fifty and one come within a second.
const WINDOW: Duration = Duration::from_millis(1_030);
/// How much of its pace bulk may make up for: timers are late by a millisecond or two, and a thousandth of a second
/// may hold several.
const CATCH_UP: Duration = Duration::from_millis(10);
/// How often a request is sent again after a 429.
const TRIES: usize = 4;

/// Sends requests to Discord.
#[derive(Debug)]
pub(crate) struct Http {
    client: reqwest::Client,
    api_base: String,
    authorization: HeaderValue,
    limiter: RateLimiter,
    lanes: Lanes,
    refusals: Refusals,
    activity: Arc<Activity>,
    patience: Patience,
}

impl Http {
    /// A client for the configured address. Needs a runtime: the limiter is a task.
    pub(crate) fn new(
        settings: &DiscordSettings,
        token: &Token,
        patience: &Patience,
        activity: Arc<Activity>,
    ) -> anyhow::Result<Self> {
        // Installed already is as good: somebody else in the process speaks TLS too.
        rustls::crypto::ring::default_provider()
            .install_default()
            .ok();
        let client = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .timeout(patience.answer)
            .build()
            .context("prepare the HTTP client")?;
        let pace = Pace {
            most: settings.global_per_second.get().into(),
            window: WINDOW,
            kept: 0,
            catch_up: CATCH_UP,
        };
        Ok(Self {
            client,
            api_base: settings.api_base.clone(),
            authorization: authorization(token)?,
            // It counts requests when they are permitted, not when they are sent: the lanes do that.
            limiter: RateLimiter::new(u16::MAX),
            lanes: Lanes::new(pace),
            refusals: Refusals::default(),
            activity,
            patience: *patience,
        })
    }

    /// Sends a request and waits for its answer, through every limit.
    async fn send(&self, call: Call) -> Result<Answer, HttpError> {
        let _busy = self.activity.begin();
        let mut retry_after = Duration::ZERO;
        for _ in 0..TRIES {
            let answer = if call.is_of_interaction() {
                self.transmit(&call).await?
            } else {
                self.transmit_in_turn(&call).await?
            };
            match answer {
                Ok(answer) => return Ok(answer),
                Err(limited) => retry_after = limited.retry_after,
            }
            if retry_after > PATIENCE {
                break;
            }
            rest(retry_after).await;
        }
        Err(HttpError::RateLimited { retry_after })
    }

    /// Sends a request that counts towards the bot's limits.
    async fn transmit_in_turn(&self, call: &Call) -> Result<Transmitted, HttpError> {
        self.refusals.check(call.lane, Instant::now())?;
        let permit = self.limiter.acquire(call.endpoint()).await;
        self.lanes.pass(call.lane).await;
        let response = self.request(call).send().await;
        let response = response.map_err(|error| HttpError::of_transport(&error))?;
        let limits = answer::limits_of(response.headers());
        let received = answer::receive(response).await;
        permit.complete(match &received {
            Ok(Err(limited)) => limited.exhausting(limits),
            _ => limits,
        });
        let now = Instant::now();
        match &received {
            Ok(Err(limited)) => {
                self.refusals.note(now);
                if limited.is_global {
                    self.lanes.pause(now + limited.retry_after);
                }
            }
            Err(HttpError::Refused {
                status: 401 | 403, ..
            }) => self.refusals.note(now),
            _ => {}
        }
        received
    }

    async fn transmit(&self, call: &Call) -> Result<Transmitted, HttpError> {
        let response = self.request(call).send().await;
        answer::receive(response.map_err(|error| HttpError::of_transport(&error))?).await
    }

    fn request(&self, call: &Call) -> reqwest::RequestBuilder {
        let mut headers = HeaderMap::new();
        let mut request = self
            .client
            .request(call.method.clone(), call.url(&self.api_base));
        if call.is_of_interaction() {
            request = request.timeout(match call.files.is_empty() {
                true => self.patience.response,
                false => self.patience.upload,
            });
        } else {
            headers.insert(AUTHORIZATION, self.authorization.clone());
        }
        if let Some(body) = call.body.as_ref().filter(|_| !call.files.is_empty()) {
            let mut form = Form::new().part("payload_json", Part::bytes(body.clone()));
            for (number, file) in call.files.iter().enumerate() {
                let part = Part::bytes(file.content.clone()).file_name(file.name.clone());
                form = form.part(format!("files[{number}]"), part);
            }
            request = request.multipart(form);
        } else if let Some(body) = &call.body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            request = request.body(body.clone());
        }
        request.headers(headers)
    }
}

/// An answer, or the 429 that came instead.
type Transmitted = Result<Answer, answer::Limited>;

fn authorization(token: &Token) -> anyhow::Result<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Bot {}", token.expose()))
        .context("the Discord token holds a character that no token has")?;
    value.set_sensitive(true);
    Ok(value)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the time that Discord asked to wait"
)]
async fn rest(length: Duration) {
    tokio::time::sleep(length).await;
}
