//! The tokens of interactions: which one a token belongs to, how long it lives, and when all of it is forgotten.
//!
//! A token tells whose it is, as Discord's do, so that one whose interaction is long forgotten is still known for an expired one:
//!
//! ```text
//! aW50ZXJhY3Rpb246MTQ3Nzk… = interaction:1477938511872000005:gVx…
//! ```

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    InteractionId, MessageId,
    error::{ApiError, Outcome},
    world::{Random, World, interaction::Interaction},
};

/// So many are kept, expired or not, for whoever looks back at an answer.
const KEPT: usize = 1000;

/// A new token.
pub(super) fn token_of(id: InteractionId, random: &mut Random) -> String {
    URL_SAFE_NO_PAD.encode(format!("interaction:{id}:{}", random.word(96)))
}

/// The interaction that a token names.
fn named_by(token: &str) -> Option<InteractionId> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let (id, _) = text.strip_prefix("interaction:")?.split_once(':')?;
    id.parse().ok()
}

impl World {
    fn has_expired(&self, id: InteractionId) -> bool {
        self.now() - id.created_at() >= self.limits.interaction_token_lives
    }

    /// The interaction that a webhook token belongs to, while the token lives and after its first response.
    pub(crate) fn answered_interaction(&self, token: &str) -> Outcome<&Interaction> {
        let unknown = || ApiError::unknown("Webhook");
        let id = named_by(token).ok_or_else(unknown)?;
        let interaction = self.interactions.get(&id);
        if interaction.is_some_and(|it| it.token != token) {
            return Err(unknown());
        }
        if self.has_expired(id) {
            return Err(ApiError::new(401, 50027, "Invalid Webhook Token"));
        }
        interaction
            .filter(|it| it.first.is_some())
            .ok_or_else(unknown)
    }

    /// Forgets the oldest interactions, with the messages that only their people saw, as soon as their tokens have expired and
    /// enough younger ones are kept.
    pub(super) fn forget_interactions(&mut self) {
        while self.interactions.len() > KEPT
            && let Some((id, _)) = self.interactions.first_key_value()
            && self.has_expired(*id)
            && let Some((_, oldest)) = self.interactions.pop_first()
        {
            for message in oldest.messages() {
                let is_used = |it: &Interaction| it.messages().any(|other| other == message);
                if self.ephemerals.contains_key(&message)
                    && !self.interactions.values().any(is_used)
                {
                    self.ephemerals.remove(&message);
                }
            }
        }
    }
}

impl Interaction {
    /// The messages that it came from and that answered it.
    fn messages(&self) -> impl Iterator<Item = MessageId> {
        let first = self.first.as_ref().and_then(|first| first.message);
        let follow_ups = self.follow_ups.iter().copied();
        self.source.into_iter().chain(first).chain(follow_ups)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_interaction() {
        let id = InteractionId::new(17);
        let token = token_of(id, &mut Random::new(1));
        assert_eq!(named_by(&token), Some(id));
        assert!(
            token
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        );
        for wrong in ["", "x", "aW50ZXJhY3Rpb24", "callback"] {
            assert_eq!(named_by(wrong), None, "{wrong}");
        }
    }
}
