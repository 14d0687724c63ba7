//! Servers that change, and the bot's coming and going among several of them.

use discord_sim::{Guild, Permissions, Person, Simulator};
use serde_json::{Value, json};

use crate::client::{INTENTS, Socket, Story, names};

#[tokio::test]
async fn s9_a_bot_changes_a_server_with_manage_guild() {
    let story = Story::new().await;
    let path = format!("/guilds/{}", story.acme.id());
    let quiet = story.acme.voice("quiet");
    let form = json!({ "name": "Acme & Co", "description": "things", "preferred_locale": "de", "afk_channel_id": quiet, "afk_timeout": 900 });
    let (status, error) = story.rest.patch(&path, form.clone()).await;
    assert_eq!((status, &error["code"]), (403, &json!(50013)));
    story.acme.bot_permissions(Permissions::MANAGE_GUILD);
    let mut socket = story.gateway(INTENTS).await;
    let (status, changed) = story.rest.patch(&path, form.clone()).await;
    assert_eq!(status, 200);
    assert_eq!(socket.until("GUILD_UPDATE").await, changed);
    for (key, value) in form.as_object().unwrap() {
        assert_eq!(&changed[key], value, "{key}");
    }
    let (_, emptied) = story
        .rest
        .patch(&path, json!({ "description": null }))
        .await;
    assert_eq!(
        (&emptied["description"], &emptied["name"]),
        (&Value::Null, &json!("Acme & Co")),
        "what isn't said stays"
    );
    story.acme.delete_channel(quiet);
    assert_eq!(story.rest.get(&path).await.1["afk_channel_id"], Value::Null);
}

#[tokio::test]
async fn s1_4_an_admin_renames_a_server_hands_it_on_and_sets_its_afk_channel() {
    let story = Story::new().await;
    let quiet = story.acme.voice("quiet");
    let mut socket = story.gateway(INTENTS).await;
    story.acme.rename("Acme & Co");
    story.acme.set_owner(&story.ana);
    story.acme.set_afk_channel(Some(quiet));
    let heard = socket.drain().await;
    let update = "GUILD_UPDATE";
    assert_eq!(names(&heard), [update, update, update]);
    let last = &heard[2].1;
    assert_eq!(
        (&last["name"], &last["owner_id"], &last["afk_channel_id"]),
        (&json!("Acme & Co"), &json!(story.ana.id()), &json!(quiet))
    );
}

impl Story {
    async fn names_of_my_servers(&self) -> Vec<String> {
        let (_, list) = self.rest.get("/users/@me/guilds").await;
        let name = |server: &Value| server["name"].as_str().unwrap().to_owned();
        list.as_array().unwrap().iter().map(name).collect()
    }
}

#[tokio::test]
async fn s1_4_a_bot_that_leaves_or_is_removed_hears_no_more_and_its_commands_there_are_gone() {
    let story = Story::new().await;
    let guild = story.acme.id();
    let app = story.sim.application_id();
    let commands = format!("/applications/{app}/guilds/{guild}/commands");
    let command = json!({ "name": "ping", "description": "asks", "type": 1 });
    let mine = format!("/users/@me/guilds/{guild}");
    for leaves in [true, false] {
        let (status, _) = story.rest.post(&commands, command.clone()).await;
        assert_eq!(status, 201);
        let mut socket = story.gateway(INTENTS).await;
        if leaves {
            assert_eq!(story.rest.delete(&mine).await.0, 204);
        } else {
            story.acme.remove_bot();
        }
        assert_eq!(socket.until("GUILD_DELETE").await, json!({ "id": guild }));
        story.ana.post(story.support, "unheard").unwrap();
        assert_eq!(names(&socket.drain().await), Vec::<&str>::new());
        assert_eq!(story.names_of_my_servers().await, Vec::<String>::new());
        for path in [format!("/guilds/{guild}"), format!("/guilds/{guild}/roles")] {
            assert_eq!(story.rest.get(&path).await.1["code"], 10004);
        }
        assert_eq!(story.rest.delete(&mine).await.1["code"], 10004);
        story.acme.invite_bot();
        let back = socket.until("GUILD_CREATE").await;
        assert_eq!(back["name"], "Acme");
        assert_eq!(story.rest.get(&commands).await.1, json!([]));
        story.ana.post(story.support, "heard").unwrap();
        assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "heard");
    }
}

