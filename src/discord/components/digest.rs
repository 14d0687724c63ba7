//! The pages of digests and of the inbox. Rights are looked up anew for each page.

use crate::actions::digest::{self, Due, Want};
use crate::actions::{Error, inbox, preferences};
use crate::discord::interactions::{Answer, Desk, Request};
use crate::discord::lanes::Lane;
use crate::domain::digest::Page;
use crate::domain::letter::{Letter, Press};
use crate::domain::listing::Listing;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{Rights, Vantage};
use crate::wording;
use crate::wording::inbox::Tab;

pub(super) async fn press(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    Ok(Answer::Update(
        list(desk, request, Listing::of(press)).await?,
    ))
}

/// A page of a list, as it stands now.
pub(super) async fn list(
    desk: &Desk,
    request: &Request,
    listing: Listing,
) -> Result<Letter, Error> {
    if listing.digest.is_none() {
        return inbox(desk, request, listing.page).await;
    }
    Ok(match page_now(desk, request, listing).await? {
        Some(page) => wording::digest::letter(&request.tongue, &page),
        None => wording::digest::no_longer(&request.tongue),
    })
}

/// What a page of a list holds now. `None`: there is no such list of theirs, or nothing can be said about it.
pub(super) async fn page_now(
    desk: &Desk,
    request: &Request,
    Listing { digest, page }: Listing,
) -> Result<Option<Page>, Error> {
    let (adagio, user, now) = (&desk.adagio, request.caller.user, request.caller.now);
    let Some(id) = digest else {
        let wants = inbox::wants(adagio, user, now).await?;
        let rights = rights(desk, request, wants).await;
        return Ok(Some(
            inbox::waiting(adagio, user, page, now, &rights).await?.page,
        ));
    };
    let wants = digest::page_wants(adagio, user, id).await?;
    let rights = rights(desk, request, wants).await;
    Ok(digest::page(adagio, user, id, page, now, &rights).await?)
}

/// A page of what waits.
pub(in crate::discord) async fn inbox(
    desk: &Desk,
    request: &Request,
    number: usize,
) -> Result<Letter, Error> {
    let (adagio, tongue, user) = (&desk.adagio, &request.tongue, request.caller.user);
    let mine = preferences::show(adagio, user)?;
    if mine.servers == 0 {
        return Ok(wording::inbox::not_joined(tongue));
    }
    let wants = inbox::wants(adagio, user, request.caller.now).await?;
    let Ok(rights) = known_rights(desk, request, wants).await else {
        return Ok(wording::inbox::unknown(tongue, Tab::Waiting));
    };
    let inbox = inbox::waiting(adagio, user, number, request.caller.now, &rights).await?;
    Ok(wording::inbox::letter(tongue, &inbox))
}

/// What whoever presses may read of these places now, and what of it shows where they press.
///
/// # Errors
/// If some of them would show there, and nothing could be found out about any.
pub(super) async fn known_rights(
    desk: &Desk,
    request: &Request,
    wants: Vec<Want>,
) -> Result<Rights, Refusal> {
    let vantage = Vantage::from(request.caller.server);
    let here = wants.iter().filter(|want| vantage.shows(want.server));
    let here: Vec<_> = here.map(|want| want.channel).collect();
    let rights = rights(desk, request, wants).await;
    if rights.knows_none_of(request.caller.user, &here) {
        return Err(Refusal::RightsUnknown);
    }
    Ok(rights)
}

/// The same, as far as it can be found out.
pub(in crate::discord) async fn rights(desk: &Desk, request: &Request, wants: Vec<Want>) -> Rights {
    let due = Due {
        user: request.caller.user,
        due_at: request.caller.now,
        wants,
    };
    let rights = desk
        .members
        .rights(&[due], Lane::Live, request.caller.now)
        .await;
    rights.seen_from(Vantage::from(request.caller.server))
}
