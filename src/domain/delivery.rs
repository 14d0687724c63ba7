//! What becomes of a ping, and why: at once, not at all (Discord did it), with the next digest, or in the inbox.
//!
//! The reasons are the steps in the order in which they were taken; "When and why?" reads them out (PRODUCT P2):
//! "#support is sync · it is quiet for you until 08:00 · your digest comes at 09:00".

use chrono::{DateTime, Utc};

use super::mode::Mode;
use super::schedule::Schedule;

/// Who tells the person about a mention in the first place (PRODUCT P3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Notifier {
    /// Discord's own notification: Adagio adds nothing to what passes at once.
    #[default]
    Discord,
    /// The person has switched Discord's notifications off.
    Adagio,
}

/// What has to be known of the person who is pinged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    pub schedule: Schedule,
    pub notifier: Notifier,
}

/// The way a ping takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// One DM at once.
    Now,
    /// Nothing is sent: Discord has told them.
    Passed,
    /// With the digest at this instant, which is never in quiet hours.
    Digest(DateTime<Utc>),
    /// No digest will come; it waits in `/inbox`.
    Inbox,
}

/// One step on the way to a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Pings pass at once here.
    ChannelIsSync,
    /// Pings wait here.
    ChannelIsAsync,
    /// Nothing is expected here; pings wait.
    ChannelIsSocial,
    /// Adagio doesn't watch here.
    ChannelIsOff,
    /// Nothing may reach the person before this instant.
    InQuietHoursUntil(DateTime<Utc>),
    /// Nothing may ever reach the person: the quiet hours fill the week.
    AlwaysInQuietHours,
    /// The person wants to hear from Discord itself.
    DiscordNotifies,
    /// The person made Adagio their notifier.
    AdagioNotifies,
    /// The person's next digest.
    DigestAt(DateTime<Utc>),
    /// The person never said what time zone they are in.
    NoZone,
    /// The person's settings leave no time for a digest.
    NoDigestEver,
}

/// What becomes of a ping, and the steps that led there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub route: Route,
    pub reasons: Vec<Reason>,
}

/// Decides for a ping that arrives `now` in a channel of this mode.
pub fn decide(now: DateTime<Utc>, recipient: &Recipient, mode: Mode) -> Decision {
    let quiet = quiet_at(now, &recipient.schedule);
    let passes = match (recipient.notifier, quiet) {
        (Notifier::Adagio, _) => (Route::Now, Reason::AdagioNotifies),
        (Notifier::Discord, _) => (Route::Passed, Reason::DiscordNotifies),
    };
    match (mode, quiet) {
        (Mode::Off, _) => Decision {
            route: Route::Passed,
            reasons: vec![Reason::ChannelIsOff],
        },
        (Mode::Sync, None) => Decision {
            route: passes.0,
            reasons: vec![Reason::ChannelIsSync, passes.1],
        },
        (Mode::Sync, _) => held(now, recipient, Reason::ChannelIsSync, quiet),
        (Mode::Async, _) => held(now, recipient, Reason::ChannelIsAsync, quiet),
        (Mode::Social, _) => held(now, recipient, Reason::ChannelIsSocial, quiet),
    }
}

fn held(
    now: DateTime<Utc>,
    recipient: &Recipient,
    mode: Reason,
    quiet: Option<Reason>,
) -> Decision {
    let (route, last) = match recipient.schedule.next_digest_after(now) {
        Some(at) => (Route::Digest(at), Reason::DigestAt(at)),
        None if recipient.schedule.zone.is_none() => (Route::Inbox, Reason::NoZone),
        None => (Route::Inbox, Reason::NoDigestEver),
    };
    let reasons = [Some(mode), quiet, Some(last)]
        .into_iter()
        .flatten()
        .collect();
    Decision { route, reasons }
}

/// Why the person can't be reached now, if so.
fn quiet_at(now: DateTime<Utc>, schedule: &Schedule) -> Option<Reason> {
    match schedule.quiet_ends_after(now) {
        Some(end) if end == now => None,
        Some(end) => Some(Reason::InQuietHoursUntil(end)),
        None => Some(Reason::AlwaysInQuietHours),
    }
}
