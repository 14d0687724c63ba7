//! §9: who may do what.

use chrono::TimeDelta;
use discord_sim::Permissions;
use serde_json::json;

use crate::client::{INTENTS, Story, names};

const NONE: Permissions = Permissions::NONE;

#[tokio::test]
async fn s9_overwrites_apply_in_order_everyone_roles_member() {
    let story = Story::new().await;
    let (send, view) = (Permissions::SEND_MESSAGES, Permissions::VIEW_CHANNEL);
    let first = story.acme.role("first", NONE);
    let second = story.acme.role("second", NONE);
    story.acme.give_role(&story.ana, first);
    story.acme.give_role(&story.ana, second);
    let may = |right| {
        story
            .acme
            .permissions_in(story.ana.id(), story.support)
            .contains(right)
    };
    story
        .acme
        .overwrite(story.support, story.acme.everyone(), NONE, send);
    assert!(!may(send));
    story.acme.overwrite(story.support, first, send, NONE);
    assert!(may(send));
    story.acme.overwrite(story.support, second, NONE, send);
    assert!(may(send), "an allowing role beats a denying one");
    story.acme.overwrite(story.support, &story.ana, NONE, send);
    assert!(!may(send));
    assert!(
        may(view) && !may(Permissions::ATTACH_FILES) && !may(Permissions::MENTION_EVERYONE),
        "not speaking implies these"
    );
    story.acme.overwrite(story.support, &story.ana, NONE, view);
    assert_eq!(
        story.acme.permissions_in(story.ana.id(), story.support),
        NONE,
        "not seeing implies everything"
    );
    story.acme.set_owner(&story.ana);
    assert_eq!(
        story.acme.permissions_in(story.ana.id(), story.support),
        Permissions::ALL
    );
}

#[tokio::test]
async fn s9_administrators_ignore_overwrites_voice_needs_connect_timeouts_leave_reading() {
    let story = Story::new().await;
    let admin = story.acme.role("admin", Permissions::ADMINISTRATOR);
    let voice = story.acme.voice("talk");
    let rights = |channel| story.acme.permissions_in(story.ana.id(), channel);
    story
        .acme
        .overwrite(voice, story.acme.everyone(), NONE, Permissions::CONNECT);
    assert_eq!(rights(voice), NONE);
    story
        .acme
        .time_out(&story.ana, story.sim.clock().now() + TimeDelta::hours(1));
    assert_eq!(
        rights(story.support),
        Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY
    );
    assert!(story.ana.post(story.support, "hush").is_err());
    story.acme.give_role(&story.ana, admin);
    assert_eq!(
        (rights(voice), rights(story.support)),
        (Permissions::ALL, Permissions::ALL)
    );
    story.acme.take_role(&story.ana, admin);
    story.sim.clock().advance(TimeDelta::hours(2));
    assert!(story.ana.post(story.support, "back").is_ok());
}

#[tokio::test]
async fn s9_the_bot_gets_50001_where_it_sees_nothing_and_50013_where_it_may_not() {
    let story = Story::new().await;
    let hidden = story.acme.private_text("board", &[(&story.ana).into()]);
    let path = |channel| format!("/channels/{channel}/messages");
    assert_eq!(
        story
            .rest
            .post(&path(hidden), json!({ "content": "x" }))
            .await
            .1["code"],
        50001
    );
    assert_eq!(
        story.rest.get(&format!("/channels/{hidden}")).await.1["code"],
        50001
    );
    story.acme.overwrite(
        story.support,
        story.acme.bot_role(),
        NONE,
        Permissions::SEND_MESSAGES,
    );
    assert_eq!(story.say(json!({ "content": "x" })).await.1["code"], 50013);
    story.acme.overwrite(
        story.support,
        story.acme.bot_role(),
        NONE,
        Permissions::EMBED_LINKS,
    );
    assert_eq!(
        story.say(json!({ "embeds": [{ "title": "x" }] })).await.1["code"],
        50013
    );
    assert_eq!(story.rest.get("/channels/5").await.1["code"], 10003);
    assert!(story.ana.post(hidden, "ours").is_ok() && story.ben.post(hidden, "mine?").is_err());
    assert_eq!(
        story.sim.findings(),
        [],
        "the world's state is no mistake of the bot"
    );
}

#[tokio::test]
async fn s9_messages_of_a_channel_that_the_bot_cant_see_are_no_events() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let hidden = story.acme.private_text("board", &[(&story.ana).into()]);
    story.ana.post(hidden, "ours").unwrap();
    assert_eq!(
        names(&socket.drain().await),
        ["CHANNEL_CREATE"],
        "the channel itself is known"
    );
    story.acme.overwrite(
        hidden,
        story.acme.bot_role(),
        Permissions::VIEW_CHANNEL,
        NONE,
    );
    story.ana.post(hidden, "hello bot").unwrap();
    assert_eq!(
        names(&socket.drain().await),
        ["CHANNEL_UPDATE", "THREAD_LIST_SYNC", "MESSAGE_CREATE"]
    );
}

#[tokio::test]
async fn s9_a_category_is_copied_when_the_channel_is_made_not_inherited() {
    let story = Story::new().await;
    let category = story.acme.category("inner");
    story.acme.overwrite(
        category,
        story.acme.everyone(),
        NONE,
        Permissions::VIEW_CHANNEL,
    );
    let channel = story.acme.text_in(category, "room");
    assert!(!story.ana.reads(channel));
    story
        .acme
        .overwrite(category, story.acme.everyone(), NONE, NONE);
    assert!(!story.ana.reads(channel), "only its own overwrites count");
}
