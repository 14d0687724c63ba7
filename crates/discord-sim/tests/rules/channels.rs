//! §9: channels change under a running bot: by an admin's hand, and by the bot as far as its rights go.

use discord_sim::{ChannelId, Permissions, Target};
use serde_json::{Value, json};

use crate::client::{INTENTS, Story, names};

const NONE: Permissions = Permissions::NONE;

/// The bot may do this beside what it may by default.
async fn with(more: Permissions) -> Story {
    let story = Story::new().await;
    let rights = Permissions::bot_by_default() | more;
    story.acme.bot_permissions(rights);
    story
}

impl Story {
    fn channels(&self) -> String {
        format!("/guilds/{}/channels", self.acme.id())
    }

    /// The channel as the bot gets it.
    async fn shown(&self, channel: ChannelId) -> Value {
        self.rest.get(&format!("/channels/{channel}")).await.1
    }

    fn overwrite_of(&self, channel: ChannelId, target: impl std::fmt::Display) -> String {
        format!("/channels/{channel}/permissions/{target}")
    }
}

fn code((status, body): (u16, Value)) -> (u16, u64) {
    (status, body["code"].as_u64().unwrap_or(0))
}

fn id(json: &Value) -> ChannelId {
    json["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn s9_an_admin_changes_channels_under_a_running_bot() {
    let story = Story::new().await;
    let category = story.acme.category("inner");
    let mut socket = story.gateway(INTENTS).await;
    let room = story.acme.text_in(category, "room");
    story.acme.rename_channel(room, "hall");
    story.acme.move_channel(room, 0);
    story.acme.put_into(None, room);
    story.acme.put_into(Some(category), room);
    story.acme.delete_channel(category);
    story.acme.delete_channel(room);
    let heard = socket.drain().await;
    let update = "CHANNEL_UPDATE";
    assert_eq!(
        names(&heard),
        [
            "CHANNEL_CREATE",
            update,
            update,
            update,
            update,
            "CHANNEL_DELETE",
            update,
            "CHANNEL_DELETE"
        ]
    );
    let parents: Vec<&Value> = heard.iter().map(|(_, it)| &it["parent_id"]).collect();
    let inner = json!(category);
    assert_eq!(parents[2..5], [&inner, &Value::Null, &inner]);
    assert_eq!(
        (&heard[6].1["id"], parents[6]),
        (&json!(room), &Value::Null),
        "a channel outlives its category"
    );
}

#[tokio::test]
async fn s9_a_bot_makes_channels_with_manage_channels() {
    let story = Story::new().await;
    let form = json!({ "name": "room", "topic": "talk", "nsfw": true, "position": 3 });
    let refused = story.rest.post(&story.channels(), form.clone()).await;
    assert_eq!(code(refused), (403, 50013));

    let story = with(Permissions::MANAGE_CHANNELS).await;
    let mut socket = story.gateway(INTENTS).await;
    let (status, made) = story.rest.post(&story.channels(), form.clone()).await;
    assert_eq!((status, &made["type"]), (201, &json!(0)));
    for (key, value) in form.as_object().unwrap() {
        assert_eq!(&made[key], value, "{key}");
    }
    assert_eq!(socket.until("CHANNEL_CREATE").await, made);
    for kind in [2, 4, 5, 13, 15] {
        let form = json!({ "name": "x", "type": kind });
        let (status, made) = story.rest.post(&story.channels(), form).await;
        assert_eq!((status, &made["type"]), (201, &json!(kind)));
    }
}

#[tokio::test]
async fn s9_a_channel_that_a_bot_makes_begins_with_its_categorys_overwrites() {
    let story = with(Permissions::MANAGE_CHANNELS).await;
    let category = story.acme.category("inner");
    let everyone = story.acme.everyone();
    story
        .acme
        .overwrite(category, everyone, NONE, Permissions::ADD_REACTIONS);
    let form = json!({ "name": "room", "parent_id": category });
    let (_, made) = story.rest.post(&story.channels(), form).await;
    let of_category = story.shown(category).await["permission_overwrites"].clone();
    assert_eq!(made["permission_overwrites"], of_category);
    let own = json!([{ "id": everyone, "type": 0, "deny": "2048" }]);
    let form = json!({ "name": "own", "parent_id": category, "permission_overwrites": own });
    let (_, made) = story.rest.post(&story.channels(), form).await;
    assert_eq!(made["permission_overwrites"][0]["deny"], "2048");
    story.acme.overwrite(category, everyone, NONE, NONE);
    assert!(
        !story
            .sim
            .permissions(story.ana.id(), id(&made))
            .contains(Permissions::SEND_MESSAGES),
        "copied or its own, never inherited"
    );
}

#[tokio::test]
async fn s9_a_category_takes_50_channels() {
    let story = Story::off_the_record().await;
    story.acme.bot_permissions(Permissions::MANAGE_CHANNELS);
    let category = story.acme.category("inner");
    for number in 1..50 {
        let _room = story.acme.text_in(category, &format!("room {number}"));
    }
    for (status, parent) in [(201, category), (400, category), (400, story.support)] {
        let form = json!({ "name": "room", "parent_id": parent });
        assert_eq!(story.rest.post(&story.channels(), form).await.0, status);
    }
}

#[tokio::test]
async fn s9_a_bot_changes_a_channel_and_what_isnt_said_stays() {
    let story = with(Permissions::MANAGE_CHANNELS).await;
    let category = story.acme.category("inner");
    let mut socket = story.gateway(INTENTS).await;
    let path = format!("/channels/{}", story.support);
    let all = json!({ "name": "help", "topic": "ask", "nsfw": true, "position": 4, "parent_id": category });
    let (status, changed) = story.rest.patch(&path, all.clone()).await;
    assert_eq!(status, 200);
    for (key, value) in all.as_object().unwrap() {
        assert_eq!(&changed[key], value, "{key}");
    }
    assert_eq!(socket.until("CHANNEL_UPDATE").await, changed);
    let some = json!({ "topic": null, "parent_id": null, "type": 5 });
    let (_, changed) = story.rest.patch(&path, some).await;
    assert_eq!(
        (&changed["topic"], &changed["parent_id"], &changed["type"]),
        (&Value::Null, &Value::Null, &json!(5))
    );
    assert_eq!(
        (&changed["name"], &changed["nsfw"], &changed["position"]),
        (&json!("help"), &json!(true), &json!(4))
    );
}

#[tokio::test]
async fn s9_a_bot_orders_channels_and_hears_of_those_that_moved() {
    let story = with(Permissions::MANAGE_CHANNELS).await;
    let category = story.acme.category("inner");
    let everyone = story.acme.everyone();
    story
        .acme
        .overwrite(category, everyone, NONE, Permissions::SEND_MESSAGES);
    let (room, other) = (story.acme.text("room"), story.acme.text("other"));
    let position = story.shown(other).await["position"].clone();
    let mut socket = story.gateway(INTENTS).await;
    let order = json!([
        { "id": room, "position": 0, "parent_id": category, "lock_permissions": true },
        { "id": other, "position": position },
    ]);
    assert_eq!(story.rest.patch(&story.channels(), order).await.0, 204);
    let heard = socket.drain().await;
    assert_eq!(names(&heard), ["CHANNEL_UPDATE"]);
    let moved = &heard[0].1;
    assert_eq!(
        (&moved["id"], &moved["position"], &moved["parent_id"]),
        (&json!(room), &json!(0), &json!(category))
    );
    assert_eq!(moved["permission_overwrites"][0]["deny"], "2048");
    let unknown = json!([{ "id": "5", "position": 1 }]);
    let answer = story.rest.patch(&story.channels(), unknown).await;
    assert_eq!(code(answer), (404, 10003));
}

#[tokio::test]
async fn s9_a_bot_puts_and_deletes_overwrites_with_manage_roles() {
    let story = Story::new().await;
    let (support, ana) = (story.support, story.ana.id());
    let path = story.overwrite_of(support, ana);
    let form = json!({ "type": 1, "allow": "0", "deny": "2048" });
    let refused = story.rest.put(&path, form.clone()).await;
    assert_eq!(code(refused), (403, 50013));

    let story = with(Permissions::MANAGE_ROLES).await;
    let (support, ana) = (story.support, story.ana.id());
    let path = story.overwrite_of(support, ana);
    let speaks = || {
        let rights = story.sim.permissions(ana, support);
        rights.contains(Permissions::SEND_MESSAGES)
    };
    let mut socket = story.gateway(INTENTS).await;
    assert_eq!(story.rest.put(&path, form).await.0, 204);
    assert!(!speaks());
    let told = socket.until("CHANNEL_UPDATE").await;
    assert_eq!(
        told["permission_overwrites"],
        json!([{ "id": ana, "type": 1, "allow": "0", "deny": "2048" }])
    );
    assert_eq!(story.rest.delete(&path).await.0, 204);
    assert!(speaks());
    assert_eq!(code(story.rest.delete(&path).await), (404, 10009));
    let nobody = story.overwrite_of(support, 5);
    let form = json!({ "type": 0, "deny": "2048" });
    assert_eq!(code(story.rest.put(&nobody, form).await), (404, 10009));
}

#[tokio::test]
async fn s9_a_bot_allows_and_denies_only_what_it_may_do_itself() {
    let story = with(Permissions::MANAGE_ROLES | Permissions::MANAGE_CHANNELS).await;
    let (support, everyone) = (story.support, story.acme.everyone());
    let put = |allow: Permissions, deny: Permissions| {
        let (path, rest) = (story.overwrite_of(support, everyone), &story.rest);
        let form = json!({ "type": 0, "allow": allow, "deny": deny });
        async move { code(rest.put(&path, form).await) }
    };
    let (send, threads) = (Permissions::SEND_MESSAGES, Permissions::MANAGE_THREADS);
    let manage = Permissions::MANAGE_ROLES;
    assert_eq!(put(send, NONE).await, (204, 0));
    assert_eq!(put(send | threads, NONE).await, (403, 50013));
    assert_eq!(put(NONE, threads).await, (403, 50013));
    assert_eq!(put(manage, NONE).await, (403, 50013), "only administrators");
    story.acme.overwrite(support, everyone, threads, NONE);
    assert_eq!(
        put(threads | send, NONE).await,
        (204, 0),
        "what was there may stay"
    );
    let list = json!({ "permission_overwrites": [{ "id": everyone, "type": 0, "deny": threads }] });
    let path = format!("/channels/{support}");
    assert_eq!(
        code(story.rest.patch(&path, list.clone()).await),
        (403, 50013)
    );
    story.acme.bot_permissions(Permissions::ADMINISTRATOR);
    assert_eq!(story.rest.patch(&path, list).await.0, 200);
    assert_eq!(put(manage, NONE).await, (204, 0));
}

#[tokio::test]
async fn s9_without_access_there_is_no_channel_to_change() {
    let story = with(Permissions::MANAGE_CHANNELS | Permissions::MANAGE_ROLES).await;
    let hidden = story
        .acme
        .private_text("board", &[Target::from(&story.ana)]);
    let path = format!("/channels/{hidden}");
    let form = json!({ "type": 0, "deny": "0" });
    let overwrite = story.overwrite_of(hidden, story.acme.everyone());
    for answer in [
        story.rest.patch(&path, json!({ "name": "x" })).await,
        story.rest.delete(&path).await,
        story.rest.put(&overwrite, form).await,
    ] {
        assert_eq!(code(answer), (403, 50001));
    }
}
