//! §5: registering commands.

use serde_json::{Value, json};

use crate::client::Story;

pub(crate) fn command(more: Value) -> Value {
    let mut command = json!({ "name": "quiet", "description": "Be quiet" });
    command
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    command
}

pub(crate) fn text_option(name: &str, more: Value) -> Value {
    let mut option = json!({ "type": 3, "name": name, "description": "d" });
    option
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    option
}

#[tokio::test]
async fn s5_what_can_be_registered() {
    let story = Story::off_the_record().await;
    let path = format!("/applications/{}/commands", story.sim.application_id());
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
    let cases = [
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
    ];
    for (name, body, fits) in cases {
        let (status, answer) = story.rest.post(&path, body).await;
        assert_eq!(status < 300, fits, "{name}: {status} {answer}");
    }
}

#[tokio::test]
async fn s5_post_upserts_and_put_overwrites_all() {
    let story = Story::off_the_record().await;
    let path = format!("/applications/{}/commands", story.sim.application_id());
    let (status, first) = story.rest.post(&path, command(json!({}))).await;
    assert_eq!(status, 201);
    let (status, second) = story
        .rest
        .post(&path, command(json!({ "description": "Hush" })))
        .await;
    assert_eq!((status, &second["id"]), (200, &first["id"]));
    story
        .rest
        .post(&path, command(json!({ "name": "other" })))
        .await;
    let (status, all) = story
        .rest
        .put(
            &path,
            json!([command(json!({})), { "name": "Ask", "type": 2 }]),
        )
        .await;
    assert_eq!(
        (status, all.as_array().unwrap().len(), &all[0]["id"]),
        (200, 2, &first["id"])
    );
    let (status, _) = story
        .rest
        .put(&path, json!([command(json!({})), command(json!({}))]))
        .await;
    assert_eq!(status, 400);
    assert_eq!(story.sim.registered_commands().len(), 2);
    assert_eq!(story.sim.count_of_registrations(), 5);
    let one = format!("{path}/{}", first["id"].as_str().unwrap());
    let (_, patched) = story
        .rest
        .patch(&one, json!({ "description": "Shh" }))
        .await;
    assert_eq!(patched["description"], "Shh");
    assert_eq!(story.rest.delete(&one).await.0, 204);
    assert_eq!(story.rest.get(&one).await.0, 404);
    let guild = format!(
        "/applications/{}/guilds/{}/commands",
        story.sim.application_id(),
        story.acme.id()
    );
    story.rest.post(&guild, command(json!({}))).await;
    assert_eq!(
        story.sim.registered_guild_commands(story.acme.id()).len(),
        1
    );
    assert_eq!(
        story.rest.get(&guild).await.1[0]["guild_id"],
        story.acme.id().to_string()
    );
    let many: Vec<_> = (0..101)
        .map(|n| command(json!({ "name": format!("c{n}") })))
        .collect();
    assert_eq!(story.rest.put(&path, json!(many)).await.1["code"], 30032);
}
