//! When a digest comes: at the chosen minute, never in quiet hours, and not at all if nothing waits (PRODUCT P4, P3).

use chrono::{DateTime, Utc};
use discord_sim::{Answer, Person};

use crate::harness::{Story, at};

fn ask(story: &Story, ana: &Person, ben: &Person) {
    ana.post(story.support, &format!("{} ready?", ben.mention()))
        .unwrap();
}

/// Asks Ben at each of these times, and tells when a digest was pushed to him.
async fn pushed(story: &mut Story, ben: &Person, asked_at: &[&str]) -> Vec<DateTime<Utc>> {
    let ana = story.person("ana");
    for time in asked_at {
        story.until(time).await;
        ask(story, &ana, ben);
    }
    story.until("2026-03-10 12:00").await;
    let letters = story.letters(ben);
    let pushes = story.pushes(ben);
    let sent: Vec<_> = letters.iter().map(|letter| letter.created_at).collect();
    assert_eq!(pushes, sent, "one push a digest, and none besides");
    pushes
}

async fn quiet(story: &Story, who: &Person, from: &str, until: &str) -> Answer {
    let options = [("from", from), ("until", until)];
    story.command(who, "quiet", &options).await
}

#[tokio::test]
async fn until_hours_are_set_digests_come_at_nine_and_four_on_working_days() {
    let mut story = Story::begin().await;
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    let asked = ["2026-03-02 06:30", "2026-03-02 09:00", "2026-03-06 15:30"];
    let pushes = pushed(&mut story, &ben, &asked).await;
    // The last was asked on Friday evening: it waits for Monday.
    let expected = ["2026-03-02 08:00", "2026-03-02 15:00", "2026-03-09 08:00"];
    assert_eq!(pushes, expected.map(at));
    story.end().await;
}

#[tokio::test]
async fn own_digest_times_and_days_hold() {
    let mut story = Story::begin().await;
    let ben = story.undisturbed("ben", "Asia/Kathmandu").await;
    let typed = [("digests", "11:30 and 6pm sat sun")];
    let panel = story.command(&ben, "hours", &typed).await;
    assert!(panel.content().contains("11:30"), "{}", panel.text());

    let pushes = pushed(&mut story, &ben, &["2026-03-02 09:00", "2026-03-07 08:00"]).await;

    // Kathmandu is 5:45 ahead.
    assert_eq!(pushes, ["2026-03-07 05:45", "2026-03-07 12:15"].map(at));
    story.end().await;
}

#[tokio::test]
async fn a_digest_in_quiet_hours_comes_at_their_end_and_the_answer_says_so() {
    let mut story = Story::begin().await;
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    let answer = quiet(&story, &ben, "15:00", "17:30").await;
    let said = "16:00 falls into your quiet hours: on Mon–Fri that digest comes at 17:30.";
    assert!(answer.text().contains(said), "{}", answer.text());

    let pushes = pushed(&mut story, &ben, &["2026-03-02 13:30", "2026-03-03 15:10"]).await;

    assert_eq!(pushes, ["2026-03-02 16:30", "2026-03-03 16:30"].map(at));
    story.end().await;
}

#[tokio::test]
async fn quiet_hours_set_after_the_ping_hold_for_it_too() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    ask(&story, &ana, &ben);
    story.until("2026-03-02 07:59").await;
    quiet(&story, &ben, "08:30", "10:15").await;

    story.until("2026-03-02 12:00").await;

    story.letter(&ben);
    assert_eq!(story.pushes(&ben), [at("2026-03-02 09:15")]);
    story.end().await;
}

#[tokio::test]
async fn a_digest_that_is_late_keeps_to_quiet_hours() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    quiet(&story, &ben, "10:00", "12:00").await;
    ask(&story, &ana, &ben);
    story.stage.settle().await.unwrap();
    // The bot is away at 09:00 and comes back in Ben's quiet hours.
    story.stage.stop_bot().await;
    story.stage.set_clock(at("2026-03-02 09:30"));
    story.stage.start_bot().await.unwrap();

    story.until("2026-03-02 13:00").await;

    story.letter(&ben);
    assert_eq!(story.pushes(&ben), [at("2026-03-02 11:00")]);
    story.end().await;
}

#[tokio::test]
async fn where_nothing_waits_nothing_comes() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    ana.post(story.support, "good morning everybody").unwrap();

    story.until("2026-03-10 12:00").await;

    assert!(story.pushes(&ben).is_empty());
    assert!(story.letters(&ben).is_empty());
    story.end().await;
}

#[tokio::test]
async fn nobody_with_adagio_as_their_notifier_is_interrupted_at_night() {
    let mut story = Story::begin().await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let incidents = story.acme.text("incidents");
    story.set_mode(&keeper, Some(incidents), "sync").await;
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    quiet(&story, &ben, "18:00", "08:00").await;
    let weekend = [("from", "all day"), ("days", "sat, sun")];
    story.command(&ben, "quiet", &weekend).await;
    for hour in 0..96 {
        let now = at("2026-03-05 00:00") + chrono::TimeDelta::hours(hour);
        story.stage.advance_to(now).await.unwrap();
        for channel in [story.support, incidents] {
            ana.post(channel, &format!("{} {hour}", ben.mention()))
                .unwrap();
        }
    }
    story.until("2026-03-09 16:00").await;

    let pushes = story.pushes(&ben);
    let is_quiet = |at: &DateTime<Utc>| {
        let (day, time) = (at.format("%a").to_string(), at.format("%R").to_string());
        ["Sat", "Sun"].contains(&day.as_str()) || !("07:00".."17:00").contains(&time.as_str())
    };
    assert_eq!(pushes.iter().find(|at| is_quiet(at)), None);
    assert_eq!(pushes.len(), story.letters(&ben).len());
    let waits = story.command(&ben, "inbox", &[]).await;
    assert!(
        waits.content().starts_with("Nothing waits"),
        "{}",
        waits.text()
    );
    story.end().await;
}
