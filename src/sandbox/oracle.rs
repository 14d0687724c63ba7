//! Says when a digest is due, by brute force: it walks the minutes and reads the clock at each.
//!
//! The rules, from the help and not from the bot's code: a digest comes when the local clock reads one of
//! its times, the first time that it does; a time that the clock skips comes as much later as was skipped;
//! a time inside quiet hours comes when they end. So Friday's 20:00, in quiet hours from 18:00 and all
//! weekend, comes on Monday morning.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Timelike, Utc, Weekday};

use super::rhythm::Rhythm;

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// How far before the question the walk starts, so that a repeated hour is known as such.
const RUN_UP: TimeDelta = TimeDelta::hours(4);

/// How far the walk goes: a week has every digest time; a second one for what moves.
const FAR: TimeDelta = TimeDelta::days(15);

/// Answers when a digest is due, and remembers its last answer for each rhythm.
#[derive(Debug, Default)]
pub(super) struct Oracle {
    answers: HashMap<Rhythm, Answer>,
}

#[derive(Clone, Copy, Debug)]
struct Answer {
    asked_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
}

impl Oracle {
    /// The first digest after `at` (not at it). `None`: there is none, because it is always quiet.
    pub(super) fn due_after(
        &mut self,
        rhythm: &Rhythm,
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        // What is first after one instant is first after any other before it.
        if let Some(last) = self.answers.get(rhythm)
            && last.asked_at <= at
            && at < last.due_at
        {
            return Some(last.due_at);
        }
        let due_at = walk(rhythm, at)?;
        self.answers.insert(
            rhythm.clone(),
            Answer {
                asked_at: at,
                due_at,
            },
        );
        Some(due_at)
    }
}

/// When the clock first shows the next day that is meant.
pub(super) fn next_day(
    rhythm: &Rhythm,
    at: DateTime<Utc>,
    is_meant: impl Fn(Weekday) -> bool,
) -> DateTime<Utc> {
    let today = rhythm.local(at).date();
    let mut minute = full_minute(at);
    let mut day = today;
    while day <= today || !is_meant(day.weekday()) {
        minute += MINUTE;
        day = rhythm.local(minute).date();
    }
    minute
}

/// The first minute after `at` in which it isn't quiet; within the days of a walk.
pub(super) fn quiet_ends(rhythm: &Rhythm, at: DateTime<Utc>) -> DateTime<Utc> {
    let mut minute = full_minute(at) + MINUTE;
    while rhythm.is_quiet_at(minute) && minute < at + FAR {
        minute += MINUTE;
    }
    minute
}

fn full_minute(at: DateTime<Utc>) -> DateTime<Utc> {
    at - TimeDelta::nanoseconds(i64::from(at.nanosecond())) - TimeDelta::seconds(at.second().into())
}

/// The first minute after `at` in which a digest that has come, or has waited for the end of quiet, goes out.
fn walk(rhythm: &Rhythm, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mut steps = Steps::from(rhythm, start(rhythm, at)?);
    let mut waits = false;
    while steps.minute < at + FAR {
        let step = steps.next_minute();
        waits |= step.comes;
        if waits && !rhythm.is_quiet_when_reading(step.local) {
            if steps.minute > at {
                return Some(steps.minute);
            }
            waits = false;
        }
    }
    None
}

/// Where to begin: in quiet hours, before they began, because a digest may wait since then.
fn start(rhythm: &Rhythm, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mut minute = full_minute(at);
    while rhythm.is_quiet_at(minute) {
        minute -= MINUTE;
        if at - minute > FAR {
            return None;
        }
    }
    Some(minute - RUN_UP)
}

/// One minute of the walk.
struct Step {
    local: NaiveDateTime,
    /// Whether a digest time comes now.
    comes: bool,
}

/// The walk, minute by minute.
struct Steps<'a> {
    rhythm: &'a Rhythm,
    minute: DateTime<Utc>,
    /// What the clock read a minute ago, and the latest that it has ever read.
    before: NaiveDateTime,
    latest: NaiveDateTime,
    /// When digest times that the clock skipped come instead.
    skipped: Vec<DateTime<Utc>>,
}

impl<'a> Steps<'a> {
    fn from(rhythm: &'a Rhythm, minute: DateTime<Utc>) -> Self {
        let local = rhythm.local(minute);
        Self {
            rhythm,
            minute,
            before: local,
            latest: local,
            skipped: Vec::new(),
        }
    }

    fn next_minute(&mut self) -> Step {
        self.minute += MINUTE;
        let local = self.rhythm.local(self.minute);
        self.note_skipped(local);
        let is_first = local > self.latest;
        let comes = (is_first && self.rhythm.is_digest_when_reading(local))
            || self.skipped.contains(&self.minute);
        self.before = local;
        self.latest = self.latest.max(local);
        Step { local, comes }
    }

