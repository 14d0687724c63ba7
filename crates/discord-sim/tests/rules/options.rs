//! §5: filling in a command: options of every type, checked and resolved; menus of people and messages.

use discord_sim::{CommandRefusal, Permissions};
use serde_json::{Value, json};

use crate::client::{INTENTS, Socket, Story, answer};

/// A story whose bot has a command with an option of every type, and a menu of each kind.
async fn with_commands() -> (Story, Socket) {
    let story = Story::new().await;
    let socket = story.gateway(INTENTS).await;
    let option = |kind: u64, name: &str| json!({ "type": kind, "name": name, "description": "d" });
    let mut place = option(7, "place");
    place["channel_types"] = json!([0, 11]);
    let mut share = option(10, "share");
    share["min_value"] = 0.into();
    share["max_value"] = 1.into();
    let options = [
        option(6, "who"),
        option(8, "role"),
        option(9, "any"),
        place,
        option(11, "file"),
        share,
        option(5, "loud"),
        option(4, "days"),
    ];
    let commands = json!([
        { "name": "norm", "description": "d", "options": options },
        { "name": "Ask", "type": 2 },
        { "name": "Keep", "type": 3 },
    ]);
    let path = format!("/applications/{}/commands", story.sim.application_id());
    assert_eq!(story.rest.put(&path, commands).await.0, 200);
    (story, socket)
}

/// Ana runs the command in #support; the interaction's data.
async fn data_of(
    story: &Story,
    socket: &mut Socket,
    options: Vec<(&'static str, String)>,
) -> Value {
    let (ana, place) = (story.ana.clone(), story.support);
    let running = tokio::spawn(async move {
        let options: Vec<_> = options
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        ana.run_command(place, "norm", &options).await
    });
    let reply = json!({ "type": 4, "data": { "content": "ok" } });
    let (it, (status, error)) = answer(socket, &story.rest, reply).await;
    assert_eq!(status, 204, "{error}");
    running.await.unwrap().unwrap();
    it["data"].clone()
}

#[tokio::test]
async fn s5_options_of_every_type_are_resolved() {
    let (story, mut socket) = with_commands().await;
    let role = story.acme.role("crew", Permissions::NONE).to_string();
    let question = story.ana.post(story.support, "when?").unwrap();
    let thread = story
        .ana
        .start_thread(story.support, question, "when")
        .unwrap()
        .to_string();
    let file = story.ana.upload("a.txt", b"abc").unwrap().to_string();
    let ben = story.ben.id().to_string();
    let data = data_of(
        &story,
        &mut socket,
        vec![
            ("who", ben.clone()),
            ("role", role.clone()),
            ("any", role.clone()),
            ("place", thread.clone()),
            ("file", file.clone()),
            ("share", "0.5".to_owned()),
            ("loud", "True".to_owned()),
            ("days", "-3".to_owned()),
        ],
    )
    .await;
    let values: Vec<_> = data["options"]
        .as_array()
        .unwrap()
        .iter()
        .map(|option| &option["value"])
        .collect();
    assert_eq!(
        json!(values),
        json!([ben, role, role, thread, file, 0.5, true, -3])
    );
    let resolved = &data["resolved"];
    assert_eq!(resolved["roles"][&role]["name"], "crew");
    assert_eq!(
        resolved["channels"][&thread]["thread_metadata"]["archived"],
        false
    );
    assert_eq!(resolved["attachments"][&file]["size"], 3);
    assert!(resolved["members"][&ben]["permissions"].is_string());
    let data = data_of(&story, &mut socket, vec![("any", ben.clone())]).await;
    assert_eq!(data["resolved"]["users"][&ben]["username"], "ben");
    let gone = story.sim.person("cleo").id().to_string();
    let data = data_of(&story, &mut socket, vec![("who", gone.clone())]).await;
    assert_eq!(data["resolved"]["users"][&gone]["username"], "cleo");
    assert_eq!(
        data["resolved"]["members"],
        Value::Null,
        "no member of this server"
    );
}

#[tokio::test]
async fn s5_options_take_only_what_fits_their_type() {
    let (story, _socket) = with_commands().await;
    let hidden = story.acme.private_text("board", &[]).to_string();
    let voice = story.acme.voice("stand-up").to_string();
    let elsewhere = story.sim.create_guild("Other");
    let (role, place) = (
        elsewhere.role("crew", Permissions::NONE).to_string(),
        elsewhere.text("plans").to_string(),
    );
    let file = story.ben.upload("b.txt", b"b").unwrap().to_string();
    let ben = story.ben.id().to_string();
    for (name, value, why) in [
        ("who", "ben", "is no id"),
        ("who", "12", "nobody has this id"),
        ("role", ben.as_str(), "no such role"),
        ("role", &role, "no such role"),
        ("any", "12", "no such role"),
        ("place", &hidden, "no such channel can be seen"),
        ("place", &place, "no such channel can be seen"),
        ("place", &voice, "type 2 aren't asked for"),
        ("file", &file, "no file that they have uploaded"),
        ("share", "1.5", "out of its range"),
        ("share", "NaN", "is no number"),
        ("loud", "yes", "neither true nor false"),
        ("days", "1.5", "is no integer"),
        ("days", "9007199254740993", "is no integer"),
    ] {
        let refusal = story
            .ana
            .run_command(story.support, "norm", &[(name, value)])
            .await;
        let refusal = refusal.unwrap_err();
        assert!(matches!(refusal, CommandRefusal::Option(_)), "{refusal}");
        assert!(
            refusal.to_string().contains(why),
            "{name} {value}: {refusal}"
        );
    }
}

#[tokio::test]
async fn s5_menus_need_what_they_are_opened_on() {
    let (story, mut socket) = with_commands().await;
    let question = story.ben.post(story.support, "when?").unwrap();
    let (ana, place) = (story.ana.clone(), story.support);
    let running = tokio::spawn(async move { ana.message_menu(place, question, "Keep").await });
    let reply = json!({ "type": 4, "data": { "content": "kept", "flags": 64 } });
    let (it, _) = answer(&mut socket, &story.rest, reply).await;
    assert_eq!(it["data"]["target_id"], question.to_string());
    assert_eq!(
        it["data"]["resolved"]["messages"][question.to_string()]["content"],
        "when?"
    );
    running.await.unwrap().unwrap();
    story.ben.delete(place, question).unwrap();
    let gone = story.ana.message_menu(place, question, "Keep").await;
    assert!(matches!(gone, Err(CommandRefusal::Component(_))));
    let wrong = story.ana.message_menu(place, question, "Ask").await;
    assert!(matches!(wrong, Err(CommandRefusal::UnknownCommand(_))));
    story.acme.overwrite(
        place,
        &story.ana,
        Permissions::NONE,
        Permissions::SEND_MESSAGES,
    );
    let mute = story.ana.user_menu(place, story.ben.id(), "Ask").await;
    assert!(matches!(mute, Err(CommandRefusal::NotPermitted(_))));
}

#[tokio::test]
async fn s6_an_archived_thread_has_no_commands() {
    let (story, _socket) = with_commands().await;
    let question = story.ana.post(story.support, "when?").unwrap();
    let thread = story
        .ana
        .start_thread(story.support, question, "when")
        .unwrap();
    story.ana.archive_thread(thread).unwrap();
    let command = story.ana.run_command(thread, "norm", &[]).await;
    let menu = story.ana.user_menu(thread, story.ben.id(), "Ask").await;
    for refusal in [command, menu] {
        assert_eq!(
            refusal.unwrap_err(),
            CommandRefusal::WrongContext("the thread is archived".to_owned())
        );
    }
}
