//! Pre-built events of realistic size to a reader that keeps up.

use std::time::{Duration, Instant};

use discord_sim::{Prebuilt, Simulator};
use serde_json::json;

use crate::{Address, Taken, client::Reader, client_thread, cpu, runtime};

/// So many events are poured.
const EVENTS: u32 = 1_000_000;
/// So many are told apart.
const KINDS: u32 = 1000;

pub(crate) fn run() -> Taken {
    let (tell, client) = client_thread(|at| runtime().block_on(read(at)));
    let events = Prebuilt::new("MESSAGE_CREATE", (0..KINDS).map(message));
    let cpu = runtime().block_on(async {
        let sim = Simulator::builder()
            .no_wire_log()
            .start()
            .await
            .expect("a simulator");
        tell.send(Address::of(&sim)).expect("a client");
        sim.wait_ready(1).await;
        let before = cpu();
        for _ in 0..EVENTS / KINDS {
            sim.gateway().pour(0, &events).await;
        }
        cpu() - before
    });
    Taken {
        things: EVENTS,
        time: client.join().expect("the client"),
        cpu,
    }
}

async fn read(at: Address) -> Duration {
    let mut reader = Reader::identify(&at).await;
    reader.read(1, r#"{"t":"READY""#).await;
    let began = Instant::now();
    reader
        .read(EVENTS as usize, r#"{"t":"MESSAGE_CREATE""#)
        .await;
    began.elapsed()
}

/// A message with one mention, 1.8 kB as a frame.
fn message(nth: u32) -> String {
    let user = |name: &str| {
        json!({
            "id": format!("1300000000000{nth:06}"), "username": name, "global_name": "Someone", "discriminator": "0",
            "avatar": "a".repeat(32), "public_flags": 0, "bot": false, "avatar_decoration_data": null, "clan": null,
            "primary_guild": null, "collectibles": null,
        })
    };
    let member = json!({
        "roles": ["1300000000000000001", "1300000000000000002"], "nick": null, "avatar": null, "banner": null, "mute": false,
        "deaf": false, "joined_at": "2026-01-01T00:00:00.000000+00:00", "communication_disabled_until": null,
        "premium_since": null, "pending": false, "flags": 0, "unusual_dm_activity_until": null,
    });
    let mut mentioned = user("mentioned");
    mentioned["member"] = member.clone();
    json!({
        "id": format!("1400000000000{nth:06}"), "channel_id": "1300000000000000003", "guild_id": "1300000000000000004",
        "type": 0, "tts": false, "timestamp": "2026-03-02T08:00:00.000000+00:00", "edited_timestamp": null, "pinned": false,
        "nonce": null, "mentions": [mentioned], "mention_roles": [], "mention_everyone": false, "flags": 0, "embeds": [],
        "components": [], "attachments": [], "author": user("author"), "member": member, "referenced_message": null,
        "content": "could you look at this, please? ".repeat(14),
    })
    .to_string()
}
