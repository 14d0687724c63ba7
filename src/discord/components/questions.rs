//! What one asked and nobody has answered: its pages.

use super::digest::known_rights;
use crate::actions::{Error, questions};
use crate::discord::interactions::{Answer, Desk, Request};
use crate::domain::letter::Press;
use crate::wording;
use crate::wording::inbox::Tab;

pub(super) async fn press(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    let (adagio, tongue, user) = (&desk.adagio, &request.tongue, request.caller.user);
    let now = request.caller.now;
    let number = press.arg.as_deref().and_then(|page| page.parse().ok());
    let wants = questions::wants(adagio, user, now).await?;
    let tab = Tab::Questions;
    let Ok(rights) = known_rights(desk, request, wants).await else {
        return Ok(Answer::Update(wording::inbox::unknown(tongue, tab)));
    };
    let number = number.unwrap_or_default();
    let page = questions::page(adagio, user, number, now, &rights).await?;
    let letter = wording::questions::letter(tongue, &page);
    let letter = wording::inbox::tabbed(tongue, letter, tab, page.elsewhere);
    Ok(Answer::Update(letter))
}
