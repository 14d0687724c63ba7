//! §5: using commands: what is offered to whom, what the bot learns, what is suggested.

use discord_sim::{ChannelId, CommandRefusal, Permissions};
use serde_json::json;

use crate::{
    client::{INTENTS, Story, answer},
    registering::{command, text_option},
};

/// Where, which command, with what, and why not.
type Typed<'a> = (ChannelId, &'a str, Vec<(&'a str, &'a str)>, &'a str);

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
    let commands = json!([{ "name": "staff", "description": "d", "options": [{ "type": 2, "name": "team", "description": "d", "options": [
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
        ana.run_command(support, "staff team add", &options).await
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
