//! Making and changing channels, and who may do what in them.

use crate::{
    ChannelId, Guild, MessageId, Permissions, Person, RoleId, UserId,
    world::{
        channel::{Kind, Overwrite},
        threads::ThreadChange,
    },
};

/// Whom an overwrite is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A role (`guild.everyone()` for all).
    Role(RoleId),
    /// One member.
    Member(UserId),
}

impl From<RoleId> for Target {
    fn from(id: RoleId) -> Self {
        Self::Role(id)
    }
}

impl From<&Person> for Target {
    fn from(person: &Person) -> Self {
        Self::Member(person.id())
    }
}

impl Guild {
    pub(super) fn channel(&self, kind: Kind, name: &str) -> ChannelId {
        self.act(|world| world.add_channel(self.id, kind, name, None, |_| {}))
    }

    /// A new text channel.
    pub fn text(&self, name: &str) -> ChannelId {
        self.channel(Kind::Text, name)
    }

    /// A new text channel in a category, with a copy of the category's overwrites.
    pub fn text_in(&self, category: ChannelId, name: &str) -> ChannelId {
        self.act(|world| world.add_channel(self.id, Kind::Text, name, Some(category), |_| {}))
    }

    /// A new text channel that only these (and the bot, if it is a member or its role is named) see.
    pub fn private_text(&self, name: &str, who: &[Target]) -> ChannelId {
        let view = Permissions::VIEW_CHANNEL;
        let hidden = Overwrite {
            target: Target::Role(self.id.everyone()),
            allow: Permissions::NONE,
            deny: view,
        };
        let shown = who.iter().map(|target| Overwrite {
            target: *target,
            allow: view,
            deny: Permissions::NONE,
        });
        let overwrites = std::iter::once(hidden).chain(shown).collect();
        self.act(|world| {
            world.add_channel(self.id, Kind::Text, name, None, |channel| {
                channel.overwrites = overwrites;
            })
        })
    }

    /// A new category.
    pub fn category(&self, name: &str) -> ChannelId {
        self.channel(Kind::Category, name)
    }

    /// A new announcement channel.
    pub fn announcement(&self, name: &str) -> ChannelId {
        self.channel(Kind::Announcement, name)
    }

    /// A new voice channel.
    pub fn voice(&self, name: &str) -> ChannelId {
        self.channel(Kind::Voice, name)
    }

    /// A new stage channel.
    pub fn stage(&self, name: &str) -> ChannelId {
        self.channel(Kind::Stage, name)
    }

    /// Sets one overwrite of a channel; empty ones are removed.
    pub fn overwrite(
        &self,
        channel: ChannelId,
        target: impl Into<Target>,
        allow: Permissions,
        deny: Permissions,
    ) {
        self.act(|world| world.set_overwrite(self.id, channel, target.into(), allow, deny));
    }

    /// What the person (or the bot) may do in a channel, implicit denials applied (facts §9).
    #[must_use]
    pub fn permissions_in(&self, person: UserId, channel: ChannelId) -> Permissions {
        self.shared.world().rights(person, channel)
    }

    /// Renames a channel or thread; a thread's new name is told of in it, by the server's owner.
    pub fn rename_channel(&self, channel: ChannelId, name: &str) {
        self.act(|world| {
            if !world.channel_mut(channel).kind.is_thread() {
                return world.change_channel(channel, |place| name.clone_into(&mut place.name));
            }
            let change = ThreadChange {
                name: Some(name.to_owned()),
                ..ThreadChange::default()
            };
            let owner = world.server(self.id).owner;
            world.change_thread_as(owner, channel, change);
        });
    }

    /// Sets the topic of a channel.
    pub fn set_topic(&self, channel: ChannelId, topic: &str) {
        self.act(|world| {
            world.change_channel(channel, |channel| channel.topic = Some(topic.to_owned()))
        });
    }

    /// Puts a channel elsewhere in the list: lower positions come first.
    pub fn move_channel(&self, channel: ChannelId, position: i32) {
        self.act(|world| world.change_channel(channel, |channel| channel.position = position));
    }

    /// Puts a channel into a category, or out of it. Its overwrites stay as they are.
    pub fn put_into(&self, category: Option<ChannelId>, channel: ChannelId) {
        self.act(|world| world.change_channel(channel, |channel| channel.parent = category));
    }

    /// Age-restricts a channel: who hasn't opted in is not shown it; see [`Person::opt_in`].
    pub fn age_restrict(&self, channel: ChannelId) {
        self.act(|world| world.change_channel(channel, |channel| channel.nsfw = true));
    }

    /// Marks a channel as a spoiler (IS_SPOILER_CHANNEL): who hasn't opted in is not shown it.
    pub fn mark_as_spoiler(&self, channel: ChannelId) {
        self.act(|world| world.change_channel(channel, |channel| channel.spoiler = true));
    }

    /// Deletes a channel or thread with all that is in it.
    pub fn delete_channel(&self, channel: ChannelId) {
        self.act(|world| world.remove_channel(channel));
    }

    /// A moderator's bot deletes many messages at once: MESSAGE_DELETE_BULK.
    ///
    /// # Panics
    /// If one of them is older than two weeks.
    pub fn delete_in_bulk(&self, channel: ChannelId, messages: &[MessageId]) {
        self.act(|world| {
            let owner = world.server(self.id).owner;
            let deleted = world.bulk_delete(owner, channel, messages);
            assert!(
                deleted.is_ok(),
                "messages older than two weeks: {deleted:?}"
            );
        });
    }
}
