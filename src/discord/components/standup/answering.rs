//! Answering in a run: the form, what was sent with it, leaving the run out. In the channel or in direct messages.
//!
//! What can't be taken in is given back with the reason, whatever the reason is: nobody types it twice.

use crate::actions::Error;
use crate::actions::standup::{self, Writer};
use crate::discord::interactions::{Answer, Desk, Request, Submitted, reference};
use crate::discord::lanes::Lane;
use crate::domain::ids::{RunId, TermsId};
use crate::domain::letter::{Press, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::rights::Sight;
use crate::domain::standup::{Answers, Tap};
use crate::wording::standup as say;

pub(super) async fn press(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    let (writer, tongue) = (writer(request), &request.tongue);
    let run: Option<RunId> = press.arg.as_deref().and_then(|run| run.parse().ok());
    let run = run.ok_or(Refusal::OldControl)?;
    Ok(match press.verb {
        Verb::StandupAnswer => {
            let asked = standup::ask(&desk.adagio, &writer, run).await?;
            Answer::Ask(say::questions_form(tongue, &asked))
        }
        Verb::StandupPlanned | Verb::StandupNothing => {
            if request.caller.server.is_none() {
                still_reads(desk, &writer, run).await?;
            }
            let tap = match press.verb {
                Verb::StandupPlanned => Tap::Planned,
                _ => Tap::Nothing,
            };
            let tapped = standup::tap(&desk.adagio, &writer, run, tap).await?;
            Answer::Say(say::tapped(tongue, &tapped))
        }
        Verb::StandupLater => {
            let later = standup::later(&desk.adagio, &writer, run).await?;
            Answer::Say(say::later(tongue, &later))
        }
        _ => {
            let saved = standup::skip(&desk.adagio, &writer, run).await?;
            Answer::Say(say::skipped(tongue, &saved))
        }
    })
}

/// Takes in a form.
pub(super) async fn submit(
    desk: &Desk,
    request: &Request,
    press: &Press,
    submitted: &Submitted,
) -> Result<Answer, Error> {
    let (run, answers) = (RunId::new(press.id), written(submitted));
    let tongue = &request.tongue;
    Ok(match take_in(desk, request, press, &answers).await {
        Ok(saved) => Answer::Say(saved),
        Err(Error::Refused(why)) => Answer::Say(say::not_taken(tongue, &why, run, &answers)),
        Err(Error::Internal(error)) => {
            let reference = reference(request, &error);
            Answer::Say(say::not_saved(tongue, &reference, run, &answers))
        }
    })
}

/// What was filled in.
pub(super) fn written(submitted: &Submitted) -> Answers {
    Answers::new(say::FIELDS.map(|name| submitted.field(name).ok().map(str::to_owned)))
}

async fn take_in(
    desk: &Desk,
    request: &Request,
    press: &Press,
    answers: &Answers,
) -> Result<crate::domain::letter::Letter, Error> {
    let (writer, run) = (writer(request), RunId::new(press.id));
    let revision = press.arg.as_deref().and_then(|arg| arg.split_once('.'));
    let revision: Option<TermsId> = revision.and_then(|(revision, _)| revision.parse().ok());
    let revision = revision.ok_or(Refusal::OldControl)?;
    if request.caller.server.is_none() {
        still_reads(desk, &writer, run).await?;
    }
    let saved = standup::answer(&desk.adagio, &writer, (run, revision), answers.clone()).await?;
    Ok(say::saved(&request.tongue, &saved))
}

/// Who answers by direct message may have lost the channel since, or the role. Where Discord doesn't say, they are believed.
async fn still_reads(desk: &Desk, writer: &Writer<'_>, run: RunId) -> Result<(), Error> {
    let caller = writer.caller;
    // What was deleted is posted nowhere.
    let Ok(asked) = standup::ask(&desk.adagio, writer, run).await else {
        return Ok(());
    };
    let members = desk
        .members
        .look_up(asked.server, &[caller.user], Lane::Live)
        .await;
    let member = match members.get(&caller.user) {
        Some(Some(member)) => member,
        Some(None) => return Err(Refusal::LostChannel.into()),
        None => return Ok(()),
    };
    if let Some(role) = asked.terms.role
        && !member.roles.iter().any(|own| own.0 == role)
    {
        return Err(Refusal::NeedsRole(role).into());
    }
    let (server, channel) = (asked.server, asked.terms.channel);
    let sight = desk.visibility.sight(server, channel, member, caller.now);
    match sight.await {
        Sight::Readable | Sight::Unknown => Ok(()),
        Sight::Hidden | Sight::Left => Err(Refusal::LostChannel.into()),
    }
}

fn writer(request: &Request) -> Writer<'_> {
    Writer {
        caller: &request.caller,
        name: &request.name,
        picture: &request.picture,
        roles: &request.roles,
    }
}
