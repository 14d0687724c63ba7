//! Rows of buttons and menus.

use serde_json::{Value, json};

use super::{row, with};

pub(super) fn cases() -> Vec<(&'static str, Value, bool)> {
    let button = |more| {
        row(with(
            json!({ "type": 2, "style": 1, "label": "Go", "custom_id": "go" }),
            more,
        ))
    };
    let link = |more| {
        row(with(
            json!({ "type": 2, "style": 5, "label": "Go", "url": "https://example.org" }),
            more,
        ))
    };
    let menu = |kind: u64, more| row(with(json!({ "type": kind, "custom_id": "menu" }), more));
    let options = json!([{ "label": "A", "value": "a" }, { "label": "B", "value": "b" }]);
    let strings = |more| menu(3, with(json!({ "options": options }), more));
    let user = |id: u64| json!({ "id": id.to_string(), "type": "user" });
    vec![
        ("a button", button(json!({})), true),
        ("no style", button(json!({ "style": null })), false),
        ("style 7", button(json!({ "style": 7 })), false),
        (
            "premium",
            button(json!({ "style": 6, "sku_id": "1" })),
            false,
        ),
        (
            "a button with an address",
            button(json!({ "url": "https://example.org" })),
            false,
        ),
        (
            "an emoji alone",
            button(json!({ "label": null, "emoji": { "name": "🕐" } })),
            true,
        ),
        ("nothing on it", button(json!({ "label": null })), false),
        (
            "no emoji",
            button(json!({ "emoji": { "name": "x" } })),
            false,
        ),
        (
            "an unknown emoji",
            button(json!({ "emoji": { "name": "x", "id": "5" } })),
            false,
        ),
        (
            "disabled as a text",
            button(json!({ "disabled": "yes" })),
            false,
        ),
        ("a link", link(json!({})), true),
        (
            "a link with a custom_id",
            link(json!({ "custom_id": "go" })),
            false,
        ),
        (
            "a link to a file",
            link(json!({ "url": "file:///etc" })),
            false,
        ),
        (
            "url 513",
            link(json!({ "url": format!("https://{}", "x".repeat(505)) })),
            false,
        ),
        (
            "a menu",
            strings(json!({ "placeholder": "x".repeat(150), "min_values": 0, "max_values": 2 })),
            true,
        ),
        (
            "placeholder 151",
            strings(json!({ "placeholder": "x".repeat(151) })),
            false,
        ),
        (
            "min over max",
            strings(json!({ "min_values": 2, "max_values": 1 })),
            false,
        ),
        (
            "more than there are",
            strings(json!({ "max_values": 3 })),
            false,
        ),
        ("max 26", menu(5, json!({ "max_values": 26 })), false),
        ("min 26", menu(5, json!({ "min_values": 26 })), false),
        (
            "two defaults for one",
            strings(
                json!({ "options": [{ "label": "A", "value": "a", "default": true }, { "label": "B", "value": "b", "default": true }] }),
            ),
            false,
        ),
        (
            "the same value",
            strings(
                json!({ "options": [{ "label": "A", "value": "a" }, { "label": "B", "value": "a" }] }),
            ),
            false,
        ),
        ("no options", menu(3, json!({})), false),
        (
            "default people",
            menu(
                5,
                json!({ "max_values": 2, "default_values": [user(1), user(2)] }),
            ),
            true,
        ),
        (
            "too many default people",
            menu(5, json!({ "default_values": [user(1), user(2)] })),
            false,
        ),
        (
            "too few default people",
            menu(
                5,
                json!({ "min_values": 2, "max_values": 3, "default_values": [user(1)] }),
            ),
            false,
        ),
        (
            "a person among roles",
            menu(6, json!({ "default_values": [user(1)] })),
            false,
        ),
        (
            "a person among mentionables",
            menu(7, json!({ "default_values": [user(1)] })),
            true,
        ),
        (
            "channels of a type",
            menu(8, json!({ "channel_types": [0, 5] })),
            true,
        ),
        (
            "a text input",
            row(json!({ "type": 4, "custom_id": "t", "style": 1, "label": "T" })),
            false,
        ),
        (
            "a row in a row",
            row(json!({ "type": 1, "components": [] })),
            false,
        ),
        (
            "a radio group",
            row(json!({ "type": 21, "custom_id": "r", "options": options })),
            false,
        ),
    ]
}
