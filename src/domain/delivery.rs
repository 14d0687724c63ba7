//! What becomes of a ping, and why: at once, not at all (Discord did it), with the next digest, or in the inbox.
//!
//! The reasons are the steps in the order in which they were taken; "When and why?" reads them out (PRODUCT P2):
//! "#support is sync · it is quiet for you until 08:00 · your digest comes at 09:00".

use chrono::{DateTime, Utc};

use super::mode::Mode;
use super::ping::Loudness;
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
#[derive(Clone, Copy, Debug)]
pub struct Recipient<'a> {
    pub schedule: &'a Schedule,
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
    /// Its author asked for no sound.
    SentSilently,
    /// Its sender put it into the person's digest.
    PutInDigest,
}

/// What becomes of a ping, and the steps that led there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub route: Route,
    pub reasons: Vec<Reason>,
}

/// How a ping gets past the moment of its arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// One DM at once.
    Now,
    /// Discord has told them.
    Passed,
    /// It waits.
    Held,
}

/// Whether a ping that arrives `now` waits. Asked for every message, so it looks no further than it must.
pub fn passage(
    now: DateTime<Utc>,
    recipient: &Recipient<'_>,
    mode: Mode,
    loudness: Loudness,
) -> Passage {
    match (mode, recipient.notifier) {
        (Mode::Off, _) => Passage::Passed,
        (Mode::Async | Mode::Social, _) => Passage::Held,
        // Discord didn't push it either.
        (Mode::Sync, _) if loudness == Loudness::Silent => Passage::Held,
        (Mode::Sync, _) if recipient.schedule.is_quiet_at(now) => Passage::Held,
        (Mode::Sync, Notifier::Adagio) => Passage::Now,
        (Mode::Sync, Notifier::Discord) => Passage::Passed,
    }
}

/// Decides for a ping that arrives `now` in a channel of this mode.
pub fn decide(
    now: DateTime<Utc>,
    recipient: &Recipient<'_>,
    mode: Mode,
    loudness: Loudness,
) -> Decision {
    let channel = match mode {
        Mode::Sync if loudness == Loudness::Silent => Reason::SentSilently,
        Mode::Async => Reason::ChannelIsAsync,
        Mode::Sync => Reason::ChannelIsSync,
        Mode::Social => Reason::ChannelIsSocial,
        Mode::Off => Reason::ChannelIsOff,
    };
    let at_once = |route, reason| Decision {
        route,
        reasons: [Some(channel), reason].into_iter().flatten().collect(),
    };
    match (passage(now, recipient, mode, loudness), mode) {
        (Passage::Passed, Mode::Off) => at_once(Route::Passed, None),
        (Passage::Passed, _) => at_once(Route::Passed, Some(Reason::DiscordNotifies)),
        (Passage::Now, _) => at_once(Route::Now, Some(Reason::AdagioNotifies)),
        (Passage::Held, _) => held(now, recipient, channel, quiet_at(now, recipient.schedule)),
    }
}

/// Decides for what was put into the recipient's digest `now`: where that was says nothing.
pub fn decide_told(now: DateTime<Utc>, recipient: &Recipient<'_>) -> Decision {
    let quiet = quiet_at(now, recipient.schedule);
    held(now, recipient, Reason::PutInDigest, quiet)
}

