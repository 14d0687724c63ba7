//! Posts in forums.

use super::{Outcome, Sender};
use crate::actions::outbox::{Cause, Stage};
use crate::discord::http::{ChannelInfo, HttpError, NewPost};
use crate::discord::render::Body;
use crate::domain::ids::{ChannelId, MessageId, ServerId, TagId};

impl Sender<'_> {
    /// Posts in a forum with those of the tags that it still has. Without a nonce, what may have been posted before is looked for
    /// among the forum's posts (facts §13.32).
    pub(super) async fn post(
        &self,
        forum: ChannelId,
        title: &str,
        tags: &[TagId],
    ) -> Result<Outcome, HttpError> {
        let info = self.http.forum(forum, self.lane).await?;
        if let Stage::Look(from) = self.errand.stage
            && let Some(post) = self.find_post(info.guild_id.0, forum, from).await?
        {
            return Ok(Outcome::Sent(MessageId::new(post.get()), post));
        }
        let Some(letter) = &self.errand.letter else {
            return Ok(Outcome::GivenUp(Cause::Unreadable));
        };
        let tags: Vec<_> = tags.iter().copied().filter(|tag| info.has(*tag)).collect();
        let new = NewPost {
            title,
            tags: &tags,
            body: &Body::post(letter),
        };
        let post = self.http.create_post(forum, new, self.lane).await?;
        Ok(Outcome::Sent(MessageId::new(post.get()), post))
    }

    /// The post whose first message carries this row's id, among those from this one on.
    async fn find_post(
        &self,
        server: ServerId,
        forum: ChannelId,
        from: MessageId,
    ) -> Result<Option<ChannelId>, HttpError> {
        let active = self.http.active_threads(server, self.lane).await?;
        let is_here = |thread: &&ChannelInfo| {
            thread.parent_id.is_some_and(|parent| parent.0 == forum)
                && thread.id.0.get() >= from.get()
        };
        for thread in active.iter().filter(is_here) {
            let (post, first) = (thread.id.0, MessageId::new(thread.id.0.get() - 1));
            if self.find(post, self.errand.id, first).await?.is_some() {
                return Ok(Some(post));
            }
        }
        Ok(None)
    }
}
