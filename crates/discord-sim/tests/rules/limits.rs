//! §2: rate limits and invalid requests.

use std::time::Duration;

use discord_sim::{Bucket, Buckets, Fault, FindingKind, Limits, Permissions, Scope};
use reqwest::Response;
use serde_json::{Value, json};

use crate::client::{Story, answer, webhook_path};
use crate::interactions::{run, with_command};

const MINUTE: Duration = Duration::from_secs(60);

/// So many requests a minute.
const fn minutely(requests: u32) -> Option<Bucket> {
    Some(Bucket {
        requests,
        per: MINUTE,
    })
}

async fn with(buckets: Buckets) -> Story {
    Story::with(Limits {
        buckets,
        ..Limits::unlimited()
    })
    .await
}

/// A request with the bot's token.
async fn send(story: &Story, method: &str, path: &str, body: &str) -> Response {
    let token = format!("Bot {}", story.sim.token());
    story.rest.raw(method, path, Some(&token), body).await
}

pub(crate) fn header<'a>(answer: &'a Response, name: &str) -> Option<&'a str> {
    answer.headers().get(name).map(|it| it.to_str().unwrap())
}

#[tokio::test]
async fn s2_a_full_bucket_answers_429_with_headers() {
    let story = with(Buckets {
        create_message: minutely(2),
        ..Buckets::default()
    })
    .await;
    let path = format!("/channels/{}/messages", story.support);
    for remaining in ["1", "0"] {
        let answer = send(&story, "POST", &path, r#"{"content":"x"}"#).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(header(&answer, "x-ratelimit-limit"), Some("2"));
        assert_eq!(header(&answer, "x-ratelimit-remaining"), Some(remaining));
        assert_eq!(header(&answer, "x-ratelimit-scope"), None);
        for name in ["bucket", "reset", "reset-after"] {
            assert!(header(&answer, &format!("x-ratelimit-{name}")).is_some());
        }
    }
    let answer = send(&story, "POST", &path, r#"{"content":"x"}"#).await;
    assert_eq!(answer.status(), 429);
    assert_eq!(header(&answer, "x-ratelimit-limit"), Some("2"));
    assert_eq!(header(&answer, "x-ratelimit-remaining"), Some("0"));
    assert_eq!(header(&answer, "x-ratelimit-scope"), Some("user"));
    assert_eq!(header(&answer, "x-ratelimit-global"), None);
    let seconds: f64 = header(&answer, "retry-after").unwrap().parse().unwrap();
    assert_eq!(
        header(&answer, "via"),
        Some("1.1 google"),
        "it is not Cloudflare's"
    );
    assert!((50.0..=60.0).contains(&seconds) && seconds.fract() == 0.0);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["global"], false);
    assert!(body["retry_after"].as_f64().unwrap() <= seconds);
    assert_eq!(story.sim.findings()[0].kind, FindingKind::TooFast);
    // A route without a limit tells of none.
    let answer = send(&story, "GET", "/users/@me", "").await;
    assert_eq!(header(&answer, "x-ratelimit-bucket"), None);
}

#[tokio::test]
async fn s2_who_waits_as_long_as_told_finds_the_bucket_open() {
    let per = Duration::from_millis(50);
    let story = with(Buckets {
        create_message: Some(Bucket { requests: 1, per }),
        ..Buckets::default()
    })
    .await;
    let path = format!("/channels/{}/messages", story.support);
    for _ in 0..10 {
        let answer = send(&story, "POST", &path, r#"{"content":"x"}"#).await;
        assert_eq!(header(&answer, "x-ratelimit-remaining"), Some("0"));
        let told = header(&answer, "x-ratelimit-reset-after").unwrap();
        let wait = Duration::from_secs_f64(told.parse().unwrap());
        assert!(wait <= per, "{wait:?}");
        tokio::time::sleep(wait).await;
    }
    assert_eq!(story.sim.findings(), []);
}

#[tokio::test]
async fn s2_routes_of_one_family_share_a_bucket_and_channels_are_counted_apart() {
    let story = with(Buckets {
        reactions: minutely(2),
        ..Buckets::default()
    })
    .await;
    let other = story.acme.text("other");
    let [here, there] = [story.support, other].map(|place| {
        let said = story.ana.post(place, "hi").unwrap();
        format!("/channels/{place}/messages/{said}/reactions/%E2%9C%85/@me")
    });
    let hash = |answer: &Response| header(answer, "x-ratelimit-bucket").map(str::to_owned);
    let mut hashes = Vec::new();
    for (method, path, status) in [
        ("PUT", &here, 204),
        ("DELETE", &here, 204),
        ("PUT", &here, 429),
        ("PUT", &there, 204),
    ] {
        let answer = send(&story, method, path, "").await;
        assert_eq!(answer.status(), status, "{method} {path}");
        hashes.push(hash(&answer).unwrap());
    }
    hashes.dedup();
    assert_eq!(hashes.len(), 1);
}

#[tokio::test]
async fn s2_renaming_a_channel_has_a_limit_of_its_own() {
    let story = with(Buckets {
        change_channel: minutely(10),
        rename_channel: minutely(2),
        ..Buckets::default()
    })
    .await;
    let rights = Permissions::bot_by_default() | Permissions::MANAGE_CHANNELS;
    story.acme.bot_permissions(rights);
    let path = format!("/channels/{}", story.support);
    let slower = json!({ "rate_limit_per_user": 5 });
    for (body, status, remaining) in [
        (json!({ "name": "one" }), 200, Some("9")),
        (json!({ "topic": "two" }), 200, Some("8")),
        (json!({ "name": "three" }), 429, Some("0")),
        (slower, 200, Some("7")),
    ] {
        let answer = send(&story, "PATCH", &path, &body.to_string()).await;
        assert_eq!(answer.status(), status, "{body}");
        assert_eq!(header(&answer, "x-ratelimit-remaining"), remaining);
    }
}

#[tokio::test]
async fn s2_follow_ups_and_edits_share_their_webhooks_bucket() {
    let limits = Limits {
        global_per_second: Some(3),
        buckets: Buckets {
            webhook: minutely(2),
            ..Buckets::default()
        },
        ..Limits::unlimited()
    };
    let (story, mut socket) = with_command(limits).await;
    for _ in 0..2 {
        let running = run(&story);
        let reply = json!({ "type": 4, "data": { "content": "hi" } });
        let (it, (status, _)) = answer(&mut socket, &story.rest, reply).await;
        assert_eq!(status, 204);
        running.await.unwrap().unwrap();
        let path = webhook_path(&it);
        let more = json!({ "content": "more" });
        let edit = format!("{path}/messages/@original");
        assert_eq!(story.rest.post(&path, more.clone()).await.0, 200);
        assert_eq!(story.rest.patch(&edit, more.clone()).await.0, 200);
        let (status, limited) = story.rest.post(&path, more).await;
        assert_eq!((status, &limited["global"]), (429, &json!(false)));
    }
}

#[tokio::test]
async fn s2_the_global_limit_spares_interaction_routes() {
    let story = Story::with(Limits {
        global_per_second: Some(3),
        ..Limits::unlimited()
    })
    .await;
    for _ in 0..3 {
        assert_eq!(send(&story, "GET", "/users/@me", "").await.status(), 200);
    }
    let answer = send(&story, "GET", "/users/@me", "").await;
    assert_eq!(answer.status(), 429);
    assert_eq!(header(&answer, "x-ratelimit-global"), Some("true"));
    assert_eq!(header(&answer, "x-ratelimit-scope"), Some("global"));
    assert_eq!(header(&answer, "x-ratelimit-bucket"), None);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["global"], true);
    assert!(body["retry_after"].as_f64().unwrap() <= 1.0);
    let callback = ("/interactions/1/x/callback", json!({ "type": 4 }));
    assert_eq!(story.rest.post(callback.0, callback.1).await.0, 404);
    // Without a token it is the address that is counted.
    let bare = async || story.rest.raw("GET", "/gateway", None, "").await.status();
    for status in [200, 200, 200, 429] {
        assert_eq!(bare().await, status);
    }
}

#[tokio::test]
async fn s2_too_many_invalid_requests_shut_the_address_out() {
    let story = Story::with(Limits {
        invalid_requests: minutely(3),
        shut_out_for: Duration::from_millis(300),
        ..Limits::unlimited()
    })
    .await;
    let limited = |scope| Fault::TooMany {
        retry_after: Duration::from_millis(1),
        scope,
    };
    let faults = story.sim.faults();
    let mut expected = 0;
    for (fault, counts) in [
        (limited(Scope::Shared), 0),
        (limited(Scope::User), 1),
        (Fault::Status(404, json!({ "message": "no", "code": 0 })), 0),
        (Fault::Status(403, json!({ "message": "no", "code": 0 })), 1),
    ] {
        faults.next(("GET", "/users/@me"), fault);
        story.rest.get("/users/@me").await;
        // What a 429 shut opens again.
        tokio::time::sleep(Duration::from_millis(2)).await;
        expected += counts;
        assert_eq!(story.sim.traffic().invalid_requests, expected);
    }
    let wrong = story.rest.raw("GET", "/users/@me", Some("Bot x"), "").await;
    assert_eq!(wrong.status(), 401);
    let shut_out = send(&story, "GET", "/users/@me", "").await;
    assert_eq!(shut_out.status(), 429);
    assert_eq!(header(&shut_out, "retry-after"), Some("1"));
    assert_eq!(header(&shut_out, "x-ratelimit-scope"), None);
    assert!(
        header(&shut_out, "content-type")
            .unwrap()
            .starts_with("text/html")
    );
    tokio::time::sleep(Duration::from_millis(310)).await;
    assert_eq!(send(&story, "GET", "/users/@me", "").await.status(), 200);
    assert_eq!(story.sim.traffic().invalid_requests, 0);
}

#[tokio::test]
async fn s2_repeated_calls_to_an_unknown_webhook_count_as_invalid() {
    let story = Story::new().await;
    for expected in [0, 1, 2] {
        let (status, _) = story
            .rest
            .post("/webhooks/1/x", json!({ "content": "x" }))
            .await;
        assert_eq!(status, 404);
        assert_eq!(story.sim.traffic().invalid_requests, expected);
    }
}
