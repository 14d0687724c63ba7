//! Settings at random, around nights on which clocks are changed.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::oracle::{Minute, Settings};

pub(super) const DAY: Minute = 24 * 60;

/// Zones with the UTC day on which something happens to their clocks, and the hour that these read then.
const NIGHTS: [(Tz, &str, u32); 16] = [
    (Tz::UTC, "2026-06-10", 2),
    (Tz::Asia__Kathmandu, "2026-06-10", 2),
    (Tz::Europe__Berlin, "2026-03-29", 2),
    (Tz::Europe__Berlin, "2026-10-25", 2),
    (Tz::America__New_York, "2026-03-08", 2),
    (Tz::America__New_York, "2026-11-01", 2),
    // Midnight is skipped, or 23:00 comes again.
    (Tz::America__Sao_Paulo, "2018-11-04", 0),
    (Tz::America__Sao_Paulo, "2018-02-18", 23),
    // Half an hour.
    (Tz::Australia__Lord_Howe, "2026-04-04", 2),
    (Tz::Australia__Lord_Howe, "2026-10-03", 2),
    // A whole day is skipped.
    (Tz::Pacific__Apia, "2011-12-30", 0),
    // New offsets for good.
    (Tz::Asia__Pyongyang, "2015-08-14", 0),
    (Tz::Asia__Pyongyang, "2018-05-04", 0),
    (Tz::America__Caracas, "2016-05-01", 2),
    // Winter time during Ramadan; two hours.
    (Tz::Africa__Casablanca, "2026-03-22", 2),
    (Tz::Antarctica__Troll, "2026-03-29", 2),
];

/// A person and the middle of the time in which they are looked at.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) settings: Settings,
    pub(super) around: Minute,
    /// Where in the middle days to look, besides digests and where quiet begins and ends.
    pub(super) looks: Vec<Index>,
    /// Into the minute, in milliseconds.
    pub(super) late: i64,
}

/// Minutes of the day, more often near this hour.
fn time(hour: u32) -> impl Strategy<Value = u32> {
    let near = (0_u32..16).prop_map(move |quarter| (hour * 60 + 22 * 60 + quarter * 15) % 1_440);
    prop_oneof![3 => near, 1 => 0_u32..1_440]
}

fn days() -> impl Strategy<Value = u8> {
    prop_oneof![3 => Just(127_u8), 1 => Just(0b110_0000), 1 => 1_u8..=127]
}

fn window(hour: u32) -> impl Strategy<Value = (u32, u32, u8)> {
    let to = prop_oneof![9 => time(hour), 1 => Just(1_440)];
    (time(hour), to, days()).prop_filter("a window is not empty", |(from, to, _)| from != to)
}

fn settings(zone: Tz, around: Minute, hour: u32) -> impl Strategy<Value = Settings> {
    let windows = prop::collection::vec(window(hour), 0..4);
    let once = prop::option::weighted(0.2, (around - 2 * DAY..around + 2 * DAY, 1..2 * DAY));
    let digests = (prop::collection::vec(time(hour), 1..=6), days());
    (windows, once, digests).prop_map(move |(windows, once, digests)| {
        let once = once.map(|(from, length)| (from, from + length));
        Settings {
            zone,
            windows,
            once,
            digests,
        }
    })
}

pub(super) fn case() -> impl Strategy<Value = Case> {
    select(NIGHTS.to_vec()).prop_flat_map(|(zone, day, hour)| {
        let midnight = format!("{day}T00:00:00Z").parse::<DateTime<Utc>>().unwrap();
        let around = midnight.timestamp() / 60;
        let looks = prop::collection::vec(any::<Index>(), 24);
        (
            settings(zone, around, hour),
            looks,
            select(vec![0, 1, 30_500]),
        )
            .prop_map(move |(settings, looks, late)| Case {
                settings,
                around,
                looks,
                late,
            })
    })
}
