//! What a bot answered to an interaction, as the person who started it sees it.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::{
    FindingKind, InteractionId, MessageId, SeenMessage,
    world::{
        Handle, World,
        interaction::{First, Interaction},
        message::flag,
    },
};

/// The first response to an interaction, and what became of it since. Methods look at the present state. It is kept while the
/// interaction's token lives, and after that until 1,000 more interactions were begun; then it looks like one that was deleted.
#[derive(Clone, Debug)]
pub struct Answer {
    shared: Handle,
    id: InteractionId,
}

/// The sorts of first response (facts §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Type 4: a new message.
    Message,
    /// Type 5: "thinking…", a message follows.
    Deferred,
    /// Type 6: a component's message stays as it is for now.
    DeferredUpdate,
    /// Type 7: the component's message was changed.
    Update,
    /// Type 8: suggestions.
    Autocomplete,
    /// Type 9: a form.
    Modal,
}

/// One suggestion of an autocomplete.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What is sent: a text or a number.
    pub value: Value,
}

/// Why a command, a click or a choice could not be made, or was not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandRefusal {
    /// The bot has registered no such command (here).
    #[error("unknown command: {0}")]
    UnknownCommand(String),
    /// An option is unknown, missing, of the wrong type, too long, or not one of the choices.
    #[error("option: {0}")]
    Option(String),
    /// The person (or a setting of the server) doesn't allow it.
    #[error("not permitted: {0}")]
    NotPermitted(String),
    /// The command isn't offered in this place.
    #[error("wrong place: {0}")]
    WrongContext(String),
    /// No such message, button or select that this person could use.
    #[error("nothing to press: {0}")]
    Component(String),
    /// The bot has no session on the shard that would get it.
    #[error("the application did not respond: it is offline")]
    Offline,
    /// No first response within 3 s. Also a [`crate::Finding`].
    #[error("the application did not respond within its 3 s")]
    NoAnswer,
}

impl Answer {
    pub(crate) const fn new(shared: Handle, id: InteractionId) -> Self {
        Self { shared, id }
    }

    fn look<T>(&self, at: impl FnOnce(&World, &Interaction, &First) -> T) -> Option<T> {
        let world = self.shared.world();
        let interaction = world.interactions.get(&self.id)?;
        Some(at(&world, interaction, interaction.first.as_ref()?))
    }

    /// The suggestions of an autocomplete.
    pub(crate) fn choices(&self) -> Vec<Choice> {
        self.look(|_, _, first| first.choices.clone())
            .unwrap_or_default()
    }

    /// The interaction's id.
    #[must_use]
    pub fn interaction_id(&self) -> InteractionId {
        self.id
    }

    /// The sort of the first response.
    #[must_use]
    pub fn kind(&self) -> AnswerKind {
        self.look(|_, _, first| first.kind)
            .unwrap_or(AnswerKind::Deferred)
    }

    /// Whether only this person sees it.
    #[must_use]
    pub fn is_ephemeral(&self) -> bool {
        let message = |world: &World, _: &Interaction, first: &First| {
            Some(world.message(first.message?)?.is_ephemeral())
        };
        self.look(message).flatten().unwrap_or(false)
    }

    /// The message as it is now: the response, or the component's message for an update. `None` while deferred, for a modal or
    /// an autocomplete, and after it was deleted.
    #[must_use]
    pub fn message(&self) -> Option<SeenMessage> {
        self.look(|world, _, first| {
            let message = world.message(first.message?)?;
            (message.flags & flag::LOADING == 0).then(|| message.seen())
        })
        .flatten()
    }

    /// Its id.
    #[must_use]
    pub fn message_id(&self) -> Option<MessageId> {
        self.message().map(|message| message.id)
    }

    /// Its content; empty without a message.
    #[must_use]
    pub fn content(&self) -> String {
        self.message()
            .map(|message| message.content)
            .unwrap_or_default()
    }

    /// Its embeds, as Discord's JSON.
    #[must_use]
    pub fn embeds(&self) -> Vec<Value> {
        self.message()
            .map(|message| message.embeds)
            .unwrap_or_default()
    }

    /// Its components, as Discord's JSON.
    #[must_use]
    pub fn components(&self) -> Vec<Value> {
        self.message()
            .map(|message| message.components)
            .unwrap_or_default()
    }

    /// All text that can be seen of it; see [`SeenMessage::text`].
    #[must_use]
    pub fn text(&self) -> String {
        self.message()
            .map(|message| message.text())
            .unwrap_or_default()
    }

    /// The follow-up messages, oldest first, as they are now.
    #[must_use]
    pub fn follow_ups(&self) -> Vec<SeenMessage> {
        self.look(|world, interaction, _| {
            interaction
                .follow_ups
                .iter()
                .filter_map(|id| world.message(*id))
                .map(|message| message.seen())
                .collect()
        })
        .unwrap_or_default()
    }

    /// The modal's JSON (`title`, `custom_id`, `components`), if the answer is one.
    #[must_use]
    pub fn modal(&self) -> Option<Value> {
        self.look(|_, _, first| first.modal.clone()).flatten()
    }

    /// Waits (real time, at most 15 s) until a deferred answer has its message, and hands back the same answer. An answer that is
    /// not deferred is settled at once.
    ///
    /// # Errors
    /// [`CommandRefusal::NoAnswer`] when the time is up: also a [`crate::Finding`].
    pub async fn settled(self) -> Result<Self, CommandRefusal> {
        let id = self.id;
        let settled = self.shared.wait_for(|world| {
            let first = world.interactions.get(&id)?.first.as_ref()?;
            let loading = first
                .message
                .and_then(|id| world.message(id))
                .is_some_and(|message| message.flags & flag::LOADING != 0);
            (first.kind != AnswerKind::Deferred || !loading).then_some(())
        });
        if tokio::time::timeout(Duration::from_secs(15), settled)
            .await
            .is_ok()
        {
            return Ok(self);
        }
        self.shared.world().find(
            FindingKind::Unanswered,
            format!("interaction {id} was deferred and never answered"),
        );
        Err(CommandRefusal::NoAnswer)
    }
}
