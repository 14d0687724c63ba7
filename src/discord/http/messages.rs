//! Messages: sending, looking through, ticking, deleting.

use reqwest::Method;
use serde::{Deserialize, Serialize};

use super::call::Call;
use super::history::CHECK_MARK;
use super::routes::BotUser;
use super::{Http, HttpError};
use crate::discord::frames::Wire;
use crate::discord::lanes::Lane;
use crate::discord::render::Body;
use crate::domain::ids::{ChannelId, MessageId, UserId};

/// A message of a channel's history, as far as it can be recognised as our own.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Seen {
    pub(crate) id: Wire<MessageId>,
    author: BotUser,
    #[serde(default)]
    components: Vec<SeenRow>,
    #[serde(default)]
    content: String,
    message_reference: Option<SeenReference>,
}

#[derive(Clone, Debug, Deserialize)]
struct SeenReference {
    message_id: Option<Wire<MessageId>>,
}

#[derive(Clone, Debug, Deserialize)]
struct SeenRow {
    #[serde(default)]
    components: Vec<SeenControl>,
}

#[derive(Clone, Debug, Deserialize)]
struct SeenControl {
    custom_id: Option<String>,
}

impl Seen {
    /// Who wrote it.
    pub(crate) fn author(&self) -> UserId {
        self.author.id.0
    }

    /// Whether it answers this message with these words.
    pub(crate) fn is_reply(&self, source: MessageId, text: &str) -> bool {
        let reference = self.message_reference.as_ref();
        let answered = reference.and_then(|reference| reference.message_id);
        answered.is_some_and(|answered| answered.0 == source) && self.content == text
    }

    /// The ids of its controls.
    pub(crate) fn custom_ids(&self) -> impl Iterator<Item = &str> {
        let controls = self.components.iter().flat_map(|row| &row.components);
        controls.filter_map(|control| control.custom_id.as_deref())
    }
}

#[derive(Deserialize)]
#[serde(bound = "T: std::str::FromStr")]
struct Created<T> {
    id: Wire<T>,
}

#[derive(Serialize)]
struct Recipient {
    recipient_id: String,
}

impl Http {
    /// The DM channel with somebody; opened if there is none yet (facts §4).
    pub(crate) async fn open_dm(&self, user: UserId, lane: Lane) -> Result<ChannelId, HttpError> {
        let call = Call::new(Method::POST, "/users/@me/channels".into(), lane);
        let recipient = Recipient {
            recipient_id: user.to_string(),
        };
        let created: Created<ChannelId> = self.tell(call, &recipient).await?.read()?;
        Ok(created.id.0)
    }

    /// Sends a message.
    pub(crate) async fn create_message(
        &self,
        channel: ChannelId,
        body: &Body,
        lane: Lane,
    ) -> Result<MessageId, HttpError> {
        let call = Call::new(Method::POST, format!("/channels/{channel}/messages"), lane);
        let created: Created<MessageId> = self.tell(call, body).await?.read()?;
        Ok(created.id.0)
    }

    /// Replaces a message of Adagio's own.
    pub(crate) async fn edit_message(
        &self,
        channel: ChannelId,
        message: MessageId,
        body: &Body,
        lane: Lane,
    ) -> Result<(), HttpError> {
        let path = format!("/channels/{channel}/messages/{message}");
        self.tell(Call::new(Method::PATCH, path, lane), body)
            .await
            .map(drop)
    }

    /// Puts a ✅ on a message.
    pub(crate) async fn tick(
        &self,
        channel: ChannelId,
        message: MessageId,
        lane: Lane,
    ) -> Result<(), HttpError> {
        let path = format!("/channels/{channel}/messages/{message}/reactions/{CHECK_MARK}/@me");
        self.send(Call::new(Method::PUT, path, lane))
            .await
            .map(drop)
    }

    /// Deletes a message of Adagio's own.
    pub(crate) async fn delete_message(
        &self,
        channel: ChannelId,
        message: MessageId,
        lane: Lane,
    ) -> Result<(), HttpError> {
        let path = format!("/channels/{channel}/messages/{message}");
        self.send(Call::new(Method::DELETE, path, lane))
            .await
            .map(drop)
    }

    /// The hundred messages of a channel that follow this id; 0: its last hundred.
    pub(crate) async fn messages_from(
        &self,
        channel: ChannelId,
        from: MessageId,
        lane: Lane,
    ) -> Result<Vec<Seen>, HttpError> {
        let after = match from.get() {
            0 => String::new(),
            from => format!("&after={from}"),
        };
        self.read(Call::get(
            format!("/channels/{channel}/messages?limit=100{after}"),
            lane,
        ))
        .await
    }
}
