//! §9: what a bot may change about members: nicknames, time-outs, kicks and bans, of those below it.

use chrono::TimeDelta;
use discord_sim::{Permissions, Person, Simulator};
use serde_json::{Value, json};

use crate::client::{INTENTS, Story, names};

/// GUILD_MEMBERS and GUILD_MODERATION.
const MODERATING: u64 = 1 << 1 | 1 << 2;

async fn with(rights: Permissions) -> Story {
    let sim = Simulator::builder().with_guild_members();
    let story = Story::of(sim.start().await.unwrap());
    let rights = Permissions::bot_by_default() | rights;
    story.acme.bot_permissions(rights);
    story
}

impl Story {
    fn at_member(&self, person: &Person) -> String {
        format!("/guilds/{}/members/{}", self.acme.id(), person.id())
    }

    fn at_ban(&self, person: &Person) -> String {
        format!("/guilds/{}/bans/{}", self.acme.id(), person.id())
    }

    /// Ana stands above the bot now.
    fn raise_ana(&self) {
        let boss = self.acme.role("boss", Permissions::NONE);
        self.acme.move_role(boss, 9);
        self.acme.give_role(&self.ana, boss);
    }
}

fn code((status, body): (u16, Value)) -> (u16, u64) {
    (status, body["code"].as_u64().unwrap_or(0))
}

#[tokio::test]
async fn s9_a_bot_gives_nicknames_to_itself_and_to_those_below() {
    let story = with(Permissions::NONE).await;
    let me = format!("/guilds/{}/members/@me", story.acme.id());
    let nick = json!({ "nick": "A" });
    let ana = story.at_member(&story.ana);
    for path in [&me, &ana] {
        let answer = story.rest.patch(path, nick.clone()).await;
        let own = *path == me;
        let expected = if own { (200, 0) } else { (403, 50013) };
        assert_eq!(code(answer), expected, "@everyone may change their own");
    }
    story.acme.bot_permissions(Permissions::MANAGE_NICKNAMES);
    let mut socket = story.gateway(INTENTS | MODERATING).await;
    let (_, named) = story.rest.patch(&ana, nick.clone()).await;
    assert_eq!(named["nick"], "A");
    assert_eq!(socket.until("GUILD_MEMBER_UPDATE").await["nick"], "A");
    let (_, unnamed) = story.rest.patch(&ana, json!({ "nick": null })).await;
    assert_eq!(unnamed["nick"], Value::Null);
    story.raise_ana();
    assert_eq!(
        code(story.rest.patch(&ana, nick.clone()).await),
        (403, 50013)
    );
    story.acme.set_owner(&story.ben);
    let owner = story.at_member(&story.ben);
    assert_eq!(code(story.rest.patch(&owner, nick).await), (403, 50013));
}

#[tokio::test]
async fn s9_a_bot_times_out_those_below_it_but_no_administrator() {
    let story = with(Permissions::NONE).await;
    let until = |span: TimeDelta| {
        let at = story.sim.clock().now() + span;
        json!({ "communication_disabled_until": at.to_rfc3339() })
    };
    let (hour, ana) = (until(TimeDelta::hours(1)), story.at_member(&story.ana));
    assert_eq!(
        code(story.rest.patch(&ana, hour.clone()).await),
        (403, 50013)
    );
    let rights = Permissions::bot_by_default() | Permissions::MODERATE_MEMBERS;
    story.acme.bot_permissions(rights);
    assert_eq!(story.rest.patch(&ana, hour.clone()).await.0, 200);
    assert!(story.ana.post(story.support, "hush").is_err());
    let ended = json!({ "communication_disabled_until": null });
    story.rest.patch(&ana, ended).await;
    assert!(story.ana.post(story.support, "back").is_ok());
    let admin = story.acme.role("admin", Permissions::ADMINISTRATOR);
    story.acme.give_role(&story.ana, admin);
    assert_eq!(code(story.rest.patch(&ana, hour).await), (403, 50013));
}

#[tokio::test]
async fn s9_a_time_out_lasts_28_days_at_most() {
    let sim = Simulator::builder().no_wire_log().start().await.unwrap();
    let story = Story::of(sim);
    story.acme.bot_permissions(Permissions::MODERATE_MEMBERS);
    for (days, status) in [(28, 200), (29, 400)] {
        let at = story.sim.clock().now() + TimeDelta::days(days);
        let body = json!({ "communication_disabled_until": at.to_rfc3339() });
        let answer = story.rest.patch(&story.at_member(&story.ana), body).await;
        assert_eq!(answer.0, status, "{days} days");
    }
}

