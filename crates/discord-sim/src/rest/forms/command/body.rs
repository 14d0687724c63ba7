//! A command as a whole: its type, its size, where and by whom it may be used.

use serde_json::{Map, Value, json};

use super::{
    names::{check_name, localised},
    options::read_options,
};
use crate::{
    error::{Form, join},
    world::command::kind,
};

/// Characters of one command: names, descriptions, choices; the longest localisation counts.
const TOTAL: usize = 8000;

/// A command's body as Discord shows it, without ids. `path` is where it stands in the request.
pub(crate) fn read(form: &mut Form, body: &Value, path: &str, guild: bool) -> Value {
    let command_kind = body["type"].as_u64().unwrap_or(kind::CHAT);
    let mut size = 0;
    let name = form.required_text(body, path, "name", 1, 32).to_owned();
    if command_kind == kind::CHAT {
        check_name(form, &name, &join(path, "name"));
    } else if !matches!(command_kind, kind::USER | kind::MESSAGE) {
        form.wrong(
            &join(path, "type"),
            "BASE_TYPE_CHOICES",
            "Value must be one of (1, 2, 3, 4).",
        );
    }
    let description = form
        .text(body, path, "description", 0, 100)
        .unwrap_or_default()
        .to_owned();
    if command_kind == kind::CHAT && description.is_empty() {
        form.required(&join(path, "description"));
    }
    if command_kind != kind::CHAT && !description.is_empty() {
        form.wrong(
            &join(path, "description"),
            "APPLICATION_COMMANDS_DESCRIPTION_NOT_ALLOWED",
            "Only chat commands have descriptions",
        );
    }
    let mut out = Map::from_iter([
        ("type".to_owned(), json!(command_kind)),
        ("name".to_owned(), json!(name)),
        ("description".to_owned(), json!(description)),
        ("nsfw".to_owned(), json!(body["nsfw"] == true)),
    ]);
    size += localised(form, body, path, "name", &name, 32, &mut out);
    size += localised(form, body, path, "description", &description, 100, &mut out);
    let permissions = &body["default_member_permissions"];
    let bits = permissions
        .as_u64()
        .or_else(|| permissions.as_str()?.parse().ok());
    if bits.is_none() && !permissions.is_null() {
        form.wrong(
            &join(path, "default_member_permissions"),
            "NUMBER_TYPE_COERCE",
            "Value is not int.",
        );
    }
    out.insert(
        "default_member_permissions".to_owned(),
        bits.map(|bits| bits.to_string()).into(),
    );
    places(form, body, path, guild, &mut out);
    if let Some(options) = form.list(body, path, "options", 25) {
        if command_kind != kind::CHAT && !options.is_empty() {
            form.wrong(
                &join(path, "options"),
                "APPLICATION_COMMANDS_OPTIONS_NOT_ALLOWED",
                "Only chat commands have options",
            );
        }
        let options = read_options(form, options, &join(path, "options"), 0, &mut size);
        if !options.is_empty() {
            out.insert("options".to_owned(), options.into());
        }
    }
    if size > TOTAL {
        form.wrong(
            path,
            "APPLICATION_COMMAND_TOO_LARGE",
            "Command exceeds maximum size (8000)",
        );
    }
    Value::Object(out)
}

/// `contexts` and `integration_types`: global commands only.
fn places(form: &mut Form, body: &Value, path: &str, guild: bool, out: &mut Map<String, Value>) {
    let numbers = |key: &str| {
        body[key]
            .as_array()
            .map(|list| list.iter().filter_map(Value::as_u64).collect::<Vec<_>>())
    };
    let kinds = numbers("integration_types").unwrap_or_else(|| vec![0]);
    let contexts = numbers("contexts").unwrap_or_else(|| {
        if body["dm_permission"] == false {
            vec![0]
        } else {
            vec![0, 1]
        }
    });
    if body["contexts"].is_array()
        && (contexts.is_empty() || contexts.iter().any(|context| *context > 2))
    {
        form.wrong(
            &join(path, "contexts"),
            "BASE_TYPE_CHOICES",
            "Value must be one of (0, 1, 2).",
        );
    }
    if contexts.contains(&2) && !kinds.contains(&1) {
        form.wrong(
            &join(path, "contexts"),
            "APPLICATION_COMMAND_CONTEXT",
            "PRIVATE_CHANNEL needs the USER_INSTALL integration type",
        );
    }
    if guild {
        if body["contexts"].is_array() && contexts != [0] {
            form.wrong(
                &join(path, "contexts"),
                "APPLICATION_COMMAND_CONTEXT",
                "Commands of a server have no other context",
            );
        }
        return;
    }
    out.insert("integration_types".to_owned(), json!(kinds));
    out.insert(
        "contexts".to_owned(),
        if body["contexts"].is_array() {
            json!(contexts)
        } else {
            Value::Null
        },
    );
    out.insert("dm_permission".to_owned(), contexts.contains(&1).into());
}
