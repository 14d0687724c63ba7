//! The panel of one's own hours: its parts, the clock and the digests.

use chrono::{TimeDelta, Weekday};

use crate::actions::{Error, preferences};
use crate::discord::interactions::{Answer, Desk, Pressed, Request};
use crate::domain::civil::{TimeOfDay, Zone};
use crate::domain::letter::{Press, Verb};
use crate::domain::mine::Mine;
use crate::domain::person::DirectMessages;
use crate::domain::refusal::Refusal;
use crate::domain::schedule::DigestTimes;
use crate::domain::weekdays::{WEEK, Weekdays};
use crate::wording::hours::{self, Open};

pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    let mine = || preferences::show(&desk.adagio, request.caller.user);
    Ok(Answer::Update(match press.verb {
        Verb::Hours => return join(desk, request).await,
        Verb::HoursClock => panel(request, &mine()?, Open::Clock),
        Verb::HoursQuiet => panel(request, &mine()?, Open::Quiet(0)),
        Verb::HoursDigests => panel(request, &mine()?, Open::Digests),
        Verb::HoursDirect => panel(request, &mine()?, Open::Direct),
        Verb::Clock => {
            let offset = TimeDelta::try_seconds(pressed.value()?).ok_or(Refusal::OldControl)?;
            let locale = request.caller.locale.as_deref().unwrap_or_default();
            hours::zones_at(&request.tongue, offset, request.caller.now, locale)
        }
        Verb::Zone => zone(desk, request, pressed.value()?).await?,
        Verb::DigestTimes | Verb::DigestDays | Verb::DigestReset => {
            digests(desk, request, press.verb, pressed).await?
        }
        _ => panel(request, &mine()?, Open::Overview),
    }))
}

/// The panel with one part open.
pub(super) fn panel(request: &Request, mine: &Mine, open: Open) -> crate::domain::letter::Letter {
    hours::panel(&request.tongue, mine, open, request.caller.now)
}

/// "Set my hours": joins, and opens the panel as an answer of its own.
async fn join(desk: &Desk, request: &Request) -> Result<Answer, Error> {
    let mine = preferences::open(&desk.adagio, &request.caller).await?;
    Ok(Answer::Say(panel(
        request,
        &mine,
        hours::first_open(&mine.person),
    )))
}

async fn zone(
    desk: &Desk,
    request: &Request,
    zone: Zone,
) -> Result<crate::domain::letter::Letter, Error> {
    let mine = preferences::set_zone(&desk.adagio, &request.caller, zone).await?;
    Ok(panel(request, &mine, after(&mine, Open::Quiet(0))))
}

/// Where to go on: a newcomer to the next question, everybody else back to the overview.
pub(super) fn after(mine: &Mine, next: Open) -> Open {
    if mine.person.direct == DirectMessages::Unasked {
        next
    } else {
        Open::Overview
    }
}

async fn digests(
    desk: &Desk,
    request: &Request,
    verb: Verb,
    pressed: &Pressed,
) -> Result<crate::domain::letter::Letter, Error> {
    let mine = preferences::set_digests(&desk.adagio, &request.caller, |usual| {
        let chosen = match verb {
            Verb::DigestTimes => DigestTimes::new(times(pressed)?, usual.days()),
            Verb::DigestDays => DigestTimes::new(usual.times().to_vec(), days(pressed)?),
            _ => Ok(DigestTimes::default()),
        };
        chosen.map_err(|_| Refusal::OldControl)
    })
    .await?;
    Ok(panel(request, &mine, Open::Digests))
}

fn times(pressed: &Pressed) -> Result<Vec<TimeOfDay>, Refusal> {
    let seconds = pressed.values::<u32>()?.into_iter();
    seconds
        .map(|one| TimeOfDay::from_seconds(one).ok_or(Refusal::OldControl))
        .collect()
}

/// The days that were chosen, counted from Monday.
pub(super) fn days(pressed: &Pressed) -> Result<Weekdays, Refusal> {
    let numbers = pressed.values::<usize>()?.into_iter();
    let days: Option<Vec<Weekday>> = numbers.map(|number| WEEK.get(number).copied()).collect();
    days.map(Weekdays::from_iter).ok_or(Refusal::OldControl)
}
