//! How many messages a second are taken in: from events to committed rows, with sealed excerpts.
//!
//! `cargo bench --bench observe` records 200,000 messages, each with one mention of one of 5,000 members, in
//! batches as the intake makes them, and prints the rate. The database is a fresh file in a temporary folder.

use std::time::Instant;

use adagio::actions::preferences::{self, Caller};
use adagio::actions::{Adagio, Seal, observe};
use adagio::domain::event::{Event, Mention, Place, Post};
use adagio::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use adagio::domain::mode::ChannelKind;
use adagio::domain::ping::Loudness;
use adagio::store::Store;
use chrono::{DateTime, TimeDelta, Utc};

const MESSAGES: i32 = 200_000;
const MEMBERS: i64 = 5_000;
const CHANNELS: i64 = 450;
/// As many as the intake puts into one transaction under load.
const BATCH: usize = 1_024;
const SERVER: ServerId = ServerId::new(1);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(&folder.path().join("adagio.db")).await?;
    let (seal, _) = Seal::from_file(&folder.path().join("adagio.key"))?;
    let adagio = Adagio::open(store, seal).await?;
    let begin: DateTime<Utc> = "2026-03-02T08:00:00Z".parse()?;
    for user in 0..MEMBERS {
        let (user, server) = (UserId::new(user), Some(SERVER));
        let caller = Caller {
            user,
            server,
            locale: None,
            now: begin,
        };
        let zone = "Europe/Berlin"
            .parse()
            .map_err(|_| anyhow::anyhow!("no such zone"))?;
        preferences::set_zone(&adagio, &caller, zone)
            .await
            .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    }
    let events: Vec<Event> = (0..MESSAGES)
        .map(|nth| message(begin, i64::from(nth)))
        .collect();
    let started = Instant::now();
    for batch in events.chunks(BATCH) {
        observe::batch(&adagio, batch, None, begin).await?;
    }
    let seconds = started.elapsed().as_secs_f64();
    let mut db = adagio.store().read().await?;
    let rows = adagio::store::ping::count_since(&mut db, MessageId::new(0)).await?;
    println!(
        "{MESSAGES} messages, {rows} pings: {seconds:.2} s, {:.0} messages/s",
        f64::from(MESSAGES) / seconds
    );
    Ok(())
}

/// The nth message: authors, recipients and channels spread as if at random, but the same each time.
fn message(begin: DateTime<Utc>, nth: i64) -> Event {
    let spread = |salt: i64, among: i64| (nth * 7_919 + salt * 104_729).rem_euclid(among);
    let channel = ChannelId::new(1_000 + spread(1, CHANNELS));
    let (author, recipient) = (
        UserId::new(spread(2, MEMBERS)),
        UserId::new(spread(3, MEMBERS)),
    );
    Event::Posted(Post {
        id: MessageId::new(MessageId::first_at(begin + TimeDelta::milliseconds(nth)).get()),
        place: Place {
            server: SERVER,
            channel,
            parent: None,
            category: None,
            kind: ChannelKind::Text,
        },
        author,
        author_name: "somebody".to_owned(),
        mentions: vec![Mention {
            user: recipient,
            name: "somebody else".to_owned(),
        }],
        groups: Vec::new(),
        author_roles: Vec::new(),
        reply: None,
        loudness: Loudness::Plain,
        text: Some(format!(
            "<@{recipient}> {}",
            "could you look at this, please? ".repeat(7)
        )),
        edited_at: None,
    })
}
