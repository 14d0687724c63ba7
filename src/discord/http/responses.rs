//! Answers to interactions, which are outside the bot's limits (facts §2).
//!
//! Somebody waits for each: what Discord stumbles over is said again at once, where saying it twice does no harm.

use std::fmt;
use std::time::Duration;

use reqwest::Method;
use serde::Serialize;
use tokio::time::Instant;

use super::answer::Answer;
use super::call::{Call, File};
use super::{Http, HttpError, rest};
use crate::discord::lanes::Lane;
use crate::discord::render::Body;

/// Discord's code for a first response that is there already (facts §5).
pub(crate) const ANSWERED: u32 = 40_060;

/// How long after the first try there is another, and the pause before it: Discord gives 3 s (facts §5).
const WITHIN: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(300);

/// What an interaction is answered with. Its token is a secret for 15 minutes.
#[derive(Clone)]
pub(crate) struct InteractionToken {
    pub(crate) id: i64,
    pub(crate) application: i64,
    pub(crate) token: String,
}

impl fmt::Debug for InteractionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InteractionToken({})", self.id)
    }
}

impl Http {
    /// The first response, as the callback object that Discord documents (facts §5).
    pub(crate) async fn answer(
        &self,
        interaction: &InteractionToken,
        callback: &impl Serialize,
    ) -> Result<(), HttpError> {
        let InteractionToken { id, token, .. } = interaction;
        let path = format!("/interactions/{id}/{token}/callback");
        let call = Call::new(Method::POST, path, Lane::Urgent);
        match self.insist(&call, callback).await {
            // There is one first response, and nobody else gives it: the try before this one arrived.
            Err((error, 2..)) if error.code() == Some(ANSWERED) => Ok(()),
            told => told.map(drop).map_err(|(error, _)| error),
        }
    }

    /// Replaces the first response.
    pub(crate) async fn edit_answer(
        &self,
        interaction: &InteractionToken,
        body: &Body,
    ) -> Result<(), HttpError> {
        let InteractionToken {
            application, token, ..
        } = interaction;
        let path = format!("/webhooks/{application}/{token}/messages/@original");
        let call = Call::new(Method::PATCH, path, Lane::Urgent);
        let told = self.insist(&call, body).await;
        told.map(drop).map_err(|(error, _)| error)
    }

    /// Replaces the first response by one with files.
    pub(crate) async fn hand_over(
        &self,
        interaction: &InteractionToken,
        body: &Body,
        files: &[File],
    ) -> Result<(), HttpError> {
        let InteractionToken {
            application, token, ..
        } = interaction;
        let path = format!("/webhooks/{application}/{token}/messages/@original");
        let call = Call::new(Method::PATCH, path, Lane::Urgent).with(files);
        let told = self.insist(&call, &body.clone().describing(files)).await;
        told.map(drop).map_err(|(error, _)| error)
    }

    /// Says one thing more.
    pub(crate) async fn follow_up(
        &self,
        interaction: &InteractionToken,
        body: &Body,
    ) -> Result<(), HttpError> {
        let InteractionToken {
            application, token, ..
        } = interaction;
        let path = format!("/webhooks/{application}/{token}");
        self.tell(Call::new(Method::POST, path, Lane::Urgent), body)
            .await
            .map(drop)
    }

    /// Says it until Discord has heard it, or their time is over; then also says which try failed.
    async fn insist(
        &self,
        call: &Call,
        body: &impl Serialize,
    ) -> Result<Answer, (HttpError, usize)> {
        let mut tries = 1;
        let until = Instant::now() + WITHIN;
        loop {
            match self.tell(call.clone(), body).await {
                Err(HttpError::Unanswered | HttpError::Unreachable) if Instant::now() < until => {}
                told => return told.map_err(|error| (error, tries)),
            }
            tries += 1;
            rest(PAUSE).await;
        }
    }
}
