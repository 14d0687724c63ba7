//! The requests that Adagio makes, one function each, with what it reads of the answers.

use reqwest::Method;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::call::Call;
use super::{Http, HttpError, Lane};
use crate::discord::frames::{ChannelFrame, RoleFrame, Wire};
use crate::discord::render::Body;
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};

/// Who this bot is.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Application {
    /// The application's id, under which commands and follow-ups stand.
    pub(crate) id: Wire<i64>,
    pub(crate) name: String,
    pub(crate) bot: BotUser,
    #[serde(default)]
    flags: u64,
}

impl Application {
    /// Whether the portal allows the message-content intent, to a small bot or to a verified one.
    pub(crate) fn may_read_messages(&self) -> bool {
        const VERIFIED: u64 = 1 << 18;
        const LIMITED: u64 = 1 << 19;
        self.flags & (VERIFIED | LIMITED) != 0
    }
}

/// The account that the application writes from.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct BotUser {
    pub(crate) id: Wire<UserId>,
}

/// How to connect to the gateway (facts §1.4).
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GatewayBot {
    pub(crate) url: String,
    /// How many shards Discord recommends.
    pub(crate) shards: u32,
    pub(crate) session_start_limit: SessionStarts,
}

/// How many new sessions may still be started.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct SessionStarts {
    pub(crate) total: u32,
    pub(crate) remaining: u32,
    /// Milliseconds until `remaining` is `total` again.
    pub(crate) reset_after: u64,
    pub(crate) max_concurrency: u16,
}

/// A server as REST tells it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct ServerInfo {
    pub(crate) name: String,
    pub(crate) owner_id: Wire<UserId>,
    pub(crate) roles: Vec<RoleFrame>,
}

/// A channel or thread as REST tells it.
pub(crate) type ChannelInfo = ChannelFrame;

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

#[derive(Deserialize)]
struct ActiveThreads {
    threads: Vec<ChannelInfo>,
}

#[derive(Serialize)]
struct Recipient {
    recipient_id: String,
}

/// Upkeep: who we are, where to connect, what a server looks like.
impl Http {
    /// The application behind the token.
    pub(crate) async fn application(&self) -> Result<Application, HttpError> {
        self.read(Call::get("/applications/@me".into(), Lane::Live))
            .await
    }

    /// Where the gateway is, and how many sessions may be started.
    pub(crate) async fn gateway_bot(&self) -> Result<GatewayBot, HttpError> {
        self.read(Call::get("/gateway/bot".into(), Lane::Live))
            .await
    }

    /// A server's owner and roles.
    pub(crate) async fn server(&self, server: ServerId) -> Result<ServerInfo, HttpError> {
        self.read(Call::get(format!("/guilds/{server}"), Lane::Live))
            .await
    }

    /// All channels of a server, without threads.
    pub(crate) async fn channels(
        &self,
        server: ServerId,
        lane: Lane,
    ) -> Result<Vec<ChannelInfo>, HttpError> {
        self.read(Call::get(format!("/guilds/{server}/channels"), lane))
            .await
    }

    /// All threads of a server that aren't archived.
    pub(crate) async fn active_threads(
        &self,
        server: ServerId,
        lane: Lane,
    ) -> Result<Vec<ChannelInfo>, HttpError> {
        let call = Call::get(format!("/guilds/{server}/threads/active"), lane);
        self.read(call)
            .await
            .map(|active: ActiveThreads| active.threads)
    }

    /// One channel or thread, archived ones too.
    pub(crate) async fn channel(&self, channel: ChannelId) -> Result<ChannelInfo, HttpError> {
        self.read(Call::get(format!("/channels/{channel}"), Lane::Live))
            .await
    }

    /// Whether somebody is in a private thread (facts §1.5: 404 if not).
    pub(crate) async fn is_in_thread(
        &self,
        thread: ChannelId,
        user: UserId,
    ) -> Result<bool, HttpError> {
        let call = Call::get(
            format!("/channels/{thread}/thread-members/{user}"),
            Lane::Live,
        );
        match self.send(call).await {
            Ok(_) => Ok(true),
            Err(HttpError::Refused { status: 404, .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Replaces the global commands. `commands` is the array that Discord documents.
    pub(crate) async fn put_commands(
        &self,
        application: i64,
        commands: &impl Serialize,
    ) -> Result<(), HttpError> {
        let path = format!("/applications/{application}/commands");
        self.tell(Call::new(Method::PUT, path, Lane::Live), commands)
            .await
            .map(drop)
    }
}

/// Messages.
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

impl Http {
    async fn read<T: serde::de::DeserializeOwned>(&self, call: Call) -> Result<T, HttpError> {
        let answer = match call.lane {
            // Nobody waits; beginning anew later would ask for everything else again too.
            Lane::Upkeep => self.ask(call).await,
            Lane::Urgent | Lane::Live | Lane::Bulk => self.send(call).await,
        };
        answer?.read()
    }

    pub(super) async fn tell(
        &self,
        call: Call,
        body: &impl Serialize,
    ) -> Result<Answer, HttpError> {
        let call = call.json(body).map_err(|_| HttpError::Unreadable)?;
        self.send(call).await
    }
}
