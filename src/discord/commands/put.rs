//! Message menu "Put in their digest": on one's own message, for whom it mentions or answers.

use crate::actions::digest::{Due, Through, Want};
use crate::actions::save::Aside;
use crate::actions::{Error, put};
use crate::discord::interactions::{Answer, Command, Desk, Request};
use crate::domain::refusal::Refusal;
use crate::wording;

pub(super) async fn run(
    desk: &Desk,
    request: &Request,
    command: &Command,
) -> Result<Answer, Error> {
    let server = request.server()?;
    let (caller, now) = (&request.caller, request.caller.now);
    let target = command.target.as_ref().ok_or(Refusal::NothingThere)?;
    let place = desk.visibility.place(server, request.channel).await?;
    let place = place.ok_or(Refusal::CannotRead(request.channel))?;
    let want = Want {
        server,
        channel: place.channel,
        governing: place.governing(),
        sender: None,
        through: Through::Nothing,
    };
    let due = target.people.iter().map(|user| Due {
        user: *user,
        due_at: now,
        wants: vec![want],
    });
    let due: Vec<_> = due.collect();
    let rights = desk.members.rights(&due, now).await;
    let message = Aside {
        message: target.message,
        place,
        author: target.author,
        author_name: request.name.clone(),
        text: target.text.clone().filter(|_| desk.reads_words()),
        mentions: target.mentions.clone(),
        edited_at: target.edited_at,
    };
    let put = put::put(&desk.adagio, caller, &message, &target.people, &rights).await?;
    Ok(Answer::Say(wording::telling::put(&request.tongue, &put)))
}
