//! How long `/inbox` and a digest take somebody, with so many pings stored.

use std::time::{Duration, Instant};

use adagio::actions::digest::{self, Queue, Urgency};
use adagio::actions::{inbox, outbox};
use adagio::domain::ids::{ChannelId, MessageId, UserId};
use chrono::TimeDelta;

use super::house::{House, Servers, at, rights};

/// What waits for each person, and what was delivered to them before.
const WAITING: usize = 20;
const DELIVERED: usize = 180;
/// How often it is measured, for one person after the other.
const LOOKS: usize = 1_000;
const AT_A_TIME: usize = 100;
/// Room for all that is composed at a time.
const ROOM: u32 = 100;

/// Prints the medians in microseconds: of `/inbox`, and of a digest.
pub(crate) async fn measure(stored: usize) -> anyhow::Result<()> {
    let people = stored / (WAITING + DELIVERED);
    let mut house = House::with(people, Servers::Ten).await?;
    let days = TimeDelta::days(1);
    house.ask_everybody(DELIVERED, at("07:00") - days).await?;
    deliver(&house).await?;
    house.ask_everybody(WAITING, at("07:00")).await?;
    // What was filled in before is on the disk by then: who looks doesn't wait for its being written.
    house.adagio.store().fold().await?;
    println!("{} {}", inboxes(&house).await?, digests(&house).await?);
    Ok(())
}

/// Brings everybody yesterday's digest.
async fn deliver(house: &House) -> anyhow::Result<()> {
    let now = at("08:00") - TimeDelta::days(1);
    let mut queue = Queue::default();
    loop {
        let due = queue
            .next(&house.adagio, now, Urgency::Any, AT_A_TIME)
            .await?;
        if due.is_empty() {
            return Ok(());
        }
        let rights = rights(&due, &[]);
        let users: Vec<UserId> = due.iter().map(|due| due.user).collect();
        digest::compose_all(&house.adagio, &users, now, &rights).await?;
        for errand in outbox::claim(&house.adagio, now, ROOM).await? {
            let (message, channel) = (MessageId::new(errand.id.get()), ChannelId::new(1));
            outbox::sent(&house.adagio, errand.id, message, channel, now).await?;
        }
    }
}

async fn inboxes(house: &House) -> anyhow::Result<f64> {
    let now = at("07:30");
    let mut took = Vec::new();
    for user in house.people.iter().cycle().step_by(7).take(LOOKS) {
        let began = Instant::now();
        let wants = inbox::wants(&house.adagio, *user, now).await?;
        let asking = began.elapsed();
        let due = digest::Due {
            user: *user,
            due_at: now,
            wants,
        };
        let rights = rights(&[due], &[]);
        let began = Instant::now();
        inbox::waiting(&house.adagio, *user, 0, now, &rights).await?;
        took.push(asking + began.elapsed());
    }
    Ok(median(took))
}

/// The first of everybody's digests.
async fn digests(house: &House) -> anyhow::Result<f64> {
    let now = at("08:00");
    let mut took = Vec::new();
    let mut queue = Queue::default();
    let due = queue
        .next(&house.adagio, now, Urgency::Any, AT_A_TIME)
        .await?;
    let rights = rights(&due, &[]);
    for due in &due {
        let began = Instant::now();
        digest::compose(&house.adagio, due.user, now, &rights).await?;
        took.push(began.elapsed());
    }
    Ok(median(took))
}

fn median(mut took: Vec<Duration>) -> f64 {
    took.sort();
    took[took.len() / 2].as_secs_f64() * 1e6
}
