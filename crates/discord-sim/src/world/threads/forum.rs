//! Posts of forums and media channels: threads with a first message of the same number, and their tags.

use crate::{
    ChannelId, MessageId, Permissions, TagId, UserId,
    error::{ApiError, Outcome},
    world::{
        World,
        channel::Kind,
        deeds::Draft,
        message::kind,
        threads::{NewThread, wrong_channel_type},
    },
};

impl World {
    /// Posts in a forum. Needs only SEND_MESSAGES.
    pub(crate) fn forum_post(
        &mut self,
        actor: UserId,
        forum: ChannelId,
        new: &NewThread,
        draft: Draft,
    ) -> Outcome<ChannelId> {
        let place = self.seen_by(actor, forum)?;
        if !place.kind.is_forum() {
            return Err(wrong_channel_type());
        }
        if !self.may(actor, forum, Permissions::SEND_MESSAGES) {
            return Err(ApiError::no_permission());
        }
        self.check_draft(actor, forum, &draft)?;
        self.check_tags(actor, forum, &[], new.tags)?;
        let id = MessageId::new(self.next_id());
        let thread = id.thread();
        let kind = Kind::PublicThread;
        self.add_thread(thread, forum, actor, &NewThread { kind, ..*new })?;
        if let Some(forum) = self.channels.get_mut(&forum) {
            forum.last_message = Some(id);
        }
        self.announce_thread(thread, actor);
        let message = self.compose(id, actor, thread, draft, kind::DEFAULT, None, None);
        self.insert(message, None);
        Ok(thread)
    }

    /// The tags of a post are the forum's, at least one if it wants that (40067), and moderated ones come and go only by
    /// MANAGE_THREADS.
    pub(super) fn check_tags(
        &self,
        actor: UserId,
        forum: ChannelId,
        before: &[TagId],
        after: &[TagId],
    ) -> Outcome<()> {
        let place = self.channels.get(&forum);
        let Some(inner) = place.and_then(|place| place.forum.as_ref()) else {
            return Err(wrong_channel_type());
        };
        if let Some(at) = after.iter().position(|tag| inner.tag(*tag).is_none()) {
            let path = format!("applied_tags.{at}");
            return Err(ApiError::form(&path, "INVALID_TAG", "Unknown tag"));
        }
        if inner.requires_tag && after.is_empty() {
            let why = "A tag is required to create a forum post in this channel";
            return Err(ApiError::new(400, 40067, why));
        }
        let changed = |tag: &TagId| before.contains(tag) != after.contains(tag);
        let moderated = |tag: &TagId| inner.tag(*tag).is_some_and(|tag| tag.moderated);
        let mut touched = before.iter().chain(after).filter(|tag| changed(tag));
        if touched.any(moderated) && !self.may(actor, forum, Permissions::MANAGE_THREADS) {
            return Err(ApiError::no_permission());
        }
        Ok(())
    }
}
