//! Slowmode: how long a person waits between two messages, and between two new threads (docs resources/channel.mdx). It
//! doesn't hit bots, nor who has BYPASS_SLOWMODE.

use chrono::TimeDelta;

use crate::{
    ChannelId, Permissions, UserId,
    error::Outcome,
    world::{World, window::too_many},
};

/// What the two waits are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Doing {
    Messages,
    Threads,
}

impl World {
    /// 20016 if it is too soon; else the next wait begins.
    pub(crate) fn wait_for_slowmode(
        &mut self,
        user: UserId,
        channel: ChannelId,
        doing: Doing,
    ) -> Outcome<()> {
        let place = self.channels.get(&channel);
        let wait = place.map_or(0, |place| i64::from(place.slowmode));
        let free = self.is_bot(user) || self.may(user, channel, Permissions::BYPASS_SLOWMODE);
        if wait == 0 || free {
            return Ok(());
        }
        let (now, key) = (self.now(), (channel, user, doing));
        let until = self
            .paces
            .get(&key)
            .map(|last| *last + TimeDelta::seconds(wait));
        if let Some(until) = until.filter(|until| *until > now) {
            let why = "This action cannot be performed due to slowmode rate limit";
            return Err(too_many(20016, why, until - now));
        }
        self.paces.insert(key, now);
        Ok(())
    }
}
