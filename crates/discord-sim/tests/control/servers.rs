//! Servers, roles, channels and members, worked by an admin's hand.

use serde_json::{Value, json};

use crate::client::Control;

#[tokio::test]
async fn a_server_is_made_with_all_that_is_in_it() {
    let control = Control::new().await;
    let plan = json!({
        "name": "Beta", "owner": "ben", "everyone": ["VIEW_CHANNEL"], "bot_permissions": ["VIEW_CHANNEL", "SEND_MESSAGES"],
        "roles": [{ "name": "staff", "permissions": ["MANAGE_MESSAGES"] }],
        "channels": [
            { "name": "talk", "category": "Team" },
            { "name": "Team", "kind": "category", "overwrites": [{ "role": "@everyone", "deny": ["VIEW_CHANNEL"] }, { "person": "bot", "allow": ["VIEW_CHANNEL"] }] },
        ],
        "members": [{ "person": "eve", "roles": ["staff"], "nick": "E" }],
    });
    control.post("/guilds", plan.clone()).await;
    let beta = control.get("/guilds/Beta").await;
    assert_eq!(beta["member_count"], 3);
    let talk = control.get("/channel?channel=Beta/talk").await;
    let team = control.get("/channel?channel=Beta/Team").await;
    assert_eq!(talk["parent_id"], team["id"]);
    assert_eq!(talk["permission_overwrites"], team["permission_overwrites"]);
    let hers = control
        .get("/permissions?person=eve&channel=Beta/talk")
        .await;
    assert_eq!(hers["permissions"], json!([]));
    assert_eq!(control.refused("/guilds", plan).await, "impossible_plan");
}

#[tokio::test]
async fn roles_are_made_given_changed_and_taken() {
    let control = Control::new().await;
    let role = control
        .post("/guilds/Acme/roles", json!({ "name": "staff" }))
        .await;
    assert_eq!(role["mentionable"], false);
    let of_eve = json!({ "person": "eve", "role": "staff" });
    assert_eq!(
        control
            .refused("/guilds/Acme/give_role", of_eve.clone())
            .await,
        "no_member"
    );
    control
        .post("/guilds/Acme/members", json!({ "person": "eve" }))
        .await;
    assert_eq!(
        control.post("/guilds/Acme/give_role", of_eve.clone()).await["roles"],
        json!([role["id"]])
    );
    let edit = json!({ "role": "staff", "permissions": ["MANAGE_MESSAGES"], "mentionable": true });
    assert_eq!(
        control.post("/guilds/Acme/edit_role", edit).await["mentionable"],
        true
    );
    assert_eq!(
        control.post("/guilds/Acme/take_role", of_eve).await["roles"],
        json!([])
    );
    control
        .post("/guilds/Acme/delete_role", json!({ "role": "staff" }))
        .await;
    assert_eq!(
        control
            .refused("/guilds/Acme/delete_role", json!({ "role": "staff" }))
            .await,
        "unknown_role"
    );
    assert_eq!(
        control
            .refused("/guilds/Acme/delete_role", json!({ "role": "@everyone" }))
            .await,
        "everyone_stays"
    );
}

#[tokio::test]
async fn members_are_pending_guests_and_timed_out() {
    let control = Control::new().await;
    let eve = json!({ "person": "eve" });
    assert_eq!(
        control
            .post("/guilds/Acme/add_pending_member", eve.clone())
            .await["pending"],
        true
    );
    assert_eq!(
        control
            .refused("/guilds/Acme/add_pending_member", eve.clone())
            .await,
        "member_already"
    );
    let hello = json!({ "channel": "Acme/support", "content": "hello" });
    assert_eq!(
        control.refused("/people/eve/post", hello.clone()).await,
        "refused"
    );
    control
        .post("/guilds/Acme/pass_screening", eve.clone())
        .await;
    control.post("/people/eve/post", hello.clone()).await;
    control
        .post(
            "/guilds/Acme/time_out",
            json!({ "person": "eve", "until": "2026-03-03T00:00:00Z" }),
        )
        .await;
    assert_eq!(
        control.refused("/people/eve/post", hello.clone()).await,
        "refused"
    );
    control.post("/guilds/Acme/end_time_out", eve.clone()).await;
    control.post("/people/eve/post", hello).await;
    control.post("/guilds/Acme/ban", eve.clone()).await;
    let acme = json!({ "guild": "Acme" });
    let refused = control.refused("/people/eve/join", acme.clone()).await;
    assert_eq!(refused, "refused");
    control.post("/guilds/Acme/unban", eve.clone()).await;
    control.post("/people/eve/join", acme).await;
    control.post("/guilds/Acme/kick", eve).await;
    control
        .post(
            "/guilds/Acme/channels",
            json!({ "name": "lounge", "kind": "voice" }),
        )
        .await;
    control
        .post(
            "/guilds/Acme/add_guest",
            json!({ "person": "eve", "channel": "lounge" }),
        )
        .await;
}

