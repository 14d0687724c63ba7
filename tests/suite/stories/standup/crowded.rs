//! Many stand-ups open in the same minute, at Discord's own speed (PRODUCT S5): as fast as it lets them.
//!
//! `cargo test` opens forty on ten servers; `ADAGIO_LONG=1 cargo test --test suite stories::standup::crowded` 200 on fifty.

use std::time::Duration;

use adagio::actions::standup::{self, Change, Keeper, Written};
use adagio::domain::ids;
use adagio::domain::standup::Venue;
use adagio::sandbox::{Props, Wire};
use adagio::wording::Tongue;
use discord_sim::{ChannelId, FindingKind, Permissions};
use tokio::time::Instant;

use super::super::rush::at_discords_speed;
use crate::harness::{Story, at, is_told_at_length, real_time};

const OF_A_SERVER: usize = 4;
/// A message and its thread each.
const REQUESTS: usize = 2;
/// What Discord lets through in a second.
const PER_SECOND: f64 = 50.0;
/// How much longer than that it may take.
const MARGIN: f64 = 1.1;

/// On how many servers.
fn servers() -> usize {
    if is_told_at_length() { 50 } else { 10 }
}

/// Begins a stand-up in a channel of its own.
async fn begins(story: &Story, (server, user): (u64, u64), channel: ChannelId) {
    let adagio = story.stage.app().unwrap().adagio();
    let id = |id: u64| i64::try_from(id).unwrap();
    let keeper = Keeper {
        server: ids::ServerId::new(id(server)),
        user: ids::UserId::new(id(user)),
        now: story.stage.now(),
    };
    let written = Written {
        name: "Daily",
        title: "",
        questions: "Done?\nNext? [plan]",
        when: "Mon-Fri 9-12 Berlin",
        days_off: "",
    };
    let draft = standup::draft(adagio, &keeper, &written).await.unwrap();
    let channel = ids::ChannelId::new(id(channel.get()));
    standup::change(
        adagio,
        &keeper,
        draft.id,
        Change::Channel(channel, Venue::Text),
    )
    .await
    .unwrap();
    let public = ("", &Tongue::english());
    standup::agree(adagio, &keeper, draft.id, public)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_stand_ups_open_as_fast_as_discord_lets_them() {
    let props = Props {
        wire: Wire::Unlogged,
        ..Props::default()
    };
    let mut story = Story::prepared(props, |_| {}).await;
    let mia = story.sim().person("mia");
    let mut channels = Vec::new();
    for number in 0..servers() {
        let server = story.another_server(&format!("server {number}"));
        server.add_member(&mia);
        let role = server.role("keeper", Permissions::MANAGE_GUILD);
        server.give_role(&mia, role);
        for standup in 0..OF_A_SERVER {
            let channel = server.text(&format!("team-{standup}"));
            begins(&story, (server.id().get(), mia.id().get()), channel).await;
            channels.push(channel);
        }
    }
    story.until("2026-03-02 07:59").await;
    at_discords_speed(&mut story).await;
    story.stage.settle().await.unwrap();
    let requests = channels.len() * REQUESTS;
    let least = Duration::from_secs_f64(requests as f64 / PER_SECOND);
    // Whatever was asked for at the start has its second.
    real_time(Duration::from_secs(1)).await;

    let began = Instant::now();
    story.stage.set_clock(at("2026-03-02 08:00"));
    let has_thread = |channel: &ChannelId| {
        let messages = story.sim().messages(*channel);
        messages
            .iter()
            .any(|message| story.thread(message.id).is_some())
    };
    let most = least.mul_f64(MARGIN);
    while !channels.iter().all(has_thread) && began.elapsed() < most * 2 {
        real_time(Duration::from_millis(20)).await;
    }
    let took = began.elapsed();
    println!(
        "{} stand-ups opened in {took:.1?}; Discord's least is {least:.1?}",
        channels.len()
    );
    assert!(took <= most, "{took:?} of {most:?}");
    let findings = story.sim().findings();
    let too_fast = |kind| kind == FindingKind::TooFast;
    assert!(
        !findings.iter().any(|it| too_fast(it.kind)),
        "{findings:#?}"
    );
    for channel in &channels {
        let messages = story.sim().messages(*channel);
        let threads = messages.iter().filter(|it| story.thread(it.id).is_some());
        assert_eq!(threads.count(), 1);
    }
    story.end().await;
}