#[tokio::test]
async fn s9_a_bot_that_is_timed_out_only_reads() {
    let story = with(Permissions::MANAGE_ROLES).await;
    let roles = format!("/guilds/{}/roles", story.acme.id());
    let until = story.sim.clock().now() + TimeDelta::hours(1);
    story.acme.time_out(story.sim.bot_id(), until);
    assert_eq!(
        code(story.say(json!({ "content": "x" })).await),
        (403, 50013)
    );
    assert_eq!(code(story.rest.post(&roles, json!({})).await), (403, 50013));
    let messages = format!("/channels/{}/messages", story.support);
    assert_eq!(story.rest.get(&messages).await.0, 200);
}

#[tokio::test]
async fn s9_a_bot_kicks_those_below_it() {
    let story = with(Permissions::NONE).await;
    let (ana, ben) = (story.at_member(&story.ana), story.at_member(&story.ben));
    assert_eq!(code(story.rest.delete(&ben).await), (403, 50013));
    story.acme.bot_permissions(Permissions::KICK_MEMBERS);
    let mut socket = story.gateway(INTENTS | MODERATING).await;
    assert_eq!(story.rest.delete(&ben).await.0, 204);
    let gone = socket.until("GUILD_MEMBER_REMOVE").await;
    assert_eq!(gone["user"]["id"], story.ben.id().to_string());
    assert!(!story.acme.has_member(story.ben.id()));
    assert_eq!(code(story.rest.delete(&ben).await), (404, 10007));
    story.raise_ana();
    assert_eq!(code(story.rest.delete(&ana).await), (403, 50013));
    assert!(story.ben.join(&story.acme).is_ok(), "a kick is no ban");
}

#[tokio::test]
async fn s9_a_bot_bans_and_unbans() {
    let story = with(Permissions::NONE).await;
    let ban = story.at_ban(&story.ben);
    assert_eq!(code(story.rest.put(&ban, json!({})).await), (403, 50013));
    story.acme.bot_permissions(Permissions::BAN_MEMBERS);
    assert_eq!(code(story.rest.get(&ban).await), (404, 10026));
    assert_eq!(story.rest.put(&ban, json!({})).await.0, 204);
    assert!(!story.acme.has_member(story.ben.id()));
    let refused = story.ben.join(&story.acme).unwrap_err();
    assert!(refused.to_string().contains("(40007"), "{refused}");
    let (_, one) = story.rest.get(&ban).await;
    let list = format!("/guilds/{}/bans", story.acme.id());
    assert_eq!(story.rest.get(&list).await.1, json!([one]));
    assert_eq!(one["user"]["id"], story.ben.id().to_string());
    assert_eq!(story.rest.delete(&ban).await.0, 204);
    assert!(story.ben.join(&story.acme).is_ok());
    let owner = story.acme.owner();
    let path = format!("/guilds/{}/bans/{owner}", story.acme.id());
    assert_eq!(code(story.rest.put(&path, json!({})).await), (403, 50013));
    let (stranger, both) = (story.sim.person("stranger"), Permissions::MANAGE_GUILD);
    story.acme.bot_permissions(Permissions::BAN_MEMBERS | both);
    let many = json!({ "user_ids": [stranger.id(), owner] });
    let bulk = format!("/guilds/{}/bulk-ban", story.acme.id());
    let (_, done) = story.rest.post(&bulk, many.clone()).await;
    assert_eq!(
        (&done["banned_users"], &done["failed_users"]),
        (&json!([stranger.id()]), &json!([owner]))
    );
    assert_eq!(code(story.rest.post(&bulk, many).await), (400, 500_000));
}

#[tokio::test]
async fn s1_1_bans_are_heard_with_guild_moderation_and_view_audit_log() {
    let story = with(Permissions::NONE).await;
    let mut deaf = story.gateway(INTENTS | 1 << 1).await;
    let mut socket = story.gateway(INTENTS | MODERATING).await;
    story.acme.ban(&story.ana);
    assert_eq!(
        names(&socket.drain().await),
        ["GUILD_MEMBER_REMOVE"],
        "without the right"
    );
    story.acme.bot_permissions(Permissions::VIEW_AUDIT_LOG);
    story.acme.ban(&story.ben);
    story.acme.unban(&story.ben);
    assert_eq!(
        names(&socket.drain().await),
        [
            "GUILD_ROLE_UPDATE",
            "GUILD_BAN_ADD",
            "GUILD_MEMBER_REMOVE",
            "GUILD_BAN_REMOVE"
        ]
    );
    assert_eq!(
        names(&deaf.drain().await),
        [
            "GUILD_MEMBER_REMOVE",
            "GUILD_ROLE_UPDATE",
            "GUILD_MEMBER_REMOVE"
        ],
        "without the intent"
    );
}
