//! What pressing and choosing does: one file a subject.

mod all;
pub(super) mod digest;
mod direct;
mod hours;
mod item;
mod mutes;
mod phone;
mod privacy;
mod questions;
mod quiet;
mod reply;
mod sent;
mod setup;
pub(super) mod standup;
mod telling;

use super::interactions::{Answer, Desk, Pace, Pressed, Request, Shape, Submitted};
use crate::actions::Error;
use crate::domain::letter::Verb;
use crate::domain::refusal::Refusal;

/// Whether a control first has to ask Discord.
pub(super) fn pace(pressed: &Pressed) -> Pace {
    match pressed.press.as_ref().map(|press| press.verb) {
        Ok(Verb::Page | Verb::InboxPage | Verb::DmAllow | Verb::DmRetry | Verb::TellPost) => {
            Pace::Deferred(Shape::Update)
        }
        Ok(Verb::Mutes | Verb::WhyThese) => Pace::Deferred(Shape::Say),
        // In direct messages it is asked who still reads the channel.
        Ok(Verb::StandupPlanned | Verb::StandupNothing) => Pace::Deferred(Shape::Say),
        Ok(Verb::StandupPictures) => Pace::Deferred(Shape::Say),
        Ok(Verb::HearAgain | Verb::Unreply | Verb::Questions) => Pace::Deferred(Shape::Update),
        Ok(verb) if matches!(subject(verb), Subject::Sent) => sent::pace(verb),
        Ok(verb) if matches!(subject(verb), Subject::Item | Subject::All) => {
            item::pace(verb, pressed)
        }
        _ => Pace::AtOnce,
    }
}

/// Whether taking in a form first has to ask Discord, or may take a while. One that follows on a command stands on no message.
pub(super) fn submit_pace(submitted: &Submitted) -> Pace {
    match submitted.press.as_ref().map(|press| press.verb) {
        Ok(Verb::StandupWords) => Pace::AtOnce,
        Ok(Verb::StandupEntry) => Pace::Deferred(Shape::Say),
        _ => Pace::Deferred(Shape::Update),
    }
}

/// Does what a control stands for.
pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    let press = pressed.press.as_ref().map_err(|_| Refusal::OldControl)?;
    match subject(press.verb) {
        Subject::All => all::press(desk, request, press, pressed).await,
        Subject::Hours => hours::press(desk, request, press, pressed).await,
        Subject::Quiet => quiet::press(desk, request, press, pressed).await,
        Subject::Direct => direct::press(desk, request, press).await,
        Subject::Digest => digest::press(desk, request, press).await,
        Subject::Item => item::press(desk, request, press, pressed).await,
        Subject::Mutes => mutes::press(desk, request, press, pressed).await,
        Subject::Phone => phone::press(desk, request, press).await,
        Subject::Reply => reply::press(desk, request, press).await,
        Subject::Privacy => privacy::press(desk, request, press).await,
        Subject::Questions => questions::press(desk, request, press).await,
        Subject::Sent => sent::press(desk, request, press, pressed).await,
        Subject::Setup => setup::press(desk, request, press, pressed).await,
        Subject::Standup => standup::press(desk, request, press, pressed).await,
        Subject::Telling => telling::press(desk, request, press, pressed).await,
    }
}

/// Does what a form that was filled in stands for.
pub(super) async fn submit(
    desk: &Desk,
    request: &Request,
    submitted: &Submitted,
) -> Result<Answer, Error> {
    let press = submitted.press.as_ref().map_err(|_| Refusal::OldControl)?;
    match press.verb {
        Verb::AllLaterDate => all::submit(desk, request, press, submitted).await,
        Verb::SnoozeDate => item::submit(desk, request, press, submitted).await,
        Verb::TellWords => sent::submit(desk, request, press, submitted).await,
        Verb::ReplySend => reply::submit(desk, request, press, submitted).await,
        Verb::StandupWords | Verb::StandupEntry | Verb::StandupTried => {
            standup::submit(desk, request, press, submitted).await
        }
        _ => Err(Refusal::OldControl.into()),
    }
}

