//! Names, counts, order and nesting.

use serde_json::{Value, json};

use crate::registering::{command, text_option};

pub(super) fn cases() -> Vec<(&'static str, Value, bool)> {
    let x = |n: usize| "x".repeat(n);
    let options = |n: usize| {
        (0..n)
            .map(|n| text_option(&format!("o{n}"), json!({})))
            .collect::<Vec<_>>()
    };
    let choices = |n: usize| {
        (0..n)
            .map(|n| json!({ "name": format!("c{n}"), "value": "v" }))
            .collect::<Vec<_>>()
    };
    let long = |n: usize| json!({ "name": "n", "value": "v".repeat(n) });
    vec![
        ("plain", command(json!({})), true),
        ("upper case", command(json!({ "name": "Quiet" })), false),
        ("a space", command(json!({ "name": "be quiet" })), false),
        ("umlaut", command(json!({ "name": "ruhig-ä" })), true),
        ("name 33", command(json!({ "name": x(33) })), false),
        (
            "description 101",
            command(json!({ "description": x(101) })),
            false,
        ),
        ("no description", json!({ "name": "quiet" }), false),
        (
            "25 options",
            command(json!({ "options": options(25) })),
            true,
        ),
        (
            "26 options",
            command(json!({ "options": options(26) })),
            false,
        ),
        (
            "same option twice",
            command(
                json!({ "options": [text_option("a", json!({})), text_option("a", json!({}))] }),
            ),
            false,
        ),
        (
            "required after optional",
            command(
                json!({ "options": [text_option("a", json!({})), text_option("b", json!({ "required": true }))] }),
            ),
            false,
        ),
        (
            "25 choices",
            command(json!({ "options": [text_option("a", json!({ "choices": choices(25) }))] })),
            true,
        ),
        (
            "26 choices",
            command(json!({ "options": [text_option("a", json!({ "choices": choices(26) }))] })),
            false,
        ),
        (
            "choice 101",
            command(json!({ "options": [text_option("a", json!({ "choices": [long(101)] }))] })),
            false,
        ),
        (
            "choices and autocomplete",
            command(
                json!({ "options": [text_option("a", json!({ "choices": choices(1), "autocomplete": true }))] }),
            ),
            false,
        ),
        (
            "mixed with subcommand",
            command(
                json!({ "options": [{ "type": 1, "name": "s", "description": "d" }, text_option("a", json!({}))] }),
            ),
            false,
        ),
        (
            "group in group",
            command(
                json!({ "options": [{ "type": 2, "name": "g", "description": "d", "options": [
                { "type": 2, "name": "h", "description": "d", "options": [{ "type": 1, "name": "s", "description": "d" }] },
            ] }] }),
            ),
            false,
        ),
        (
            "unknown locale",
            command(json!({ "name_localizations": { "xx": "ruhe" } })),
            false,
        ),
        (
            "German",
            command(json!({ "name_localizations": { "de": "ruhe" } })),
            true,
        ),
        (
            "over 8000",
            command(
                json!({ "options": (0..25).map(|n| text_option(&format!("o{n}"), json!({
                "choices": (0..25).map(|n| json!({ "name": format!("{n}{}", x(20)), "value": "v" })).collect::<Vec<_>>(),
            }))).collect::<Vec<_>>() }),
            ),
            false,
        ),
        (
            "private channel without user install",
            command(json!({ "contexts": [2] })),
            false,
        ),
        (
            "message menu",
            json!({ "name": "When and why?", "type": 3 }),
            true,
        ),
        (
            "message menu with description",
            json!({ "name": "m", "type": 3, "description": "d" }),
            false,
        ),
    ]
}
