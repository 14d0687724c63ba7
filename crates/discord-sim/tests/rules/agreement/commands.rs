//! Limits of commands. twilight-validate still has 4000 characters in all; Discord's documentation says 8000.

use serde_json::{Value, json};
use twilight_model::application::command::Command;
use twilight_validate::command;

use super::limit::{Limit, limit, x};

pub(super) fn fits_twilight(body: &Value) -> bool {
    let mut body = body.clone();
    body["version"] = "1".into();
    let read: Command = serde_json::from_value(body).unwrap();
    command::command(&read).is_ok() && command::options(&read.options).is_ok()
}

fn with(more: Value) -> Value {
    let mut command = json!({ "type": 1, "name": "quiet", "description": "d" });
    command
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    command
}

fn option(more: Value) -> Value {
    let mut option = json!({ "type": 3, "name": "a", "description": "d" });
    option
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    with(json!({ "options": [option] }))
}

fn choices(count: usize) -> Value {
    (0..count)
        .map(|n| json!({ "name": n.to_string(), "value": "v" }))
        .collect()
}

/// A command of so many characters, if there are enough: "quiet", its description, options of 2 and 25 choices of 200 each.
fn of_size(size: usize) -> Value {
    let mut left = size.max(6) - 6;
    let mut options = Vec::new();
    while left >= 150 {
        let mut choices = Vec::new();
        left -= 2;
        while left >= 4 && choices.len() < 25 {
            let length = left.min(200);
            let name = format!("{:02}{}", choices.len(), x(length / 2 - 2));
            choices.push(json!({ "name": name, "value": x(length - length / 2) }));
            left -= length;
        }
        let name = char::from(b'a' + u8::try_from(options.len()).unwrap());
        options.push(json!({ "type": 3, "name": name, "description": "d", "choices": choices }));
    }
    with(json!({ "options": options, "description": x(1 + left) }))
}

pub(super) fn limits() -> Vec<Limit> {
    let choice = |name: usize, value: usize| {
        option(json!({ "choices": [{ "name": x(name), "value": x(value) }] }))
    };
    let german = |text: String| json!({ "name_localizations": { "de": text } });
    vec![
        limit("name", 1..=32, |n| with(json!({ "name": x(n) }))),
        limit("description", 1..=100, |n| {
            with(json!({ "description": x(n) }))
        }),
        limit("localised name", 1..=32, move |n| with(german(x(n)))),
        limit("localised description", 1..=100, |n| {
            with(json!({ "description_localizations": { "de": x(n) } }))
        }),
        limit("options", 0..=25, |n| {
            let options =
                (0..n).map(|n| json!({ "type": 3, "name": n.to_string(), "description": "d" }));
            with(json!({ "options": options.collect::<Vec<_>>() }))
        }),
        limit("option name", 1..=32, |n| option(json!({ "name": x(n) }))),
        limit("option description", 1..=100, |n| {
            option(json!({ "description": x(n) }))
        }),
        limit("localised option name", 1..=32, move |n| {
            option(german(x(n)))
        })
        .but(
            |n| n == 0 || n == 33,
            "Discord's description: minLength 1, maxLength 32 for each localisation",
        ),
        limit("choices", 0..=25, |n| {
            option(json!({ "choices": choices(n) }))
        })
        .but(
            |n| n == 26,
            "docs interactions/application-commands.mdx: max 25",
        ),
        limit("choice name", 1..=100, move |n| choice(n, 1)),
        limit("choice value", 1..=100, move |n| choice(1, n)),
        limit("all", 0..=8000, of_size).but(
            |n| (4001..=8000).contains(&n),
            "docs interactions/application-commands.mdx: 8000 characters",
        ),
    ]
}
