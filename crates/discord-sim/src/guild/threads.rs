//! Threads and forums under an admin's hand.

use chrono::TimeDelta;

use crate::{
    ChannelId, Guild, TagId, ThreadId,
    bounds::SLOWMODE,
    world::{MOST_TAGS, channel::Kind, forum::Tag, threads::ThreadChange},
};

/// Who may put a forum's tag on a post, and take it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaggedBy {
    /// The post's author.
    Author,
    /// Members with MANAGE_THREADS only: a moderated tag.
    Moderators,
}

impl Guild {
    /// A new forum.
    pub fn forum(&self, name: &str) -> ChannelId {
        self.channel(Kind::Forum, name)
    }

    /// A new media channel, which is a forum for pictures.
    pub fn media(&self, name: &str) -> ChannelId {
        self.channel(Kind::Media, name)
    }

    /// A new tag of a forum.
    ///
    /// # Panics
    /// If it isn't a forum, or has 20 tags already.
    pub fn forum_tag(&self, forum: ChannelId, name: &str, by: TaggedBy) -> TagId {
        self.act(|world| {
            let id = TagId::new(world.next_id());
            world.change_channel(forum, |place| {
                let tags = place.forum.as_mut().map(|inner| &mut inner.tags);
                let tags = tags.filter(|tags| tags.len() < MOST_TAGS);
                let tags = tags.unwrap_or_else(|| panic!("{forum} takes no more tags"));
                tags.push(Tag {
                    id,
                    name: name.to_owned(),
                    moderated: by == TaggedBy::Moderators,
                    emoji: None,
                });
            });
            id
        })
    }

    /// Lets a forum take only posts with a tag.
    pub fn require_tag(&self, forum: ChannelId) {
        self.act(|world| {
            world.change_channel(forum, |place| {
                if let Some(inner) = &mut place.forum {
                    inner.requires_tag = true;
                }
            });
        });
    }

    /// Sets how long a person waits between two messages of a channel or thread, and between two new threads of a channel;
    /// whole seconds up to six hours.
    pub fn slowmode(&self, channel: ChannelId, wait: TimeDelta) {
        let seconds = u32::try_from(wait.num_seconds()).unwrap_or(0);
        self.act(|world| {
            world.change_channel(channel, |place| place.slowmode = seconds.min(SLOWMODE))
        });
    }

    /// Archives a thread.
    pub fn archive(&self, thread: ThreadId) {
        self.change_thread(thread, ThreadChange::archived(true));
    }

    /// Unarchives a thread, locked or not.
    pub fn unarchive(&self, thread: ThreadId) {
        self.change_thread(thread, ThreadChange::archived(false));
    }

    /// Archives and locks a thread.
    pub fn lock(&self, thread: ThreadId) {
        let change = ThreadChange {
            locked: Some(true),
            ..ThreadChange::archived(true)
        };
        self.change_thread(thread, change);
    }

    /// Pins a post on top of its forum.
    pub fn pin_post(&self, thread: ThreadId) {
        let change = ThreadChange {
            pinned: Some(true),
            ..ThreadChange::default()
        };
        self.change_thread(thread, change);
    }

    fn change_thread(&self, thread: ThreadId, change: ThreadChange) {
        self.act(|world| {
            let now = world.now();
            world.change_thread(thread, change, now);
        });
    }
}
