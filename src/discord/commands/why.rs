//! Message menu "When and why?": when a message is read, and why then.

use crate::actions::Error;
use crate::actions::why::{Subject, explain};
use crate::discord::interactions::{Answer, Command, Desk, Request};
use crate::domain::explanation::Explanation;
use crate::domain::refusal::Refusal;
use crate::wording;

pub(super) async fn run(
    desk: &Desk,
    request: &Request,
    command: &Command,
) -> Result<Answer, Error> {
    let server = request.server()?;
    let target = command.target.as_ref().ok_or(Refusal::NothingThere)?;
    let place = desk.visibility.place(server, request.channel).await?;
    let explanation = match place {
        Some(place) => {
            let subject = Subject {
                message: target.message,
                author: target.author,
                place,
                roles: request.roles.clone(),
            };
            explain(
                &desk.adagio,
                request.caller.user,
                &subject,
                request.caller.now,
            )
            .await?
        }
        None => Explanation::Nothing,
    };
    Ok(Answer::Say(wording::why::letter(
        &request.tongue,
        &explanation,
    )))
}
