//! `/adagio standup new [template]`, `/adagio standup list`.

use crate::actions::Error;
use crate::actions::standup::{self, Keeper};
use crate::config::{Preset, preset};
use crate::discord::commands::option::TEMPLATE;
use crate::discord::interactions::{Answer, Command, Desk, Request};
use crate::domain::refusal::Refusal;
use crate::wording::standup as say;

/// The template that a stand-up begins with if none is chosen.
const USUAL: &str = "daily";

/// Asks for the words of a new stand-up, with those of a template in them.
pub(super) fn new(request: &Request, command: &Command) -> Result<Answer, Error> {
    request.managed_server()?;
    let chosen = command.option(TEMPLATE).unwrap_or(USUAL);
    let Preset {
        name,
        when,
        questions,
    } = preset(chosen).ok_or(Refusal::OldControl)?;
    Ok(Answer::Ask(say::form(
        &request.tongue,
        &name,
        questions.trim(),
        &when,
    )))
}

/// The server's stand-ups.
pub(super) async fn list(desk: &Desk, request: &Request) -> Result<Answer, Error> {
    let all = standup::list(&desk.adagio, &keeper(request)?).await?;
    Ok(Answer::Say(say::list(&request.tongue, &all)))
}

/// The caller as one who keeps this server's stand-ups.
pub(in crate::discord) fn keeper(request: &Request) -> Result<Keeper, Refusal> {
    Ok(Keeper {
        server: request.managed_server()?,
        user: request.caller.user,
        now: request.caller.now,
    })
}
