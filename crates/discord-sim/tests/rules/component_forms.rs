//! §3: the components of messages: what may stand where, and what each may hold.

use serde_json::{Value, json};

use crate::client::Story;

const V2: u64 = 1 << 15;

fn v2(components: Value) -> Value {
    json!({ "flags": V2, "components": components })
}

fn row(inner: Value) -> Value {
    json!({ "components": [{ "type": 1, "components": [inner] }] })
}

fn text(content: &str) -> Value {
    json!({ "type": 10, "content": content })
}

/// A part with other fields.
fn with(mut part: Value, more: Value) -> Value {
    part.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    part
}

fn legacy_cases() -> Vec<(&'static str, Value, bool)> {
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

fn v2_cases() -> Vec<(&'static str, Value, bool)> {
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

#[tokio::test]
async fn s3_components_hold_only_what_fits() {
    let story = Story::off_the_record().await;
    for (name, body, fits) in legacy_cases().into_iter().chain(v2_cases()) {
        let (status, answer) = story.say(body).await;
        assert_eq!(status == 200, fits, "{name}: {status} {answer}");
    }
}

#[tokio::test]
async fn s3_components_are_completed_and_errors_name_their_place() {
    let story = Story::off_the_record().await;
    let (_, sent) = story
        .say(v2(json!([
            with(text("a"), json!({ "id": 1 })),
            { "type": 17, "components": [text("b"), { "type": 14 }] },
        ])))
        .await;
    let container = &sent["components"][1];
    assert_eq!(
        container,
        &json!({ "type": 17, "id": 2, "accent_color": null, "spoiler": false, "components": [
            { "type": 10, "id": 3, "content": "b" }, { "type": 14, "id": 4, "divider": true, "spacing": 1 },
        ] })
    );
    let (_, error) = story.say(row(json!({ "type": 4, "custom_id": "t" }))).await;
    assert_eq!(error["code"], 50035);
    let wrong = &error["errors"]["components"]["0"]["components"]["0"]["type"]["_errors"][0];
    assert_eq!(
        (&wrong["code"], &wrong["message"]),
        (
            &json!("UNION_TYPE_CHOICES"),
            &json!("Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).")
        )
    );
}
