//! Stand-ups: the panel of a draft, the list, joining. Keepers' presses are checked for Manage Server each time.

mod answering;
mod picturing;
mod tagging;
mod trying;

use crate::actions::Error;
use crate::actions::standup::{self, Change, Keeper, Written};
use crate::discord::commands::{keeper, past_here};
use crate::discord::interactions::{Answer, Desk, Pressed, Request, Submitted};
use crate::domain::ids::{RoleId, StandupId, TermsId};
use crate::domain::letter::{Press, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Calls, Clocks, Nudges, Remind, Reveal, Sums, Threads};
use crate::wording::standup as say;

pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    use Verb as V;
    match press.verb {
        V::StandupJoin
        | V::StandupTell
        | V::StandupTellAgain
        | V::StandupNudge
        | V::StandupLeave
        | V::StandupHush => joining(desk, request, press).await,
        V::StandupAnswer
        | V::StandupSkip
        | V::StandupPlanned
        | V::StandupNothing
        | V::StandupLater => answering::press(desk, request, press).await,
        V::StandupHistory => {
            // Of the channel in which it is pressed, whichever run it names: that one its reader reads.
            let here = past_here(desk, request).await?;
            let run = press.arg.as_deref().and_then(|run| run.parse().ok());
            let past = standup::history(&desk.adagio, here, run, request.caller.now).await?;
            Ok(Answer::Update(match past {
                Some(past) => say::history(&request.tongue, &past),
                None => say::no_history(&request.tongue),
            }))
        }
        V::StandupPictures => picturing::press(desk, request, press).await,
        V::StandupTry | V::StandupTryAnswer => trying::press(desk, request, press).await,
        V::StandupEntry | V::StandupWords | V::StandupTried => Err(Refusal::OldControl.into()),
        V::StandupChannel
        | V::StandupZone
        | V::StandupClocks
        | V::StandupRole
        | V::StandupReveal
        | V::StandupSums
        | V::StandupCalls
        | V::StandupThreads => {
            let (keeper, id) = (keeper(request)?, TermsId::new(press.id));
            let change = change(press, pressed)?;
            let drafted = standup::change(&desk.adagio, &keeper, id, change).await?;
            Ok(Answer::Update(say::panel(&request.tongue, &drafted)))
        }
        V::StandupTags | V::StandupTagged => tagging::press(desk, request, press, pressed).await,
        V::StandupRewrite | V::StandupAgree | V::StandupDrop => {
            drafting(desk, request, press).await
        }
        _ => keeping(desk, request, press, pressed).await,
    }
}

/// What a press does that anybody may make: joining, leaving, answering, skipping.
pub(in crate::discord) async fn own(
    desk: &Desk,
    request: &Request,
    press: &Press,
) -> Result<Answer, Error> {
    match press.verb {
        Verb::StandupJoin | Verb::StandupLeave => joining(desk, request, press).await,
        _ => answering::press(desk, request, press).await,
    }
}

/// Takes in the words of a draft, new or old. What can't be read is given back.
pub(super) async fn submit(
    desk: &Desk,
    request: &Request,
    press: &Press,
    submitted: &Submitted,
) -> Result<Answer, Error> {
    match press.verb {
        Verb::StandupEntry => return answering::submit(desk, request, press, submitted).await,
        Verb::StandupTried => return trying::submit(desk, request, press, submitted).await,
        Verb::StandupWords => {}
        _ => return Err(Refusal::OldControl.into()),
    }
    let keeper = keeper(request)?;
    let written = Written {
        name: submitted.field(say::NAME)?,
        title: submitted.field(say::TITLE).unwrap_or_default(),
        questions: submitted.field(say::QUESTIONS)?,
        when: submitted.field(say::WHEN)?,
        days_off: submitted.field(say::DAYS_OFF).unwrap_or_default(),
    };
    let tongue = &request.tongue;
    let (drafted, is_new) = match press.id {
        0 => (standup::draft(&desk.adagio, &keeper, &written).await, true),
        id => {
            let id = TermsId::new(id);
            let rewritten = standup::rewrite(&desk.adagio, &keeper, id, &written);
            (rewritten.await, false)
        }
    };
    match drafted {
        Ok(drafted) if is_new => Ok(Answer::Say(say::panel(tongue, &drafted))),
        Ok(drafted) => Ok(Answer::Update(say::panel(tongue, &drafted))),
        Err(Error::Refused(why)) => {
            let Written {
                name,
                title,
                questions,
                when,
                days_off,
            } = written;
            let words = [name, questions, when, days_off, title];
            Ok(Answer::Say(say::unread(tongue, &why, words)))
        }
        Err(error) => Err(error),
    }
}

