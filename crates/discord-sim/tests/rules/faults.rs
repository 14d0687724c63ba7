//! Scripted faults and rate limits (§2).

use std::time::{Duration, Instant};

use discord_sim::{Bucket, Fault, FindingKind, Limits};
use serde_json::json;

use crate::client::Story;

const CREATE: (&str, &str) = ("POST", "/channels/*/messages");

#[tokio::test]
async fn s2_a_full_bucket_answers_429_with_headers() {
    let bucket = Bucket {
        requests: 2,
        per: Duration::from_secs(60),
    };
    let story = Story::with(Limits {
        messages_per_channel: Some(bucket),
        ..Limits::unlimited()
    })
    .await;
    let path = format!("/channels/{}/messages", story.support);
    let token = format!("Bot {}", story.sim.token());
    for (remaining, status) in [("1", 200), ("0", 200), ("0", 429)] {
        let answer = story
            .rest
            .raw("POST", &path, Some(&token), r#"{"content":"x"}"#)
            .await;
        let header = |name: &str| {
            answer
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(
            (
                answer.status().as_u16(),
                header("x-ratelimit-remaining").as_deref()
            ),
            (status, Some(remaining))
        );
        assert_eq!(header("x-ratelimit-limit").as_deref(), Some("2"));
        assert!(
            header("x-ratelimit-bucket").is_some() && header("x-ratelimit-reset-after").is_some()
        );
        assert_eq!(
            header("x-ratelimit-scope").as_deref(),
            (status == 429).then_some("user")
        );
        assert_eq!(header("retry-after").is_some(), status == 429);
        if status == 429 {
            let body: serde_json::Value =
                serde_json::from_str(&answer.text().await.unwrap()).unwrap();
            assert_eq!(body["global"], false);
            assert!(body["retry_after"].as_f64().unwrap() > 50.0);
        }
    }
    let other = story.acme.text("other");
    assert_eq!(
        story
            .rest
            .post(
                &format!("/channels/{other}/messages"),
                json!({ "content": "x" })
            )
            .await
            .0,
        200
    );
    assert_eq!(story.sim.findings()[0].kind, FindingKind::TooFast);
}

#[tokio::test]
async fn s2_the_global_limit_spares_interaction_routes() {
    let story = Story::with(Limits {
        global_per_second: Some(3),
        ..Limits::unlimited()
    })
    .await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(story.rest.get("/users/@me").await.0);
    }
    assert_eq!(statuses, [200, 200, 200, 429]);
    assert_eq!(
        story
            .rest
            .post("/interactions/1/x/callback", json!({ "type": 4 }))
            .await
            .0,
        404
    );
}

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
            scope: "shared",
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
