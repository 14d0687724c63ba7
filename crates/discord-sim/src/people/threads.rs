//! What a person does with threads and forum posts.

use crate::{
    ChannelId, MessageId, Person, Refusal, TagId, ThreadId,
    error::{ApiError, Form, Outcome},
    people::messages::typed,
    world::{
        channel::Kind,
        threads::{NewThread, ThreadChange},
    },
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
        check_name(name).map_err(|error| self.refusal(&error))?;
        self.act(|world| world.start_thread(self.id, channel, message, &NewThread::public(name)))
    }

    /// Starts a public thread without a message.
    ///
    /// # Errors
    /// Without CREATE_PUBLIC_THREADS.
    pub fn open_thread(&self, channel: ChannelId, name: &str) -> Result<ThreadId, Refusal> {
        check_name(name).map_err(|error| self.refusal(&error))?;
        self.act(|world| world.open_thread(self.id, channel, &NewThread::public(name)))
    }

    /// Starts a private thread, then adds these people one by one.
    ///
    /// # Errors
    /// Without CREATE_PRIVATE_THREADS, or if one of them doesn't see the channel: the thread is there then, with those before.
    pub fn start_private_thread(
        &self,
        channel: ChannelId,
        name: &str,
        with: &[&Person],
    ) -> Result<ThreadId, Refusal> {
        check_name(name).map_err(|error| self.refusal(&error))?;
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
    /// Without SEND_MESSAGES; without a tag where the forum wants one; with a tag that isn't the forum's, more than five, or a
    /// moderated one without MANAGE_THREADS; before the forum's slowmode is over.
    pub fn forum_post(
        &self,
        forum: ChannelId,
        title: &str,
        text: &str,
        tags: &[TagId],
    ) -> Result<ThreadId, Refusal> {
        let draft = check_name(title).and_then(|()| check_tags(tags));
        let draft = draft.and_then(|()| typed(text));
        let draft = draft.map_err(|error| self.refusal(&error))?;
        let new = NewThread {
            tags,
            ..NewThread::public(title)
        };
        self.act(|world| world.forum_post(self.id, forum, &new, draft))
    }

    /// Joins a thread, as who looks into it and wants to hear more does.
    ///
    /// # Errors
    /// If they can't see it, or it is archived or full.
    pub fn join_thread(&self, thread: ThreadId) -> Result<(), Refusal> {
        self.act(|world| world.add_to_thread(self.id, thread, self.id))
    }

    /// Adds somebody else to a thread: a system message tells of it.
    ///
    /// # Errors
    /// Without the right to write there; if the thread is archived or full, or only moderators may add to it; if the other
    /// doesn't see the channel.
    pub fn add_to_thread(&self, thread: ThreadId, whom: &Self) -> Result<(), Refusal> {
        self.act(|world| world.add_to_thread(self.id, thread, whom.id))
    }

    /// Takes somebody out of a thread, or leaves it.
    ///
    /// # Errors
    /// If it isn't them, and they neither own the private thread nor have MANAGE_THREADS; if it is archived.
    pub fn remove_from_thread(&self, thread: ThreadId, whom: &Self) -> Result<(), Refusal> {
        self.act(|world| world.remove_from_thread(self.id, thread, whom.id))
    }

    /// Renames a thread (its owner, or MANAGE_THREADS): a system message tells of it.
    ///
    /// # Errors
    /// If they may not, or it is archived.
    pub fn rename_thread(&self, thread: ThreadId, name: &str) -> Result<(), Refusal> {
        check_name(name).map_err(|error| self.refusal(&error))?;
        let change = ThreadChange {
            name: Some(name.to_owned()),
            ..ThreadChange::default()
        };
        self.act(|world| world.edit_thread(self.id, thread, change))
    }

    /// Archives a thread (its owner, or MANAGE_THREADS).
    ///
    /// # Errors
    /// If they may not.
    pub fn archive_thread(&self, thread: ThreadId) -> Result<(), Refusal> {
        self.act(|world| world.edit_thread(self.id, thread, ThreadChange::archived(true)))
    }

    /// Unarchives a thread (any member who may write there; a locked one only with MANAGE_THREADS).
    ///
    /// # Errors
    /// If they may not, or the server has too many active threads.
    pub fn unarchive_thread(&self, thread: ThreadId) -> Result<(), Refusal> {
        self.act(|world| world.edit_thread(self.id, thread, ThreadChange::archived(false)))
    }

    /// Locks a thread (MANAGE_THREADS): only moderators write in it then.
    ///
    /// # Errors
    /// If they may not, or it is archived.
    pub fn lock_thread(&self, thread: ThreadId) -> Result<(), Refusal> {
        let change = ThreadChange {
            locked: Some(true),
            ..ThreadChange::default()
        };
        self.act(|world| world.edit_thread(self.id, thread, change))
    }

    /// Gives a forum's post these tags in place of those that it has (its owner, or MANAGE_THREADS).
    ///
    /// # Errors
    /// As [`Person::forum_post`] about tags; if they may not, or the post is archived.
    pub fn tag_post(&self, post: ThreadId, tags: &[TagId]) -> Result<(), Refusal> {
        check_tags(tags).map_err(|error| self.refusal(&error))?;
        let change = ThreadChange {
            tags: Some(tags.to_vec()),
            ..ThreadChange::default()
        };
        self.act(|world| world.edit_thread(self.id, post, change))
    }
}

fn check_name(name: &str) -> Outcome<()> {
    let mut form = Form::default();
    form.length("name", name, 1, 100);
    form.finish()
}

fn check_tags(tags: &[TagId]) -> Outcome<()> {
    if tags.len() <= 5 {
        return Ok(());
    }
    let why = "Must be 5 or fewer in length.";
    Err(ApiError::form("applied_tags", "BASE_TYPE_MAX_LENGTH", why))
}
