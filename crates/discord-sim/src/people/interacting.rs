//! Interactions that a person starts: commands, suggestions, clicks, choices, modals. Each is checked against what is registered
//! and what can be seen, then sent, and its first response awaited in real time.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    Answer, ChannelId, Choice, CommandRefusal, FindingKind, MessageId, Permissions, UserId,
    people::{
        person::{MessageRef, Person},
        typed,
    },
    render::For,
    seen::each_component,
    world::{
        World,
        command::{Command, kind, option},
        interaction::{Start, what},
    },
};

impl Person {
    /// Types a command: its path by spaces (`adagio setup`) and the options by name. Waits in real time for the first response.
    /// `place` is a server's channel or thread, or the DM with the bot ([`Person::open_dm`]).
    ///
    /// # Errors
    /// What Discord's client or server would not let through, checked against the registered command; no answer within 3 s.
    pub async fn run_command(
        &self,
        place: ChannelId,
        path: &str,
        options: &[(&str, &str)],
    ) -> Result<Answer, CommandRefusal> {
        let start = {
            let world = self.shared.world();
            let command = self.find_command(
                &world,
                place,
                kind::CHAT,
                path.split(' ').next().unwrap_or_default(),
            )?;
            let data = typed::command_data(&world, place, command, path, options)?;
            self.command(what::COMMAND, command.kind, place, data)
        };
        self.start(start).await
    }

    /// What is suggested for `option` when `typed` stands in it.
    ///
    /// # Errors
    /// As [`Person::run_command`]; also if the option has no autocomplete.
    pub async fn autocomplete(
        &self,
        place: ChannelId,
        path: &str,
        option: &str,
        typed: &str,
    ) -> Result<Vec<Choice>, CommandRefusal> {
        let start = {
            let world = self.shared.world();
            let command = self.find_command(
                &world,
                place,
                kind::CHAT,
                path.split(' ').next().unwrap_or_default(),
            )?;
            let data = typed::autocomplete_data(command, path, option, typed)?;
            self.command(what::AUTOCOMPLETE, 0, place, data)
        };
        Ok(self.start(start).await?.choices())
    }

    /// Picks a message command ("Apps" in a message's menu).
    ///
    /// # Errors
    /// As [`Person::run_command`].
    pub async fn message_menu(
        &self,
        channel: ChannelId,
        message: MessageId,
        command: &str,
    ) -> Result<Answer, CommandRefusal> {
        let start = {
            let world = self.shared.world();
            let command = self.find_command(&world, channel, kind::MESSAGE, command)?;
            let target = world
                .channels
                .get(&channel)
                .and_then(|place| place.messages.get(&message));
            let target = target.ok_or_else(|| {
                CommandRefusal::Component(format!("message {message} isn't there"))
            })?;
            let resolved = json!({ "messages": { message.to_string(): world.json_message(target, For::Rest, true) } });
            let mut data = typed::head(command);
            data["target_id"] = json!(message);
            data["resolved"] = resolved;
            self.command(what::COMMAND, command.kind, channel, data)
        };
        self.start(start).await
    }

    /// Picks a user command ("Apps" in a person's menu).
    ///
    /// # Errors
    /// As [`Person::run_command`].
    pub async fn user_menu(
        &self,
        channel: ChannelId,
        user: UserId,
        command: &str,
    ) -> Result<Answer, CommandRefusal> {
        let start = {
            let world = self.shared.world();
            let command = self.find_command(&world, channel, kind::USER, command)?;
            if !world.may(self.id, channel, world.speaking(channel)) {
                return Err(CommandRefusal::NotPermitted(
                    "user commands need the right to send text".to_owned(),
                ));
            }
            let mut data = typed::head(command);
            data["target_id"] = json!(user);
            data["resolved"] = typed::resolved(&world, channel, &[(option::USER, user.get())]);
            self.command(what::COMMAND, command.kind, channel, data)
        };
        self.start(start).await
    }

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
}

impl Person {
    /// The command of this name that the person is offered in this place.
    fn find_command<'a>(
        &self,
        world: &'a World,
        place: ChannelId,
        kind: u64,
        name: &str,
    ) -> Result<&'a Command, CommandRefusal> {
        let channel = world
            .channels
            .get(&place)
            .filter(|_| world.sees(self.id, place));
        let Some(channel) = channel else {
            return Err(CommandRefusal::WrongContext(format!(
                "channel {place} can't be seen"
            )));
        };
        if channel.is_archived() {
            return Err(CommandRefusal::WrongContext(
                "the thread is archived".to_owned(),
            ));
        }
        if !channel.kind.holds_messages() {
            return Err(CommandRefusal::WrongContext(
                "commands need a place for messages".to_owned(),
            ));
        }
        let unknown = || CommandRefusal::UnknownCommand(name.to_owned());
        let listed = |guild| {
            world
                .commands
                .list(guild)
                .iter()
                .find(|command| command.kind == kind && command.name == name)
        };
        let Some(guild) = channel.guild else {
            let command = listed(None).ok_or_else(unknown)?;
            if !command.contexts.contains(&1) {
                return Err(CommandRefusal::WrongContext(format!(
                    "/{name} isn't offered in DMs"
                )));
            }
            return Ok(command);
        };
        if !world.bot_is_in(guild) {
            return Err(unknown());
        }
        let command = listed(Some(guild))
            .or_else(|| listed(None))
            .ok_or_else(unknown)?;
        if !command.contexts.contains(&0) {
            return Err(CommandRefusal::WrongContext(format!(
                "/{name} isn't offered in servers"
            )));
        }
        let rights = world.rights(self.id, place);
        if !rights.contains(Permissions::USE_APPLICATION_COMMANDS) {
            return Err(CommandRefusal::NotPermitted(
                "USE_APPLICATION_COMMANDS is missing".to_owned(),
            ));
        }
        let admin = rights.contains(Permissions::ADMINISTRATOR);
        match command.needs {
            Some(needs) if !admin && (needs.is_empty() || !rights.contains(needs)) => Err(
                CommandRefusal::NotPermitted(format!("/{name} needs {needs:?}")),
            ),
            _ => Ok(command),
        }
    }

    fn command(&self, what: u64, command_kind: u64, channel: ChannelId, data: Value) -> Start {
        Start {
            what,
            command_kind,
            user: self.id,
            channel,
            data,
            source: None,
            triggered_by: None,
        }
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
        each_component(message.components(), &mut |component| {
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

    /// Sends it and waits for the first response.
    async fn start(&self, start: Start) -> Result<Answer, CommandRefusal> {
        let (id, deadline): (_, Duration) = {
            let mut world = self.shared.world();
            if !world.bot_is_online(world.guild_of(start.channel)) {
                return Err(CommandRefusal::Offline);
            }
            (
                world.start_interaction(start),
                world.limits.interaction_deadline,
            )
        };
        let first = self.shared.wait_for(|world| {
            world
                .interactions
                .get(&id)
                .and_then(|it| it.first.as_ref())
                .map(|_| ())
        });
        if tokio::time::timeout(deadline, first).await.is_ok() {
            return Ok(Answer::new(self.shared.clone(), id));
        }
        let mut world = self.shared.world();
        if let Some(interaction) = world.interactions.get_mut(&id) {
            interaction.given_up = true;
        }
        world.find(
            FindingKind::Unanswered,
            format!("interaction {id} had no first response in time"),
        );
        Err(CommandRefusal::NoAnswer)
    }
}
