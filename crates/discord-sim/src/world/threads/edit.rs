//! Changing threads: who may change what (docs topics/threads.mdx, resources/channel.mdx; the stricter where they differ).

use chrono::{DateTime, Utc};

use crate::{
    ChannelId, MessageId, Permissions, TagId, UserId,
    error::{ApiError, Outcome},
    world::{
        World,
        channel::{Channel, Thread},
        message::{Message, kind},
        threads::{archived, wrong_channel_type},
    },
};

/// What changes of a thread; `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ThreadChange {
    pub(crate) name: Option<String>,
    pub(crate) archived: Option<bool>,
    pub(crate) locked: Option<bool>,
    pub(crate) invitable: Option<bool>,
    /// Minutes.
    pub(crate) auto_archive: Option<u32>,
    /// Seconds.
    pub(crate) slowmode: Option<u32>,
    pub(crate) pinned: Option<bool>,
    pub(crate) tags: Option<Vec<TagId>>,
}

impl ThreadChange {
    pub(crate) fn archived(archived: bool) -> Self {
        Self {
            archived: Some(archived),
            ..Self::default()
        }
    }

    /// Only what members may do who don't own the thread: unarchive it.
    fn only_unarchives(&self) -> bool {
        *self == Self::archived(false)
    }

    /// What not even the owner may change.
    fn needs_manager(&self) -> bool {
        self.locked.is_some()
            || self.invitable.is_some()
            || self.slowmode.is_some()
            || self.pinned.is_some()
    }
}

impl World {
    /// Changes a thread as `actor`, who needs the right to.
    pub(crate) fn edit_thread(
        &mut self,
        actor: UserId,
        thread: ChannelId,
        change: ThreadChange,
    ) -> Outcome<()> {
        self.check_editing(actor, thread, &change)?;
        self.change_thread_as(actor, thread, change);
        Ok(())
    }

    /// Changes a thread, whatever `actor` may. A new name is told of in the thread.
    pub(crate) fn change_thread_as(
        &mut self,
        actor: UserId,
        thread: ChannelId,
        change: ThreadChange,
    ) {
        let name = change.name.clone();
        let now = self.now();
        self.change_thread(thread, change, now);
        if let Some(name) = name {
            let id = MessageId::new(self.next_id());
            let mut message = Message::plain(id, thread, actor, kind::CHANNEL_NAME_CHANGE);
            message.content = name.into();
            self.insert(message, None);
        }
    }

    fn check_editing(
        &self,
        actor: UserId,
        thread: ChannelId,
        change: &ThreadChange,
    ) -> Outcome<()> {
        let place = self.seen_by(actor, thread)?;
        let Some(inner) = &place.thread else {
            return Err(wrong_channel_type());
        };
        let manages = self.may(actor, thread, Permissions::MANAGE_THREADS);
        let speaks = self.may(actor, thread, Permissions::SEND_MESSAGES_IN_THREADS);
        let unarchives = change.only_unarchives() && speaks && self.is_in_thread(actor, thread);
        let owns = inner.owner == actor && !change.needs_manager();
        if !manages && (inner.locked || !(owns || unarchives)) {
            return Err(ApiError::no_permission());
        }
        if inner.archived && change.archived != Some(false) {
            return Err(archived());
        }
        if inner.archived
            && let Some(guild) = place.guild
        {
            self.check_room_for_thread(guild)?;
        }
        if let (Some(parent), Some(tags)) = (place.parent, &change.tags) {
            self.check_tags(actor, parent, &inner.tags, tags)?;
        }
        if change.pinned == Some(true) {
            self.check_pinning(thread)?;
        }
        Ok(())
    }

    /// Only posts of forums are pinned, one in each (30047).
    pub(crate) fn check_pinning(&self, thread: ChannelId) -> Outcome<()> {
        let parent = self.channels.get(&thread).and_then(|thread| thread.parent);
        let forum = parent.and_then(|parent| self.channels.get(&parent));
        let Some(forum) = forum.filter(|place| place.kind.is_forum()) else {
            return Err(wrong_channel_type());
        };
        let server = forum.guild.and_then(|guild| self.guilds.get(&guild));
        let mut others = server
            .into_iter()
            .flat_map(|server| &server.threads)
            .filter(|other| **other != thread)
            .filter_map(|other| self.channels.get(other));
        if others.any(|other| other.parent == parent && other.is_pinned()) {
            let why = "Maximum number of pinned threads in a forum channel has been reached";
            return Err(ApiError::new(400, 30047, why));
        }
        Ok(())
    }

    /// Changes a thread, whoever does it, as of `at`: THREAD_UPDATE, and THREAD_MEMBER_UPDATE for who is in one that is
    /// unarchived.
    pub(crate) fn change_thread(
        &mut self,
        thread: ChannelId,
        change: ThreadChange,
        at: DateTime<Utc>,
    ) {
        let was_archived = |world: &Self| {
            let place = world.channels.get(&thread);
            place.is_some_and(Channel::is_archived)
        };
        let before = was_archived(self);
        self.change_channel(thread, |place| {
            if let Some(name) = &change.name {
                place.name.clone_from(name);
            }
            place.slowmode = change.slowmode.unwrap_or(place.slowmode);
            if let Some(inner) = &mut place.thread {
                inner.apply(change, at);
            }
        });
        self.plan_archiving(thread);
        if before && !was_archived(self) {
            self.thread_member_update(thread);
        }
    }
}

impl Thread {
    fn apply(&mut self, change: ThreadChange, at: DateTime<Utc>) {
        let archived = change.archived.unwrap_or(self.archived);
        let lasts = change.auto_archive.unwrap_or(self.auto_archive);
        if archived != self.archived || lasts != self.auto_archive {
            self.archive_changed_at = at;
            self.active_at = at;
        }
        self.archived = archived;
        self.auto_archive = lasts;
        self.locked = change.locked.unwrap_or(self.locked);
        self.invitable = change.invitable.unwrap_or(self.invitable);
        // Archiving unpins (docs topics/threads.mdx).
        self.pinned = change.pinned.unwrap_or(self.pinned) && !archived;
        if let Some(tags) = change.tags {
            self.tags = tags;
        }
    }
}
