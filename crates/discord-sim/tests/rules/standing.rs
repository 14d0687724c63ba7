//! §9: how a member stands: timed out, not through the screening, a guest, back again; and what is shown on request only.

use chrono::TimeDelta;
use discord_sim::{Permissions, Reason};
use serde_json::json;

use crate::client::Story;

const NONE: Permissions = Permissions::NONE;

impl Story {
    /// Discord's JSON of a member, as the bot asks for it.
    async fn member(&self, person: &discord_sim::Person) -> serde_json::Value {
        let path = format!("/guilds/{}/members/{}", self.acme.id(), person.id());
        self.rest.get(&path).await.1
    }
}

#[tokio::test]
async fn s9_a_time_out_ends_on_the_clock_or_early() {
    let story = Story::new().await;
    let read_only = Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
    let rights = || story.sim.permissions(story.ana.id(), story.support);
    let until = story.sim.clock().now() + TimeDelta::hours(1);
    story.acme.time_out(&story.ana, until);
    assert_eq!(rights(), read_only);
    let told = story.member(&story.ana).await;
    assert_eq!(
        told["communication_disabled_until"],
        "2026-03-02T09:00:00.000000+00:00"
    );
    story.sim.clock().advance(TimeDelta::minutes(59));
    assert!(story.ana.post(story.support, "hush").is_err());
    story.sim.clock().advance(TimeDelta::minutes(1));
    assert!(story.ana.post(story.support, "back").is_ok());

    story
        .acme
        .time_out(&story.ana, until + TimeDelta::hours(24));
    assert_eq!(rights(), read_only);
    story.acme.end_time_out(&story.ana);
    assert!(rights().contains(Permissions::SEND_MESSAGES));
}

#[tokio::test]
async fn s9_a_pending_member_sees_nothing_and_isnt_reached_until_screened() {
    let story = Story::new().await;
    let cem = story.sim.person("cem");
    story.acme.add_pending_member(&cem);
    assert_eq!(story.member(&cem).await["pending"], true);
    assert_eq!(story.sim.permissions(cem.id(), story.support), NONE);
    assert!(cem.post(story.support, "hello").is_err() && cem.dm("hello").is_err());
    story.ana.post(story.support, &cem.mention()).unwrap();
    assert_eq!(story.sim.notifications_of(cem.id()), []);

    story.acme.pass_screening(&cem);
    assert_eq!(story.member(&cem).await["pending"], false);
    assert!(cem.reads(story.support) && cem.dm("hello").is_ok());
    story.ana.post(story.support, &cem.mention()).unwrap();
    let notes = story.sim.notifications_of(cem.id());
    assert_eq!((notes.len(), notes[0].reason), (1, Reason::Mention));
}

#[tokio::test]
async fn s9_a_guest_is_let_into_the_invited_voice_channel_alone() {
    let story = Story::new().await;
    let (talk, other) = (story.acme.voice("talk"), story.acme.voice("other"));
    let cem = story.sim.person("cem");
    story.acme.add_guest(&cem, talk);
    assert_eq!(story.member(&cem).await["flags"], 1 << 4, "IS_GUEST");
    assert!(cem.reads(talk));
    assert!(!cem.reads(other) && !cem.reads(story.support));
    story.ana.post(story.support, &cem.mention()).unwrap();
    assert_eq!(story.sim.notifications_of(cem.id()), []);
}

#[tokio::test]
async fn s9_who_comes_back_has_no_roles_and_the_flag_did_rejoin() {
    let story = Story::new().await;
    let crew = story.acme.role("crew", NONE);
    story.acme.give_role(&story.ana, crew);
    story.acme.nickname(&story.ana, Some("Ana of Acme"));
    assert_eq!(story.member(&story.ana).await["flags"], 0);
    story.acme.kick(&story.ana);
    assert_eq!(story.member(&story.ana).await["code"], 10007);
    assert!(!story.ana.reads(story.support));
    story.acme.add_member(&story.ana);
    let back = story.member(&story.ana).await;
    assert_eq!(
        (&back["roles"], &back["nick"], &back["flags"]),
        (&json!([]), &json!(null), &json!(1))
    );
}

#[tokio::test]
async fn s9_age_restricted_and_spoiler_channels_are_shown_to_who_opted_in() {
    let story = Story::new().await;
    let spoilers = story.acme.text("spoilers");
    story.acme.age_restrict(story.support);
    story.acme.mark_as_spoiler(spoilers);
    let mut shown = Vec::new();
    for channel in [story.support, spoilers] {
        shown.push(story.rest.get(&format!("/channels/{channel}")).await.1);
        let posted = story.ana.post(channel, "look");
        let posted = posted.unwrap();
        assert!(!story.ben.reads(channel) && story.ben.sees(posted).is_none());
        assert!(
            story
                .sim
                .permissions(story.ben.id(), channel)
                .contains(Permissions::VIEW_CHANNEL),
            "it is the client that asks, not a permission"
        );
        story.ben.opt_in(channel);
        assert!(story.ben.reads(channel) && story.ben.sees(posted).is_some());
    }
    assert_eq!(
        (&shown[0]["nsfw"], &shown[0]["flags"]),
        (&json!(true), &json!(0))
    );
    assert_eq!(shown[1]["flags"], 1 << 21);
}
