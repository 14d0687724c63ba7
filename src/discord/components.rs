//! What pressing and choosing does: one file a subject.

pub(super) mod digest;
mod direct;
mod hours;
mod privacy;
mod quiet;
mod setup;

use super::interactions::{Answer, Desk, Pace, Pressed, Request, Shape};
use crate::actions::Error;
use crate::domain::letter::Verb;
use crate::domain::refusal::Refusal;

/// Whether a control first has to ask Discord.
pub(super) fn pace(pressed: &Pressed) -> Pace {
    match pressed.press.as_ref().map(|press| press.verb) {
        Ok(Verb::Page | Verb::InboxPage | Verb::DmAllow | Verb::DmRetry) => {
            Pace::Deferred(Shape::Update)
        }
        _ => Pace::AtOnce,
    }
}

/// Does what a control stands for.
pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    let press = pressed.press.as_ref().map_err(|_| Refusal::OldControl)?;
    match press.verb {
        Verb::Hours
        | Verb::HoursPanel
        | Verb::HoursClock
        | Verb::HoursQuiet
        | Verb::HoursDigests
        | Verb::HoursDirect
        | Verb::HoursPhone
        | Verb::Clock
        | Verb::Zone
        | Verb::DigestTimes
        | Verb::DigestDays
        | Verb::DigestReset => hours::press(desk, request, press, pressed).await,
        Verb::QuietFrom
        | Verb::QuietUntil
        | Verb::QuietDays
        | Verb::QuietWhich
        | Verb::QuietPreset
        | Verb::QuietTonight
        | Verb::QuietNotTonight
        | Verb::QuietClear
        | Verb::QuietUndo => quiet::press(desk, request, press, pressed).await,
        Verb::DmAllow
        | Verb::DmRefuse
        | Verb::DmRetry
        | Verb::NotifierAdagio
        | Verb::NotifierDiscord => direct::press(desk, request, press).await,
        Verb::Page | Verb::InboxPage => digest::press(desk, request, press).await,
        Verb::Privacy
        | Verb::Forget
        | Verb::ForgetSure
        | Verb::LeaveOut
        | Verb::LeaveOutSure
        | Verb::CountIn => privacy::press(desk, request, press).await,
        Verb::Setup
        | Verb::ServerMode
        | Verb::ChannelPick
        | Verb::ChannelMode
        | Verb::CategoryMode
        | Verb::Welcome => setup::press(desk, request, press, pressed).await,
    }
}
