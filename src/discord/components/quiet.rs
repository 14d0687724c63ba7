//! Quiet hours, choice by choice.

use super::hours::{after, days, panel};
use crate::actions::quiet::{self, Changed};
use crate::actions::{Error, preferences};
use crate::discord::interactions::{Answer, Desk, Pressed, Request};
use crate::domain::civil::TimeOfDay;
use crate::domain::letter::{Press, Verb};
use crate::domain::quiet::QuietHours;
use crate::domain::quiet_change::{Part, Preset};
use crate::domain::quiet_code;
use crate::domain::refusal::Refusal;
use crate::wording;
use crate::wording::hours::Open;

pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    let (adagio, caller) = (&desk.adagio, &request.caller);
    let position = usize::try_from(press.id).unwrap_or_default();
    let (changed, open) = match press.verb {
        Verb::QuietFrom | Verb::QuietUntil | Verb::QuietDays => {
            let part = part(press.verb, pressed)?;
            (
                quiet::change_window(adagio, caller, position, part).await?,
                Open::Quiet(position),
            )
        }
        Verb::QuietPreset => {
            let preset = Preset::from_number(press.id).ok_or(Refusal::OldControl)?;
            let changed = quiet::take_preset(adagio, caller, preset).await?;
            let next = match after(&changed.mine, Open::Digests) {
                Open::Overview => Open::Quiet(0),
                next => next,
            };
            (changed, next)
        }
        Verb::QuietTonight => (quiet::tonight(adagio, caller, None).await?, Open::Quiet(0)),
        Verb::QuietNotTonight => (quiet::not_tonight(adagio, caller).await?, Open::Quiet(0)),
        Verb::QuietClear => (
            quiet::replace(adagio, caller, QuietHours::default()).await?,
            Open::Quiet(0),
        ),
        Verb::QuietUndo => return put_back(desk, request, press).await,
        _ => {
            let mine = preferences::show(adagio, caller.user)?;
            return Ok(Answer::Update(panel(
                request,
                &mine,
                Open::Quiet(pressed.value()?),
            )));
        }
    };
    Ok(Answer::Update(panel(request, &changed.mine, open)))
}

fn part(verb: Verb, pressed: &Pressed) -> Result<Part, Refusal> {
    if verb == Verb::QuietDays {
        return days(pressed).map(Part::Days);
    }
    let time = TimeOfDay::from_seconds(pressed.value()?).ok_or(Refusal::OldControl)?;
    Ok(if verb == Verb::QuietFrom {
        Part::From(time)
    } else {
        Part::Until(time)
    })
}

async fn put_back(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    let code = press.arg.as_deref().unwrap_or_default();
    let before = quiet_code::decode(code).ok_or(Refusal::OldControl)?;
    let Changed { mine, .. } = quiet::replace(&desk.adagio, &request.caller, before).await?;
    let letter = wording::quiet::put_back(&request.tongue, &mine.person, request.caller.now);
    Ok(Answer::Update(letter))
}
