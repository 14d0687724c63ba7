//! The requests that read what was written: pages of messages, threads that were put away, who ticked a message.
//!
//! Nobody waits for one of them, so they go last; what Discord stumbles over is asked again, because asking changes
//! nothing.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;

use super::answer::Answer;
use super::call::Call;
use super::routes::{BotUser, ChannelInfo};
use super::{Http, HttpError, rest};
use crate::discord::lanes::Lane;
use crate::domain::ids::{ChannelId, MessageId, UserId};

/// How often a question is asked.
const TRIES: u32 = 3;

/// What a page holds at most: threads, people.
const LIMIT: u32 = 100;

/// How many threads the first page asks for: mostly none or a few were put away since the last reading.
const FIRST: u32 = 10;

/// ✅ as it stands in an address.
pub(super) const CHECK_MARK: &str = "%E2%9C%85";

/// A page of threads.
#[derive(Debug, Deserialize)]
pub(crate) struct Threads {
    pub(crate) threads: Vec<ChannelInfo>,
    #[serde(default)]
    pub(crate) has_more: bool,
}

impl Http {
    /// The hundred messages of a channel that follow this one, latest first, as raw JSON.
    pub(crate) async fn page(
        &self,
        channel: ChannelId,
        after: MessageId,
    ) -> Result<Vec<u8>, HttpError> {
        let path = format!("/channels/{channel}/messages?limit=100&after={after}");
        let answer = self.ask(Call::get(path, Lane::Upkeep)).await?;
        Ok(answer.into_bytes())
    }

    /// Public threads of a channel that were put away before an instant, the last of them first.
    pub(crate) async fn archived(
        &self,
        channel: ChannelId,
        before: Option<DateTime<Utc>>,
    ) -> Result<Threads, HttpError> {
        let page = page_of(before);
        let path = format!("/channels/{channel}/threads/archived/public?{page}");
        self.ask(Call::get(path, Lane::Upkeep)).await?.read()
    }

    /// The same of private threads, for who manages threads.
    pub(crate) async fn archived_in_private(
        &self,
        channel: ChannelId,
        before: Option<DateTime<Utc>>,
    ) -> Result<Threads, HttpError> {
        let page = page_of(before);
        let path = format!("/channels/{channel}/threads/archived/private?{page}");
        self.ask(Call::get(path, Lane::Upkeep)).await?.read()
    }

    /// Private threads of a channel that were put away and that the bot is in, by id, the latest first.
    pub(crate) async fn archived_with_us(
        &self,
        channel: ChannelId,
        before: Option<ChannelId>,
    ) -> Result<Threads, HttpError> {
        let before = before.map_or_else(String::new, |id| format!("&before={id}"));
        let path =
            format!("/channels/{channel}/users/@me/threads/archived/private?limit={LIMIT}{before}");
        self.ask(Call::get(path, Lane::Upkeep)).await?.read()
    }

    /// Everybody who put a ✅ on a message.
    pub(crate) async fn who_ticked(
        &self,
        channel: ChannelId,
        message: MessageId,
    ) -> Result<Vec<UserId>, HttpError> {
        let mut all = Vec::new();
        let mut after = UserId::new(0);
        loop {
            let path = format!(
                "/channels/{channel}/messages/{message}/reactions/{CHECK_MARK}?limit={LIMIT}&after={after}"
            );
            let users = self.ask(Call::get(path, Lane::Upkeep)).await?;
            let users: Vec<BotUser> = users.read()?;
            let count = u32::try_from(users.len()).unwrap_or(LIMIT);
            all.extend(users.iter().map(|user| user.id.0));
            match all.last() {
                Some(last) if count >= LIMIT => after = *last,
                _ => return Ok(all),
            }
        }
    }

    /// Asks, and asks again what Discord stumbles over.
    pub(super) async fn ask(&self, call: Call) -> Result<Answer, HttpError> {
        let mut pause = self.patience.again;
        for _ in 1..TRIES {
            match self.send(call.clone()).await {
                Err(HttpError::Unanswered | HttpError::Unreachable) => rest(pause).await,
                told => return told,
            }
            pause *= 2;
        }
        self.send(call).await
    }
}

/// A page of those that were put away before this; the first is short.
fn page_of(before: Option<DateTime<Utc>>) -> String {
    match before {
        None => format!("limit={FIRST}"),
        Some(before) => {
            let before = before.to_rfc3339_opts(SecondsFormat::Micros, true);
            format!("limit={LIMIT}&before={before}")
        }
    }
}
