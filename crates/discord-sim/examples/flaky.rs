//! A Discord that fails, and a client that sends its message exactly once all the same: it tries again with the same nonce.
//!
//! `cargo run -p discord-sim --example flaky`

use std::time::Duration;

use discord_sim::{Fault, Simulator};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sim = Simulator::builder().start().await?;
    let support = sim.create_guild("Acme").text("support");
    let sending = ("POST", "/channels/*/messages");
    sim.faults().next(
        sending,
        Fault::Status(503, json!({ "message": "overloaded", "code": 0 })),
    );
    sim.faults().next(sending, Fault::AppliedButNoAnswer);

    let http = reqwest::Client::builder()
        .user_agent("DiscordBot (https://example.org, 1.0)")
        .build()?;
    let url = format!("{}/channels/{support}/messages", sim.api_base());
    let body =
        json!({ "content": "hello", "nonce": "greeting-1", "enforce_nonce": true }).to_string();
    for attempt in 1..=5 {
        let request = http
            .post(&url)
            .header("authorization", format!("Bot {}", sim.token()));
        let request = request
            .header("content-type", "application/json")
            .body(body.clone());
        match request.send().await {
            Ok(answer) if answer.status().is_success() => {
                let message: Value = serde_json::from_str(&answer.text().await?)?;
                println!("attempt {attempt}: message {}", message["id"]);
                break;
            }
            Ok(answer) => println!("attempt {attempt}: {}", answer.status()),
            Err(why) => println!("attempt {attempt}: {why}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    assert_eq!(sim.messages(support).len(), 1, "it is there once");
    assert_eq!(
        sim.findings(),
        [],
        "and Discord holds nothing against the client"
    );
    sim.shutdown().await;
    Ok(())
}
