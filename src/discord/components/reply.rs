//! A reply from where the item stands: the form, what its writer may do there now, the post, and deleting it again.

use std::time::Duration;

use super::digest::list;
use super::item::{handle, listing};
use crate::actions::item::Handle;
use crate::actions::reply::Sent;
use crate::actions::seal::Text;
use crate::actions::{Error, item, reply};
use crate::discord::http::HttpError;
use crate::discord::interactions::{Answer, Desk, Request, Submitted};
use crate::discord::lanes::Lane;
use crate::discord::writing;
use crate::domain::ids::{MessageId, OutboxId};
use crate::domain::letter::{Press, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Posting, Unposted};
use crate::wording::reply as say;

/// How long somebody waits to hear what became of their reply; after that they hear only if it can't be posted.
const PATIENCE: Duration = Duration::from_secs(4);

pub(super) async fn press(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    match press.verb {
        Verb::Reply => {
            item::check(&desk.adagio, &handle(request, press)).await?;
            let (source, listing) = (MessageId::new(press.id), listing(press));
            Ok(Answer::Ask(say::form(&request.tongue, source, listing)))
        }
        Verb::Unreply => delete(desk, request, press).await,
        _ => Err(Refusal::OldControl.into()),
    }
}

/// Posts what was written, if its writer may write there themselves.
pub(super) async fn submit(
    desk: &Desk,
    request: &Request,
    press: &Press,
    submitted: &Submitted,
) -> Result<Answer, Error> {
    let text = submitted.field(say::TEXT)?.trim();
    let handle = handle(request, press);
    let unposted = |why| Ok(Answer::Say(say::unposted(&request.tongue, why, text)));
    if text.is_empty() {
        return unposted(Unposted::Empty);
    }
    let Some(row) = reply::target(&desk.adagio, &handle).await? else {
        return unposted(Unposted::Gone);
    };
    let place = (row.server, row.channel);
    let writer = match writing::check(desk, place, handle.user, handle.now).await? {
        Ok(writer) => writer,
        Err(why) => return unposted(why),
    };
    let words = (request.token.id, text);
    let Sent { id, told } = match reply::send(&desk.adagio, (&handle, &row), &writer, words).await?
    {
        Ok(sent) => sent,
        Err(why) => return unposted(why),
    };
    let posting = match tokio::time::timeout(PATIENCE, told).await {
        Ok(Ok(Posting::Unposted(why))) => return unposted(why),
        Ok(Ok(posting)) => posting,
        Ok(Err(_)) | Err(_) => Posting::OnItsWay,
    };
    let listing = listing(press);
    // Nothing could give them back later.
    if posting == Posting::OnItsWay && desk.adagio.seal().text() == Text::NotKept {
        let letter = say::on_its_way(&request.tongue, text, id, listing);
        return Ok(Answer::Say(letter));
    }
    let list = list(desk, request, listing).await?;
    Ok(Answer::Update(say::done(
        &request.tongue,
        list,
        posting,
        id,
        listing,
    )))
}

async fn delete(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    let (user, now) = (request.caller.user, request.caller.now);
    let found = reply::withdraw(&desk.adagio, user, OutboxId::new(press.id), now).await?;
    if let Some((key, channel, message)) = found {
        match desk.http.delete_message(channel, message, Lane::Live).await {
            Ok(()) => {}
            Err(error) if is_gone(&error) => {}
            Err(error) => return Err(error.into()),
        }
        let handle = Handle {
            user,
            source: key.source,
            now,
        };
        reply::withdrawn(&desk.adagio, &handle, message).await?;
    }
    let list = list(desk, request, listing(press)).await?;
    Ok(Answer::Update(say::deleted(&request.tongue, list)))
}

fn is_gone(error: &HttpError) -> bool {
    matches!(error, HttpError::Refused { status: 404, .. })
}
