//! `/privacy`: what is kept, and both ways out.

use crate::actions::{Error, privacy};
use crate::discord::interactions::{Answer, Desk, Request};
use crate::wording;

pub(super) async fn run(desk: &Desk, request: &Request) -> Result<Answer, Error> {
    let kept = privacy::kept(&desk.adagio, request.caller.user).await?;
    Ok(Answer::Say(wording::privacy::kept(&request.tongue, &kept)))
}
