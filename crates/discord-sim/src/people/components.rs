//! Pressing buttons, choosing in menus, completing modals. Each is checked against what this person sees.

use serde_json::{Value, json};

use crate::{
    Answer, ChannelId, CommandRefusal, MessageId, Person, SeenMessage,
    people::typed,
    seen::each_component,
    world::{
        World,
        interaction::{Start, what},
    },
};

/// A message that a person can press something on: a channel's or DM's message, or an ephemeral answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageRef(Option<MessageId>);

impl From<MessageId> for MessageRef {
    fn from(id: MessageId) -> Self {
        Self(Some(id))
    }
}

impl From<&SeenMessage> for MessageRef {
    fn from(message: &SeenMessage) -> Self {
        Self(Some(message.id))
    }
}

impl From<&Answer> for MessageRef {
    fn from(answer: &Answer) -> Self {
        Self(answer.message_id())
    }
}

impl Person {
    /// Presses the button with this `custom_id`.
    ///
    /// # Errors
    /// If they can't see the message, or there is no such button, or it is disabled; no answer within 3 s.
    pub async fn click(
        &self,
        message: impl Into<MessageRef>,
        custom_id: &str,
    ) -> Result<Answer, CommandRefusal> {
        let message = message.into();
        let start = self.press(
            message,
            |component| component["custom_id"] == custom_id,
            custom_id,
        )?;
        self.start(start).await
    }

    /// Presses the button with this label.
    ///
    /// # Errors
    /// As [`Person::click`].
    pub async fn click_label(
        &self,
        message: impl Into<MessageRef>,
        label: &str,
    ) -> Result<Answer, CommandRefusal> {
        let message = message.into();
        let start = self.press(
            message,
            |component| component["label"] == label && !component["custom_id"].is_null(),
            label,
        )?;
        self.start(start).await
    }

    /// Chooses in the select menu with this `custom_id`: values of a string select, ids of the others.
    ///
    /// # Errors
    /// As [`Person::click`]; also a value that isn't offered, too few or too many.
    pub async fn select(
        &self,
        message: impl Into<MessageRef>,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Answer, CommandRefusal> {
        let message = message.into();
        let start = self.choose(message, custom_id, values)?;
        self.start(start).await
    }

    /// Completes the modal that `answer` shows: `(custom_id, value)` of each input; values of a menu joined by commas.
    ///
    /// # Errors
    /// If it shows none, an input is unknown, required and missing, too short or too long; no answer within 3 s.
    pub async fn submit_modal(
        &self,
        answer: &Answer,
        values: &[(&str, &str)],
    ) -> Result<Answer, CommandRefusal> {
        let start = {
            let world = self.shared.world();
            let opener = world.interactions.get(&answer.interaction_id());
            let modal =
                opener.and_then(|opener| Some((opener, opener.first.as_ref()?.modal.as_ref()?)));
            let Some((opener, modal)) = modal.filter(|(opener, _)| opener.user == self.id) else {
                return Err(CommandRefusal::Component("no modal is open".to_owned()));
            };
            Start {
                what: what::MODAL,
                command_kind: 0,
                user: self.id,
                channel: opener.channel,
                data: typed::modal_data(modal, values)?,
                source: opener.source,
                triggered_by: Some(opener.metadata.clone()),
            }
        };
        self.start(start).await
    }

    /// The component of a message that this person sees.
    fn component(
        &self,
        world: &World,
        message: MessageRef,
        fits: impl Fn(&Value) -> bool,
        wanted: &str,
    ) -> Result<(MessageId, ChannelId, Value), CommandRefusal> {
        let refuse = |why: String| Err(CommandRefusal::Component(why));
        let Some(message) = message.0.and_then(|id| world.message(id)) else {
            return refuse("the message isn't there".to_owned());
        };
        let visible = match message.origin() {
            Some(origin) if message.is_ephemeral() => origin.for_user == self.id,
            _ => world.sees(self.id, message.channel),
        };
        if !visible {
            return refuse(format!("message {} can't be seen", message.id));
        }
        let (mut found, mut others) = (None, Vec::new());
        each_component(&message.components(), &mut |component| {
            if fits(component) && found.is_none() {
                found = Some(component.clone());
            }
            others.extend(component["custom_id"].as_str().map(str::to_owned));
        });
        let Some(component) = found else {
            return refuse(format!(
                "no \"{wanted}\" under the message; there is {others:?}"
            ));
        };
        if component["disabled"] == true {
            return refuse(format!("\"{wanted}\" is disabled"));
        }
        Ok((message.id, message.channel, component))
    }

    fn press(
        &self,
        message: MessageRef,
        fits: impl Fn(&Value) -> bool,
        wanted: &str,
    ) -> Result<Start, CommandRefusal> {
        let world = self.shared.world();
        let button = |component: &Value| component["type"] == 2 && fits(component);
        let (message, channel, component) = self.component(&world, message, button, wanted)?;
        let data = json!({ "custom_id": component["custom_id"], "component_type": 2, "id": component["id"] });
        Ok(Start {
            source: Some(message),
            ..self.command(what::COMPONENT, 0, channel, data)
        })
    }

    fn choose(
        &self,
        message: MessageRef,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Start, CommandRefusal> {
        let world = self.shared.world();
        let menu = |component: &Value| {
            matches!(component["type"].as_u64(), Some(3 | 5..=8))
                && component["custom_id"] == custom_id
        };
        let (message, channel, component) = self.component(&world, message, menu, custom_id)?;
        let count = u64::try_from(values.len()).unwrap_or(u64::MAX);
        let (min, max) = (
            component["min_values"].as_u64().unwrap_or(1),
            component["max_values"].as_u64().unwrap_or(1),
        );
        if !(min..=max).contains(&count) {
            return Err(CommandRefusal::Component(format!(
                "\"{custom_id}\" takes {min} to {max} values, not {count}"
            )));
        }
        let kind = component["type"].as_u64().unwrap_or(3);
        let mut data = json!({ "custom_id": custom_id, "component_type": kind, "id": component["id"], "values": values });
        if kind == 3 {
            let options = component["options"]
                .as_array()
                .map_or(&[][..], Vec::as_slice);
            if let Some(value) = values
                .iter()
                .find(|value| !options.iter().any(|option| option["value"] == **value))
            {
                return Err(CommandRefusal::Component(format!(
                    "\"{value}\" isn't offered in \"{custom_id}\""
                )));
            }
        } else {
            data["resolved"] = typed::resolve_values(&world, channel, kind, values)?;
        }
        Ok(Start {
            source: Some(message),
            ..self.command(what::COMPONENT, 0, channel, data)
        })
    }
}
