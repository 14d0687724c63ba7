//! §3: how much a message may hold, beyond single lengths.

use serde_json::{Value, json};

use crate::client::Story;

#[tokio::test]
async fn s3_every_limit_of_length_is_held() {
    let story = Story::off_the_record().await;
    let x = |n: usize| "x".repeat(n);
    let field = |name: usize, value: usize| json!({ "name": x(name), "value": x(value) });
    let embed = |part: Value| json!({ "embeds": [part] });
    let texts = |lengths: &[usize]| {
        let texts = lengths
            .iter()
            .map(|n| json!({ "type": 10, "content": x(*n) }));
        json!({ "flags": 1 << 15, "components": texts.collect::<Vec<_>>() })
    };
    let cases: Vec<(&str, Value, bool)> = vec![
        ("wide letters", json!({ "content": "ü".repeat(2000) }), true),
        ("no text", json!({ "content": "" }), false),
        ("a number as text", json!({ "content": 5 }), false),
        ("an empty embed", embed(json!({})), false),
        (
            "6000 over all parts",
            embed(json!({
                "title": x(256), "description": x(4096), "footer": { "text": x(600) }, "author": { "name": x(48) },
                "fields": [field(100, 400), field(200, 300)], "url": format!("https://{}", x(100)),
            })),
            true,
        ),
        (
            "6001 over all parts",
            embed(json!({
                "title": x(256), "description": x(4096), "footer": { "text": x(600) }, "author": { "name": x(48) },
                "fields": [field(100, 400), field(200, 301)],
            })),
            false,
        ),
        (
            "a time",
            embed(json!({ "title": "t", "timestamp": "2026-03-02T08:00:00Z" })),
            true,
        ),
        (
            "no time",
            embed(json!({ "title": "t", "timestamp": "today" })),
            false,
        ),
        ("4000 over texts", texts(&[2000, 2000]), true),
        ("4001 over texts", texts(&[2000, 2001]), false),
        ("nonce 25", json!({ "content": "x", "nonce": x(25) }), true),
        ("nonce 26", json!({ "content": "x", "nonce": x(26) }), false),
        (
            "a list as nonce",
            json!({ "content": "x", "nonce": [] }),
            false,
        ),
        (
            "a sticker",
            json!({ "content": "x", "sticker_ids": ["1"] }),
            false,
        ),
        (
            "100 ids",
            json!({ "content": "x", "allowed_mentions": { "users": vec!["1"; 100] } }),
            true,
        ),
        (
            "101 ids",
            json!({ "content": "x", "allowed_mentions": { "users": vec!["1"; 101] } }),
            false,
        ),
        (
            "all and some",
            json!({ "content": "x", "allowed_mentions": { "parse": ["users"], "users": ["1"] } }),
            false,
        ),
    ];
    for (name, body, fits) in cases {
        let (status, answer) = story.say(body).await;
        assert_eq!(status == 200, fits, "{name}: {status} {answer}");
        assert_eq!(
            story.sim.take_findings().is_empty(),
            fits,
            "{name}: a refusal is a finding"
        );
    }
}