    /// The clock jumped forward: what it skipped comes as much later as the jump is long.
    fn note_skipped(&mut self, local: NaiveDateTime) {
        let mut missed = self.before + MINUTE;
        let mut comes_at = self.minute;
        while missed < local {
            if self.rhythm.is_digest_when_reading(missed) {
                self.skipped.push(comes_at);
            }
            missed += MINUTE;
            comes_at += MINUTE;
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::super::rhythm::{DAILY, Days, Minute, WEEKEND, WORKDAYS, Window};
    use super::*;

    fn rhythm(zone: Tz, digests: &[Minute], digest_days: Days, quiet: &[Window]) -> Rhythm {
        Rhythm {
            zone,
            digests: digests.to_vec(),
            digest_days,
            quiet: quiet.to_vec(),
        }
    }

    fn due(rhythm: &Rhythm, after: &str) -> String {
        let due = Oracle::default()
            .due_after(rhythm, after.parse().unwrap())
            .unwrap();
        due.format("%FT%H:%MZ").to_string()
    }

    const fn hm(hour: Minute, minute: Minute) -> Minute {
        hour * 60 + minute
    }

    const NIGHT: Window = Window {
        from: hm(22, 0),
        until: hm(8, 0),
        days: DAILY,
    };

    #[test]
    fn a_digest_is_due_strictly_after_the_question() {
        let berlin = rhythm(Tz::Europe__Berlin, &[hm(9, 0), hm(16, 0)], WORKDAYS, &[]);
        let table = [
            ("2026-03-02T07:59:59.999Z", "2026-03-02T08:00Z"),
            ("2026-03-02T08:00:00Z", "2026-03-02T15:00Z"),
            ("2026-03-06T15:00:00Z", "2026-03-09T08:00Z"),
            // The clocks went forward in between: still nine in the morning.
            ("2026-03-27T16:00:00Z", "2026-03-30T07:00Z"),
        ];
        for (after, expected) in table {
            assert_eq!(due(&berlin, after), expected, "{after}");
        }
    }

    #[test]
    fn a_skipped_time_comes_later_and_a_repeated_one_once() {
        let berlin = rhythm(Tz::Europe__Berlin, &[hm(2, 30)], DAILY, &[]);
        assert_eq!(due(&berlin, "2026-03-28T12:00:00Z"), "2026-03-29T01:30Z");
        assert_eq!(due(&berlin, "2026-10-24T12:00:00Z"), "2026-10-25T00:30Z");
        // Asked inside the repeated hour, the second reading is no digest.
        assert_eq!(due(&berlin, "2026-10-25T01:10:00Z"), "2026-10-26T01:30Z");
        let howe = rhythm(Tz::Australia__Lord_Howe, &[hm(2, 15)], DAILY, &[]);
        assert_eq!(due(&howe, "2026-10-03T12:00:00Z"), "2026-10-03T15:45Z");
    }

    #[test]
    fn a_time_in_quiet_hours_comes_when_they_end() {
        let early = rhythm(Tz::Asia__Kathmandu, &[hm(7, 15)], DAILY, &[NIGHT]);
        assert_eq!(due(&early, "2026-03-02T00:00:00Z"), "2026-03-02T02:15Z");
        // The time has come already, and waits: asked in between, it is still due.
        assert_eq!(due(&early, "2026-03-02T01:45:00Z"), "2026-03-02T02:15Z");
        assert_eq!(due(&early, "2026-03-02T02:15:00Z"), "2026-03-03T02:15Z");
        let late = Window {
            from: hm(18, 0),
            until: hm(9, 0),
            days: WORKDAYS,
        };
        let weekend = Window {
            from: 0,
            until: hm(24, 0),
            days: WEEKEND,
        };
        let friday = rhythm(Tz::Europe__Lisbon, &[hm(20, 0)], WORKDAYS, &[late, weekend]);
        assert_eq!(due(&friday, "2026-03-07T12:00:00Z"), "2026-03-09T00:00Z");
    }

    #[test]
    fn the_next_day_begins_when_the_clock_first_shows_it() {
        let table = [
            // (zone, now, tomorrow, Monday)
            (
                Tz::Europe__Berlin,
                "2026-03-02T07:10:00.5Z",
                "2026-03-02T23:00:00Z",
                "2026-03-08T23:00:00Z",
            ),
            (
                Tz::Asia__Kathmandu,
                "2026-03-02T18:15:00Z",
                "2026-03-03T18:15:00Z",
                "2026-03-08T18:15:00Z",
            ),
            // This midnight is skipped.
            (
                Tz::Africa__Cairo,
                "2026-04-23T12:00:00Z",
                "2026-04-23T22:00:00Z",
                "2026-04-26T21:00:00Z",
            ),
        ];
        for (zone, now, tomorrow, monday) in table {
            let rhythm = rhythm(zone, &[], DAILY, &[]);
            let now = now.parse().unwrap();
            let told = |at: DateTime<Utc>| at.format("%FT%TZ").to_string();
            assert_eq!(told(next_day(&rhythm, now, |_| true)), tomorrow, "{zone}");
            let is_monday = |day| day == Weekday::Mon;
            assert_eq!(told(next_day(&rhythm, now, is_monday)), monday, "{zone}");
        }
    }

    #[test]
    fn who_is_always_quiet_has_no_digest() {
        let always = Window {
            from: 0,
            until: hm(24, 0),
            days: DAILY,
        };
        let monk = rhythm(Tz::Asia__Tokyo, &[hm(9, 0)], DAILY, &[always]);
        let asked = Oracle::default().due_after(&monk, "2026-03-02T00:00:00Z".parse().unwrap());
        assert_eq!(asked, None);
    }

    #[test]
    fn what_is_remembered_is_what_would_be_found() {
        let berlin = rhythm(
            Tz::Europe__Berlin,
            &[hm(9, 0), hm(16, 0)],
            WORKDAYS,
            &[NIGHT],
        );
        let mut oracle = Oracle::default();
        let mut at: DateTime<Utc> = "2026-03-27T00:00:00Z".parse().unwrap();
        for _ in 0..300 {
            assert_eq!(oracle.due_after(&berlin, at), walk(&berlin, at), "{at}");
            at += TimeDelta::minutes(17);
        }
        assert_eq!(
            oracle.due_after(&berlin, "2026-03-27T00:00:00Z".parse().unwrap()),
            walk(&berlin, "2026-03-27T00:00:00Z".parse().unwrap()),
        );
    }
}
