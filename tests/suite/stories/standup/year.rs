//! A team in eight zones, for weeks, and with `ADAGIO_LONG=1` for a year: one thread each working day, nobody told outside their
//! hours, every entry in one run (PRODUCT S2, S4).

use std::collections::BTreeMap;

use adagio::domain::civil::{Zone, local};
use chrono::{Datelike, NaiveDate, TimeDelta, Timelike, Weekday};
use discord_sim::{ChannelId, Person, SeenMessage};

use super::keeper;
use crate::harness::{Story, is_told_at_length};

/// Both changes of the clocks, in different weeks; half hours; and where a day was skipped once.
const ZONES: [&str; 8] = [
    "Pacific/Apia",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Europe/Berlin",
    "America/Sao_Paulo",
    "America/New_York",
    "Pacific/Honolulu",
];

/// Over the nights on which the clocks change in New York, Berlin and on Lord Howe.
const WEEKS: i64 = 6;

/// Somebody of the team, and on which days they were told and answered.
struct One {
    person: Person,
    zone: Zone,
    told: Vec<NaiveDate>,
    answered: usize,
}

/// The day that a prompt is about, by its reader's clock.
fn day_of(prompt: &SeenMessage, zone: Zone) -> NaiveDate {
    let told_at = local(zone, prompt.created_at);
    assert!((9..12).contains(&told_at.hour()), "{zone}: {told_at}");
    told_at.date()
}

fn is_working(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[tokio::test]
async fn a_team_around_the_world_has_one_thread_each_working_day_over_every_change_of_the_clocks() {
    let weeks = if is_told_at_length() { 52 } else { WEEKS };
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let panel = story.drafts(&mia, &[("when", "Mon-Fri 9-12")]).await;
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    let panel = story.press(&mia, &panel, "Each person's own clock").await;
    story.press(&mia, &panel, "Begin").await;
    let invitation = story.sim().messages(story.dev).pop().unwrap();
    let mut team = Vec::new();
    for (number, zone) in ZONES.into_iter().enumerate() {
        let person = story.joined(&format!("p{number}"), zone).await;
        let asked = story.press_on(&person, &invitation, "Join").await;
        story.press(&person, &asked, "By DM").await;
        team.push(One {
            person,
            zone: zone.parse().unwrap(),
            told: Vec::new(),
            answered: 0,
        });
    }
    let begun_at = story.stage.now();
    let until = begun_at + TimeDelta::weeks(weeks);
    let mut hours = 0;
    while story.stage.now() < until {
        let next = story.stage.now() + TimeDelta::hours(1);
        story.stage.advance_to(next).await.unwrap();
        hours += 1;
        for (number, one) in team.iter_mut().enumerate() {
            // Whenever they are told, they look then.
            if !(9..=12).contains(&local(one.zone, next).hour()) {
                continue;
            }
            for prompt in story.letters(&one.person) {
                let is_reminder = prompt.text().contains("still open");
                let day = day_of(&prompt, one.zone);
                if !is_reminder {
                    one.told.push(day);
                }
                // Everybody lets one in seven pass until they are reminded, and one in eleven for good.
                let is_late = (hours + number) % 7 == 0 && !is_reminder;
                if is_late || (hours + number) % 11 == 0 {
                    continue;
                }
                story.press_on(&one.person, &prompt, "Nothing new").await;
                one.answered += 1;
            }
        }
    }
    // What is open around the world at the end is closed.
    for _ in 0..48 {
        let next = story.stage.now() + TimeDelta::hours(1);
        story.stage.advance_to(next).await.unwrap();
        for one in &team {
            story.letters(&one.person);
        }
    }

    let mut written: BTreeMap<String, usize> = BTreeMap::new();
    for run in story.runs() {
        let mut names: Vec<String> = story
            .entries(&run)
            .iter()
            .map(|post| {
                post.embeds[0]["author"]["name"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        names
            .iter()
            .for_each(|name| *written.entry(name.clone()).or_default() += 1);
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "nobody is in a thread twice: {names:?}");
        assert!(story.sim().channel(ChannelId::new(run.id.get())).is_some());
    }
    for (number, one) in team.iter().enumerate() {
        let count = written
            .get(&format!("p{number}"))
            .copied()
            .unwrap_or_default();
        assert_eq!(
            count, one.answered,
            "{}: each entry is in one run",
            one.zone
        );
        let (first, last) = (one.told[0], one.told[one.told.len() - 1]);
        let expected: Vec<NaiveDate> = first
            .iter_days()
            .take_while(|day| *day <= last)
            .filter(|day| is_working(*day))
            .collect();
        assert_eq!(
            one.told, expected,
            "{}: told once each working day",
            one.zone
        );
        assert!(
            (last - first).num_days() >= weeks * 7 - 5,
            "{}: {first} to {last}",
            one.zone
        );
    }
    let titles = story.threads();
    let days: Vec<NaiveDate> = begun_at
        .date_naive()
        .iter_days()
        .filter(|day| is_working(*day))
        .take(titles.len())
        .collect();
    let expected: Vec<String> = days
        .iter()
        .map(|day| {
            format!(
                "Daily · {} {} {}",
                day.format("%a"),
                day.day(),
                day.format("%B")
            )
        })
        .collect();
    assert_eq!(titles, expected, "one thread each working day");
    story.end().await;
}
