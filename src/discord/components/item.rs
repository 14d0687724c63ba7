//! One item of a digest or of the inbox: opened in the place of the list, acted on, and the list again.

use super::digest::{list, rights};
use crate::actions::Error;
use crate::actions::item::{self, Handle};
use crate::actions::mutes::{self, Side};
use crate::discord::interactions::{Answer, Desk, Pace, Pressed, Request, Shape, Submitted};
use crate::domain::ids::MessageId;
use crate::domain::item::{Did, Outlook};
use crate::domain::later::Later;
use crate::domain::letter::{Press, Verb};
use crate::domain::listing::Listing;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Rights;
use crate::wording::item as say;

/// A form can only be shown at once; all else looks up rights first.
pub(super) fn pace(verb: Verb, pressed: &Pressed) -> Pace {
    if asks_for_date(verb, pressed) {
        Pace::AtOnce
    } else {
        Pace::Deferred(Shape::Update)
    }
}

fn asks_for_date(verb: Verb, pressed: &Pressed) -> bool {
    matches!(verb, Verb::Snooze | Verb::AllLater)
        && pressed.value::<String>().is_ok_and(|it| it == say::A_DATE)
}

pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    if press.verb == Verb::Item {
        return open(desk, request, pressed.value()?, Listing::of(press)).await;
    }
    let (adagio, handle) = (&desk.adagio, handle(request, press));
    if asks_for_date(press.verb, pressed) {
        item::check(adagio, &handle).await?;
        let form = Press::about(Verb::SnoozeDate, press.id).with(listing(press));
        return Ok(Answer::Ask(say::date_form(&request.tongue, form)));
    }
    check_sight(desk, request, &handle).await?;
    let did = match press.verb {
        Verb::Done => item::done(adagio, &handle).await?,
        Verb::NotDone => item::not_done(adagio, &handle).await?,
        Verb::NotSnoozed => item::not_put_off(adagio, &handle).await?,
        Verb::Mute => mutes::mute(adagio, &handle, Side::Thread).await?,
        Verb::NotMuted => mutes::hear(adagio, &handle, Side::Thread).await?,
        Verb::Hush => mutes::mute(adagio, &handle, Side::Sender).await?,
        Verb::NotHushed => mutes::hear(adagio, &handle, Side::Sender).await?,
        Verb::Snooze => {
            let later = later(pressed)?.ok_or(Refusal::OldControl)?;
            item::put_off(adagio, &handle, &later).await?
        }
        _ => return Err(Refusal::OldControl.into()),
    };
    done(desk, request, (handle.source, listing(press)), &did).await
}

/// Takes in the date until which an item is put off.
pub(super) async fn submit(
    desk: &Desk,
    request: &Request,
    press: &Press,
    submitted: &Submitted,
) -> Result<Answer, Error> {
    let handle = handle(request, press);
    let later = Later::On(submitted.field(say::DATE)?.trim().to_owned());
    check_sight(desk, request, &handle).await?;
    let did = item::put_off(&desk.adagio, &handle, &later).await?;
    done(desk, request, (handle.source, listing(press)), &did).await
}

/// Whether whoever presses may see the item now.
async fn check_sight(desk: &Desk, request: &Request, handle: &Handle) -> Result<(), Error> {
    let rights = rights_to(desk, request, handle).await?;
    item::check_sight(&desk.adagio, handle, &rights).await
}

async fn rights_to(desk: &Desk, request: &Request, handle: &Handle) -> Result<Rights, Error> {
    let wants = item::wants(&desk.adagio, handle).await?;
    Ok(rights(desk, request, wants).await)
}

async fn open(
    desk: &Desk,
    request: &Request,
    source: MessageId,
    listing: Listing,
) -> Result<Answer, Error> {
    let handle = Handle {
        user: request.caller.user,
        source,
        now: request.caller.now,
    };
    let rights = rights_to(desk, request, &handle).await?;
    let opened = item::open(&desk.adagio, &handle, &rights).await?;
    // What it said is nobody's to read any more.
    if let Outlook::Over(reason) = opened.outlook {
        return done(desk, request, (source, listing), &Did::Already(reason)).await;
    }
    Ok(Answer::Update(say::letter(
        &request.tongue,
        &opened,
        listing,
    )))
}

/// The list again, with what was done to one of its items.
async fn done(
    desk: &Desk,
    request: &Request,
    (source, listing): (MessageId, Listing),
    did: &Did,
) -> Result<Answer, Error> {
    let list = list(desk, request, listing).await?;
    Ok(Answer::Update(say::done(
        &request.tongue,
        list,
        did,
        source,
        listing,
    )))
}

/// The item that a control is about, for whoever presses.
pub(super) fn handle(request: &Request, press: &Press) -> Handle {
    Handle {
        user: request.caller.user,
        source: MessageId::new(press.id),
        now: request.caller.now,
    }
}

/// Where the control stands; the inbox, if its id doesn't say.
pub(super) fn listing(press: &Press) -> Listing {
    let listing = press.arg.as_deref().and_then(|arg| arg.parse().ok());
    listing.unwrap_or_default()
}

/// Until when. `None`: a date is to be asked for.
pub(super) fn later(pressed: &Pressed) -> Result<Option<Later>, Refusal> {
    let value: String = pressed.value()?;
    match value.as_str() {
        say::NEXT_DIGEST => Ok(Some(Later::NextDigest)),
        say::TOMORROW => Ok(Some(Later::Tomorrow)),
        say::MONDAY => Ok(Some(Later::Monday)),
        say::A_DATE => Ok(None),
        _ => Err(Refusal::OldControl),
    }
}
