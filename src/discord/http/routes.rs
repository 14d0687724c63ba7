//! The requests that Adagio makes, one function each, with what it reads of the answers.

use reqwest::Method;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::call::Call;
use super::{Http, HttpError};
use crate::discord::frames::{ChannelFrame, RoleFrame, Wire};
use crate::discord::lanes::Lane;
use crate::domain::ids::{ChannelId, ServerId, UserId};

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

#[derive(Deserialize)]
struct ActiveThreads {
    threads: Vec<ChannelInfo>,
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

impl Http {
    pub(super) async fn read<T: serde::de::DeserializeOwned>(
        &self,
        call: Call,
    ) -> Result<T, HttpError> {
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
