//! §5: what a modal may hold.

use std::time::Duration;

use discord_sim::{Limits, Simulator};
use serde_json::{Value, json};

use crate::{
    client::{Story, callback_path},
    interactions::{run, with_command_in},
    modals::{label, modal},
};

/// A modal of one input.
fn with(input: Value) -> Value {
    modal(json!([label("Label", input)]))
}

/// An input with other fields.
fn input(kind: u64, more: Value) -> Value {
    let mut input = json!({ "type": kind, "custom_id": "input" });
    match kind {
        3 => input["options"] = options(3),
        4 => input["style"] = 1.into(),
        21 | 22 => input["options"] = options(2),
        _ => {}
    }
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    input
}

fn options(count: usize) -> Value {
    (0..count)
        .map(|n| json!({ "label": format!("Option {n}"), "value": n.to_string() }))
        .collect()
}

/// What fits and what doesn't, with the word for why.
fn cases() -> Vec<(&'static str, Value, bool)> {
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
    let select = |more| with(input(3, more));
    let users = |more| with(input(5, more));
    let ten = json!(options(10));
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

#[tokio::test]
async fn s5_a_modal_holds_only_what_fits() {
    let limits = Limits {
        interaction_deadline: Duration::from_secs(60),
        ..Limits::unlimited()
    };
    let sim = Simulator::builder().limits(limits).no_wire_log();
    let (story, mut socket) = with_command_in(Story::of(sim.start().await.unwrap())).await;
    let mut running = run(&story);
    let mut it = socket.until("INTERACTION_CREATE").await;
    for (name, body, fits) in cases() {
        let (status, error) = story.rest.post(&callback_path(&it), body).await;
        assert_eq!(status == 204, fits, "{name}: {status} {error}");
        if fits {
            running.await.unwrap().unwrap();
            running = run(&story);
            it = socket.until("INTERACTION_CREATE").await;
        }
    }
    running.abort();
}
