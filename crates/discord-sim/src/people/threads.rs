//! What a person does with threads and forum posts.

use crate::{
    ChannelId, MessageId, Permissions, Person, Refusal, ThreadId,
    error::ApiError,
    people::messages::typed,
    world::{channel::Kind, threads::NewThread},
};

impl Person {
    /// Starts a thread from a message; it gets the message's id (facts §6).
    ///
    /// # Errors
    /// Without CREATE_PUBLIC_THREADS, or if the message has one.
    pub fn start_thread(
        &self,
        channel: ChannelId,
        message: MessageId,
        name: &str,
    ) -> Result<ThreadId, Refusal> {
        self.act(|world| world.start_thread(self.id, channel, message, &NewThread::public(name)))
    }

    /// Starts a public thread without a message.
    ///
    /// # Errors
    /// Without CREATE_PUBLIC_THREADS.
    pub fn open_thread(&self, channel: ChannelId, name: &str) -> Result<ThreadId, Refusal> {
        self.act(|world| world.open_thread(self.id, channel, &NewThread::public(name)))
    }

    /// Starts a private thread with these people.
    ///
    /// # Errors
    /// Without CREATE_PRIVATE_THREADS, or if one of them doesn't see the channel.
    pub fn start_private_thread(
        &self,
        channel: ChannelId,
        name: &str,
        with: &[&Person],
    ) -> Result<ThreadId, Refusal> {
        let new = NewThread {
            kind: Kind::PrivateThread,
            ..NewThread::public(name)
        };
        self.act(|world| {
            let thread = world.open_thread(self.id, channel, &new)?;
            with.iter()
                .try_for_each(|person| world.add_to_thread(self.id, thread, person.id()))?;
            Ok(thread)
        })
    }

    /// Posts in a forum: a thread with a first message of the same id.
    ///
    /// # Errors
    /// Without SEND_MESSAGES.
    pub fn forum_post(
        &self,
        forum: ChannelId,
        title: &str,
        text: &str,
    ) -> Result<ThreadId, Refusal> {
        let draft = typed(text).map_err(|error| self.refusal(&error))?;
        self.act(|world| world.forum_post(self.id, forum, &NewThread::public(title), draft))
    }

    /// Takes somebody out of a thread, or leaves it.
    ///
    /// # Errors
    /// If it isn't them, and they neither own the private thread nor have MANAGE_THREADS.
    pub fn remove_from_thread(&self, thread: ThreadId, whom: &Self) -> Result<(), Refusal> {
        self.act(|world| world.remove_from_thread(self.id, thread, whom.id))
    }

    /// Archives a thread (its owner, or MANAGE_THREADS).
    ///
    /// # Errors
    /// If they may not.
    pub fn archive_thread(&self, thread: ThreadId) -> Result<(), Refusal> {
        self.act(|world| {
            let place = world
                .channels
                .get(&thread)
                .ok_or_else(|| ApiError::unknown("Channel"))?;
            let owns = place
                .thread
                .as_ref()
                .is_some_and(|inner| inner.owner == self.id);
            if !owns && !world.may(self.id, thread, Permissions::MANAGE_THREADS) {
                return Err(ApiError::no_permission());
            }
            world.set_archived(thread, true, None);
            Ok(())
        })
    }
}
