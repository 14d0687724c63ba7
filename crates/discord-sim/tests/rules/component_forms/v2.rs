//! Components V2.

use serde_json::{Value, json};

use super::{text, v2, with};

pub(super) fn cases() -> Vec<(&'static str, Value, bool)> {
    let picture = |more| {
        with(
            json!({ "media": { "url": "https://example.org/a.png" } }),
            more,
        )
    };
    let gallery = |items: Value| v2(json!([{ "type": 12, "items": items }]));
    let section = |texts: Value, accessory: Value| {
        v2(json!([{ "type": 9, "components": texts, "accessory": accessory }]))
    };
    let thumbnail = with(json!({ "type": 11 }), picture(json!({})));
    let button = json!({ "type": 2, "style": 1, "label": "Go", "custom_id": "go" });
    let container = |more| {
        v2(json!([with(
            json!({ "type": 17, "components": [text("Hi")] }),
            more
        )]))
    };
    vec![
        ("text 4000", v2(json!([text(&"x".repeat(4000))])), true),
        ("text 4001", v2(json!([text(&"x".repeat(4001))])), false),
        ("no text", v2(json!([text("")])), false),
        (
            "a separator",
            v2(json!([text("a"), { "type": 14, "spacing": 2 }])),
            true,
        ),
        (
            "spacing 3",
            v2(json!([text("a"), { "type": 14, "spacing": 3 }])),
            false,
        ),
        (
            "a section",
            section(json!([text("a"), text("b"), text("c")]), thumbnail.clone()),
            true,
        ),
        (
            "a section with a button",
            section(json!([text("a")]), button.clone()),
            true,
        ),
        (
            "four texts",
            section(
                json!([text("a"), text("b"), text("c"), text("d")]),
                thumbnail.clone(),
            ),
            false,
        ),
        (
            "nothing beside them",
            section(json!([text("a")]), Value::Null),
            false,
        ),
        (
            "a text beside them",
            section(json!([text("a")]), text("b")),
            false,
        ),
        ("a thumbnail alone", v2(json!([thumbnail])), false),
        ("a button alone", v2(json!([button])), false),
        (
            "10 pictures",
            gallery(json!(vec![picture(json!({})); 10])),
            true,
        ),
        (
            "11 pictures",
            gallery(json!(vec![picture(json!({})); 11])),
            false,
        ),
        ("no pictures", gallery(json!([])), false),
        (
            "alt text 1024",
            gallery(json!([picture(json!({ "description": "x".repeat(1024) }))])),
            true,
        ),
        (
            "alt text 1025",
            gallery(json!([picture(json!({ "description": "x".repeat(1025) }))])),
            false,
        ),
        (
            "a picture from nowhere",
            gallery(json!([{ "media": { "url": "a.png" } }])),
            false,
        ),
        (
            "a container",
            container(json!({ "accent_color": 0xFF_FFFF, "spoiler": true })),
            true,
        ),
        (
            "too bright",
            container(json!({ "accent_color": 0x100_0000 })),
            false,
        ),
        (
            "an empty container",
            container(json!({ "components": [] })),
            false,
        ),
        (
            "a container in a container",
            container(json!({ "components": [{ "type": 17, "components": [text("a")] }] })),
            false,
        ),
        (
            "ids of its own",
            v2(json!([with(text("a"), json!({ "id": 7 })), text("b")])),
            true,
        ),
        (
            "the same id",
            v2(json!([
                with(text("a"), json!({ "id": 7 })),
                with(text("b"), json!({ "id": 7 }))
            ])),
            false,
        ),
        (
            "a label",
            v2(
                json!([{ "type": 18, "label": "L", "component": { "type": 23, "custom_id": "c" } }]),
            ),
            false,
        ),
        ("no components", v2(json!([])), false),
        (
            "an embed beside them",
            with(
                v2(json!([text("a")])),
                json!({ "embeds": [{ "title": "t" }] }),
            ),
            false,
        ),
        (
            "a poll beside them",
            with(
                v2(json!([text("a")])),
                json!({ "poll": { "question": { "text": "?" }, "answers": [{ "poll_media": { "text": "a" } }] } }),
            ),
            false,
        ),
    ]
}
