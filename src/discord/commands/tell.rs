//! `/tell who message`: words for one person's digest, posted nowhere.

use crate::actions::Error;
use crate::actions::telling::{Telling, tell};
use crate::discord::commands::option::{MESSAGE, WHO};
use crate::discord::interactions::{Answer, Command, Desk, Request};
use crate::domain::ids::MessageId;
use crate::domain::refusal::Refusal;
use crate::wording;

pub(super) async fn run(
    desk: &Desk,
    request: &Request,
    command: &Command,
) -> Result<Answer, Error> {
    let telling = Telling {
        source: MessageId::new(request.token.id),
        server: request.server()?,
        to: command.person(WHO).ok_or(Refusal::NothingThere)?,
        sender: &request.name,
        words: command.option(MESSAGE).unwrap_or_default(),
    };
    let told = tell(&desk.adagio, &request.caller, &telling).await?;
    Ok(Answer::Say(wording::telling::answer(
        &request.tongue,
        telling.to.user,
        telling.source,
        &telling.text(&request.caller),
        told,
    )))
}
