//! Quiet hours. Each deed says what held before, so that it can be put back.

use super::preferences::{Caller, change};
use super::{Adagio, Error};
use crate::domain::civil::TimeOfDay;
use crate::domain::mine::Mine;
use crate::domain::quiet::{QuietHours, QuietWindow};
use crate::domain::quiet_change::{self, MOST_WINDOWS, Part, Preset};
use crate::domain::refusal::Refusal;
use crate::domain::schedule::Schedule;

/// A person's settings after a change, and their quiet hours before it.
#[derive(Clone, Debug)]
pub struct Changed {
    pub mine: Mine,
    pub before: QuietHours,
}

/// Changes one part of the window at this position; the position after the last adds one.
///
/// # Errors
/// If that makes no window, or there are too many; else as [`super::preferences::open`].
pub async fn change_window(
    adagio: &Adagio,
    caller: &Caller,
    position: usize,
    part: Part,
) -> Result<Changed, Error> {
    changed(adagio, caller, |schedule| {
        let windows = &mut schedule.quiet.windows;
        let window =
            quiet_change::changed(windows.get(position), part).map_err(|_| Refusal::OldControl)?;
        match windows.get_mut(position) {
            Some(old) => *old = window,
            None => windows.push(window),
        }
        Ok(())
    })
    .await
}

/// Sets a window on its days; what stood on those days makes room.
///
/// # Errors
/// If there are too many windows then; else as [`super::preferences::open`].
pub async fn set(adagio: &Adagio, caller: &Caller, window: QuietWindow) -> Result<Changed, Error> {
    changed(adagio, caller, |schedule| {
        schedule.quiet.windows = quiet_change::set(&schedule.quiet.windows, window);
        Ok(())
    })
    .await
}

/// Takes a ready-made set of windows instead of those there are.
///
/// # Errors
/// As [`super::preferences::open`].
pub async fn take_preset(
    adagio: &Adagio,
    caller: &Caller,
    preset: Preset,
) -> Result<Changed, Error> {
    changed(adagio, caller, |schedule| {
        schedule.quiet.windows = preset.windows();
        Ok(())
    })
    .await
}

/// Quiet this night, until then or the usual end.
///
/// # Errors
/// If the person's clock isn't known; else as [`super::preferences::open`].
pub async fn tonight(
    adagio: &Adagio,
    caller: &Caller,
    until: Option<TimeOfDay>,
) -> Result<Changed, Error> {
    changed(adagio, caller, |schedule| {
        let zone = schedule.zone.ok_or(Refusal::NoZone)?;
        schedule.quiet.once = Some(quiet_change::tonight(zone, caller.now, until));
        Ok(())
    })
    .await
}

/// Takes the quiet of this night back.
///
/// # Errors
/// As [`super::preferences::open`].
pub async fn not_tonight(adagio: &Adagio, caller: &Caller) -> Result<Changed, Error> {
    changed(adagio, caller, |schedule| {
        schedule.quiet.once = None;
        Ok(())
    })
    .await
}

/// Puts quiet hours in place of those there are: none, or those from before a change.
///
/// # Errors
/// As [`super::preferences::open`].
pub async fn replace(
    adagio: &Adagio,
    caller: &Caller,
    quiet: QuietHours,
) -> Result<Changed, Error> {
    changed(adagio, caller, |schedule| {
        schedule.quiet = quiet;
        Ok(())
    })
    .await
}

async fn changed(
    adagio: &Adagio,
    caller: &Caller,
    deed: impl FnOnce(&mut Schedule) -> Result<(), Refusal>,
) -> Result<Changed, Error> {
    let mut before = QuietHours::default();
    let mine = change(adagio, caller, |person| {
        before = person.schedule.quiet.clone();
        deed(&mut person.schedule)?;
        let quiet = &mut person.schedule.quiet;
        quiet.once = quiet.once.filter(|once| caller.now < once.until);
        if quiet.windows.len() > MOST_WINDOWS {
            Err(Refusal::TooManyWindows)
        } else {
            Ok(())
        }
    })
    .await?;
    Ok(Changed { mine, before })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ACME, BEN, House, at};
    use super::*;
    use crate::domain::ids::UserId;
    use crate::domain::weekdays::Weekdays;

    fn caller(user: UserId) -> Caller {
        Caller {
            user,
            server: Some(ACME),
            locale: None,
            now: at("12:00"),
        }
    }

    fn windows(changed: &Changed) -> Vec<String> {
        let windows = changed.mine.person.schedule.quiet.windows.iter();
        windows
            .map(|w| format!("{}-{} {}", w.from(), w.to(), w.days().bits()))
            .collect()
    }

    #[tokio::test]
    async fn each_choice_is_whole_and_saved() {
        let house = House::new().await;
        let from = Part::From(TimeOfDay::hm(21, 0));
        let changed = change_window(&house.adagio, &caller(BEN), 0, from)
            .await
            .unwrap();
        assert_eq!(windows(&changed), ["21:00-08:00 127"]);
        let days = Part::Days(Weekdays::MON_FRI);
        let changed = change_window(&house.adagio, &caller(BEN), 0, days)
            .await
            .unwrap();
        assert_eq!(windows(&changed), ["21:00-08:00 31"]);
        let house = house.restarted().await;
        let mine = super::super::preferences::look(&house.adagio, BEN);
        assert_eq!(mine, changed.mine);
    }

    #[tokio::test]
    async fn what_held_before_can_be_put_back() {
        let house = House::new().await;
        let nights = take_preset(&house.adagio, &caller(BEN), Preset::Nights)
            .await
            .unwrap();
        let cleared = replace(&house.adagio, &caller(BEN), QuietHours::default())
            .await
            .unwrap();
        assert!(windows(&cleared).is_empty());
        let back = replace(&house.adagio, &caller(BEN), cleared.before)
            .await
            .unwrap();
        assert_eq!(
            back.mine.person.schedule.quiet,
            nights.mine.person.schedule.quiet
        );
    }

    #[tokio::test]
    async fn tonight_needs_a_clock() {
        let house = House::new().await;
        let changed = tonight(&house.adagio, &caller(BEN), None).await.unwrap();
        assert!(changed.mine.person.schedule.is_quiet_at(at("20:00")));
        let changed = not_tonight(&house.adagio, &caller(BEN)).await.unwrap();
        assert!(!changed.mine.person.schedule.is_quiet_at(at("20:00")));
        let stranger = caller(UserId::new(999));
        let refused = tonight(&house.adagio, &stranger, None).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NoZone))));
    }

    #[tokio::test]
    async fn windows_end_where_a_button_can_carry_no_more() {
        let house = House::new().await;
        for position in 0..MOST_WINDOWS {
            let part = Part::From(TimeOfDay::hm(20, 0));
            change_window(&house.adagio, &caller(BEN), position, part)
                .await
                .unwrap();
        }
        let part = Part::From(TimeOfDay::hm(20, 0));
        let refused = change_window(&house.adagio, &caller(BEN), MOST_WINDOWS, part).await;
        assert!(matches!(
            refused,
            Err(Error::Refused(Refusal::TooManyWindows))
        ));
    }
}
