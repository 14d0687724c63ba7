//! A command as a whole: its type, its size, where and by whom it may be used.

use serde_json::{Value, json};

use super::{
    names::{Letters, localised},
    options::{Depth, read_options},
};
use crate::{
    form::{Fields, Form},
    world::command::kind,
};

/// Characters of one command: names, descriptions, choices; the longest localisation counts.
const TOTAL: usize = 8000;
/// The highest sum of permissions that Discord takes.
const PERMISSIONS: u64 = (1 << 54) - 1;

/// Where a command is registered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Global,
    Guild,
}

/// A command's body as Discord shows it, without ids. `path` is where it stands in the request.
pub(crate) fn read(form: &mut Form, body: &Value, path: &str, scope: Scope) -> Value {
    let mut command = Fields::new(form, body, path);
    let types = [kind::CHAT, kind::USER, kind::MESSAGE];
    let command_kind = command.one_of("type", &types).unwrap_or(kind::CHAT);
    command.keep("type", command_kind);
    let mut size = 0;
    if command_kind == kind::CHAT {
        size += localised(&mut command, "name", 1..=32, Letters::Name);
        size += localised(&mut command, "description", 1..=100, Letters::Any);
        read_options(&mut command, Depth::Command, &mut size);
    } else {
        size += localised(&mut command, "name", 1..=32, Letters::Any);
        check_menu(&mut command);
    }
    let nsfw = command.flag("nsfw");
    command.keep("nsfw", nsfw);
    let needs = default_permissions(&mut command);
    command.keep("default_member_permissions", needs);
    places(&mut command, scope);
    if size > TOTAL {
        command.form().wrong(
            path,
            "APPLICATION_COMMAND_TOO_LARGE",
            "Command exceeds maximum size (8000)",
        );
    }
    command.kept()
}

/// The commands of menus have a name and nothing else.
fn check_menu(command: &mut Fields<'_, '_>) {
    if command
        .raw("description")
        .as_str()
        .is_some_and(|text| !text.is_empty())
    {
        command.wrong(
            "description",
            "APPLICATION_COMMANDS_DESCRIPTION_NOT_ALLOWED",
            "Only chat commands have descriptions",
        );
    }
    if command
        .raw("options")
        .as_array()
        .is_some_and(|list| !list.is_empty())
    {
        command.wrong(
            "options",
            "APPLICATION_COMMANDS_OPTIONS_NOT_ALLOWED",
            "Only chat commands have options",
        );
    }
    command.keep("description", "");
}

/// A sum of permissions, as a number or a text of digits; null for everybody.
fn default_permissions(command: &mut Fields<'_, '_>) -> Option<String> {
    const KEY: &str = "default_member_permissions";
    let given = command.raw(KEY);
    let at = command.at(KEY);
    if given.is_null() {
        return None;
    }
    let bits = given.as_u64().or_else(|| given.as_str()?.parse().ok());
    if bits.is_none() {
        command.form().not_a(given, &at, "int");
    }
    let bits = command.form().number(&bits.into(), &at, 0..=PERMISSIONS)?;
    Some(bits.to_string())
}

/// `contexts` and `integration_types`: of global commands only.
fn places(command: &mut Fields<'_, '_>, scope: Scope) {
    let installs = numbers(command, "integration_types", 1);
    let contexts = numbers(command, "contexts", 2);
    let everywhere = command.flag_or("dm_permission", true);
    if let Some(contexts) = &contexts
        && contexts.contains(&2)
        && !installs.as_ref().is_some_and(|kinds| kinds.contains(&1))
    {
        command.wrong(
            "contexts",
            "APPLICATION_COMMAND_CONTEXT",
            "PRIVATE_CHANNEL needs the USER_INSTALL integration type",
        );
    }
    if scope == Scope::Guild {
        if contexts.is_some_and(|contexts| contexts != [0]) {
            command.wrong(
                "contexts",
                "APPLICATION_COMMAND_CONTEXT",
                "Commands of a server have no other context",
            );
        }
        return;
    }
    let in_dm = contexts
        .as_ref()
        .map_or(everywhere, |contexts| contexts.contains(&1));
    command.keep(
        "integration_types",
        json!(installs.unwrap_or_else(|| vec![0])),
    );
    command.keep("contexts", json!(contexts));
    command.keep("dm_permission", in_dm);
}

/// Numbers from 0 to `most`, at least one, each once; `None` if the field is absent.
fn numbers(command: &mut Fields<'_, '_>, key: &str, most: u64) -> Option<Vec<u64>> {
    if !command.is_given(key) {
        return None;
    }
    let list = command.list(key, 1..=16);
    let mut numbers = Vec::new();
    for value in list {
        let number = value.as_u64().filter(|number| *number <= most);
        match number {
            Some(number) if !numbers.contains(&number) => numbers.push(number),
            _ => {
                let choices: Vec<String> = (0..=most).map(|number| number.to_string()).collect();
                let why = format!("Value must be one of ({}), each once.", choices.join(", "));
                command.wrong(key, "BASE_TYPE_CHOICES", &why);
            }
        }
    }
    Some(numbers)
}
