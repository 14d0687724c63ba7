//! What stands in a modal, and the labels around inputs.

use serde_json::{Value, json};

use super::{input, with};
use crate::modals::{label, modal};

pub(super) fn cases() -> Vec<(&'static str, Value, bool)> {
    let x = |n: usize| "x".repeat(n);
    let text = |more| with(input(4, more));
    let titled = |title: &str| {
        let mut form = text(json!({}));
        form["data"]["title"] = title.into();
        form
    };
    let many = |count: usize| {
        let labels =
            (0..count).map(|n| label("L", input(4, json!({ "custom_id": n.to_string() }))));
        modal(labels.collect())
    };
    let in_row = json!({ "type": 4, "custom_id": "input", "style": 1, "label": "Label" });
    let row = |inputs: Value| modal(json!([{ "type": 1, "components": inputs }]));
    let button = json!({ "type": 2, "style": 1, "label": "Go", "custom_id": "go" });
    let described = |length: usize| {
        let mut form = text(json!({}));
        form["data"]["components"][0]["description"] = x(length).into();
        form
    };
    vec![
        ("title 45", titled(&x(45)), true),
        ("title 46", titled(&x(46)), false),
        ("no title", titled(""), false),
        ("nothing", modal(json!([])), false),
        ("5 labels", many(5), true),
        ("6 labels", many(6), false),
        ("a row", row(json!([in_row])), true),
        (
            "two in a row",
            row(json!([in_row, { "type": 4, "custom_id": "b", "style": 1, "label": "L" }])),
            false,
        ),
        (
            "a select in a row",
            row(json!([input(3, json!({}))])),
            false,
        ),
        ("a button in a row", row(json!([button])), false),
        ("a button", modal(json!([button])), false),
        ("a button in a label", with(button.clone()), false),
        (
            "an input without a label",
            modal(json!([input(4, json!({}))])),
            false,
        ),
        (
            "a text",
            modal(json!([{ "type": 10, "content": "Hi" }])),
            true,
        ),
        (
            "label 45",
            modal(json!([label(&x(45), input(4, json!({})))])),
            true,
        ),
        (
            "label 46",
            modal(json!([label(&x(46), input(4, json!({})))])),
            false,
        ),
        ("description 100", described(100), true),
        ("description 101", described(101), false),
        (
            "the same custom_id",
            modal(json!([
                label("A", input(4, json!({}))),
                label("B", input(4, json!({})))
            ])),
            false,
        ),
        ("custom_id 100", text(json!({ "custom_id": x(100) })), true),
        ("custom_id 101", text(json!({ "custom_id": x(101) })), false),
    ]
}