#[tokio::test]
async fn s1_4_a_server_in_an_outage_is_unavailable_in_ready_and_comes_with_its_return() {
    let story = Story::new().await;
    story.acme.begin_outage();
    let mut socket = Socket::open(&story.sim).await;
    socket.identify(story.sim.token(), INTENTS, json!({})).await;
    let ready = socket.until("READY").await;
    assert_eq!(
        ready["guilds"],
        json!([{ "id": story.acme.id(), "unavailable": true }])
    );
    story.ana.post(story.support, "unheard").unwrap();
    assert_eq!(names(&socket.drain().await), Vec::<&str>::new());
    story.acme.end_outage();
    let heard = socket.drain().await;
    assert_eq!(names(&heard), ["GUILD_CREATE"]);
    assert_eq!(heard[0].1["unavailable"], false);
}

#[tokio::test]
async fn s1_4_people_are_shared_between_servers_and_shards() {
    let story = Story::new().await;
    let others = [
        story.sim.create_guild("Other"),
        story.sim.create_guild("Another"),
    ];
    let elsewhere = |other: &&Guild| other.id().shard(2) != story.acme.id().shard(2);
    let other = others
        .iter()
        .find(elsewhere)
        .expect("servers spread over shards");
    other.add_member(&story.ana);
    other.nickname(&story.ana, Some("ana of other"));
    let general = other.text("general");
    let mut sockets = Vec::new();
    for shard in 0..2u64 {
        let mut socket = Socket::open(&story.sim).await;
        let more = json!({ "shard": [shard, 2] });
        socket.identify(story.sim.token(), INTENTS, more).await;
        socket.until("READY").await;
        socket.drain().await;
        sockets.push(socket);
    }
    for (guild, channel, nick) in [
        (&story.acme, story.support, Value::Null),
        (other, general, json!("ana of other")),
    ] {
        story.ana.post(channel, "hello").unwrap();
        let (mine, theirs) = match guild.id().shard(2) {
            0 => (0, 1),
            _ => (1, 0),
        };
        let heard = sockets[mine].drain().await;
        assert_eq!(names(&heard), ["MESSAGE_CREATE"]);
        assert_eq!(heard[0].1["member"]["nick"], nick);
        assert_eq!(names(&sockets[theirs].drain().await), Vec::<&str>::new());
    }
    story.acme.kick(&story.ana);
    assert!(story.ana.post(general, "still here").is_ok());
    assert!(
        story.ana.dm("hello").is_ok(),
        "one server in common is enough"
    );
    other.kick(&story.ana);
    assert!(story.ana.dm("hello").is_err());
}

#[tokio::test]
async fn s1_5_people_leave_and_join_of_their_own_accord() {
    let story = Story::new().await;
    let joined = |person: &Person| story.acme.has_member(person.id());
    story.ana.leave(&story.acme).unwrap();
    assert!(!joined(&story.ana));
    story.ana.join(&story.acme).unwrap();
    assert!(joined(&story.ana));
    story.acme.set_owner(&story.ben);
    assert!(story.ben.leave(&story.acme).is_err(), "it is his");
    assert!(joined(&story.ben));
}

#[tokio::test]
async fn s1_5_members_are_listed_page_by_page_and_searched_by_any_of_their_names() {
    let sim = Simulator::builder().with_guild_members();
    let story = Story::of(sim.start().await.unwrap());
    let namesake = story.sim.person("ana");
    story.acme.add_member(&namesake);
    story.acme.nickname(&story.ben, Some("Anatol"));
    let members = format!("/guilds/{}/members", story.acme.id());
    let (mut after, mut seen) = (0, Vec::new());
    loop {
        let page = format!("{members}?limit=2&after={after}");
        let page = story.rest.get(&page).await.1;
        let page = page.as_array().unwrap();
        assert!(page.len() <= 2);
        let Some(last) = page.last() else { break };
        after = last["user"]["id"].as_str().unwrap().parse::<u64>().unwrap();
        seen.extend(page.iter().map(|it| it["user"]["id"].clone()));
    }
    let bot = story.sim.bot_id();
    let everybody = [
        bot,
        story.acme.owner(),
        story.ana.id(),
        story.ben.id(),
        namesake.id(),
    ];
    let mut expected = everybody.to_vec();
    expected.sort();
    assert_eq!(json!(seen), json!(expected), "by id, each once");
    let found = format!("{members}/search?query=ana&limit=10");
    let found = story.rest.get(&found).await.1;
    assert_eq!(
        found.as_array().unwrap().len(),
        3,
        "two user names and a nickname"
    );
}
