//! Message menu "Save for my digest": sets the message aside, if its reader and Adagio can read it there.

use super::chosen::chosen;
use crate::actions::{Error, preferences, save};
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
    let chosen = chosen(desk, request, command).await?;
    let channel = chosen.place.channel;
    let rights = rights(desk, request, vec![chosen.want()]).await;
    match rights.of(request.caller.user, channel) {
        Sight::Readable => {}
        Sight::Unknown => return Err(Refusal::RightsUnknown.into()),
        Sight::Hidden | Sight::Left => return Err(Refusal::CannotRead(channel).into()),
    }
    let aside = chosen.aside(desk, &chosen.target.author_name);
    let saved = save::save(&desk.adagio, &request.caller, &aside).await?;
    let mine = preferences::look(&desk.adagio, request.caller.user);
    Ok(Answer::Say(wording::save::letter(
        &request.tongue,
        &saved,
        aside.message,
        &mine.person,
    )))
}
