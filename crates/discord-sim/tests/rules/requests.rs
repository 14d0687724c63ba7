//! §2: what each request must bring.

use serde_json::Value;

use crate::client::{Story, client};
use crate::limits::header;

#[tokio::test]
async fn s2_a_request_names_its_bot() {
    let story = Story::new().await;
    let ask = async |name: Option<&str>| {
        let mut request = reqwest::Client::new()
            .get(format!("{}/users/@me", story.sim.api_base()))
            .header("authorization", format!("Bot {}", story.sim.token()));
        if let Some(name) = name {
            request = request.header("user-agent", name);
        }
        request.send().await.unwrap()
    };
    for name in [
        None,
        Some(""),
        Some("curl/8.0"),
        Some("DiscordBot"),
        Some("DiscordBot ()"),
    ] {
        let answer = ask(name).await;
        assert_eq!(answer.status(), 403, "{name:?}");
        assert!(
            header(&answer, "content-type")
                .unwrap()
                .starts_with("text/html")
        );
    }
    for name in [
        "DiscordBot (https://example.org, 1.0)",
        "DiscordBot (https://discord.js.org, 14.28.1) Node.js/20.20.2",
        "DiscordBot (https://github.com/Rapptz/discord.py 2.7.1) Python/3.11 aiohttp/3.13",
    ] {
        assert_eq!(ask(Some(name)).await.status(), 200, "{name}");
    }
    assert_eq!(story.sim.take_findings().len(), 5);
}

#[tokio::test]
async fn s2_a_route_without_a_token_asks_for_no_name() {
    let story = Story::new().await;
    let url = format!("{}/webhooks/1/x", story.sim.api_base());
    let request = reqwest::Client::new().post(url).body("{}");
    let answer = request
        .header("user-agent", "Python/3.11 aiohttp/3.14")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 404);
    assert_eq!(story.sim.findings(), []);
}

#[tokio::test]
async fn s2_a_request_is_pinned_to_v10() {
    let story = Story::new().await;
    for path in ["/api/users/@me", "/api/v9/users/@me", "/users/@me"] {
        let answer = client()
            .get(format!("{}{path}", story.sim.origin()))
            .header("authorization", format!("Bot {}", story.sim.token()))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 400, "{path}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["code"], 50041);
    }
    assert_eq!(story.sim.take_findings().len(), 3);
}
