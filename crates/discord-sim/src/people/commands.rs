//! Using the bot's commands: typed, suggested, picked from a menu. Each is checked against what is registered and offered there.

use serde_json::json;

use crate::{
    Answer, ChannelId, Choice, CommandRefusal, MessageId, Permissions, Person, UserId,
    people::typed::{self, Pick},
    render::For,
    world::{
        World,
        channel::Channel,
        command::{Command, kind},
        interaction::what,
    },
};

impl Person {
    /// Types a command: its path by spaces (`team add`) and the options by name. Waits in real time for the first response.
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
            let chooser = self.chooser(&world, place);
            let data = typed::command_data(chooser, command, path, options)?;
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
            if !world.users.contains_key(&user) {
                let why = format!("user {user} isn't there");
                return Err(CommandRefusal::Component(why));
            }
            let mut data = typed::head(command);
            data["target_id"] = json!(user);
            data["resolved"] = self.chooser(&world, channel).resolved(&[Pick::User(user)]);
            self.command(what::COMMAND, command.kind, channel, data)
        };
        self.start(start).await
    }

    /// The command of this name that the person is offered in this place.
    fn find_command<'a>(
        &self,
        world: &'a World,
        place: ChannelId,
        kind: u64,
        name: &str,
    ) -> Result<&'a Command, CommandRefusal> {
        let channel = self.place_for_commands(world, place)?;
        let listed = |guild| {
            world
                .commands
                .list(guild)
                .iter()
                .find(|command| command.kind == kind && command.name == name)
        };
        let (command, context, context_name) = match channel.guild {
            None => (listed(None), 1, "DMs"),
            Some(guild) if world.bot_is_in(guild) => {
                let command = listed(Some(guild)).or_else(|| listed(None));
                (command, 0, "servers")
            }
            Some(_) => (None, 0, "servers"),
        };
        let command = command.ok_or_else(|| CommandRefusal::UnknownCommand(name.to_owned()))?;
        if !command.contexts.contains(&context) {
            let why = format!("/{name} isn't offered in {context_name}");
            return Err(CommandRefusal::WrongContext(why));
        }
        if channel.guild.is_some() {
            self.check_rights(world, place, command)?;
        }
        Ok(command)
    }

    /// A place for commands: seen, not archived, with messages in it.
    fn place_for_commands<'a>(
        &self,
        world: &'a World,
        place: ChannelId,
    ) -> Result<&'a Channel, CommandRefusal> {
        let channel = world.channels.get(&place);
        let Some(channel) = channel.filter(|_| world.sees(self.id, place)) else {
            let why = format!("channel {place} can't be seen");
            return Err(CommandRefusal::WrongContext(why));
        };
        let why = if channel.is_archived() {
            "the thread is archived"
        } else if !channel.kind.holds_messages() {
            "commands need a place for messages"
        } else {
            return Ok(channel);
        };
        Err(CommandRefusal::WrongContext(why.to_owned()))
    }

    /// USE_APPLICATION_COMMANDS, and what the command needs by default; administrators are offered all.
    fn check_rights(
        &self,
        world: &World,
        place: ChannelId,
        command: &Command,
    ) -> Result<(), CommandRefusal> {
        let rights = world.rights(self.id, place);
        if !rights.contains(Permissions::USE_APPLICATION_COMMANDS) {
            return Err(CommandRefusal::NotPermitted(
                "USE_APPLICATION_COMMANDS is missing".to_owned(),
            ));
        }
        let admin = rights.contains(Permissions::ADMINISTRATOR);
        match command.needs {
            Some(needs) if !admin && (needs.is_empty() || !rights.contains(needs)) => {
                let why = format!("/{} needs {needs:?}", command.name);
                Err(CommandRefusal::NotPermitted(why))
            }
            _ => Ok(()),
        }
    }
}
