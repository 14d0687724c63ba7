//! The data of a command: its subcommand by the words of the path, its options by name.

use serde_json::{Value, json};

use super::{
    Typed,
    chooser::Chooser,
    value::{Input, read_value},
};
use crate::{
    CommandRefusal,
    world::command::{Command, option},
};

/// The part of an interaction's data that names the command.
pub(crate) fn head(command: &Command) -> Value {
    let mut head = json!({ "id": command.id, "name": command.name, "type": command.kind });
    if let Some(guild) = command.json["guild_id"].as_str() {
        head["guild_id"] = guild.into();
    }
    head
}

/// The data of a chat command.
pub(crate) fn command_data(
    chooser: Chooser<'_>,
    command: &Command,
    path: &str,
    typed: &[(&str, &str)],
) -> Typed<Value> {
    let (options, steps) = leaf(command, path)?;
    if let Some((name, _)) = typed
        .iter()
        .find(|(name, _)| !options.iter().any(|entry| entry["name"] == *name))
    {
        return Err(wrong(format!("/{path} has no option \"{name}\"")));
    }
    let (mut values, mut picks) = (Vec::new(), Vec::new());
    for entry in options {
        let name = entry["name"].as_str().unwrap_or_default();
        let kind = entry["type"].as_u64().unwrap_or(0);
        let Some((_, text)) = typed.iter().find(|(typed, _)| *typed == name) else {
            if entry["required"] == true {
                return Err(wrong(format!("/{path} needs \"{name}\"")));
            }
            continue;
        };
        let input = read_value(chooser, entry, kind, text)
            .map_err(|why| wrong(format!("\"{name}\": {why}")))?;
        let value = match input {
            Input::Plain(value) => value,
            Input::Chosen(pick) => {
                picks.push(pick);
                pick.id().into()
            }
        };
        values.push(json!({ "name": name, "type": kind, "value": value }));
    }
    let mut data = wrap(head(command), &steps, values);
    if !picks.is_empty() {
        data["resolved"] = chooser.resolved(&picks);
    }
    Ok(data)
}

/// The data while somebody types in an option.
pub(crate) fn autocomplete_data(
    command: &Command,
    path: &str,
    name: &str,
    typed: &str,
) -> Typed<Value> {
    let (options, steps) = leaf(command, path)?;
    let entry = options
        .iter()
        .find(|entry| entry["name"] == name)
        .ok_or_else(|| wrong(format!("/{path} has no option \"{name}\"")))?;
    if entry["autocomplete"] != true {
        return Err(wrong(format!("\"{name}\" has no autocomplete")));
    }
    let focused = json!({ "name": name, "type": entry["type"], "value": typed, "focused": true });
    Ok(wrap(head(command), &steps, vec![focused]))
}

/// Follows the words of `path` down to the command or subcommand: its options, and the subcommands on the way.
fn leaf<'a>(command: &'a Command, path: &str) -> Typed<(&'a [Value], Vec<&'a Value>)> {
    let list = |of: &'a Value| of["options"].as_array().map_or(&[][..], Vec::as_slice);
    let nested = |options: &[Value]| {
        options.iter().any(|entry| {
            entry["type"]
                .as_u64()
                .is_some_and(|kind| kind <= option::GROUP)
        })
    };
    let (mut options, mut steps) = (list(&command.json), Vec::new());
    for word in path.split(' ').skip(1) {
        let found = options.iter().find(|entry| {
            entry["name"] == word
                && entry["type"]
                    .as_u64()
                    .is_some_and(|kind| kind <= option::GROUP)
        });
        let step = found.ok_or_else(|| CommandRefusal::UnknownCommand(path.to_owned()))?;
        steps.push(step);
        options = list(step);
    }
    if nested(options) {
        return Err(CommandRefusal::UnknownCommand(format!(
            "{path}: a subcommand is missing"
        )));
    }
    Ok((options, steps))
}

/// Puts the typed options under the subcommands that lead to them.
fn wrap(mut data: Value, steps: &[&Value], options: Vec<Value>) -> Value {
    let mut inner = options;
    for step in steps.iter().rev() {
        inner = vec![json!({ "name": step["name"], "type": step["type"], "options": inner })];
    }
    if !inner.is_empty() {
        data["options"] = inner.into();
    }
    data
}

fn wrong(why: impl Into<String>) -> CommandRefusal {
    CommandRefusal::Option(why.into())
}
