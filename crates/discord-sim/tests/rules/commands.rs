//! §5: registering commands and using them.

use discord_sim::{ChannelId, CommandRefusal, Permissions};
use serde_json::{Value, json};

use crate::client::{INTENTS, Story, answer};

/// Where, which command, with what, and why not.
type Typed<'a> = (ChannelId, &'a str, Vec<(&'a str, &'a str)>, &'a str);

fn command(more: Value) -> Value {
    let mut command = json!({ "name": "quiet", "description": "Be quiet" });
    command
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    command
}

fn text_option(name: &str, more: Value) -> Value {
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

#[tokio::test]
async fn s5_a_person_is_offered_only_what_fits() {
    let story = Story::new().await;
    let path = format!("/applications/{}/commands", story.sim.application_id());
    let commands = json!([
        command(json!({ "contexts": [0], "options": [
            text_option("from", json!({ "required": true, "max_length": 5 })),
            { "type": 4, "name": "days", "description": "d", "min_value": 1, "max_value": 7 },
            text_option("how", json!({ "choices": [{ "name": "Softly", "value": "soft" }] })),
        ] })),
        { "name": "admin", "description": "d", "default_member_permissions": "32", "options": [
            { "type": 1, "name": "setup", "description": "d" },
        ] },
    ]);
    let _socket = story.gateway(INTENTS).await;
    assert_eq!(story.rest.put(&path, commands).await.0, 200);
    let (ana, place) = (&story.ana, story.support);
    let dm = ana.open_dm();
    let cases: Vec<Typed> = vec![
        (place, "nope", vec![], "unknown command"),
        (place, "quiet", vec![], "needs \"from\""),
        (
            place,
            "quiet",
            vec![("from", "22:00"), ("to", "x")],
            "no option \"to\"",
        ),
        (
            place,
            "quiet",
            vec![("from", "22:00:00")],
            "1 to 5 characters",
        ),
        (
            place,
            "quiet",
            vec![("from", "22:00"), ("days", "x")],
            "no integer",
        ),
        (
            place,
            "quiet",
            vec![("from", "22:00"), ("days", "8")],
            "out of its range",
        ),
        (
            place,
            "quiet",
            vec![("from", "22:00"), ("how", "Loudly")],
            "isn't one of its choices",
        ),
        (dm, "quiet", vec![("from", "22:00")], "isn't offered in DMs"),
        (place, "admin setup", vec![], "not permitted"),
        (place, "admin", vec![], "a subcommand is missing"),
    ];
    for (place, path, options, why) in cases {
        let refusal = ana.run_command(place, path, &options).await.unwrap_err();
        let hidden = path == "admin";
        assert!(
            hidden || refusal.to_string().contains(why),
            "{path} {options:?}: {refusal}"
        );
    }
    story.acme.overwrite(
        place,
        ana,
        Permissions::NONE,
        Permissions::USE_APPLICATION_COMMANDS,
    );
    let refusal = ana.run_command(place, "quiet", &[("from", "22:00")]).await;
    assert!(matches!(refusal, Err(CommandRefusal::NotPermitted(_))));
}

#[tokio::test]
async fn s5_an_interaction_carries_what_the_bot_needs() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let path = format!("/applications/{}/commands", story.sim.application_id());
    let commands = json!([{ "name": "adagio", "description": "d", "options": [{ "type": 2, "name": "team", "description": "d", "options": [
        { "type": 1, "name": "add", "description": "d", "options": [
            { "type": 6, "name": "who", "description": "d", "required": true },
            { "type": 7, "name": "where", "description": "d", "channel_types": [0] },
            { "type": 8, "name": "role", "description": "d" },
            { "type": 5, "name": "loud", "description": "d" },
        ] },
    ] }] }]);
    assert_eq!(story.rest.put(&path, commands).await.0, 200);
    let role = story.acme.role("crew", Permissions::NONE);
    let (who, place, crew) = (
        story.ben.id().to_string(),
        story.support.to_string(),
        role.to_string(),
    );
    let (support, ana) = (story.support, story.ana.clone().locale("de"));
    let options = [
        ("who", who.clone()),
        ("where", place.clone()),
        ("role", crew.clone()),
        ("loud", "true".to_owned()),
    ];
    let run = tokio::spawn(async move {
        let options: Vec<_> = options
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        ana.run_command(support, "adagio team add", &options).await
    });
    let reply = json!({ "type": 4, "data": { "content": "added" } });
    let (it, (status, _)) = answer(&mut socket, &story.rest, reply).await;
    assert_eq!(status, 204);
    run.await.unwrap().unwrap();
    let leaf = &it["data"]["options"][0]["options"][0];
    assert_eq!(
        (&leaf["name"], &leaf["options"][3]["value"]),
        (&json!("add"), &json!(true))
    );
    let resolved = &it["data"]["resolved"];
    assert_eq!(resolved["users"][&who]["username"], "ben");
    assert!(resolved["members"][&who]["permissions"].is_string());
    assert_eq!(resolved["channels"][&place]["name"], "support");
    assert_eq!(resolved["roles"][&crew]["name"], "crew");
    assert_eq!(
        (&it["locale"], &it["guild_locale"], &it["context"]),
        (&json!("de"), &json!("en-US"), &json!(0))
    );
    assert_eq!(it["member"]["user"]["id"], story.ana.id().to_string());
    assert!(it["member"]["permissions"].is_string() && it["app_permissions"].is_string());
}

#[tokio::test]
async fn s5_autocomplete_offers_at_most_25() {
    let story = Story::off_the_record().await;
    let mut socket = story.gateway(INTENTS).await;
    let path = format!("/applications/{}/commands", story.sim.application_id());
    story
        .rest
        .post(
            &path,
            command(json!({ "options": [text_option("zone", json!({ "autocomplete": true }))] })),
        )
        .await;
    for (count, expected) in [(25, 204), (26, 400)] {
        let (support, ana) = (story.support, story.ana.clone());
        let asked =
            tokio::spawn(async move { ana.autocomplete(support, "quiet", "zone", "ber").await });
        let choices: Vec<_> = (0..count)
            .map(|n| json!({ "name": format!("Berlin {n}"), "value": "b" }))
            .collect();
        let (it, (status, _)) = answer(
            &mut socket,
            &story.rest,
            json!({ "type": 8, "data": { "choices": choices } }),
        )
        .await;
        assert_eq!(
            (
                &it["data"]["options"][0]["value"],
                &it["data"]["options"][0]["focused"]
            ),
            (&json!("ber"), &json!(true))
        );
        assert_eq!(status, expected);
        if status == 204 {
            assert_eq!(asked.await.unwrap().unwrap().len(), 25);
        } else {
            asked.abort();
        }
    }
}
