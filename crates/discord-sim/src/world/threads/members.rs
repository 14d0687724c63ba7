//! Who is in a thread: joining, being added, leaving, being removed.

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Outcome},
    world::{
        World,
        channel::Kind,
        message::{Message, kind},
        threads::{archived, events::Created, wrong_channel_type},
    },
};

/// Members of a thread, at most (30033).
const MEMBERS: usize = 1000;

impl World {
    pub(crate) fn is_in_thread(&self, user: UserId, thread: ChannelId) -> bool {
        let place = self.channels.get(&thread);
        place
            .and_then(|place| place.thread.as_ref())
            .is_some_and(|inner| inner.members.contains_key(&user))
    }

    /// The author of a message in a thread joins it, while there is room.
    pub(crate) fn join_thread(&mut self, thread: ChannelId, user: UserId) {
        let now = self.now();
        let place = self.channels.get_mut(&thread);
        let Some(inner) = place.and_then(|place| place.thread.as_mut()) else {
            return;
        };
        if inner.members.contains_key(&user) || inner.members.len() >= MEMBERS {
            return;
        }
        inner.members.insert(user, now);
        if self.is_bot(user) {
            self.thread_create(thread, Created::Before);
        }
        self.thread_members_changed(thread, &[user], &[]);
    }

    /// A mention adds a member who can see the parent, if the author may add members; in a private thread too.
    pub(crate) fn mentioned_in_thread(&mut self, author: UserId, thread: ChannelId, user: UserId) {
        let place = self.channels.get(&thread);
        let parent = place.filter(|place| place.thread.is_some());
        let parent = parent.and_then(|place| place.parent);
        if parent.is_some_and(|parent| self.sees(user, parent)) && self.invites(author, thread) {
            self.join_thread(thread, user);
        }
    }

    /// Whether they may add others to a thread, speaking aside.
    fn invites(&self, actor: UserId, thread: ChannelId) -> bool {
        let place = self.channels.get(&thread);
        place
            .and_then(|place| place.thread.as_ref())
            .is_some_and(|inner| inner.invitable || inner.owner == actor)
            || self.may(actor, thread, Permissions::MANAGE_THREADS)
    }

    /// Joins, or is added by somebody else: then a system message tells of it.
    pub(crate) fn add_to_thread(
        &mut self,
        actor: UserId,
        thread: ChannelId,
        user: UserId,
    ) -> Outcome<()> {
        self.check_adding(actor, thread, user)?;
        if self.is_in_thread(user, thread) {
            return Ok(());
        }
        self.join_thread(thread, user);
        if actor != user {
            self.member_message(thread, actor, user, kind::RECIPIENT_ADD);
        }
        Ok(())
    }

    fn check_adding(&self, actor: UserId, thread: ChannelId, user: UserId) -> Outcome<()> {
        let place = self.seen_by(actor, thread)?;
        let (Some(inner), Some(parent), Some(guild)) = (&place.thread, place.parent, place.guild)
        else {
            return Err(wrong_channel_type());
        };
        if inner.archived {
            return Err(archived());
        }
        let speaks = self.may(actor, thread, Permissions::SEND_MESSAGES_IN_THREADS);
        if actor != user && !(speaks && self.invites(actor, thread)) {
            return Err(ApiError::no_permission());
        }
        let server = self.guilds.get(&guild);
        if !server.is_some_and(|server| server.members.contains_key(&user)) {
            return Err(ApiError::unknown("Member"));
        }
        if !self.sees(user, parent) {
            return Err(ApiError::no_access());
        }
        if inner.members.len() >= MEMBERS && !inner.members.contains_key(&user) {
            let why = "Maximum number of thread participants has been reached (1000)";
            return Err(ApiError::new(400, 30033, why));
        }
        Ok(())
    }

    /// Leaves, or is removed (MANAGE_THREADS, or the owner of a private thread).
    pub(crate) fn remove_from_thread(
        &mut self,
        actor: UserId,
        thread: ChannelId,
        user: UserId,
    ) -> Outcome<()> {
        let place = self.seen_by(actor, thread)?;
        let Some(inner) = &place.thread else {
            return Err(wrong_channel_type());
        };
        if inner.archived {
            return Err(archived());
        }
        let owns = place.kind == Kind::PrivateThread && inner.owner == actor;
        if actor != user && !owns && !self.may(actor, thread, Permissions::MANAGE_THREADS) {
            return Err(ApiError::no_permission());
        }
        if !self.forget_thread_member(thread, user) {
            return Ok(());
        }
        if actor != user {
            self.member_message(thread, actor, user, kind::RECIPIENT_REMOVE);
        }
        Ok(())
    }

    /// Whether they were a member.
    fn forget_thread_member(&mut self, thread: ChannelId, user: UserId) -> bool {
        let place = self.channels.get_mut(&thread);
        let Some(inner) = place.and_then(|place| place.thread.as_mut()) else {
            return false;
        };
        if inner.members.remove(&user).is_none() {
            return false;
        }
        self.thread_members_changed(thread, &[], &[user]);
        true
    }

    fn member_message(&mut self, thread: ChannelId, actor: UserId, user: UserId, kind: u8) {
        let id = MessageId::new(self.next_id());
        let mut message = Message::plain(id, thread, actor, kind);
        message.mentions = Box::new([user]);
        self.insert(message, None);
    }
}
