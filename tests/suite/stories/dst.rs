//! The two nights on which the clocks change, in Berlin (PRODUCT Q8).
//!
//! A digest time that is skipped comes an hour later, a repeated one the first time; quiet hours hold while the
//! local clock reads inside them.

use discord_sim::Person;

use crate::harness::{Story, at};

/// A server in which Ben, in Berlin, reads his digest at this time every day; it is 15:00 UTC on this date.
async fn evening(date: &str, digest: &str) -> (Story, Person, Person) {
    let mut story = Story::begin_at(&format!("{date} 12:00")).await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let typed = format!("{digest} daily");
    story.command(&ben, "hours", &[("digests", &typed)]).await;
    story.until(&format!("{date} 15:00")).await;
    (story, ana, ben)
}

/// Ben's one digest comes at this instant, not a minute before, and nothing more until noon.
async fn comes_once_at(mut story: Story, ana: Person, ben: Person, instant: &str) {
    let text = format!("{} is the export final?", ben.mention());
    ana.post(story.support, &text).unwrap();
    story.until(instant).await;
    let letter = story.letter(&ben);
    let text = story.read(&letter.text());
    assert!(text.contains("is the export final?"), "{text}");
    assert_eq!(letter.created_at.format("%F %R").to_string(), instant);
    let noon = at(instant)
        .date_naive()
        .and_hms_opt(12, 0, 0)
        .unwrap()
        .and_utc();
    story.stage.advance_to(noon).await.unwrap();
    story.end().await;
}

#[tokio::test]
async fn a_digest_time_that_the_spring_night_skips_comes_an_hour_later() {
    // 02:30 doesn't exist on 29 March; 03:30 in summer time does.
    let (story, ana, ben) = evening("2026-03-28", "02:30").await;
    comes_once_at(story, ana, ben, "2026-03-29 01:30").await;
}

#[tokio::test]
async fn a_digest_time_that_the_autumn_night_repeats_comes_the_first_time_only() {
    // 02:30 is there twice on 25 October; the first is still summer time.
    let (story, ana, ben) = evening("2026-10-24", "02:30").await;
    comes_once_at(story, ana, ben, "2026-10-25 00:30").await;
}

#[tokio::test]
async fn quiet_hours_over_the_spring_night_end_when_the_clock_reads_past_them() {
    let (story, ana, ben) = evening("2026-03-28", "23:00").await;
    let typed = [("from", "22:00"), ("until", "02:30")];
    story.command(&ben, "quiet", &typed).await;
    // From 01:59 the clock jumps to 03:00, which is past 02:30.
    comes_once_at(story, ana, ben, "2026-03-29 01:00").await;
}

#[tokio::test]
async fn quiet_hours_over_the_autumn_night_hold_both_times() {
    let (mut story, ana, ben) = evening("2026-10-24", "02:10").await;
    let typed = [("from", "02:00"), ("until", "02:30")];
    story.command(&ben, "quiet", &typed).await;
    let is_quiet = |answer: discord_sim::Answer| answer.text().contains("It is quiet for you now");
    for (instant, quiet) in [
        ("2026-10-24 23:59", false), // 01:59
        ("2026-10-25 00:00", true),  // 02:00 the first time
        ("2026-10-25 00:30", false), // 02:30 the first time
        ("2026-10-25 01:00", true),  // 02:00 the second time
        ("2026-10-25 01:30", false), // 02:30 the second time
    ] {
        story.until(instant).await;
        let shown = story.command(&ben, "quiet", &[]).await;
        assert_eq!(is_quiet(shown), quiet, "{instant}");
    }
    let text = format!("{} and tomorrow?", ben.mention());
    ana.post(story.support, &text).unwrap();
    // 02:30 on the 26th, in winter time.
    story.until("2026-10-26 01:30").await;
    let letter = story.letter(&ben).text();
    assert!(story.read(&letter).contains("and tomorrow?"));
    story.end().await;
}

#[tokio::test]
async fn a_digest_in_repeated_quiet_hours_comes_at_their_first_end() {
    let (story, ana, ben) = evening("2026-10-24", "02:10").await;
    let typed = [("from", "02:00"), ("until", "02:30")];
    story.command(&ben, "quiet", &typed).await;
    comes_once_at(story, ana, ben, "2026-10-25 00:30").await;
}
