//! Reading history goes wrong: limits, stumbles, and the bot is stopped dead in the middle.

use std::time::Duration;

use adagio::sandbox::{Props, Speed};
use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::{Fault, MessageId, Scope};
use serde_json::json;

use super::Talk;
use crate::harness::{Goes, real_time};

/// What mentions Ben among all that is written: every tenth.
const WRITTEN: usize = 600;

const PAGES: (&str, &str) = ("GET", "/channels/*/messages");

struct Gap {
    talk: Talk,
    asked: Vec<MessageId>,
    since: DateTime<Utc>,
}

impl Gap {
    /// Much is written in #support while the bot is away.
    async fn of(mut talk: Talk) -> Self {
        talk.goes().await;
        let since = talk.story.stage.now();
        let mut asked = Vec::new();
        for n in 0..WRITTEN {
            match n % 10 {
                0 => asked.push(talk.asks(talk.story.support, &format!("question {n}"))),
                _ => {
                    let text = format!("talk {n}");
                    talk.ana.post(talk.story.support, &text).unwrap();
                }
            }
        }
        Self { talk, asked, since }
    }

    async fn ends_well(self) {
        let Self { talk, asked, since } = self;
        talk.story.until("2026-03-02 07:59").await;
        let recorded = talk.story.stage.recorded(since, None).await.unwrap();
        assert_eq!(recorded.own.len(), asked.len());
        let begins = format!("{} wait for you.", asked.len());
        let first = (talk.story.support, asked[0]);
        talk.ends_with(&begins, &[first]).await;
    }
}

#[tokio::test]
async fn a_reading_that_hits_limits_goes_on_later() {
    let limited = |millis, scope| Fault::TooMany {
        retry_after: Duration::from_millis(millis),
        scope,
    };
    for faults in [
        vec![limited(20, Scope::User), limited(30, Scope::Shared)],
        vec![limited(20, Scope::Global)],
        // Longer than anybody waits for an answer.
        vec![limited(6_000, Scope::Shared)],
    ] {
        let mut gap = Gap::of(Talk::begin().await).await;
        let long = format!("{faults:?}").contains("6s");
        for fault in faults {
            gap.talk.story.sim().faults().next(PAGES, fault);
        }
        gap.talk.comes_back().await;
        if long {
            real_time(Duration::from_secs(6)).await;
        }
        gap.ends_well().await;
    }
}

#[tokio::test]
async fn a_reading_that_discord_stumbles_over_goes_on_later() {
    let stumble = Fault::Status(503, json!({"message": "overloaded", "code": 130_000}));
    for (times, route) in [
        (2, PAGES),
        (7, PAGES),
        (7, ("GET", "/guilds/*/channels")),
        (7, ("GET", "/guilds/*/threads/active")),
        (7, ("GET", "/channels/*/threads/archived/public")),
    ] {
        let mut gap = Gap::of(Talk::begin().await).await;
        let faults = gap.talk.story.sim().faults();
        faults.times(times, route, stumble.clone());
        gap.talk.comes_back().await;
        gap.ends_well().await;
    }
}

/// What Discord doesn't tell for long, nobody waits for; it comes when it can be read.
#[tokio::test]
async fn nobody_waits_for_a_history_that_cannot_be_read() {
    let talk = Talk::begin().await;
    let before = talk.asks(talk.story.dev, "before");
    talk.story.until("2026-03-02 07:25").await;
    let mut gap = Gap::of(talk).await;
    let faults = gap.talk.story.sim().faults();
    faults.always(PAGES, Fault::Page(502));
    gap.talk.comes_back().await;
    let letter = gap.talk.letter().await;
    assert_eq!(letter.content, "1 waits for you.");
    assert!(letter.text().contains(&before.to_string()));
    faults.clear();
    gap.talk.story.until("2026-03-02 15:00").await;
    let letter = gap.talk.story.letter(&gap.talk.ben);
    let all = format!("{} wait for you.", gap.asked.len());
    assert!(letter.content.starts_with(&all), "{}", letter.content);
    gap.talk.story.end().await;
}

/// At Discord's own speed: nothing is asked for too fast.
#[tokio::test]
async fn a_reading_keeps_discords_limits() {
    let props = Props {
        speed: Speed::Discords,
        ..Props::default()
    };
    let mut gap = Gap::of(Talk::among(props).await).await;
    for n in 0..100 {
        let text = format!("more talk {n}");
        gap.talk.ana.post(gap.talk.story.support, &text).unwrap();
    }
    // Discord lets a new session begin every five seconds only.
    real_time(Duration::from_secs(5)).await;
    gap.talk.comes_back().await;
    gap.ends_well().await;
}

/// Stopped dead after so many more answers, again and again; what was read stays read.
#[tokio::test]
async fn a_reading_that_is_stopped_dead_goes_on_where_it_was() {
    let mut gap = Gap::of(Talk::begin().await).await;
    gap.talk
        .story
        .sim()
        .faults()
        .always(PAGES, Fault::Delay(Duration::from_millis(5)));
    let mut stage_at = gap.talk.story.stage.now() + TimeDelta::minutes(30);
    for cut in [1, 2, 3] {
        gap.talk.story.stage.set_clock(stage_at);
        let faults = gap.talk.story.sim().faults();
        let before = faults.hits();
        let (sim, stage) = (faults, &mut gap.talk.story.stage);
        // It is stopped while it starts, or while it comes to rest.
        tokio::select! {
            biased;
            () = async { while sim.hits() < before + cut { tokio::task::yield_now().await } } => {}
            started = stage.start_bot() => started.unwrap(),
        }
        gap.talk.story.goes(Goes::Dead).await;
        stage_at += TimeDelta::minutes(1);
    }
    gap.talk.story.comes_back_after(TimeDelta::minutes(1)).await;
    let pages = gap.talk.story.sim().faults().hits();
    assert!(pages < 20, "{pages} pages were read");
    gap.ends_well().await;
}
