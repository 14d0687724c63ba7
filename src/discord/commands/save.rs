//! Message menu "Save for my digest": sets the message aside, if its reader and Adagio can read it there.

use crate::actions::digest::{Through, Want};
use crate::actions::save::{self, Aside};
use crate::actions::{Error, preferences};
use crate::discord::components::digest::rights;
use crate::discord::interactions::{Answer, Command, Desk, Request};
use crate::domain::refusal::Refusal;
use crate::domain::rights::Sight;
use crate::wording;

pub(super) async fn run(
    desk: &Desk,
    request: &Request,
    command: &Command,
) -> Result<Answer, Error> {
    let server = request.server()?;
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
    let rights = rights(desk, request, vec![want]).await;
    match rights.of(request.caller.user, place.channel) {
        Sight::Readable => {}
        Sight::Unknown => return Err(Refusal::RightsUnknown.into()),
        Sight::Hidden | Sight::Left => return Err(Refusal::CannotRead(place.channel).into()),
    }
    let aside = Aside {
        message: target.message,
        place,
        author: target.author,
        author_name: target.author_name.clone(),
        text: target.text.clone().filter(|_| desk.reads_words()),
        mentions: target.mentions.clone(),
        edited_at: target.edited_at,
    };
    let saved = save::save(&desk.adagio, &request.caller, &aside).await?;
    let mine = preferences::look(&desk.adagio, request.caller.user);
    Ok(Answer::Say(wording::save::letter(
        &request.tongue,
        &saved,
        target.message,
        &mine.person,
    )))
}
