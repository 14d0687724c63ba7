//! The list of what is muted, and hearing one of it again. Threads that can't be read now aren't named.

use super::digest::rights;
use crate::actions::{Error, mutes};
use crate::discord::interactions::{Answer, Desk, Pressed, Request};
use crate::domain::letter::{Letter, Press, Verb};
use crate::domain::refusal::Refusal;
use crate::wording::mutes as say;

pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    if press.verb == Verb::Mutes {
        return Ok(Answer::Say(list(desk, request).await?));
    }
    let (adagio, user) = (&desk.adagio, request.caller.user);
    let chosen: String = pressed.value()?;
    let what = say::chosen(&mutes::all(adagio, user).await?, &chosen);
    mutes::hear_again(adagio, user, &what.ok_or(Refusal::NothingMuted)?).await?;
    Ok(Answer::Update(list(desk, request).await?))
}

async fn list(desk: &Desk, request: &Request) -> Result<Letter, Error> {
    let user = request.caller.user;
    let mutes = mutes::all(&desk.adagio, user).await?;
    let rights = rights(desk, request, mutes::wants(&mutes)).await;
    let (mutes, elsewhere) = mutes::readable(mutes, user, &rights);
    Ok(say::letter(&request.tongue, &mutes, elsewhere))
}