fn held(
    now: DateTime<Utc>,
    recipient: &Recipient<'_>,
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

#[cfg(test)]
mod tests {
    use super::super::quiet::{QuietHours, QuietWindow};
    use super::super::weekdays::Weekdays;
    use super::*;
    use crate::domain::civil::TimeOfDay;

    fn at(text: &str) -> DateTime<Utc> {
        format!("{}:00Z", text.replace(' ', "T")).parse().unwrap()
    }

    /// In Berlin, quiet from 22:00 to 08:00, digests at 09:00 and 16:00 on working days.
    fn ben() -> Schedule {
        let night = QuietWindow::new(TimeOfDay::hm(22, 0), TimeOfDay::hm(8, 0), Weekdays::ALL);
        let quiet = QuietHours {
            windows: vec![night.unwrap()],
            once: None,
        };
        Schedule {
            zone: Some("Europe/Berlin".parse().unwrap()),
            quiet,
            ..Schedule::default()
        }
    }

    #[test]
    fn a_ping_takes_the_way_that_channel_and_recipient_allow() {
        use Notifier::{Adagio, Discord};
        use Reason::{
            AdagioNotifies, ChannelIsAsync, ChannelIsOff, ChannelIsSocial, ChannelIsSync, DigestAt,
            DiscordNotifies, InQuietHoursUntil,
        };
        // 2026-03-10 is a Tuesday; Berlin is an hour ahead.
        let (noon, night) = (at("2026-03-10 11:00"), at("2026-03-10 22:20"));
        let (four, eight, nine) = (
            at("2026-03-10 15:00"),
            at("2026-03-11 07:00"),
            at("2026-03-11 08:00"),
        );
        let table: [(_, _, _, _, &[Reason]); 7] = [
            (
                Mode::Sync,
                Adagio,
                noon,
                Route::Now,
                &[ChannelIsSync, AdagioNotifies],
            ),
            (
                Mode::Sync,
                Discord,
                noon,
                Route::Passed,
                &[ChannelIsSync, DiscordNotifies],
            ),
            (
                Mode::Sync,
                Adagio,
                night,
                Route::Digest(nine),
                &[ChannelIsSync, InQuietHoursUntil(eight), DigestAt(nine)],
            ),
            (
                Mode::Async,
                Adagio,
                noon,
                Route::Digest(four),
                &[ChannelIsAsync, DigestAt(four)],
            ),
            (
                Mode::Async,
                Discord,
                noon,
                Route::Digest(four),
                &[ChannelIsAsync, DigestAt(four)],
            ),
            (
                Mode::Social,
                Adagio,
                night,
                Route::Digest(nine),
                &[ChannelIsSocial, InQuietHoursUntil(eight), DigestAt(nine)],
            ),
            (Mode::Off, Adagio, noon, Route::Passed, &[ChannelIsOff]),
        ];
        for (mode, notifier, now, route, reasons) in table {
            let recipient = Recipient {
                schedule: &ben(),
                notifier,
            };
            let decision = decide(now, &recipient, mode, Loudness::Plain);
            assert_eq!(
                decision,
                Decision {
                    route,
                    reasons: reasons.to_vec()
                },
                "{mode} at {now}"
            );
        }
    }

    #[test]
    fn what_is_sent_silently_never_is_more_than_an_item_of_a_digest() {
        let (noon, four) = (at("2026-03-10 11:00"), at("2026-03-10 15:00"));
        let reasons = vec![Reason::SentSilently, Reason::DigestAt(four)];
        let waits = Decision {
            route: Route::Digest(four),
            reasons,
        };
        for notifier in [Notifier::Adagio, Notifier::Discord] {
            let recipient = Recipient {
                schedule: &ben(),
                notifier,
            };
            let decide = |mode| decide(noon, &recipient, mode, Loudness::Silent);
            assert_eq!(decide(Mode::Sync), waits, "{notifier:?}");
            assert_eq!(decide(Mode::Async).route, Route::Digest(four));
            assert_eq!(decide(Mode::Off).route, Route::Passed);
        }
    }

    #[test]
    fn without_a_zone_nobody_is_unreachable_and_nothing_is_read_out() {
        let schedule = Schedule {
            zone: None,
            ..ben()
        };
        let recipient = Recipient {
            schedule: &schedule,
            notifier: Notifier::Adagio,
        };
        let night = at("2026-03-10 22:20");
        assert_eq!(
            decide(night, &recipient, Mode::Sync, Loudness::Plain).route,
            Route::Now
        );
        let decision = decide(night, &recipient, Mode::Async, Loudness::Plain);
        assert_eq!(decision.route, Route::Inbox);
        assert_eq!(decision.reasons, [Reason::ChannelIsAsync, Reason::NoZone]);
    }

    #[test]
    fn who_is_always_quiet_finds_pings_in_the_inbox() {
        let mut schedule = ben();
        schedule.quiet.windows = vec![QuietWindow::all_day(Weekdays::ALL).unwrap()];
        let recipient = Recipient {
            schedule: &schedule,
            notifier: Notifier::Adagio,
        };
        let noon = at("2026-03-10 11:00");
        let decision = decide(noon, &recipient, Mode::Sync, Loudness::Plain);
        assert_eq!(decision.route, Route::Inbox);
        let steps = [
            Reason::ChannelIsSync,
            Reason::AlwaysInQuietHours,
            Reason::NoDigestEver,
        ];
        assert_eq!(decision.reasons, steps);
    }
}
