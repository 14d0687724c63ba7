//! Who has a reason to be told of a message: whose mention counts, who is there, who can see it.

use discord_sim::{ChannelSettings, Level, Permissions, Reason, Settings};
use serde_json::{Value, json};

use crate::client::{Said, Story, Team, Told, badge, level, push};

#[tokio::test]
async fn a_role_and_everyone_count_only_from_who_may_mention_them() {
    let team = Team::new().await;
    let Story { acme, ana, .. } = &team.story;
    let loud = acme.role("loud", Permissions::MENTION_EVERYONE);
    let quiet = Permissions::everyone_by_default() - Permissions::MENTION_EVERYONE;
    acme.role_permissions(acme.everyone(), quiet);
    let holds = |role: Told, everyone: Told| {
        assert_eq!(team.told(Said::Role), role);
        assert_eq!(team.told(Said::Everyone), everyone);
    };
    holds(push(Reason::Role), None);
    acme.make_unmentionable(team.crew);
    holds(None, None);
    acme.give_role(ana, loud);
    holds(push(Reason::Role), push(Reason::Everyone));
}

#[tokio::test]
async fn the_bots_allowed_mentions_decide_who_is_told() {
    let team = Team::new().await;
    let (ben, crew) = (team.story.ben.id(), team.crew);
    let content = format!("<@{ben}> <@&{crew}>");
    let table = [
        (Value::Null, push(Reason::Mention)),
        (json!({ "parse": [] }), None),
        (json!({ "parse": ["roles"] }), push(Reason::Role)),
        (json!({ "parse": [], "roles": [crew] }), push(Reason::Role)),
        (
            json!({ "parse": [], "users": [ben] }),
            push(Reason::Mention),
        ),
        (json!({ "parse": [], "users": [team.story.ana.id()] }), None),
    ];
    for (allowed, expected) in table {
        let body = json!({ "content": content, "allowed_mentions": allowed });
        assert_eq!(team.story.say(body).await.0, 200);
        assert_eq!(team.of_ben(), expected, "{allowed}");
    }
    let reply = json!({ "message_id": team.asked });
    for (allowed, expected) in [
        (Value::Null, push(Reason::Reply)),
        (json!({ "parse": [], "replied_user": false }), None),
    ] {
        let body =
            json!({ "content": "x", "message_reference": reply, "allowed_mentions": allowed });
        assert_eq!(team.story.say(body).await.0, 200);
        assert_eq!(team.of_ben(), expected, "{allowed}");
    }
}

#[tokio::test]
async fn nobody_is_told_of_what_they_cant_see() {
    let team = Team::new().await;
    let Story { acme, ana, ben, .. } = &team.story;
    team.set(level(Level::All));
    let hidden = acme.private_text("board", &[ana.into()]);
    let everything = format!("{} <@&{}> @everyone", ben.mention(), team.crew);
    assert_eq!(team.told_of(hidden, &everything), None);
    acme.overwrite(hidden, ben, Permissions::VIEW_CHANNEL, Permissions::NONE);
    assert_eq!(team.told_of(hidden, &everything), push(Reason::Mention));
    acme.kick(ben);
    assert_eq!(team.told_of(team.story.support, &everything), None);
    acme.add_member(ben);
    assert_eq!(
        team.told(Said::Plain),
        push(Reason::AllMessages),
        "the settings are there again"
    );
}

#[tokio::test]
async fn in_a_thread_its_members_are_told() {
    let team = Team::new().await;
    let Story { ana, ben, .. } = &team.story;
    team.set(level(Level::All));
    let thread = ana.open_thread(team.story.support, "aside").unwrap();
    team.of_ben();
    assert_eq!(team.told_of(thread, "hello"), None, "not joined yet");
    assert_eq!(team.told_of(thread, "@everyone"), None);
    assert_eq!(team.told_of(thread, &ben.mention()), push(Reason::Mention));
    assert_eq!(
        team.told_of(thread, "hello"),
        push(Reason::AllMessages),
        "the mention let Ben join"
    );
    assert_eq!(team.told_of(thread, "@everyone"), push(Reason::Everyone));
    let quiet = ChannelSettings {
        level: Some(Level::Nothing),
        muted: false,
    };
    ben.channel_notification_settings(team.story.support, quiet);
    assert_eq!(
        team.told_of(thread, &ben.mention()),
        badge(Reason::Mention),
        "the channel's settings hold for its threads"
    );
}

#[tokio::test]
async fn nobody_is_told_of_their_own_message_and_no_bot_of_any() {
    let team = Team::new().await;
    let Story { sim, ana, ben, .. } = &team.story;
    team.set(level(Level::All));
    let (own, bot) = (ben.mention(), sim.bot_id());
    ben.post(team.story.support, &format!("{own} @everyone"))
        .unwrap();
    assert_eq!(team.of_ben(), None);
    ana.post(team.story.support, &format!("<@{bot}>")).unwrap();
    assert_eq!(sim.notifications_of(bot), []);
}

#[tokio::test]
async fn a_mention_in_code_or_by_an_edit_tells_nobody() {
    let team = Team::new().await;
    let Story { ana, ben, .. } = &team.story;
    let support = team.story.support;
    assert_eq!(team.told_of(support, &format!("`{}`", ben.mention())), None);
    let posted = ana.post(support, "hello").unwrap();
    ana.edit(support, posted, &ben.mention()).unwrap();
    assert_eq!(team.of_ben(), None);
}

#[tokio::test]
async fn a_dm_is_a_push_whatever_is_set_for_servers_and_a_badge_if_silent() {
    let team = Team::new().await;
    let Story { ben, rest, .. } = &team.story;
    let path = format!("/channels/{}/messages", ben.open_dm());
    for of in [Level::All, Level::Mentions, Level::Nothing] {
        team.set(Settings {
            muted: true,
            ..level(of)
        });
        rest.post(&path, json!({ "content": "digest" })).await;
        assert_eq!(team.of_ben(), push(Reason::Dm));
    }
    let silent = json!({ "content": "digest", "flags": 1 << 12 });
    rest.post(&path, silent).await;
    assert_eq!(team.of_ben(), badge(Reason::Dm));
}
