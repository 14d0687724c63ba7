//! Threads under messages, and posts in forums.

use reqwest::Method;
use serde::{Deserialize, Serialize};

use super::call::Call;
use super::{Http, HttpError};
use crate::discord::frames::Wire;
use crate::discord::lanes::Lane;
use crate::discord::render::Body;
use crate::domain::ids::{ChannelId, MessageId, ServerId, TagId};
use crate::domain::standup::{Forum, Tag};

/// Minutes; one of the lengths that Discord takes (facts §6).
const THREE_DAYS: u32 = 4_320;

/// Posts need a tag (facts §6).
const REQUIRE_TAG: u64 = 1 << 4;

/// A thread that is to be started.
#[derive(Serialize)]
struct NewThread<'a> {
    name: &'a str,
    /// Minutes.
    auto_archive_duration: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a Body>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    applied_tags: Vec<String>,
}

#[derive(Serialize)]
struct Awake {
    archived: bool,
}

#[derive(Deserialize)]
struct Created {
    id: Wire<ChannelId>,
}

/// A post that is to be made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewPost<'a> {
    pub(crate) title: &'a str,
    pub(crate) tags: &'a [TagId],
    pub(crate) body: &'a Body,
}

/// A forum, as far as its posts go.
#[derive(Deserialize)]
pub(crate) struct ForumInfo {
    pub(crate) guild_id: Wire<ServerId>,
    #[serde(default)]
    flags: u64,
    #[serde(default)]
    available_tags: Vec<TagInfo>,
}

#[derive(Deserialize)]
struct TagInfo {
    id: Wire<TagId>,
    name: String,
    /// Only who manages threads puts it on.
    #[serde(default)]
    moderated: bool,
}

impl ForumInfo {
    /// Whether it still has a tag.
    pub(crate) fn has(&self, tag: TagId) -> bool {
        self.available_tags.iter().any(|it| it.id.0 == tag)
    }

    /// What it asks of its posts, with the tags that anybody may put on them.
    pub(crate) fn forum(self) -> Forum {
        let free = self.available_tags.into_iter().filter(|tag| !tag.moderated);
        Forum {
            tags: free
                .map(|tag| Tag {
                    id: tag.id.0,
                    name: tag.name,
                })
                .collect(),
            wants_tag: self.flags & REQUIRE_TAG != 0,
        }
    }
}

impl Http {
    /// Starts a thread from a message. It leaves the channel's list after three days without a message.
    pub(crate) async fn start_thread(
        &self,
        channel: ChannelId,
        message: MessageId,
        name: &str,
        lane: Lane,
    ) -> Result<(), HttpError> {
        let path = format!("/channels/{channel}/messages/{message}/threads");
        let thread = NewThread {
            name,
            auto_archive_duration: THREE_DAYS,
            message: None,
            applied_tags: Vec::new(),
        };
        self.tell(Call::new(Method::POST, path, lane), &thread)
            .await
            .map(drop)
    }

    /// What a forum asks of its posts.
    pub(crate) async fn forum(&self, forum: ChannelId, lane: Lane) -> Result<ForumInfo, HttpError> {
        self.read(Call::get(format!("/channels/{forum}"), lane))
            .await
    }

    /// Posts in a forum. The post is a thread with the id of its first message.
    pub(crate) async fn create_post(
        &self,
        forum: ChannelId,
        new: NewPost<'_>,
        lane: Lane,
    ) -> Result<ChannelId, HttpError> {
        let thread = NewThread {
            name: new.title,
            auto_archive_duration: THREE_DAYS,
            message: Some(new.body),
            applied_tags: new.tags.iter().map(ToString::to_string).collect(),
        };
        let call = Call::new(Method::POST, format!("/channels/{forum}/threads"), lane);
        let created: Created = self.tell(call, &thread).await?.read()?;
        Ok(created.id.0)
    }

    /// Takes a thread out of the archive, in which nothing can be edited (facts §6).
    pub(crate) async fn unarchive(&self, thread: ChannelId, lane: Lane) -> Result<(), HttpError> {
        let call = Call::new(Method::PATCH, format!("/channels/{thread}"), lane);
        let awake = Awake { archived: false };
        self.tell(call, &awake).await.map(drop)
    }
}
