//! Where digests go, and who notifies.

use super::hours::panel;
use crate::actions::{Error, preferences};
use crate::discord::interactions::{Answer, Desk, Request};
use crate::discord::lanes::Lane;
use crate::domain::delivery::Notifier;
use crate::domain::letter::{Press, Verb};
use crate::wording;
use crate::wording::hours::Open;

pub(super) async fn press(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    let (adagio, caller) = (&desk.adagio, &request.caller);
    let (mine, open) = match press.verb {
        Verb::DmAllow | Verb::DmRetry => {
            let channel = desk.http.open_dm(caller.user, Lane::Urgent).await?;
            let mine = preferences::set_direct(adagio, caller, Some(channel)).await?;
            if press.verb == Verb::DmRetry {
                return Ok(Answer::Update(wording::closed::open_again(&request.tongue)));
            }
            (mine, Open::Overview)
        }
        Verb::DmRefuse => (
            preferences::set_direct(adagio, caller, None).await?,
            Open::Overview,
        ),
        verb => {
            let notifier = match verb {
                Verb::NotifierAdagio => Notifier::Adagio,
                _ => Notifier::Discord,
            };
            (
                preferences::set_notifier(adagio, caller, notifier).await?,
                Open::Phone,
            )
        }
    };
    Ok(Answer::Update(panel(request, &mine, open)))
}
