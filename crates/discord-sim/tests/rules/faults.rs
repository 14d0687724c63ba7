//! Scripted faults.

use std::time::{Duration, Instant};

use discord_sim::{Fault, Scope};
use serde_json::json;

use crate::client::Story;

const CREATE: (&str, &str) = ("POST", "/channels/*/messages");

#[tokio::test]
async fn faults_strike_as_scripted() {
    let story = Story::new().await;
    let faults = story.sim.faults();
    faults.next(
        CREATE,
        Fault::Status(503, json!({ "message": "down", "code": 0 })),
    );
    faults.next(
        CREATE,
        Fault::TooMany {
            retry_after: Duration::from_secs(2),
            scope: Scope::Shared,
        },
    );
    assert_eq!(story.say(json!({ "content": "one" })).await.0, 503);
    let (status, body) = story.say(json!({ "content": "two" })).await;
    assert_eq!((status, &body["retry_after"]), (429, &json!(2.0)));
    assert_eq!(story.sim.messages(story.support), []);

    let path = format!("/channels/{}/messages", story.support);
    faults.next(CREATE, Fault::AppliedButNoAnswer);
    assert!(
        story
            .rest
            .send("POST", &path, Some(json!({ "content": "applied" })))
            .await
            .is_err()
    );
    assert_eq!(story.sim.messages(story.support).len(), 1);
    faults.next(CREATE, Fault::RefuseConnection);
    assert!(
        story
            .rest
            .send("POST", &path, Some(json!({ "content": "refused" })))
            .await
            .is_err()
    );
    assert_eq!(story.sim.messages(story.support).len(), 1);
    faults.next(CREATE, Fault::AppliedTwice);
    let body = json!({ "content": "twice", "nonce": "n", "enforce_nonce": true });
    assert_eq!(story.say(body).await.0, 200);
    assert_eq!(story.sim.messages(story.support).len(), 3);
    faults.next(CREATE, Fault::Delay(Duration::from_millis(50)));
    let before = Instant::now();
    story.say(json!({ "content": "late" })).await;
    assert!(before.elapsed() >= Duration::from_millis(50));
    faults.always(CREATE, Fault::RefuseConnection);
    faults.clear();
    assert_eq!(story.say(json!({ "content": "fine" })).await.0, 200);
    assert_eq!(faults.hits(), 6);
}
