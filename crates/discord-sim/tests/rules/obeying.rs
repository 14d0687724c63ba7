//! §2: what a 429 shuts, and who doesn't obey it.

use std::time::Duration;

use discord_sim::{Fault, FindingKind, Scope};
use serde_json::json;

use crate::client::{Rest, Story};

const CREATE: (&str, &str) = ("POST", "/channels/*/messages");

const fn too_many(millis: u64, scope: Scope) -> Fault {
    Fault::TooMany {
        retry_after: Duration::from_millis(millis),
        scope,
    }
}

/// After so many milliseconds a client has taken in what it was answered.
const TAKEN_IN: u64 = 60;

async fn pause(millis: u64) {
    tokio::time::sleep(Duration::from_millis(millis)).await;
}

#[tokio::test]
async fn s2_what_a_429_shut_stays_shut_until_its_time() {
    for scope in [Scope::User, Scope::Shared] {
        let story = Story::new().await;
        let elsewhere = story.acme.text("elsewhere");
        let elsewhere = format!("/channels/{elsewhere}/messages");
        story.sim.faults().next(CREATE, too_many(1000, scope));
        let hi = json!({ "content": "hi" });
        assert_eq!(story.say(hi.clone()).await.0, 429);
        assert_eq!(story.sim.findings(), [], "it couldn't know");
        pause(TAKEN_IN).await;
        let (status, told) = story.say(hi.clone()).await;
        assert_eq!((status, &told["global"]), (429, &json!(false)));
        assert!(told["retry_after"].as_f64().unwrap() <= 1.0);
        let findings = story.sim.take_findings();
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].kind, FindingKind::TooFast);
        assert_eq!(story.rest.post(&elsewhere, hi.clone()).await.0, 200);
        pause(1000).await;
        assert_eq!(story.say(hi).await.0, 200);
        assert_eq!(story.sim.findings(), []);
        assert_eq!(story.sim.messages(story.support).len(), 1);
    }
}

#[tokio::test]
async fn s2_a_second_429_does_not_hide_that_the_first_was_not_obeyed() {
    let story = Story::new().await;
    let faults = story.sim.faults();
    faults.times(2, CREATE, too_many(5_000, Scope::User));
    assert_eq!(story.say(json!({ "content": "hi" })).await.0, 429);
    pause(TAKEN_IN).await;
    assert_eq!(story.say(json!({ "content": "hi" })).await.0, 429);
    assert_eq!(story.sim.take_findings().len(), 1);
    faults.clear();
    assert_eq!(story.say(json!({ "content": "hi" })).await.0, 200);
}

#[tokio::test]
async fn s2_a_global_429_shuts_all_but_interactions() {
    let story = Story::new().await;
    let fault = too_many(5_000, Scope::Global);
    story.sim.faults().next(CREATE, fault);
    assert_eq!(story.say(json!({ "content": "hi" })).await.0, 429);
    pause(TAKEN_IN).await;
    let (status, told) = story.rest.get("/users/@me").await;
    assert_eq!((status, &told["global"]), (429, &json!(true)));
    assert_eq!(story.sim.take_findings().len(), 1);
    let hi = json!({ "content": "hi" });
    assert_eq!(story.rest.post("/webhooks/1/x", hi).await.0, 404);
    assert_eq!(story.sim.findings(), []);
}

#[tokio::test]
async fn s2_what_was_on_its_way_is_not_held_against_the_client() {
    let story = Story::new().await;
    let fault = too_many(5_000, Scope::User);
    story.sim.faults().next(CREATE, fault);
    let path = format!("/channels/{}/messages", story.support);
    let hi = json!({ "content": "hi" });
    // Over connections of their own, as requests at the same time go.
    for _ in 0..3 {
        let apart = Rest::new(&story.sim);
        assert_eq!(apart.post(&path, hi.clone()).await.0, 429);
    }
    assert_eq!(story.sim.findings(), []);
    pause(300).await;
    let apart = Rest::new(&story.sim);
    assert_eq!(apart.post(&path, hi).await.0, 429);
    assert_eq!(story.sim.findings().len(), 1, "by now it was told");
}
