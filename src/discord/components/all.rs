//! All that stands on a digest or in the inbox at once: done with it, later, taken back; and why it stands there.

use chrono::DateTime;

use super::digest::{known_rights, list, page_now};
use super::item::{later, listing};
use crate::actions::Error;
use crate::actions::all::{self, Deed, Pile, Undo};
use crate::discord::interactions::{Answer, Desk, Pressed, Request, Submitted};
use crate::domain::digest::Page;
use crate::domain::ids::ChannelId;
use crate::domain::item::DidAll;
use crate::domain::later::Later;
use crate::domain::letter::{Press, Verb};
use crate::domain::mode::Mode;
use crate::domain::person::DirectMessages;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Rights;
use crate::wording;
use crate::wording::all::These;

pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    let pile = pile(request, press)?;
    let did = match press.verb {
        Verb::AllDone => {
            let rights = rights_now(desk, request, &pile).await?;
            all::done(&desk.adagio, &pile, &rights).await?
        }
        Verb::AllLater => match later(pressed)? {
            Some(later) => put_off(desk, request, &pile, &later).await?,
            None => {
                let form = Press::about(Verb::AllLaterDate, press.id).with(pile.listing);
                return Ok(Answer::Ask(wording::item::date_form(&request.tongue, form)));
            }
        },
        Verb::AllNotDone => take_back(desk, request, &pile, Deed::Done).await?,
        Verb::AllNotLater => take_back(desk, request, &pile, Deed::PutOff).await?,
        Verb::WhyThese => return why(desk, request, &pile).await,
        _ => return Err(Refusal::OldControl.into()),
    };
    again(desk, request, &pile, &did).await
}

/// Takes in the date until which all of a list is put off.
pub(super) async fn submit(
    desk: &Desk,
    request: &Request,
    press: &Press,
    submitted: &Submitted,
) -> Result<Answer, Error> {
    let date = submitted.field(wording::item::DATE)?.trim().to_owned();
    let pile = pile(request, press)?;
    let did = put_off(desk, request, &pile, &Later::On(date)).await?;
    again(desk, request, &pile, &did).await
}

async fn put_off(
    desk: &Desk,
    request: &Request,
    pile: &Pile,
    later: &Later,
) -> Result<DidAll, Error> {
    let rights = rights_now(desk, request, pile).await?;
    all::put_off(&desk.adagio, pile, later, &rights).await
}

/// Takes back what was done at the instant that the press names.
async fn take_back(
    desk: &Desk,
    request: &Request,
    pile: &Pile,
    what: Deed,
) -> Result<DidAll, Error> {
    let undo = Undo {
        user: pile.user,
        what,
        at: pile.shown_at,
        now: pile.now,
    };
    let wants = all::undo_wants(&desk.adagio, &undo).await?;
    let rights = known_rights(desk, request, wants).await?;
    all::take_back(&desk.adagio, &undo, &rights).await
}

/// What whoever presses may read of it now. Where nothing can be found out, nothing is done.
async fn rights_now(desk: &Desk, request: &Request, pile: &Pile) -> Result<Rights, Error> {
    let wants = all::wants(&desk.adagio, pile).await?;
    Ok(known_rights(desk, request, wants).await?)
}

/// The list as it stands now, and what was done.
async fn again(desk: &Desk, request: &Request, pile: &Pile, did: &DidAll) -> Result<Answer, Error> {
    let list = list(desk, request, pile.listing).await?;
    Ok(Answer::Update(wording::all::done(
        &request.tongue,
        list,
        did,
        pile.now,
        pile.listing,
    )))
}

async fn why(desk: &Desk, request: &Request, pile: &Pile) -> Result<Answer, Error> {
    let Some(page) = page_now(desk, request, pile.listing).await? else {
        let gone = wording::digest::no_longer(&request.tongue);
        return Ok(Answer::Say(gone));
    };
    let modes = modes(desk, &page).await?;
    let person = desk.adagio.known().person(pile.user).cloned();
    let comes = |direct| direct == DirectMessages::Allowed;
    let digests = person
        .as_ref()
        .filter(|person| comes(person.direct) && person.schedule.zone.is_some())
        .map(|person| &person.schedule.digests);
    Ok(Answer::Say(wording::all::these(
        &request.tongue,
        &These {
            of: page.of,
            digests,
            modes,
        },
    )))
}

/// What the channels of a page promise. What was told stands in none.
async fn modes(desk: &Desk, page: &Page) -> Result<Vec<(ChannelId, Mode)>, Error> {
    let mut modes = Vec::new();
    for server in &page.servers {
        for channel in server.channels.iter().map(|at| at.channel) {
            if channel.is_none() {
                continue;
            }
            if let Some(place) = desk.visibility.place(server.server, channel).await? {
                modes.push((channel, desk.adagio.known().mode_at(&place)));
            }
        }
    }
    Ok(modes)
}

fn pile(request: &Request, press: &Press) -> Result<Pile, Refusal> {
    let shown_at = DateTime::from_timestamp_millis(press.id).ok_or(Refusal::OldControl)?;
    Ok(Pile {
        user: request.caller.user,
        listing: listing(press),
        shown_at,
        now: request.caller.now,
    })
}
