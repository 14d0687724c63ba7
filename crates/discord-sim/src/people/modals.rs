//! Completing the modal that an answer shows.

use serde_json::{Value, json};

use crate::{
    Answer, CommandRefusal, InteractionId, Person,
    people::typed,
    world::{
        World,
        component::kind,
        interaction::{Interaction, Start, what},
    },
};

impl Person {
    /// Completes the modal that `answer` shows: each input by `custom_id` or label, with a text; values of a menu, ids and
    /// uploaded files ([`Person::upload`]) joined by commas; a checkbox is `true` or `false`. What isn't given stays as the bot
    /// has filled it in.
    ///
    /// # Errors
    /// If none is open, an input is unknown, required and missing, or filled with what Discord's client would not take; no answer
    /// within 3 s.
    pub async fn submit_modal(
        &self,
        answer: &Answer,
        values: &[(&str, &str)],
    ) -> Result<Answer, CommandRefusal> {
        let start = {
            let world = self.shared.world();
            let (opener, modal) = self.open_modal(&world, answer.interaction_id())?;
            let data = typed::modal_data(self.chooser(&world, opener.channel), modal, values)?;
            self.submission(opener, data)
        };
        self.submit(answer.interaction_id(), start).await
    }

    /// Completes the modal that `answer` shows as a client that was tampered with may: under another `custom_id`, with text inputs
    /// that the modal doesn't have.
    ///
    /// # Errors
    /// If none is open; no answer within 3 s.
    pub async fn submit_forged(
        &self,
        answer: &Answer,
        custom_id: &str,
        values: &[(&str, &str)],
    ) -> Result<Answer, CommandRefusal> {
        let start = {
            let world = self.shared.world();
            let (opener, _) = self.open_modal(&world, answer.interaction_id())?;
            let labels = values.iter().zip((1..).step_by(2)).map(|((input, value), id)| {
                let input = json!({ "type": kind::TEXT_INPUT, "id": id + 1, "custom_id": input, "value": value });
                json!({ "type": kind::LABEL, "id": id, "component": input })
            });
            let components: Vec<_> = labels.collect();
            let data = json!({ "custom_id": custom_id, "components": components });
            self.submission(opener, data)
        };
        self.submit(answer.interaction_id(), start).await
    }

    async fn submit(&self, opener: InteractionId, start: Start) -> Result<Answer, CommandRefusal> {
        let answer = self.start(start).await?;
        let mut world = self.shared.world();
        let opener = world.interactions.get_mut(&opener);
        if let Some(first) = opener.and_then(|opener| opener.first.as_mut()) {
            first.modal_is_done = true;
        }
        drop(world);
        Ok(answer)
    }

    /// The modal that is open for this person as the response to an interaction of theirs.
    fn open_modal<'w>(
        &self,
        world: &'w World,
        opener: InteractionId,
    ) -> Result<(&'w Interaction, &'w Value), CommandRefusal> {
        let own = |opener: &&Interaction| opener.user == self.id;
        let opener = world.interactions.get(&opener).filter(own);
        let open = opener.and_then(|opener| {
            let first = opener.first.as_ref().filter(|first| !first.modal_is_done)?;
            Some((opener, first.modal.as_ref()?))
        });
        open.ok_or_else(|| CommandRefusal::Component("no modal is open".to_owned()))
    }

    fn submission(&self, opener: &Interaction, data: Value) -> Start {
        Start {
            what: what::MODAL,
            command_kind: 0,
            user: self.id,
            channel: opener.channel,
            data,
            source: opener.source,
            triggered_by: Some(opener.metadata.clone()),
        }
    }
}
