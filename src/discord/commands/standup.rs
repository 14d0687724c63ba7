//! `/adagio standup new [template]`, `/adagio standup list`, and everybody's own `/standup …`.

use crate::actions::Error;
use crate::actions::standup::{self, Keeper};
use crate::config::{Preset, preset};
use crate::discord::commands::option::{FORMAT, TEMPLATE, WORDS};
use crate::discord::components;
use crate::discord::http::File;
use crate::discord::interactions::{Answer, Command, Desk, Request};
use crate::domain::ids::{ChannelId, ServerId};
use crate::domain::refusal::Refusal;
use crate::domain::standup::Format;
use crate::wording::standup::{self as say, Wish};

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

/// Does what the caller wants of the channel's stand-ups: at once if only one comes into question, else it is asked which.
pub(super) async fn of_channel(
    desk: &Desk,
    request: &Request,
    wish: Wish,
) -> Result<Answer, Error> {
    let (here, tongue) = (here(desk, request).await?, &request.tongue);
    let all = standup::here(&desk.adagio, &request.caller, here).await?;
    let presses: Vec<_> = all.iter().filter_map(|one| wish.press(one)).collect();
    match presses.as_slice() {
        [] => Ok(Answer::Say(say::none_here(tongue, wish, &all))),
        [press] => match components::standup::own(desk, request, press).await? {
            Answer::Update(letter) => Ok(Answer::Say(letter)),
            answer => Ok(answer),
        },
        _ => Ok(Answer::Say(say::which(tongue, wish, &all))),
    }
}

/// What was answered in the channel, from the newest on.
pub(super) async fn history(desk: &Desk, request: &Request) -> Result<Answer, Error> {
    let here = past_here(desk, request).await?;
    let past = standup::history(&desk.adagio, here, None, request.caller.now).await?;
    Ok(Answer::Say(match past {
        Some(past) => say::history(&request.tongue, &past),
        None => say::no_history(&request.tongue),
    }))
}

/// What was answered in the channel with these words in it.
pub(super) async fn search(
    desk: &Desk,
    request: &Request,
    command: &Command,
) -> Result<Answer, Error> {
    let here = past_here(desk, request).await?;
    let words = command.option(WORDS).unwrap_or_default();
    let found = standup::search(&desk.adagio, here, words, request.caller.now).await?;
    Ok(Answer::Say(say::found(&request.tongue, words, &found)))
}

/// A file of what was answered in the channel.
pub(super) async fn export(
    desk: &Desk,
    request: &Request,
    command: &Command,
) -> Result<Answer, Error> {
    let here = past_here(desk, request).await?;
    let chosen = command.option(FORMAT);
    let mut all = Format::ALL.into_iter();
    let format = all.find(|format| chosen == Some(format.word()));
    let format = format.ok_or(Refusal::OldControl)?;
    let public = &request.server_tongue;
    let export = standup::export(
        &desk.adagio,
        &request.caller,
        here,
        (request.channel, format),
        public,
    )
    .await?;
    Ok(match export {
        Some(export) => {
            let letter = say::export(&request.tongue, &export);
            let file = File {
                name: export.name,
                content: export.file,
                description: None,
            };
            Answer::Hand(letter, vec![file])
        }
        None => Answer::Say(say::no_history(&request.tongue)),
    })
}

/// The server, and the channel, or that of the thread, which the caller reads.
async fn here(desk: &Desk, request: &Request) -> Result<(ServerId, ChannelId), Error> {
    let server = request.server()?;
    let place = desk.visibility.place(server, request.channel).await?;
    let channel = place.map_or(request.channel, |place| place.governing());
    Ok((server, channel))
}

/// The same for what was written there before, if the caller may read that.
pub(in crate::discord) async fn past_here(
    desk: &Desk,
    request: &Request,
) -> Result<(ServerId, ChannelId), Error> {
    request.looks_back()?;
    here(desk, request).await
}

/// The caller as one who keeps this server's stand-ups.
pub(in crate::discord) fn keeper(request: &Request) -> Result<Keeper, Refusal> {
    Ok(Keeper {
        server: request.managed_server()?,
        user: request.caller.user,
        now: request.caller.now,
    })
}
