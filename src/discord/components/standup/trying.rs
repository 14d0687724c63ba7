//! Trying a stand-up out. Only its keepers can, and nobody else sees it.

use super::answering::written;
use crate::actions::Error;
use crate::actions::standup;
use crate::discord::commands::keeper;
use crate::discord::interactions::{Answer, Desk, Request, Submitted};
use crate::domain::ids::StandupId;
use crate::domain::letter::{Press, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Entry, Manner};
use crate::wording::standup as say;

pub(super) async fn press(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    let (keeper, tongue) = (keeper(request)?, &request.tongue);
    let trial = standup::try_out(&desk.adagio, &keeper, StandupId::new(press.id)).await?;
    Ok(match press.verb {
        Verb::StandupTryAnswer => Answer::Ask(say::trial_form(tongue, &trial)),
        _ => Answer::Update(say::trial(tongue, &trial)),
    })
}

/// Shows what was filled in as it would be posted.
pub(super) async fn submit(
    desk: &Desk,
    request: &Request,
    press: &Press,
    submitted: &Submitted,
) -> Result<Answer, Error> {
    let keeper = keeper(request)?;
    let trial = standup::try_out(&desk.adagio, &keeper, StandupId::new(press.id)).await?;
    let answers = written(submitted);
    if answers.is_empty() {
        return Err(Refusal::NoAnswer.into());
    }
    let entry = Entry {
        user: keeper.user,
        name: request.name.clone(),
        picture: Some(request.picture.clone()),
        manner: Manner::Words,
        answers,
        edits: 0,
        message: None,
        reply: None,
        parts: 0,
        written_at: keeper.now,
        changed_at: keeper.now,
    };
    Ok(Answer::Update(say::tried(&request.tongue, &trial, &entry)))
}
