//! Pressing buttons, choosing in menus. Each is checked against what this person sees.

use serde_json::{Value, json};

use crate::{
    Answer, ChannelId, CommandRefusal, MessageId, Person, SeenMessage,
    people::typed::{self, Chooser},
    seen::each_component,
    world::{
        World,
        channel::Channel,
        component::kind,
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

    /// Chooses in the select menu with this `custom_id`: values or labels of a string select, ids of the others.
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
        let place = world.channels.get(&message.channel);
        if place.is_some_and(Channel::is_archived) {
            return refuse("the thread is archived".to_owned());
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
        let button = |component: &Value| component["type"] == kind::BUTTON && fits(component);
        let (message, channel, component) = self.component(&world, message, button, wanted)?;
        let data = json!({ "custom_id": component["custom_id"], "component_type": kind::BUTTON, "id": component["id"] });
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
            component["type"].as_u64().is_some_and(kind::is_select)
                && component["custom_id"] == custom_id
        };
        let (message, channel, component) = self.component(&world, message, menu, custom_id)?;
        check_count(&component, values)?;
        let mut data = json!({ "custom_id": custom_id, "component_type": component["type"], "id": component["id"] });
        if component["type"] == kind::STRING_SELECT {
            data["values"] = json!(options_chosen(&component, values)?);
        } else {
            let chooser = self.chooser(&world, channel);
            let picks: Vec<_> = values
                .iter()
                .map(|value| chooser.select(&component, value))
                .collect::<Result<_, String>>()
                .map_err(CommandRefusal::Component)?;
            data["values"] = picks.iter().map(|pick| pick.id()).collect();
            data["resolved"] = chooser.resolved(&picks);
        }
        Ok(Start {
            source: Some(message),
            ..self.command(what::COMPONENT, 0, channel, data)
        })
    }

    /// This person where they choose.
    pub(super) fn chooser<'a>(&self, world: &'a World, place: ChannelId) -> Chooser<'a> {
        Chooser {
            world,
            person: self.id,
            place,
        }
    }
}

/// As many values as the menu takes, each once.
fn check_count(menu: &Value, values: &[&str]) -> Result<(), CommandRefusal> {
    let name = &menu["custom_id"];
    let count = u64::try_from(values.len()).unwrap_or(u64::MAX);
    let number = |key: &str| menu[key].as_u64().unwrap_or(1);
    let (min, max) = (number("min_values"), number("max_values"));
    if !(min..=max).contains(&count) {
        let why = format!("{name} takes {min} to {max} values, not {count}");
        return Err(CommandRefusal::Component(why));
    }
    let mut earlier = values.iter().enumerate();
    match earlier.find(|(at, value)| values[..*at].contains(value)) {
        Some((_, value)) => Err(CommandRefusal::Component(format!(
            "{name} takes \"{value}\" only once"
        ))),
        None => Ok(()),
    }
}

/// The values of the options that were chosen.
fn options_chosen<'a>(menu: &'a Value, values: &[&str]) -> Result<Vec<&'a str>, CommandRefusal> {
    values
        .iter()
        .map(|value| {
            typed::offered(&menu["options"], value).ok_or_else(|| {
                let name = &menu["custom_id"];
                CommandRefusal::Component(format!("\"{value}\" isn't offered in {name}"))
            })
        })
        .collect()
}
