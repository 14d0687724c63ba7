//! What one sent to others: its pages, and what was told, reworded or taken back.

use super::digest::known_rights;
use crate::actions::{Error, sent};
use crate::discord::interactions::{Answer, Desk, Pace, Pressed, Request, Shape, Submitted};
use crate::domain::ids::MessageId;
use crate::domain::letter::{Letter, Press, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::sent::Mine;
use crate::wording;
use crate::wording::sent as say;

/// Pages look up rights first; the rest is at hand, and a form can only be shown at once.
pub(super) fn pace(verb: Verb) -> Pace {
    match verb {
        Verb::Sent => Pace::Deferred(Shape::Update),
        _ => Pace::AtOnce,
    }
}

pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    let (adagio, caller, tongue) = (&desk.adagio, &request.caller, &request.tongue);
    let source = MessageId::new(press.id);
    let (source, mine) = match press.verb {
        Verb::Sent => return Ok(Answer::Update(page(desk, request, press).await?)),
        Verb::SentItem => {
            let source = pressed.value()?;
            (source, sent::look(adagio, caller, source).await?)
        }
        Verb::TellChange => match sent::look(adagio, caller, source).await? {
            Mine::Waits(sent) => return Ok(Answer::Ask(say::form(tongue, &sent))),
            mine => (source, mine),
        },
        Verb::TellBack => (source, sent::take_back(adagio, caller, source).await?),
        Verb::TellAgain => (source, sent::give_again(adagio, caller, source).await?),
        _ => return Err(Refusal::OldControl.into()),
    };
    Ok(Answer::Update(say::told(tongue, source, &mine)))
}

/// Takes in other words.
pub(super) async fn submit(
    desk: &Desk,
    request: &Request,
    press: &Press,
    submitted: &Submitted,
) -> Result<Answer, Error> {
    let (source, words) = (MessageId::new(press.id), submitted.field(say::WORDS)?);
    let mine = sent::reword(&desk.adagio, &request.caller, source, &request.name, words).await?;
    Ok(Answer::Update(say::told(&request.tongue, source, &mine)))
}

async fn page(desk: &Desk, request: &Request, press: &Press) -> Result<Letter, Error> {
    let (adagio, tongue, user) = (&desk.adagio, &request.tongue, request.caller.user);
    let number = press.arg.as_deref().and_then(|page| page.parse().ok());
    let wants = sent::wants(adagio, user).await?;
    let Ok(rights) = known_rights(desk, request, wants).await else {
        return Ok(wording::inbox::unknown(tongue, wording::inbox::Tab::Sent));
    };
    let number = number.unwrap_or_default();
    let page = sent::page(adagio, user, number, request.caller.now, &rights).await?;
    Ok(wording::inbox::tabbed(
        tongue,
        say::letter(tongue, &page),
        wording::inbox::Tab::Sent,
        page.elsewhere,
    ))
}
