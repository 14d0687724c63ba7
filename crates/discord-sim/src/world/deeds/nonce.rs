//! Nonces (facts §3): a message that is posted again within the window is the first one.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Draft;
use crate::{
    ChannelId, MessageId, UserId,
    error::{ApiError, Outcome},
    world::World,
};

/// A nonce that was used with `enforce_nonce` (facts §3).
pub(crate) struct UsedNonce {
    pub(crate) channel: ChannelId,
    pub(crate) message: MessageId,
    pub(crate) at: DateTime<Utc>,
}

impl World {
    /// The first message with this nonce in the window. If it was deleted: Unknown Message, on purpose (facts §3).
    pub(super) fn repeated_nonce(
        &mut self,
        author: UserId,
        draft: &Draft,
    ) -> Outcome<Option<MessageId>> {
        let (true, Some(nonce)) = (draft.enforce_nonce, &draft.nonce) else {
            return Ok(None);
        };
        let since = self.now() - self.limits.nonce_window;
        while self.nonce_order.front().is_some_and(|(at, ..)| *at < since) {
            if let Some((at, user, text)) = self.nonce_order.pop_front()
                && self
                    .nonces
                    .get(&(user, text.clone()))
                    .is_some_and(|used| used.at == at)
            {
                self.nonces.remove(&(user, text));
            }
        }
        let Some(used) = self.nonces.get(&(author, nonce_text(nonce))) else {
            return Ok(None);
        };
        let there = self
            .channels
            .get(&used.channel)
            .is_some_and(|place| place.messages.contains_key(&used.message));
        if there {
            Ok(Some(used.message))
        } else {
            Err(ApiError::unknown("Message"))
        }
    }

    pub(super) fn remember_nonce(
        &mut self,
        author: UserId,
        channel: ChannelId,
        message: MessageId,
        draft: &Draft,
    ) {
        let (true, Some(nonce)) = (draft.enforce_nonce, &draft.nonce) else {
            return;
        };
        let (at, text) = (self.now(), nonce_text(nonce));
        self.nonces.insert(
            (author, text.clone()),
            UsedNonce {
                channel,
                message,
                at,
            },
        );
        self.nonce_order.push_back((at, author, text));
    }
}

/// `1` and `"1"` are the same nonce.
fn nonce_text(nonce: &Value) -> String {
    nonce
        .as_str()
        .map_or_else(|| nonce.to_string(), str::to_owned)
}
