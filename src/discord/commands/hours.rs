//! `/hours [zone] [digests]`: joins, and opens one's own panel.

use crate::actions::{Error, preferences};
use crate::discord::commands::option::{DIGESTS, ZONE};
use crate::discord::interactions::{Answer, Command, Desk, Request};
use crate::domain::civil::Zone;
use crate::domain::digest_request;
use crate::domain::refusal::Refusal;
use crate::domain::zones;
use crate::wording;

/// How many cities are offered while somebody types.
const OFFERED: usize = 25;

pub(super) async fn run(
    desk: &Desk,
    request: &Request,
    command: &Command,
) -> Result<Answer, Error> {
    let (adagio, caller) = (&desk.adagio, &request.caller);
    let zone = command.option(ZONE).map(zone_of).transpose()?;
    let mut mine = preferences::open(adagio, caller).await?;
    if let Some(zone) = zone {
        mine = preferences::set_zone(adagio, caller, zone).await?;
    }
    if let Some(text) = command.option(DIGESTS) {
        mine = preferences::set_digests(adagio, caller, |usual| {
            Ok(digest_request::read(text, usual.days())?)
        })
        .await?;
    }
    let open = wording::hours::first_open(&mine.person);
    Ok(Answer::Say(wording::hours::panel(
        &request.tongue,
        &mine,
        open,
        caller.now,
    )))
}

/// The zone that was chosen, or the best fit of what was typed.
fn zone_of(text: &str) -> Result<Zone, Refusal> {
    text.parse()
        .ok()
        .or_else(|| zones::search(text, 1).into_iter().next())
        .ok_or_else(|| Refusal::NoSuchZone(text.to_owned()))
}

/// Cities and zones that fit what is being typed.
pub(super) fn zones(request: &Request, text: &str) -> Vec<(String, String)> {
    zones::search(text, OFFERED)
        .into_iter()
        .map(|zone| {
            let name = wording::hours::zone_choice(&request.tongue, zone, request.caller.now);
            (name, zone.to_string())
        })
        .collect()
}
