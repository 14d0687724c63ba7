//! §3: the components of messages: what may stand where, and what each may hold.

mod legacy;
mod v2;

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

#[tokio::test]
async fn s3_components_hold_only_what_fits() {
    let story = Story::off_the_record().await;
    for (name, body, fits) in legacy::cases().into_iter().chain(v2::cases()) {
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
