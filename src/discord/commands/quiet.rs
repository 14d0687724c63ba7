//! `/quiet [from] [until] [days]`: sets, shows or clears quiet hours, or only tonight.

use crate::actions::{Error, preferences, quiet};
use crate::discord::commands::option::{DAYS, FROM, UNTIL};
use crate::discord::interactions::{Answer, Command, Desk, Request};
use crate::domain::quiet::QuietHours;
use crate::domain::quiet_request::{QuietRequest, Typed};
use crate::wording;

pub(super) async fn run(
    desk: &Desk,
    request: &Request,
    command: &Command,
) -> Result<Answer, Error> {
    let (adagio, caller) = (&desk.adagio, &request.caller);
    let typed = Typed {
        from: command.option(FROM),
        until: command.option(UNTIL),
        days: command.option(DAYS),
    };
    let changed = match QuietRequest::read(typed)? {
        QuietRequest::Show => {
            let mine = preferences::show(adagio, caller.user)?;
            return Ok(Answer::Say(wording::quiet::shown(
                &request.tongue,
                &mine.person,
                caller.now,
            )));
        }
        QuietRequest::Set(window) => quiet::set(adagio, caller, window).await?,
        QuietRequest::Tonight(until) => quiet::tonight(adagio, caller, until).await?,
        QuietRequest::Clear => quiet::replace(adagio, caller, QuietHours::default()).await?,
    };
    let person = &changed.mine.person;
    Ok(Answer::Say(wording::quiet::changed(
        &request.tongue,
        person,
        &changed.before,
        caller.now,
    )))
}

/// Words and times that can stand in `from`.
pub(super) fn begins(request: &Request, text: &str) -> Vec<(String, String)> {
    wording::commands::quiet_begins(&request.tongue, text)
}
