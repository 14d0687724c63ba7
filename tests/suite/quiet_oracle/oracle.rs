//! Quiet and digests, found out the slow way: every UTC minute is turned into local time by chrono-tz.
//!
//! It reads the settings as plain numbers and knows nothing of the code that it judges.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;

/// Minutes since the unix epoch.
pub(crate) type Minute = i64;

/// One person's settings. Times are minutes of the day (1,440 is 24:00); days are bits, Monday the lowest.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) zone: Tz,
    /// (from, to, days)
    pub(crate) windows: Vec<(u32, u32, u8)>,
    pub(crate) once: Option<(Minute, Minute)>,
    /// (times, days)
    pub(crate) digests: (Vec<u32>, u8),
}

/// What was seen on the walk.
pub(crate) struct Walk {
    start: Minute,
    /// Whether it was quiet, minute by minute.
    quiet: Vec<bool>,
    /// When digests come, out of quiet hours, as far as the walk saw their end.
    pub(crate) digests: Vec<Minute>,
}

impl Walk {
    /// Walks every minute in `[start, end)`.
    pub(crate) fn through(settings: &Settings, start: Minute, end: Minute) -> Self {
        let quiet = (start..end)
            .map(|minute| is_quiet(settings, minute))
            .collect();
        let mut walk = Self {
            start,
            quiet,
            digests: Vec::new(),
        };
        let points = points(settings, start, end);
        walk.digests = points
            .into_iter()
            .filter_map(|point| walk.opening(point))
            .collect();
        walk
    }

    pub(crate) fn is_quiet(&self, minute: Minute) -> bool {
        self.quiet[self.index(minute)]
    }

    /// The first minute from this one on that is not quiet, if the walk came that far.
    pub(crate) fn opening(&self, minute: Minute) -> Option<Minute> {
        let ahead = &self.quiet[self.index(minute)..];
        ahead
            .iter()
            .zip(minute..)
            .find(|(quiet, _)| !**quiet)
            .map(|(_, minute)| minute)
    }

    /// The first digest after this minute, if the walk saw all that may come before it.
    pub(crate) fn next_digest(&self, minute: Minute) -> Option<Minute> {
        let was_open_before = self.quiet[..=self.index(minute)].contains(&false);
        let next = self
            .digests
            .iter()
            .copied()
            .filter(|digest| *digest > minute)
            .min();
        next.filter(|_| was_open_before)
    }

    fn index(&self, minute: Minute) -> usize {
        usize::try_from(minute - self.start).expect("only minutes of the walk are asked for")
    }
}

/// What clocks read.
fn reading(zone: Tz, minute: Minute) -> NaiveDateTime {
    let utc = DateTime::from_timestamp(minute * 60, 0)
        .expect("a minute of these centuries")
        .naive_utc();
    let ahead = zone.offset_from_utc_datetime(&utc).fix().local_minus_utc();
    utc + TimeDelta::seconds(i64::from(ahead))
}

fn is_quiet(settings: &Settings, minute: Minute) -> bool {
    let now = reading(settings.zone, minute);
    let time = now.hour() * 60 + now.minute();
    let today = now.weekday().num_days_from_monday();
    let on = |days: u8, day: u32| days >> (day % 7) & 1 == 1;
    let in_window = settings.windows.iter().any(|(from, to, days)| {
        let begun = time >= *from && on(*days, today);
        if from < to {
            begun && time < *to
        } else {
            begun || (time < *to && on(*days, today + 6))
        }
    });
    in_window
        || settings
            .once
            .is_some_and(|(from, until)| from <= minute && minute < until)
}

/// The digests of the walked minutes, as if there were no quiet.
///
/// A wall time belongs to the first minute that reads it. Where the clock jumps over some, they come as long
/// after the jump as they would have come after the last minute before it.
fn points(settings: &Settings, start: Minute, end: Minute) -> Vec<Minute> {
    let (times, days) = &settings.digests;
    let is_digest = |at: NaiveDateTime| {
        let due = days >> at.weekday().num_days_from_monday() & 1 == 1;
        due && times.contains(&(at.hour() * 60 + at.minute()))
    };
    let mut first_reads = BTreeMap::new();
    let mut previous = None;
    for minute in start..end {
        let now = reading(settings.zone, minute);
        let mut wall = previous.map_or(now, |previous| now.min(previous + TimeDelta::minutes(1)));
        let mut moved = minute;
        while wall <= now {
            let comes = if wall == now { minute } else { moved };
            if is_digest(wall) && comes < end {
                first_reads.entry(wall).or_insert(comes);
            }
            wall += TimeDelta::minutes(1);
            moved += 1;
        }
        previous = Some(now);
    }
    first_reads.into_values().collect()
}
