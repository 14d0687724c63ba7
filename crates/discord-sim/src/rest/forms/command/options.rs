//! Options, subcommands and choices.

use serde_json::{Map, Value, json};

use super::names::{check_name, localised};
use crate::{
    error::{Form, join},
    world::command::option,
};

/// Options: at most 25, required ones first, subcommands only among themselves, names used once.
pub(super) fn read_options(
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
