//! "Quiet phone too?" and the phone test.

use crate::actions::phone::{self, Asker};
use crate::actions::{Error, preferences};
use crate::discord::interactions::{Answer, Desk, Request};
use crate::domain::delivery::Notifier;
use crate::domain::letter::{Letter, Press, Verb};
use crate::domain::phone::Test;
use crate::wording::hours;

pub(super) async fn press(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    Ok(Answer::Update(match press.verb {
        Verb::PhoneTest => ask(desk, request).await?,
        Verb::PhoneSilent | Verb::PhoneBadge | Verb::PhoneBuzzed => {
            tell(desk, request, press.verb).await?
        }
        _ => {
            let test = phone::test_of(&desk.adagio, request.caller.user, request.caller.now);
            show(desk, request, test.await?)?
        }
    }))
}

/// Begins a test in this channel.
async fn ask(desk: &Desk, request: &Request) -> Result<Letter, Error> {
    request.server()?;
    let channel = request.writable_channel()?;
    preferences::open(&desk.adagio, &request.caller).await?;
    let asker = Asker {
        user: request.caller.user,
        channel,
        interaction: request.token.id,
        now: request.caller.now,
    };
    let test = phone::ask(&desk.adagio, &asker, &request.server_tongue).await?;
    show(desk, request, test)
}

/// Takes in what the phone did.
async fn tell(desk: &Desk, request: &Request, verb: Verb) -> Result<Letter, Error> {
    let (adagio, caller) = (&desk.adagio, &request.caller);
    let test = phone::end(adagio, caller.user, caller.now).await?;
    match (test, verb) {
        (Test::Asked(channel), Verb::PhoneBuzzed) => {
            Ok(hours::phone::buzzed(&request.tongue, channel))
        }
        (Test::Asked(_), _) => {
            let mine = preferences::set_notifier(adagio, caller, Notifier::Adagio).await?;
            Ok(hours::phone::quiet(&request.tongue, &mine.person))
        }
        // Nothing can be said yet, or any more.
        (test, _) => show(desk, request, test),
    }
}

fn show(desk: &Desk, request: &Request, test: Test) -> Result<Letter, Error> {
    let mine = preferences::show(&desk.adagio, request.caller.user)?;
    Ok(hours::phone::letter(&request.tongue, &mine.person, test))
}
