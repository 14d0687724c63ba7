//! The inputs, each with its limits.

use serde_json::{Value, json};

use super::{input, options, with};

pub(super) fn cases() -> Vec<(&'static str, Value, bool)> {
    let x = |n: usize| "x".repeat(n);
    let text = |more| with(input(4, more));
    let select = |more| with(input(3, more));
    let users = |more| with(input(5, more));
    let ten = json!(options(10));
    vec![
        ("style 3", text(json!({ "style": 3 })), false),
        (
            "max_length 4000",
            text(json!({ "min_length": 0, "max_length": 4000 })),
            true,
        ),
        (
            "max_length 4001",
            text(json!({ "max_length": 4001 })),
            false,
        ),
        ("max_length 0", text(json!({ "max_length": 0 })), false),
        (
            "min over max",
            text(json!({ "min_length": 3, "max_length": 2 })),
            false,
        ),
        (
            "value too long",
            text(json!({ "max_length": 2, "value": "abc" })),
            false,
        ),
        (
            "value too short",
            text(json!({ "min_length": 4, "value": "abc" })),
            false,
        ),
        (
            "placeholder 101",
            text(json!({ "placeholder": x(101) })),
            false,
        ),
        ("a label of its own", text(json!({ "label": "L" })), false),
        (
            "required as a text",
            text(json!({ "required": "yes" })),
            false,
        ),
        ("a select", select(json!({})), true),
        ("disabled", select(json!({ "disabled": true })), false),
        ("required, min 0", select(json!({ "min_values": 0 })), false),
        (
            "not required, min 0",
            select(json!({ "min_values": 0, "required": false })),
            true,
        ),
        (
            "select min over max",
            select(json!({ "min_values": 3, "max_values": 2 })),
            false,
        ),
        (
            "more than there are",
            select(json!({ "max_values": 4 })),
            false,
        ),
        (
            "two defaults for one",
            users(
                json!({ "default_values": [{ "id": "1", "type": "user" }, { "id": "2", "type": "user" }] }),
            ),
            false,
        ),
        (
            "a role among users",
            users(json!({ "default_values": [{ "id": "1", "type": "role" }] })),
            false,
        ),
        (
            "roles",
            with(input(
                6,
                json!({ "default_values": [{ "id": "1", "type": "role" }] }),
            )),
            true,
        ),
        (
            "both",
            with(input(
                7,
                json!({ "max_values": 2, "default_values": [{ "id": "1", "type": "role" }, { "id": "2", "type": "user" }] }),
            )),
            true,
        ),
        (
            "channels",
            with(input(8, json!({ "channel_types": [0, 11] }))),
            true,
        ),
        (
            "no channel type",
            with(input(8, json!({ "channel_types": [9] }))),
            false,
        ),
        (
            "10 files",
            with(input(19, json!({ "max_values": 10 }))),
            true,
        ),
        (
            "11 files",
            with(input(19, json!({ "max_values": 11 }))),
            false,
        ),
        ("radio", with(input(21, json!({}))), true),
        (
            "radio of 1",
            with(input(21, json!({ "options": options(1) }))),
            false,
        ),
        (
            "radio of 10",
            with(input(21, json!({ "options": ten }))),
            true,
        ),
        (
            "radio of 11",
            with(input(21, json!({ "options": options(11) }))),
            false,
        ),
        (
            "radio, 2 defaults",
            with(input(
                21,
                json!({ "options": [{ "label": "A", "value": "a", "default": true }, { "label": "B", "value": "b", "default": true }] }),
            )),
            false,
        ),
        (
            "checkboxes of 1",
            with(input(22, json!({ "options": options(1) }))),
            true,
        ),
        (
            "checkboxes of 11",
            with(input(22, json!({ "options": options(11) }))),
            false,
        ),
        (
            "checkboxes of 0",
            with(input(22, json!({ "options": [] }))),
            false,
        ),
        (
            "checkboxes max 3 of 2",
            with(input(22, json!({ "max_values": 3 }))),
            false,
        ),
        (
            "the same value",
            with(input(
                22,
                json!({ "options": [{ "label": "A", "value": "a" }, { "label": "B", "value": "a" }] }),
            )),
            false,
        ),
        (
            "a checkbox",
            with(input(23, json!({ "default": true }))),
            true,
        ),
        ("type 20", with(input(20, json!({}))), false),
    ]
}
