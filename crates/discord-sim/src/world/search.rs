//! Looking up: channels that somebody sees, members by name, pages of messages.

use std::ops::Bound;

use crate::{
    ChannelId, GuildId, MessageId, UserId,
    error::{ApiError, Outcome},
    world::{World, channel::Channel, message::Message},
};

/// Where a page of history lies (facts §3): exclusive, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Latest,
    Before(MessageId),
    After(MessageId),
    Around(MessageId),
}

impl World {
    /// A channel, thread or DM: 10003 if there is none, 50001 if they don't see it.
    pub(crate) fn seen_by(&self, user: UserId, channel: ChannelId) -> Outcome<&Channel> {
        let place = self.channels.get(&channel);
        let place = place.ok_or_else(|| ApiError::unknown("Channel"))?;
        if self.sees(user, channel) {
            Ok(place)
        } else {
            Err(ApiError::no_access())
        }
    }

    /// A message of this very channel: 10008 if it isn't there.
    pub(crate) fn message_in(&self, channel: ChannelId, id: MessageId) -> Outcome<&Message> {
        let place = self.channels.get(&channel);
        let message = place.and_then(|place| place.messages.get(&id));
        message
            .map(|message| &**message)
            .ok_or_else(|| ApiError::unknown("Message"))
    }

    /// As [`World::message_in`], to be changed.
    pub(crate) fn message_in_mut(
        &mut self,
        channel: ChannelId,
        id: MessageId,
    ) -> Outcome<&mut Message> {
        let place = self.channels.get_mut(&channel);
        let message = place.and_then(|place| place.messages.get_mut(&id));
        message
            .map(|message| &mut **message)
            .ok_or_else(|| ApiError::unknown("Message"))
    }

    /// Members whose user name or nickname starts with `query`, without regard to case.
    pub(crate) fn search_members(&self, guild: GuildId, query: &str, limit: usize) -> Vec<UserId> {
        let query = query.to_lowercase();
        let Some(server) = self.guilds.get(&guild) else {
            return Vec::new();
        };
        let starts = |text: &str| text.to_lowercase().starts_with(&query);
        server
            .members
            .values()
            .filter(|member| {
                member.nick.as_deref().is_some_and(starts)
                    || self
                        .users
                        .get(&member.user)
                        .is_some_and(|user| starts(&user.name))
            })
            .map(|member| member.user)
            .take(limit)
            .collect()
    }

    /// A page of a channel's messages, newest first.
    pub(crate) fn page(&self, channel: ChannelId, page: Page, limit: usize) -> Vec<MessageId> {
        let Some(channel) = self.channels.get(&channel) else {
            return Vec::new();
        };
        let ids = &channel.messages;
        let before = |end: Bound<MessageId>, limit: usize| -> Vec<MessageId> {
            ids.range((Bound::Unbounded, end))
                .rev()
                .take(limit)
                .map(|(id, _)| *id)
                .collect()
        };
        let after = |start: MessageId, limit: usize| -> Vec<MessageId> {
            let mut found: Vec<_> = ids
                .range((Bound::Excluded(start), Bound::Unbounded))
                .take(limit)
                .map(|(id, _)| *id)
                .collect();
            found.reverse();
            found
        };
        match page {
            Page::Latest => before(Bound::Unbounded, limit),
            Page::Before(id) => before(Bound::Excluded(id), limit),
            Page::After(id) => after(id, limit),
            Page::Around(id) => {
                let mut found = after(id, limit / 2);
                found.extend(before(Bound::Included(id), limit - found.len()));
                found
            }
        }
    }
}
