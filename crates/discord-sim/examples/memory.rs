//! What a long replay costs in memory: posts of people, and DMs of the bot with their edits.
//!
//! `cargo run -p discord-sim --example memory` prints bytes of resident memory (Linux) for each message and each version of a DM.
//! Nobody is connected, so that only the world is measured, not what is on its way to a client.

use std::error::Error;

use discord_sim::{ChannelId, Person, Simulator};
use serde_json::{Value, json};

const POSTS: usize = 200_000;
const DMS: usize = 5_000;
const VERSIONS: usize = 4;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sim = Simulator::builder().no_wire_log().start().await?;
    let (people, channels) = town(&sim);
    let before = resident()?;
    for n in 0..POSTS {
        let (from, to) = (&people[n % 500], &people[(n + 7) % 500]);
        let text = format!("{} {n} {}", to.mention(), "a line of words ".repeat(12));
        from.post(channels[n % channels.len()], &text)?;
    }
    report("post with one mention", before, POSTS)?;

    let before = resident()?;
    let bot = reqwest::Client::builder()
        .user_agent("DiscordBot (https://example.org, 1.0)")
        .build()?;
    for n in 0..DMS {
        let person = &people[n % 500];
        let path = format!("/channels/{}/messages", person.open_dm());
        let sent = call(&bot, &sim, reqwest::Method::POST, &path, digest(0)).await?;
        let path = format!("{path}/{}", sent["id"].as_str().unwrap_or_default());
        for version in 1..VERSIONS {
            call(&bot, &sim, reqwest::Method::PATCH, &path, digest(version)).await?;
        }
    }
    report("version of a DM", before, DMS * VERSIONS)?;
    sim.shutdown().await;
    Ok(())
}

/// Ten servers of 45 channels, 500 people who are in each.
fn town(sim: &Simulator) -> (Vec<Person>, Vec<ChannelId>) {
    let people: Vec<Person> = (0..500)
        .map(|n| sim.person(&format!("person {n}")))
        .collect();
    let mut channels = Vec::new();
    for n in 0..10 {
        let guild = sim.create_guild(&format!("server {n}"));
        people.iter().for_each(|person| guild.add_member(person));
        channels.extend((0..45).map(|n| guild.text(&format!("channel {n}"))));
    }
    (people, channels)
}

/// A message of the size that a bot's summary has: text, an embed, a row of buttons.
fn digest(version: usize) -> Value {
    let button = |n: usize| json!({ "type": 2, "style": 2, "label": format!("Done {n}"), "custom_id": format!("done:{n}") });
    let field = |n: usize| json!({ "name": format!("#channel-{n}"), "value": "somebody asked for you here ".repeat(3) });
    json!({
        "content": format!("Version {version}: what waits for you"),
        "embeds": [{ "title": "Today", "description": "Five things", "fields": (0..5).map(field).collect::<Vec<_>>() }],
        "components": [{ "type": 1, "components": (0..5).map(button).collect::<Vec<_>>() }],
    })
}

async fn call(
    bot: &reqwest::Client,
    sim: &Simulator,
    method: reqwest::Method,
    path: &str,
    body: Value,
) -> Result<Value, Box<dyn Error>> {
    let answer = bot
        .request(method, format!("{}{path}", sim.api_base()))
        .header("authorization", format!("Bot {}", sim.token()))
        .json(&body)
        .send()
        .await?;
    Ok(answer.error_for_status()?.json().await?)
}

fn report(what: &str, before: usize, count: usize) -> Result<(), Box<dyn Error>> {
    let grown = resident()?.saturating_sub(before);
    println!(
        "{count} x {what}: {} MiB, {} bytes each",
        grown >> 20,
        grown / count
    );
    Ok(())
}

/// Bytes of resident memory.
fn resident() -> Result<usize, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next());
    Ok(kib.ok_or("no VmRSS")?.parse::<usize>()? << 10)
}
