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