#[tokio::test]
async fn a_channel_is_slowed_and_kept_from_who_has_not_opted_in() {
    let control = Control::new().await;
    let slow = json!({ "channel": "support", "seconds": 60 });
    assert_eq!(
        control.post("/guilds/Acme/slowmode", slow).await["rate_limit_per_user"],
        60
    );
    let hello = json!({ "channel": "Acme/support", "content": "hello" });
    control.post("/people/ben/post", hello.clone()).await;
    assert_eq!(control.refused("/people/ben/post", hello).await, "refused");
    assert_eq!(
        control
            .post("/guilds/Acme/age_restrict", json!({ "channel": "support" }))
            .await["nsfw"],
        true
    );
    control
        .post(
            "/guilds/Acme/mark_as_spoiler",
            json!({ "channel": "ideas" }),
        )
        .await;
    control
        .post("/people/ben/opt_in", json!({ "channel": "Acme/support" }))
        .await;
    let quiet = json!({ "channel": "Acme/support", "settings": { "level": "nothing" } });
    control
        .post("/people/ben/channel_notification_settings", quiet)
        .await;
    assert_eq!(control.get("/people/ben/dm_bodies").await, json!([]));
}

#[tokio::test]
async fn channels_are_made_hidden_renamed_and_deleted() {
    let control = Control::new().await;
    control
        .post(
            "/guilds/Acme/channels",
            json!({ "name": "ops", "topic": "fires" }),
        )
        .await;
    let hide = json!({ "channel": "ops", "role": "@everyone", "deny": ["VIEW_CHANNEL"] });
    control.post("/guilds/Acme/overwrite", hide).await;
    let hello = json!({ "channel": "Acme/ops", "content": "hello" });
    assert_eq!(control.refused("/people/ben/post", hello).await, "refused");
    control
        .post(
            "/guilds/Acme/rename_channel",
            json!({ "channel": "Acme/ops", "name": "fires" }),
        )
        .await;
    control
        .post(
            "/guilds/Acme/set_topic",
            json!({ "channel": "fires", "topic": "none" }),
        )
        .await;
    assert_eq!(
        control.get("/channel?channel=Acme/fires").await["topic"],
        "none"
    );
    control
        .post("/guilds/Acme/delete_channel", json!({ "channel": "fires" }))
        .await;
    assert_eq!(
        control
            .refused("/guilds/Acme/delete_channel", json!({ "channel": "fires" }))
            .await,
        "unknown_channel"
    );
}

#[tokio::test]
async fn the_bot_leaves_and_is_invited_again() {
    let control = Control::new().await;
    control.post("/guilds/Acme/remove_bot", json!({})).await;
    assert_eq!(
        control.refused("/guilds/Acme/remove_bot", json!({})).await,
        "no_member"
    );
    assert_eq!(
        control
            .refused("/guilds/Acme/bot_permissions", json!({ "permissions": [] }))
            .await,
        "no_member"
    );
    control.post("/guilds/Acme/invite_bot", json!({})).await;
    assert_eq!(
        control.refused("/guilds/Acme/invite_bot", json!({})).await,
        "member_already"
    );
    control.post("/guilds/Acme/begin_outage", json!({})).await;
    assert_eq!(
        control.get("/world").await["guilds"][0]["unavailable"],
        true
    );
    control.post("/guilds/Acme/end_outage", json!({})).await;
    control
        .post("/guilds/Acme/rename", json!({ "name": "Acme 2" }))
        .await;
    control
        .post("/guilds/Acme%202/set_owner", json!({ "person": "ben" }))
        .await;
    let until = json!({ "person": "ben", "until": "2026-03-02T10:00:00Z" });
    control.post("/guilds/Acme%202/time_out", until).await;
    let nick = json!({ "person": "ben", "nick": "B" });
    assert_eq!(
        control.post("/guilds/Acme%202/nickname", nick).await["nick"],
        "B"
    );
}

#[tokio::test]
async fn messages_are_deleted_in_bulk() {
    let control = Control::new().await;
    let mut said = Vec::new();
    for text in ["one", "two", "three"] {
        let post = json!({ "channel": "Acme/support", "content": text });
        said.push(control.post("/people/ana/post", post).await["id"].clone());
    }
    let bulk = |messages: &[Value]| json!({ "channel": "support", "messages": messages });
    control
        .post("/guilds/Acme/delete_in_bulk", bulk(&said[..2]))
        .await;
    let left = control.get("/messages?channel=Acme/support").await;
    assert_eq!(
        (left.as_array().unwrap().len(), &left[0]["content"]),
        (1, &json!("three"))
    );
    control
        .post("/clock/advance", json!({ "seconds": 15 * 86_400 }))
        .await;
    let code = control
        .refused("/guilds/Acme/delete_in_bulk", bulk(&said[1..]))
        .await;
    assert_eq!(code, "too_old");
}

#[tokio::test]
async fn a_locked_thread_is_unarchived() {
    let control = Control::new().await;
    let start = json!({ "channel": "Acme/support", "name": "Tea" });
    let thread = control.post("/people/ben/start_thread", start).await;
    let of_thread = json!({ "thread": thread["id"] });
    let locked = control.post("/guilds/Acme/lock", of_thread.clone()).await;
    assert_eq!(locked["thread_metadata"]["archived"], true);
    let open = control.post("/guilds/Acme/unarchive", of_thread).await;
    let state = &open["thread_metadata"];
    assert_eq!(
        (&state["archived"], &state["locked"]),
        (&json!(false), &json!(true))
    );
}
