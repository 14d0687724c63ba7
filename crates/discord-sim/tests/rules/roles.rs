//! §9: roles change under a running bot: by an admin's hand, and by the bot itself as far as it stands above them.

use discord_sim::{Permissions, RoleId};
use serde_json::{Value, json};

use crate::client::{INTENTS, Story, names};

const NONE: Permissions = Permissions::NONE;

/// The bot may manage roles, and grant what it needs for speaking.
async fn with_manage_roles() -> Story {
    let story = Story::new().await;
    let rights = Permissions::bot_by_default() | Permissions::MANAGE_ROLES;
    story.acme.bot_permissions(rights);
    story
}

impl Story {
    fn roles(&self) -> String {
        format!("/guilds/{}/roles", self.acme.id())
    }

    fn role(&self, role: RoleId) -> String {
        format!("{}/{role}", self.roles())
    }

    fn role_of(&self, person: &discord_sim::Person, role: RoleId) -> String {
        format!(
            "/guilds/{}/members/{}/roles/{role}",
            self.acme.id(),
            person.id()
        )
    }
}

fn id(json: &Value) -> RoleId {
    json["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn s9_an_admin_changes_roles_under_a_running_bot() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let crew = story.acme.role("crew", NONE);
    story.acme.rename_role(crew, "team");
    story
        .acme
        .role_permissions(crew, Permissions::MANAGE_THREADS);
    story.acme.move_role(crew, 7);
    story.acme.move_role(crew, 7);
    story.acme.delete_role(crew);
    let heard = socket.drain().await;
    let update = "GUILD_ROLE_UPDATE";
    assert_eq!(
        names(&heard),
        [
            "GUILD_ROLE_CREATE",
            update,
            update,
            update,
            "GUILD_ROLE_DELETE"
        ]
    );
    assert_eq!(
        heard[0].1["role"]["position"], 1,
        "the lowest but for @everyone"
    );
    let last = &heard[3].1["role"];
    assert_eq!(
        (&last["name"], &last["permissions"], &last["position"]),
        (&json!("team"), &json!((1u64 << 34).to_string()), &json!(7))
    );
    assert_eq!(
        heard[4].1,
        json!({ "guild_id": story.acme.id(), "role_id": crew })
    );
}

#[tokio::test]
async fn s9_a_bot_makes_changes_and_deletes_roles_with_manage_roles() {
    let story = Story::new().await;
    let form = json!({ "name": "crew", "permissions": "2048", "color": 255, "hoist": true, "mentionable": true });
    let (status, error) = story.rest.post(&story.roles(), form.clone()).await;
    assert_eq!((status, &error["code"]), (403, &json!(50013)));

    let story = with_manage_roles().await;
    let mut socket = story.gateway(INTENTS).await;
    let (status, made) = story.rest.post(&story.roles(), form).await;
    assert_eq!(status, 200);
    for (key, value) in [
        ("name", json!("crew")),
        ("permissions", json!("2048")),
        ("color", json!(255)),
        ("hoist", json!(true)),
        ("mentionable", json!(true)),
        ("managed", json!(false)),
    ] {
        assert_eq!(made[key], value, "{key}");
    }
    assert_eq!(socket.until("GUILD_ROLE_CREATE").await["role"], made);
    let path = story.role(id(&made));
    let (_, changed) = story.rest.patch(&path, json!({ "name": "team" })).await;
    assert_eq!(
        (&changed["name"], &changed["color"]),
        (&json!("team"), &json!(255)),
        "what isn't said stays"
    );
    assert_eq!(story.rest.get(&path).await.1, changed);
    assert_eq!(story.rest.delete(&path).await.0, 204);
    socket.until("GUILD_ROLE_DELETE").await;
    assert_eq!(story.rest.get(&path).await.1["code"], 10011);
    let (_, plain) = story.rest.post(&story.roles(), json!({})).await;
    let everyone = Permissions::everyone_by_default().bits().to_string();
    assert_eq!(
        (&plain["name"], &plain["permissions"]),
        (&json!("new role"), &json!(everyone))
    );
}

#[tokio::test]
async fn s9_a_bot_touches_only_roles_below_its_own_and_grants_only_what_it_has() {
    let story = with_manage_roles().await;
    let (low, high) = (story.acme.role("low", NONE), story.acme.role("high", NONE));
    story.acme.move_role(high, 9);
    let refused = |(status, error): (u16, Value)| (status, error["code"].as_u64().unwrap_or(0));
    let rename = json!({ "name": "x" });
    let own = story.acme.bot_role();
    for role in [high, own] {
        let answer = story.rest.patch(&story.role(role), rename.clone()).await;
        assert_eq!(refused(answer), (403, 50013));
    }
    assert_eq!(story.rest.patch(&story.role(low), rename).await.0, 200);
    for role in [own, story.acme.everyone()] {
        let answer = story.rest.delete(&story.role(role)).await;
        assert_eq!(refused(answer), (400, 50028), "never deleted");
    }
    let ban = json!({ "permissions": Permissions::BAN_MEMBERS.bits().to_string() });
    for answer in [
        story.rest.patch(&story.role(low), ban.clone()).await,
        story.rest.post(&story.roles(), ban).await,
        story
            .rest
            .put(&story.role_of(&story.ana, high), json!({}))
            .await,
        story.rest.delete(&story.role(high)).await,
    ] {
        assert_eq!(refused(answer), (403, 50013));
    }
    let answer = story
        .rest
        .put(&story.role_of(&story.ana, own), json!({}))
        .await;
    assert_eq!(
        refused(answer),
        (400, 50028),
        "a bot's own role is nobody else's"
    );
    story.acme.role_permissions(low, Permissions::BAN_MEMBERS);
    let nothing = json!({ "permissions": "0" });
    let answer = story.rest.patch(&story.role(low), nothing).await;
    assert_eq!(refused(answer), (403, 50013), "nor takes");
}

#[tokio::test]
async fn s9_a_bot_gives_and_takes_roles() {
    let story = with_manage_roles().await;
    let crew = story.acme.role("crew", NONE);
    let path = story.role_of(&story.ana, crew);
    let member = format!("/guilds/{}/members/{}", story.acme.id(), story.ana.id());
    for _ in 0..2 {
        assert_eq!(story.rest.send("PUT", &path, None).await.unwrap().0, 204);
        assert_eq!(story.rest.get(&member).await.1["roles"], json!([crew]));
    }
    let counts = format!("{}/member-counts", story.roles());
    assert_eq!(
        story.rest.get(&counts).await.1,
        json!({ crew.to_string(): 1, story.acme.bot_role().to_string(): 1 })
    );
    assert_eq!(story.rest.delete(&path).await.0, 204);
    assert_eq!(story.rest.get(&member).await.1["roles"], json!([]));
    let (_, set) = story.rest.patch(&member, json!({ "roles": [crew] })).await;
    assert_eq!(set["roles"], json!([crew]));
    let unknown = story.role_of(&story.ana, RoleId::new(5));
    let stranger = story.role_of(&story.sim.person("stranger"), crew);
    for (path, code) in [(unknown, 10011), (stranger, 10007)] {
        assert_eq!(story.rest.delete(&path).await.1["code"], code);
    }
}

#[tokio::test]
async fn s9_a_bot_orders_the_roles_below_its_own() {
    let story = with_manage_roles().await;
    let (first, second) = (
        story.acme.role("first", NONE),
        story.acme.role("second", NONE),
    );
    let own = story.acme.bot_role();
    story.acme.move_role(own, 5);
    let mut socket = story.gateway(INTENTS).await;
    let order = json!([{ "id": first, "position": 2 }, { "id": second, "position": 1 }]);
    let (status, list) = story.rest.patch(&story.roles(), order).await;
    let listed = |role: RoleId| {
        let list = list.as_array().unwrap();
        list.iter().find(|it| id(it) == role).unwrap()["position"].clone()
    };
    assert_eq!(
        (status, listed(first), listed(second)),
        (200, json!(2), json!(1))
    );
    assert_eq!(
        names(&socket.drain().await),
        ["GUILD_ROLE_UPDATE"],
        "of those that moved"
    );
    for beyond in [
        json!([{ "id": first, "position": 6 }]),
        json!([{ "id": own, "position": 1 }]),
    ] {
        let (status, error) = story.rest.patch(&story.roles(), beyond).await;
        assert_eq!((status, &error["code"]), (403, &json!(50013)));
    }
}

#[tokio::test]
async fn s9_a_role_that_the_bot_gains_brings_the_threads_it_sees_now() {
    let story = Story::new().await;
    let board = story.acme.private_text("board", &[(&story.ana).into()]);
    let crew = story.acme.role("crew", NONE);
    story
        .acme
        .overwrite(board, crew, Permissions::VIEW_CHANNEL, NONE);
    let thread = story.ana.open_thread(board, "aside").unwrap();
    let mut socket = story.gateway(INTENTS).await;
    let member = format!("/guilds/{}/members/{}", story.acme.id(), story.sim.bot_id());
    assert_eq!(story.rest.get(&format!("/channels/{thread}")).await.0, 403);
    story.acme.give_role(story.sim.bot_id(), crew);
    let heard = socket.drain().await;
    assert_eq!(names(&heard), ["GUILD_MEMBER_UPDATE", "THREAD_LIST_SYNC"]);
    assert_eq!(heard[1].1["channel_ids"], json!([board]));
    assert_eq!(heard[1].1["threads"][0]["id"], thread.to_string());
    assert_eq!(
        story.rest.get(&member).await.1["roles"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
