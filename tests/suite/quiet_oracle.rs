//! Quiet hours and digest times against an oracle that walks the minutes, around the nights that are hard.
//!
//! The same property has to fail on three wrong versions of the rules: a property that can't fail holds nothing.

mod cases;
mod oracle;

use adagio::domain::civil::{TimeOfDay, Zone, instant_of, local};
use adagio::domain::quiet::{QuietHours, QuietWindow, Span};
use adagio::domain::schedule::{DigestTimes, Schedule};
use adagio::domain::weekdays::Weekdays;
use chrono::{DateTime, Datelike, Days, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestError, TestRunner};

use self::cases::{Case, DAY, case};
use self::oracle::{Minute, Settings, Walk};

/// The rules as they are, or as they are not.
struct Rules {
    quiet_at: fn(&Settings, DateTime<Utc>) -> bool,
    opening: fn(&Settings, DateTime<Utc>) -> Option<DateTime<Utc>>,
    next_digest: fn(&Settings, DateTime<Utc>) -> Option<DateTime<Utc>>,
}

const ADAGIO: Rules = Rules {
    quiet_at: |settings, at| schedule(settings).is_quiet_at(at),
    opening: |settings, at| schedule(settings).quiet_ends_after(at),
    next_digest: |settings, at| schedule(settings).next_digest_after(at),
};

fn schedule(settings: &Settings) -> Schedule {
    let time = |minutes: &u32| TimeOfDay::from_seconds(minutes * 60).unwrap();
    let days = |bits: u8| Weekdays::from_bits(bits).unwrap();
    let windows = settings.windows.iter();
    let (times, digest_days) = &settings.digests;
    Schedule {
        zone: Some(Zone::from(settings.zone)),
        quiet: QuietHours {
            windows: windows
                .map(|(from, to, on)| QuietWindow::new(time(from), time(to), days(*on)).unwrap())
                .collect(),
            once: settings.once.map(|(from, until)| Span {
                from: instant(from),
                until: instant(until),
            }),
        },
        digests: DigestTimes::new(times.iter().map(time).collect(), days(*digest_days)).unwrap(),
    }
}

fn instant(minute: Minute) -> DateTime<Utc> {
    DateTime::from_timestamp(minute * 60, 0).unwrap()
}

/// Whether the rules agree with the oracle wherever the case looks.
fn agrees(rules: &Rules, case: &Case) -> Result<(), TestCaseError> {
    let settings = &case.settings;
    let walk = Walk::through(settings, case.around - 8 * DAY, case.around + 10 * DAY);
    let middle = case.around - 2 * DAY..case.around + 3 * DAY;
    for minute in middle.clone() {
        let at = instant(minute) + TimeDelta::milliseconds(case.late);
        prop_assert_eq!(
            (rules.quiet_at)(settings, at),
            walk.is_quiet(minute),
            "quiet at {}",
            at
        );
    }
    let edges = middle
        .clone()
        .filter(|minute| walk.is_quiet(*minute) != walk.is_quiet(minute - 1));
    let digests = walk
        .digests
        .iter()
        .copied()
        .filter(|digest| middle.contains(digest));
    let turns = edges.chain(digests).flat_map(|turn| [turn - 1, turn]);
    let looks = case
        .looks
        .iter()
        .map(|look| middle.start + look.index(5 * DAY as usize) as Minute);
    for minute in turns.chain(looks) {
        let at = instant(minute) + TimeDelta::milliseconds(case.late);
        if let Some(opening) = walk.opening(minute) {
            let expected = if opening == minute {
                at
            } else {
                instant(opening)
            };
            prop_assert_eq!(
                (rules.opening)(settings, at),
                Some(expected),
                "opening after {}",
                at
            );
        }
        if let Some(next) = walk.next_digest(minute) {
            prop_assert_eq!(
                (rules.next_digest)(settings, at),
                Some(instant(next)),
                "digest after {}",
                at
            );
        }
    }
    Ok(())
}

