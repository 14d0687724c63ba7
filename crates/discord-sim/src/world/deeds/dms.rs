//! DMs between the bot and a person (facts §4).

use chrono::TimeDelta;

use crate::{
    ChannelId, GuildId, UserId,
    error::{ApiError, Outcome},
    world::{
        World,
        channel::{Channel, Kind},
        guild::Standing,
    },
};

impl World {
    /// The bot's POST /users/@me/channels: the channel that is there, or a new one.
    pub(crate) fn bot_opens_dm(&mut self, with: UserId) -> Outcome<ChannelId> {
        let user = self
            .users
            .get(&with)
            .ok_or_else(|| ApiError::new(400, 50033, "Invalid Recipient(s)"))?;
        if user.bot {
            return Err(ApiError::new(
                400,
                50007,
                "Cannot send messages to this user",
            ));
        }
        if let Some(channel) = self.dms.get(&with) {
            return Ok(*channel);
        }
        if let Some(limit) = self.limits.dm_opens {
            let since = self.now() - TimeDelta::minutes(10);
            while self.dm_opens.front().is_some_and(|at| *at <= since) {
                self.dm_opens.pop_front();
            }
            if self.dm_opens.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
                return Err(ApiError::new(
                    400,
                    40003,
                    "You are opening direct messages too fast",
                ));
            }
            self.dm_opens.push_back(self.now());
        }
        Ok(self.open_dm(with))
    }

    /// The DM channel with the bot; made if need be.
    pub(crate) fn open_dm(&mut self, with: UserId) -> ChannelId {
        if let Some(channel) = self.dms.get(&with) {
            return *channel;
        }
        let id = ChannelId::new(self.next_id());
        let mut channel = Channel::new(id, None, Kind::Dm, "");
        channel.recipient = Some(with);
        self.channels.insert(id, channel);
        self.dms.insert(with, id);
        id
    }

    /// Whether the bot and the person share a server. One in which the person is a guest, or not through the screening, is none.
    pub(crate) fn share_a_server(&self, user: UserId) -> bool {
        let (bot, now) = (self.app.bot, self.now());
        let shares = |guild: &GuildId| {
            let standing = self
                .membership(user, *guild)
                .map(|(_, member)| member.standing(now));
            matches!(standing, Some(Standing::Full | Standing::TimedOut))
                && self.membership(bot, *guild).is_some()
        };
        self.users
            .get(&user)
            .is_some_and(|user| user.guilds.iter().any(shares))
    }

    /// The bot may write only to people with open DMs and a server in common.
    pub(crate) fn check_dm(&self, author: UserId, channel: ChannelId) -> Outcome<()> {
        let Some(recipient) = self
            .channels
            .get(&channel)
            .and_then(|place| place.recipient)
        else {
            return Ok(());
        };
        if !self.share_a_server(recipient) {
            let why = "Cannot send messages to this user due to having no mutual guilds";
            return Err(ApiError::new(403, 50278, why));
        }
        if self.is_bot(author) && !self.users.get(&recipient).is_some_and(|user| user.dms_open) {
            return Err(ApiError::new(
                403,
                50007,
                "Cannot send messages to this user",
            ));
        }
        Ok(())
    }
}
