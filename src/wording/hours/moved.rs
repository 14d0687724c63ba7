//! Which digests fall inside quiet hours, and when they come instead (PRODUCT P4).

use chrono::Weekday;

use super::super::tongue::{Tongue, say};
use super::super::when;
use crate::domain::civil::TimeOfDay;
use crate::domain::schedule::{Moment, Schedule};
use crate::domain::weekdays::Weekdays;

/// Where a digest goes, as far as days share it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goal {
    SameDay(TimeOfDay),
    DayAfter(TimeOfDay),
    On(Weekday, TimeOfDay),
}

impl Goal {
    fn of(day: Weekday, to: Moment) -> Self {
        if to.day == day {
            Self::SameDay(to.time)
        } else if to.day == day.succ() {
            Self::DayAfter(to.time)
        } else {
            Self::On(to.day, to.time)
        }
    }
}

/// One line for each way in which digests move; the same way on several days is said once.
pub(in super::super) fn lines(tongue: &Tongue, schedule: &Schedule) -> Vec<String> {
    let mut groups: Vec<(TimeOfDay, Goal, Weekdays)> = Vec::new();
    for moved in schedule.moved_times() {
        let Some(to) = moved.to else {
            return vec![say!(tongue, "hours-quiet-always")];
        };
        let goal = Goal::of(moved.day, to);
        match groups
            .iter_mut()
            .find(|group| (group.0, group.1) == (moved.time, goal))
        {
            Some(group) => group.2 = group.2.with(moved.day),
            None => groups.push((moved.time, goal, Weekdays::NONE.with(moved.day))),
        }
    }
    groups
        .into_iter()
        .map(|(time, goal, days)| line(tongue, time, goal, days))
        .collect()
}

fn line(tongue: &Tongue, time: TimeOfDay, goal: Goal, days: Weekdays) -> String {
    let (time, days) = (time.to_string(), when::days(tongue, days));
    match goal {
        Goal::SameDay(to) => {
            say!(
                tongue,
                "hours-moved-same",
                time = time,
                days = days,
                to = to.to_string()
            )
        }
        Goal::DayAfter(to) => {
            say!(
                tongue,
                "hours-moved-next",
                time = time,
                days = days,
                to = to.to_string()
            )
        }
        Goal::On(day, to) => say!(
            tongue,
            "hours-moved-other",
            time = time,
            days = days,
            day = when::long_day(tongue, day),
            to = to.to_string()
        ),
    }
}
