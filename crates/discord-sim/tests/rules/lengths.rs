//! §3: how much a message may hold.

use serde_json::{Value, json};

use crate::client::Story;

fn button(custom_id: &str) -> Value {
    json!({ "type": 2, "style": 1, "label": "Go", "custom_id": custom_id })
}

fn row(inner: Value) -> Value {
    json!({ "type": 1, "components": inner })
}

fn select(options: usize) -> Value {
    let options: Vec<_> = (0..options)
        .map(|n| json!({ "label": n.to_string(), "value": n.to_string() }))
        .collect();
    json!({ "type": 3, "custom_id": "menu", "options": options })
}

#[tokio::test]
async fn s3_every_limit_of_length_is_held() {
    let story = Story::off_the_record().await;
    let x = |n: usize| "x".repeat(n);
    let embed = |part: Value| json!({ "embeds": [part] });
    let v2 = 1 << 15;
    let cases: Vec<(&str, Value, bool)> = vec![
        ("content 2000", json!({ "content": x(2000) }), true),
        ("content 2001", json!({ "content": x(2001) }), false),
        (
            "content 2000 wide",
            json!({ "content": "ü".repeat(2000) }),
            true,
        ),
        ("title 257", embed(json!({ "title": x(257) })), false),
        (
            "description 4096",
            embed(json!({ "description": x(4096) })),
            true,
        ),
        (
            "description 4097",
            embed(json!({ "description": x(4097) })),
            false,
        ),
        (
            "author 257",
            embed(json!({ "author": { "name": x(257) } })),
            false,
        ),
        (
            "footer 2049",
            embed(json!({ "footer": { "text": x(2049) } })),
            false,
        ),
        (
            "field name 257",
            embed(json!({ "fields": [{ "name": x(257), "value": "v" }] })),
            false,
        ),
        (
            "field value 1025",
            embed(json!({ "fields": [{ "name": "n", "value": x(1025) }] })),
            false,
        ),
        (
            "26 fields",
            embed(json!({ "fields": vec![json!({ "name": "n", "value": "v" }); 26] })),
            false,
        ),
        ("empty embed", embed(json!({})), false),
        (
            "11 embeds",
            json!({ "embeds": vec![json!({ "title": "t" }); 11] }),
            false,
        ),
        (
            "6000 over embeds",
            json!({ "embeds": vec![json!({ "description": x(3000) }); 2] }),
            true,
        ),
        (
            "6001 over embeds",
            json!({ "embeds": [{ "description": x(3000) }, { "description": x(3001) }] }),
            false,
        ),
        (
            "5 buttons",
            json!({ "components": [row(["a", "b", "c", "d", "e"].map(button).to_vec().into())] }),
            true,
        ),
        (
            "6 buttons",
            json!({ "components": [row(["a", "b", "c", "d", "e", "f"].map(button).to_vec().into())] }),
            false,
        ),
        (
            "6 rows",
            json!({ "components": vec![row(json!([select(1)])); 6] }),
            false,
        ),
        (
            "empty row",
            json!({ "components": [row(json!([]))] }),
            false,
        ),
        (
            "same custom_id",
            json!({ "components": [row(json!([button("a"), button("a")]))] }),
            false,
        ),
        (
            "custom_id 101",
            json!({ "components": [row(json!([button(&x(101))]))] }),
            false,
        ),
        (
            "label 81",
            json!({ "components": [row(json!([{ "type": 2, "style": 1, "label": x(81), "custom_id": "a" }]))] }),
            false,
        ),
        (
            "25 options",
            json!({ "components": [row(json!([select(25)]))] }),
            true,
        ),
        (
            "26 options",
            json!({ "components": [row(json!([select(26)]))] }),
            false,
        ),
        (
            "select and button",
            json!({ "components": [row(json!([select(1), button("a")]))] }),
            false,
        ),
        (
            "text display without V2",
            json!({ "components": [{ "type": 10, "content": "x" }] }),
            false,
        ),
        (
            "V2",
            json!({ "flags": v2, "components": [{ "type": 17, "components": [{ "type": 10, "content": "x" }] }] }),
            true,
        ),
        (
            "V2 with content",
            json!({ "flags": v2, "content": "x", "components": [{ "type": 10, "content": "x" }] }),
            false,
        ),
        (
            "V2 40",
            json!({ "flags": v2, "components": vec![json!({ "type": 10, "content": "x" }); 40] }),
            true,
        ),
        (
            "V2 41",
            json!({ "flags": v2, "components": [{ "type": 17, "components": vec![json!({ "type": 10, "content": "x" }); 40] }] }),
            false,
        ),
        (
            "V2 4001",
            json!({ "flags": v2, "components": vec![json!({ "type": 10, "content": x(2001) }); 2] }),
            false,
        ),
        ("nonce 25", json!({ "content": "x", "nonce": x(25) }), true),
        ("nonce 26", json!({ "content": "x", "nonce": x(26) }), false),
        ("empty", json!({ "content": "" }), false),
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