fn change(press: &Press, pressed: &Pressed) -> Result<Change, Refusal> {
    Ok(match press.verb {
        Verb::StandupChannel => {
            let (channel, venue) = pressed.openable()?;
            Change::Channel(channel, venue)
        }
        Verb::StandupThreads => {
            let said = press.arg.as_deref();
            let threads = Threads::ALL.into_iter().find(|it| said == Some(it.word()));
            Change::Threads(threads.ok_or(Refusal::OldControl)?)
        }
        Verb::StandupZone => Change::Zone(pressed.value()?),
        Verb::StandupRole => Change::Role(pressed.values::<RoleId>()?.first().copied()),
        Verb::StandupReveal => {
            let said = press.arg.as_deref();
            let reveal = Reveal::ALL.into_iter().find(|it| said == Some(it.word()));
            Change::Reveal(reveal.ok_or(Refusal::OldControl)?)
        }
        Verb::StandupSums => {
            let said = press.arg.as_deref();
            let sums = Sums::ALL.into_iter().find(|it| said == Some(it.word()));
            Change::Sums(sums.ok_or(Refusal::OldControl)?)
        }
        Verb::StandupCalls => {
            let said = press.arg.as_deref();
            let calls = Calls::ALL.into_iter().find(|it| said == Some(it.word()));
            Change::Calls(calls.ok_or(Refusal::OldControl)?)
        }
        _ => Change::Clocks(match press.arg.as_deref() {
            Some("each") => Clocks::EachOnes,
            Some("one") => Clocks::One,
            _ => return Err(Refusal::OldControl),
        }),
    })
}

async fn drafting(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    let (adagio, tongue) = (&desk.adagio, &request.tongue);
    let (keeper, id): (Keeper, _) = (keeper(request)?, TermsId::new(press.id));
    Ok(match press.verb {
        Verb::StandupRewrite => {
            let drafted = standup::look(adagio, &keeper, id).await?;
            Answer::Ask(say::rewrite(tongue, &drafted))
        }
        Verb::StandupAgree => {
            tagging::check(desk, &keeper, id).await?;
            let public = (request.server_locale.as_str(), &request.server_tongue);
            let begun = standup::agree(adagio, &keeper, id, public).await?;
            Answer::Update(say::begun(tongue, &begun))
        }
        _ => {
            standup::drop_draft(adagio, &keeper, id).await?;
            Answer::Update(say::dropped(tongue))
        }
    })
}

async fn keeping(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    let (adagio, tongue, keeper) = (&desk.adagio, &request.tongue, keeper(request)?);
    let id = match press.id {
        0 if press.verb == Verb::StandupShow => pressed.value()?,
        id => StandupId::new(id),
    };
    let letter = match press.verb {
        Verb::StandupList => say::list(tongue, &standup::list(adagio, &keeper).await?),
        Verb::StandupShow => say::one(tongue, &standup::show(adagio, &keeper, id).await?),
        Verb::StandupEdit => say::panel(tongue, &standup::edit(adagio, &keeper, id).await?),
        Verb::StandupPause => say::one(tongue, &standup::pause(adagio, &keeper, id).await?),
        Verb::StandupResume => say::one(tongue, &standup::resume(adagio, &keeper, id).await?),
        Verb::StandupDelete => say::ask_delete(tongue, &standup::show(adagio, &keeper, id).await?),
        Verb::StandupDeleteSure => {
            say::deleted(tongue, &standup::delete(adagio, &keeper, id).await?)
        }
        Verb::StandupDeleteAll => {
            say::deleted_all(tongue, &standup::delete_all(adagio, &keeper, id).await?)
        }
        _ => return Err(Refusal::OldControl.into()),
    };
    Ok(Answer::Update(letter))
}

/// What everybody may do, in the channel or in their direct messages.
async fn joining(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    let (adagio, tongue, caller) = (&desk.adagio, &request.tongue, &request.caller);
    let behind = press.arg.as_deref().and_then(|id| id.parse().ok());
    Ok(match press.verb {
        Verb::StandupJoin => {
            let (server, id) = (request.server()?, behind.ok_or(Refusal::OldControl)?);
            let joined = standup::join(adagio, caller, server, id, &request.roles).await?;
            Answer::Say(say::joined(tongue, &joined, desk.reads_words()))
        }
        Verb::StandupHush => {
            let id = behind.ok_or(Refusal::OldControl)?;
            let joined = standup::remind(adagio, caller, id, Remind::Not).await?;
            Answer::Update(say::hushed(tongue, &joined.terms))
        }
        Verb::StandupTellAgain => {
            let id = behind.ok_or(Refusal::OldControl)?;
            let joined = standup::remind(adagio, caller, id, Remind::Direct).await?;
            Answer::Say(say::joined(tongue, &joined, desk.reads_words()))
        }
        Verb::StandupNudge => {
            let said = press.arg.as_deref();
            let mut all = Nudges::ALL.into_iter();
            let nudges = all.find(|nudges| said == Some(nudges.word()));
            let nudges = nudges.ok_or(Refusal::OldControl)?;
            let joined = standup::nudge(adagio, caller, StandupId::new(press.id), nudges).await?;
            Answer::Update(say::joined(tongue, &joined, desk.reads_words()))
        }
        Verb::StandupTell => {
            let said = press.arg.as_deref();
            let how = Remind::ALL.into_iter().find(|how| said == Some(how.word()));
            let how = how.ok_or(Refusal::OldControl)?;
            let joined = standup::remind(adagio, caller, StandupId::new(press.id), how).await?;
            Answer::Update(say::joined(tongue, &joined, desk.reads_words()))
        }
        _ => {
            let terms = standup::leave(adagio, caller, StandupId::new(press.id)).await?;
            Answer::Update(say::left(tongue, &terms))
        }
    })
}
