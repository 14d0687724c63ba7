//! Polls (facts §11): ended early by who asked. Nobody votes here.

use crate::{
    ChannelId, MessageId, UserId,
    error::{ApiError, Outcome},
    gateway::events,
    render::time,
    world::World,
};

impl World {
    /// Ends `author`'s own poll now.
    ///
    /// # Errors
    /// 520006 for a message that is no poll, 50013 for somebody else's, 520001 once it is over.
    pub(crate) fn expire_poll(
        &mut self,
        author: UserId,
        channel: ChannelId,
        id: MessageId,
    ) -> Outcome<()> {
        let now = time(self.now());
        let place = self
            .channels
            .get_mut(&channel)
            .ok_or_else(|| ApiError::unknown("Channel"))?;
        let message = place
            .messages
            .get_mut(&id)
            .ok_or_else(|| ApiError::unknown("Message"))?;
        let by = message.author;
        let Some(poll) = message.extra.as_mut().and_then(|extra| extra.poll.as_mut()) else {
            return Err(ApiError::new(
                400,
                520_006,
                "Cannot expire a non-poll message",
            ));
        };
        if by != author {
            return Err(ApiError::no_permission());
        }
        // All instants are written alike, so their texts compare as they do.
        if poll["expiry"]
            .as_str()
            .is_none_or(|expiry| expiry <= now.as_str())
        {
            return Err(ApiError::new(400, 520_001, "Poll expired"));
        }
        poll["expiry"] = now.into();
        poll["results"]["is_finalized"] = true.into();
        self.emit_message(events::MESSAGE_UPDATE, id);
        Ok(())
    }
}