/// What a control is about: which file does it.
enum Subject {
    All,
    Hours,
    Quiet,
    Direct,
    Digest,
    Item,
    Mutes,
    Phone,
    Reply,
    Privacy,
    Questions,
    Sent,
    Setup,
    Standup,
    Telling,
}

fn subject(verb: Verb) -> Subject {
    use Verb as V;
    match verb {
        V::Hours | V::HoursPanel | V::HoursClock | V::HoursQuiet | V::HoursDigests => {
            Subject::Hours
        }
        V::HoursDirect | V::Clock | V::Zone => Subject::Hours,
        V::DigestTimes | V::DigestDays | V::DigestReset => Subject::Hours,
        V::QuietFrom | V::QuietUntil | V::QuietDays | V::QuietWhich | V::QuietPreset => {
            Subject::Quiet
        }
        V::QuietTonight | V::QuietNotTonight | V::QuietClear | V::QuietUndo => Subject::Quiet,
        V::DmAllow | V::DmRefuse | V::DmRetry => Subject::Direct,
        V::NotifierAdagio | V::NotifierDiscord => Subject::Direct,
        V::HoursPhone | V::PhoneTest => Subject::Phone,
        V::PhoneSilent | V::PhoneBadge | V::PhoneBuzzed => Subject::Phone,
        V::Page | V::InboxPage => Subject::Digest,
        V::Item | V::Done | V::NotDone | V::Snooze | V::SnoozeDate | V::NotSnoozed => Subject::Item,
        V::Mute | V::NotMuted | V::Hush | V::NotHushed => Subject::Item,
        V::AllDone | V::AllNotDone | V::AllLater | V::AllLaterDate => Subject::All,
        V::AllNotLater | V::WhyThese => Subject::All,
        V::Mutes | V::HearAgain => Subject::Mutes,
        V::Reply | V::ReplySend | V::Unreply => Subject::Reply,
        V::Privacy | V::Forget | V::ForgetSure => Subject::Privacy,
        V::LeaveOut | V::LeaveOutSure | V::CountIn => Subject::Privacy,
        V::Setup | V::ServerMode | V::ChannelPick | V::ChannelMode => Subject::Setup,
        V::CategoryMode | V::Welcome => Subject::Setup,
        V::StandupWords | V::StandupRewrite | V::StandupChannel | V::StandupZone => {
            Subject::Standup
        }
        V::StandupClocks | V::StandupRole | V::StandupAgree | V::StandupDrop => Subject::Standup,
        V::StandupList | V::StandupShow | V::StandupEdit | V::StandupPause => Subject::Standup,
        V::StandupResume | V::StandupDelete | V::StandupDeleteSure => Subject::Standup,
        V::StandupJoin | V::StandupTell | V::StandupLeave | V::StandupHush => Subject::Standup,
        V::StandupAnswer | V::StandupEntry | V::StandupSkip => Subject::Standup,
        V::StandupPlanned | V::StandupNothing | V::StandupLater => Subject::Standup,
        V::StandupNudge | V::StandupTellAgain => Subject::Standup,
        V::StandupReveal | V::StandupSums | V::StandupCalls => Subject::Standup,
        V::StandupThreads | V::StandupTags | V::StandupTagged => Subject::Standup,
        V::StandupTry | V::StandupTryAnswer | V::StandupTried => Subject::Standup,
        V::StandupHistory | V::StandupPictures => Subject::Standup,
        V::StandupDeleteAll => Subject::Standup,
        V::TellPost => Subject::Telling,
        V::Questions => Subject::Questions,
        V::Sent | V::SentItem | V::TellChange | V::TellWords => Subject::Sent,
        V::TellBack | V::TellAgain => Subject::Sent,
    }
}
