//! Registering a command (facts §5): names, lengths, order and number of options, 8000 characters in all.

use serde_json::{Map, Value, json};

use crate::{
    error::{Form, join},
    world::command::{kind, option},
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

/// 1 to 32 letters (of any script), digits, `-`, `_`, `'`; no upper case where there is a lower one.
fn check_name(form: &mut Form, name: &str, path: &str) {
    let fits = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '-' | '_' | '\'')
            || ('\u{900}'..='\u{97f}').contains(&c)
            || ('\u{e00}'..='\u{e7f}').contains(&c)
    };
    if !name.chars().all(|c| fits(c) && c.to_lowercase().eq([c])) {
        form.wrong(
            path,
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid",
        );
    }
}

/// Checks `<key>_localizations`, keeps them, and says how much counts: the longest.
fn localised(
    form: &mut Form,
    body: &Value,
    path: &str,
    key: &str,
    plain: &str,
    max: usize,
    out: &mut Map<String, Value>,
) -> usize {
    const LOCALES: [&str; 34] = [
        "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
        "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi",
        "th", "zh-CN", "ja", "zh-TW", "ko", "ar", "he",
    ];
    let field = format!("{key}_localizations");
    let mut longest = plain.chars().count();
    for (locale, text) in body[&field].as_object().into_iter().flatten() {
        let at = join(&join(path, &field), locale);
        if !LOCALES.contains(&locale.as_str()) {
            form.wrong(&at, "ENUM_TYPE_COERCE", "Unknown locale");
        }
        let text = text.as_str().unwrap_or_default();
        form.length(&at, text, 1, max);
        if key == "name"
            && body["type"].as_u64().unwrap_or(1) != kind::USER
            && body["type"] != kind::MESSAGE
        {
            check_name(form, text, &at);
        }
        longest = longest.max(text.chars().count());
    }
    if body[&field].is_object() {
        out.insert(field.clone(), body[&field].clone());
    }
    longest
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

/// Options: at most 25, required ones first, subcommands only among themselves, names used once.
fn read_options(
    form: &mut Form,
    list: &[Value],
    path: &str,
    depth: usize,
    size: &mut usize,
) -> Vec<Value> {
    let kind_of = |option: &Value| option["type"].as_u64().unwrap_or(0);
    let nested = list
        .iter()
        .filter(|entry| kind_of(entry) <= option::GROUP)
        .count();
    if nested != 0 && nested != list.len() {
        form.wrong(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types");
    }
    let (mut optional, mut names) = (false, Vec::new());
    list.iter()
        .enumerate()
        .map(|(at, entry)| {
            let at = join(path, at);
            let required = entry["required"] == true;
            if required && optional {
                form.wrong(
                    &join(&at, "required"),
                    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                    "Required options must be placed before non-required options",
                );
            }
            optional |= !required;
            let name = entry["name"].as_str().unwrap_or_default();
            if names.contains(&name) {
                form.wrong(
                    &join(&at, "name"),
                    "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                    "Option name already exists in command",
                );
            }
            names.push(name);
            read_option(form, entry, &at, depth, size)
        })
        .collect()
}

fn read_option(
    form: &mut Form,
    entry: &Value,
    path: &str,
    depth: usize,
    size: &mut usize,
) -> Value {
    let option_kind = entry["type"].as_u64().unwrap_or(0);
    let most = [option::GROUP, option::SUBCOMMAND, 0][depth.min(2)];
    if !(1..=11).contains(&option_kind) || option_kind <= option::GROUP && option_kind > most {
        form.wrong(
            &join(path, "type"),
            "BASE_TYPE_CHOICES",
            "This option type can't stand here",
        );
    }
    let name = form.required_text(entry, path, "name", 1, 32).to_owned();
    check_name(form, &name, &join(path, "name"));
    let description = form
        .required_text(entry, path, "description", 1, 100)
        .to_owned();
    let mut out = Map::from_iter([
        ("type".to_owned(), json!(option_kind)),
        ("name".to_owned(), json!(name)),
        ("description".to_owned(), json!(description)),
    ]);
    *size += localised(form, entry, path, "name", &name, 32, &mut out);
    *size += localised(
        form,
        entry,
        path,
        "description",
        &description,
        100,
        &mut out,
    );
    if option_kind <= option::GROUP {
        let options = form.list(entry, path, "options", 25).unwrap_or_default();
        if option_kind == option::GROUP && options.is_empty() {
            form.required(&join(path, "options"));
        }
        let deeper = if option_kind == option::GROUP { 1 } else { 2 };
        let options = read_options(
            form,
            options,
            &join(path, "options"),
            deeper.max(depth + 1),
            size,
        );
        if !options.is_empty() {
            out.insert("options".to_owned(), options.into());
        }
        return Value::Object(out);
    }
    if entry["required"] == true {
        out.insert("required".to_owned(), true.into());
    }
    for key in [
        "min_value",
        "max_value",
        "min_length",
        "max_length",
        "channel_types",
    ] {
        let empty = entry[key].as_array().is_some_and(Vec::is_empty);
        if !entry[key].is_null() && !empty {
            out.insert(key.to_owned(), entry[key].clone());
        }
    }
    let autocomplete = entry["autocomplete"] == true;
    let may = matches!(
        option_kind,
        option::STRING | option::INTEGER | option::NUMBER
    );
    if autocomplete {
        out.insert("autocomplete".to_owned(), true.into());
    }
    let choices = form.list(entry, path, "choices", 25).unwrap_or_default();
    if (autocomplete || !choices.is_empty()) && !may || autocomplete && !choices.is_empty() {
        form.wrong(
            &join(path, "autocomplete"),
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE",
            "Autocomplete and choices exclude each other and other types",
        );
    }
    if !choices.is_empty() {
        let choices: Vec<Value> = choices
            .iter()
            .enumerate()
            .map(|(at, choice)| {
                read_choice(
                    form,
                    choice,
                    &join(&join(path, "choices"), at),
                    option_kind,
                    size,
                )
            })
            .collect();
        out.insert("choices".to_owned(), choices.into());
    }
    Value::Object(out)
}

fn read_choice(
    form: &mut Form,
    choice: &Value,
    path: &str,
    option_kind: u64,
    size: &mut usize,
) -> Value {
    let name = form.required_text(choice, path, "name", 1, 100).to_owned();
    let mut out = Map::from_iter([
        ("name".to_owned(), json!(name)),
        ("value".to_owned(), choice["value"].clone()),
    ]);
    *size += localised(
        form,
        &json!({ "type": 2, "name_localizations": choice["name_localizations"] }),
        path,
        "name",
        &name,
        100,
        &mut out,
    );
    let fits = match option_kind {
        option::STRING => choice["value"]
            .as_str()
            .is_some_and(|text| text.chars().count() <= 100),
        option::INTEGER => choice["value"].is_i64() || choice["value"].is_u64(),
        _ => choice["value"].is_number(),
    };
    if !fits {
        form.wrong(
            &join(path, "value"),
            "CHOICE_VALUE",
            "The value doesn't fit the option's type",
        );
    }
    *size += choice["value"]
        .as_str()
        .map_or(0, |text| text.chars().count());
    Value::Object(out)
}
