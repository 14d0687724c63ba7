//! Answers to interactions, which are outside the bot's limits (facts §2).

use std::fmt;

use reqwest::Method;
use serde::Serialize;

use super::call::Call;
use super::{Http, HttpError, Lane};
use crate::discord::render::Body;

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
        self.tell(Call::new(Method::POST, path, Lane::Urgent), callback)
            .await
            .map(drop)
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
        self.tell(Call::new(Method::PATCH, path, Lane::Urgent), body)
            .await
            .map(drop)
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
}
