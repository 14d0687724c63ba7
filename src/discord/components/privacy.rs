//! Both ways out, each asked once more.

use crate::actions::{Error, privacy};
use crate::discord::interactions::{Answer, Desk, Request};
use crate::domain::letter::{Press, Verb};
use crate::wording::privacy as say;

pub(super) async fn press(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    let (adagio, caller, tongue) = (&desk.adagio, &request.caller, &request.tongue);
    Ok(Answer::Update(match press.verb {
        Verb::Forget => say::forget_sure(tongue),
        Verb::ForgetSure => {
            privacy::forget(adagio, caller).await?;
            say::forgotten(tongue)
        }
        Verb::LeaveOut => say::leave_out_sure(tongue),
        Verb::LeaveOutSure => {
            privacy::leave_out(adagio, caller).await?;
            say::left_out(tongue)
        }
        Verb::CountIn => {
            privacy::count_in(adagio, caller).await?;
            say::counted_in(tongue)
        }
        _ => say::kept(tongue, &privacy::kept(adagio, caller.user).await?),
    }))
}