/// Holds the rules against the oracle, always in the same cases.
fn judge(rules: &Rules, shrinks: u32) -> Result<(), Box<TestError<Case>>> {
    let config = ProptestConfig {
        cases: 128,
        failure_persistence: None,
        max_shrink_iters: shrinks,
        rng_seed: RngSeed::Fixed(20_260_329),
        ..ProptestConfig::default()
    };
    TestRunner::new(config)
        .run(&case(), |case| agrees(rules, &case))
        .map_err(Box::new)
}

/// Whether the property fails on these rules, and in this claim of it.
fn is_caught(wrong: &Rules, claim: &str) -> bool {
    match judge(wrong, 0).map_err(|error| *error) {
        Err(TestError::Fail(reason, _)) => reason.message().contains(claim),
        Err(TestError::Abort(_)) | Ok(()) => false,
    }
}

#[test]
fn quiet_hours_and_digest_times_are_what_the_clock_on_the_wall_says() {
    if let Err(error) = judge(&ADAGIO, 200) {
        panic!("{error}");
    }
}

#[test]
fn an_end_that_still_counts_is_caught() {
    fn longer(settings: &Settings) -> Settings {
        let mut wrong = settings.clone();
        for (_, to, _) in wrong.windows.iter_mut().filter(|(_, to, _)| *to < 1_440) {
            *to += 1;
        }
        wrong.windows.retain(|(from, to, _)| from != to);
        wrong
    }
    let inclusive = Rules {
        quiet_at: |settings, at| (ADAGIO.quiet_at)(&longer(settings), at),
        opening: |settings, at| (ADAGIO.opening)(&longer(settings), at),
        ..ADAGIO
    };
    assert!(is_caught(&inclusive, "quiet at"));
}

#[test]
fn a_window_counted_to_the_day_on_which_it_ends_is_caught() {
    fn shifted(settings: &Settings) -> Settings {
        let mut wrong = settings.clone();
        for (_, _, days) in wrong.windows.iter_mut().filter(|(from, to, _)| to < from) {
            *days = *days >> 1 | (*days & 1) << 6;
        }
        wrong
    }
    let other_side = Rules {
        quiet_at: |settings, at| (ADAGIO.quiet_at)(&shifted(settings), at),
        opening: |settings, at| (ADAGIO.opening)(&shifted(settings), at),
        ..ADAGIO
    };
    assert!(is_caught(&other_side, "quiet at"));
}

#[test]
fn a_window_from_instant_to_instant_is_caught() {
    // It counts a repeated hour once where only one end is in it, and gives a skipped one a length.
    fn between_instants(settings: &Settings, at: DateTime<Utc>) -> bool {
        let zone = Zone::from(settings.zone);
        let today = local(zone, at).date();
        let point = |day, minutes: u32| {
            instant_of(zone, day, TimeOfDay::from_seconds(minutes * 60).unwrap())
        };
        let in_window = settings.windows.iter().any(|(from, to, days)| {
            [today - Days::new(1), today].into_iter().any(|day| {
                let end = if to < from { day + Days::new(1) } else { day };
                let begins = Weekdays::from_bits(*days).unwrap().contains(day.weekday());
                begins && point(day, *from) <= at && at < point(end, *to)
            })
        });
        in_window
            || settings
                .once
                .is_some_and(|(from, until)| instant(from) <= at && at < instant(until))
    }
    let by_instants = Rules {
        quiet_at: between_instants,
        ..ADAGIO
    };
    assert!(is_caught(&by_instants, "quiet at"));
}

#[test]
fn a_digest_that_quiet_hours_swallow_is_caught() {
    let swallowed = Rules {
        next_digest: |settings, at| {
            let schedule = schedule(settings);
            let heedless = Schedule {
                quiet: QuietHours::default(),
                ..schedule.clone()
            };
            heedless
                .next_digests_after(at, 40)
                .into_iter()
                .find(|digest| !schedule.is_quiet_at(*digest))
        },
        ..ADAGIO
    };
    assert!(is_caught(&swallowed, "digest after"));
}

#[test]
fn the_oracle_knows_nothing_of_the_rules() {
    assert!(!include_str!("quiet_oracle/oracle.rs").contains("adagio"));
}
