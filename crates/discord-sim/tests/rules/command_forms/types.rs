//! Localisations, ranges, types and places.

use serde_json::{Value, json};

use crate::registering::{command, text_option};

/// A command with one option of this type.
fn with_option(kind: u64, more: Value) -> Value {
    let mut option = text_option("a", more);
    option["type"] = kind.into();
    command(json!({ "options": [option] }))
}

/// Localisations, ranges, types and places: what fits and what doesn't.
pub(super) fn cases() -> Vec<(&'static str, Value, bool)> {
    let x = |n: usize| "x".repeat(n);
    let german = |name: &str| json!({ "name_localizations": { "de": name } });
    let two = |first: Value, second: Value| {
        command(json!({ "options": [text_option("a", first), text_option("b", second)] }))
    };
    let group = |name: Value| {
        let sub = json!({ "type": 1, "name": "s", "description": "d" });
        let mut group = json!({ "type": 2, "name": "g", "description": "d", "options": [sub] });
        group["name_localizations"] = json!({ "de": name });
        command(json!({ "options": [group] }))
    };
    let long = |n: usize| {
        let option = |at: usize, length: usize| {
            let choices =
                (0..25).map(|c| json!({ "name": format!("{c:02}{}", x(98)), "value": x(length) }));
            text_option(
                &format!("o{at}"),
                json!({ "choices": choices.collect::<Vec<_>>() }),
            )
        };
        // 5 for "quiet", 3 for each option, 5000 for names of choices, 2500 and 400 for their values, the rest here.
        command(json!({ "options": [option(1, 100), option(2, 16)], "description": x(89 + n) }))
    };
    vec![
        ("localised option", with_option(3, german("wann")), true),
        (
            "localised option, upper case",
            with_option(3, german("Wann")),
            false,
        ),
        ("localised option 33", with_option(3, german(&x(33))), false),
        ("localised group", group(json!("gruppe")), true),
        (
            "localised group, a space",
            group(json!("eine gruppe")),
            false,
        ),
        ("localised group, no text", group(json!(5)), false),
        (
            "the same in German",
            two(german("wann"), german("wann")),
            false,
        ),
        (
            "German like another's own name",
            two(german("b"), json!({})),
            false,
        ),
        ("different in German", two(german("b"), german("a")), true),
        (
            "localised description 101",
            command(json!({ "description_localizations": { "de": x(101) } })),
            false,
        ),
        (
            "the same choice twice",
            with_option(
                3,
                json!({ "choices": [{ "name": "A", "value": "a" }, { "name": "A", "value": "b" }] }),
            ),
            false,
        ),
        (
            "empty choice",
            with_option(3, json!({ "choices": [{ "name": "A", "value": "" }] })),
            false,
        ),
        (
            "integers",
            with_option(
                4,
                json!({ "min_value": -5, "max_value": 5, "choices": [{ "name": "A", "value": 1 }] }),
            ),
            true,
        ),
        (
            "a fraction as integer",
            with_option(4, json!({ "min_value": 0.5 })),
            false,
        ),
        (
            "2^53 + 1",
            with_option(4, json!({ "max_value": (1_u64 << 53) + 1 })),
            false,
        ),
        (
            "a text as integer",
            with_option(4, json!({ "choices": [{ "name": "A", "value": "1" }] })),
            false,
        ),
        (
            "a number as text",
            with_option(3, json!({ "choices": [{ "name": "A", "value": 1 }] })),
            false,
        ),
        (
            "a fraction",
            with_option(
                10,
                json!({ "min_value": 0.5, "choices": [{ "name": "A", "value": 1.5 }] }),
            ),
            true,
        ),
        (
            "min over max",
            with_option(10, json!({ "min_value": 2, "max_value": 1 })),
            false,
        ),
        (
            "length 6000",
            with_option(3, json!({ "min_length": 0, "max_length": 6000 })),
            true,
        ),
        (
            "length 6001",
            with_option(3, json!({ "max_length": 6001 })),
            false,
        ),
        (
            "min_length over max_length",
            with_option(3, json!({ "min_length": 2, "max_length": 1 })),
            false,
        ),
        (
            "channel types",
            with_option(7, json!({ "channel_types": [0, 11, 15] })),
            true,
        ),
        (
            "a channel type twice",
            with_option(7, json!({ "channel_types": [0, 0] })),
            false,
        ),
        (
            "no channel type",
            with_option(7, json!({ "channel_types": [77] })),
            false,
        ),
        (
            "a user with autocomplete",
            with_option(6, json!({ "autocomplete": true })),
            false,
        ),
        ("an attachment", with_option(11, json!({})), true),
        ("type 12", with_option(12, json!({})), false),
        ("type 0", with_option(0, json!({})), false),
        (
            "an empty group",
            command(
                json!({ "options": [{ "type": 2, "name": "g", "description": "d", "options": [] }] }),
            ),
            false,
        ),
        ("8000", long(0), true),
        ("8001 and more", long(1), false),
        (
            "for nobody",
            command(json!({ "default_member_permissions": "0" })),
            true,
        ),
        (
            "rights in words",
            command(json!({ "default_member_permissions": "many" })),
            false,
        ),
        (
            "rights of 2^54",
            command(json!({ "default_member_permissions": (1_u64 << 54).to_string() })),
            false,
        ),
        (
            "everywhere",
            command(json!({ "contexts": [0, 1, 2], "integration_types": [0, 1] })),
            true,
        ),
        (
            "a place twice",
            command(json!({ "contexts": [0, 0] })),
            false,
        ),
        ("nowhere", command(json!({ "contexts": [] })), false),
        ("type 4", json!({ "type": 4, "name": "launch" }), false),
        (
            "a menu with options",
            json!({ "type": 2, "name": "m", "options": [text_option("a", json!({}))] }),
            false,
        ),
    ]
}
