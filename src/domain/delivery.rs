//! What becomes of a ping, and why (PRODUCT P2): at once, not at all because Discord told them, or held.
//!
//! One function decides. Who takes a ping in asks it which way the ping goes; "When and why?" asks the same decision for its
//! reasons and reads them out, each as a sentence: "Pings pass at once in #support (`sync`), but never in your quiet hours. It came
//! in your quiet hours, until 08:00. The next digest after that: 09:00."

use chrono::{DateTime, Utc};

use super::ids::MessageId;
use super::mode::Mode;
use super::person::DirectMessages;
use super::ping::{Loudness, Via};
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

/// How a ping came to be in its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// The message was posted with it.
    Posted,
    /// It was edited in. Discord tells nobody.
    Edited,
}

impl Writing {
    /// By the message that it is in, and when it pinged.
    pub fn of(source: MessageId, pinged_at: DateTime<Utc>) -> Self {
        if pinged_at > source.sent_at() {
            Self::Edited
        } else {
            Self::Posted
        }
    }
}

/// What has to be known of a ping.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    pub at: DateTime<Utc>,
    /// What the channel promised then.
    pub mode: Mode,
    pub via: Via,
    pub loudness: Loudness,
    pub writing: Writing,
}

/// What has to be known of the person who is pinged.
#[derive(Clone, Copy, Debug)]
pub struct Recipient<'a> {
    pub schedule: &'a Schedule,
    pub notifier: Notifier,
    pub direct: DirectMessages,
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

/// The rule that decided: the first that applies, from the ping's own nature to the channel's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Its sender put it into the person's digest.
    PutInDigest,
    /// The person set it aside.
    Saved,
    /// The person wants to hear of a stand-up by digest.
    Standup,
    /// Adagio doesn't watch there.
    ChannelIsOff,
    /// It is for everybody: one item of a digest, whatever the channel promises.
    ToEverybody,
    /// It answers a question of the person's, without a ping.
    AnswersThem,
    /// Pings wait there.
    ChannelIsAsync,
    /// Nothing is expected there; pings wait.
    ChannelIsSocial,
    /// Pings pass at once there, but its author asked for no sound.
    SentSilently,
    /// They pass at once there, but it was quiet for the person.
    QuietInSync,
    /// They pass at once there, and the person made Adagio their notifier.
    AdagioNotifies,
    /// They pass at once there, and the person hears from Discord itself.
    DiscordNotifies,
    /// They pass at once there, but Discord tells nobody of this one.
    EditedIn,
}

impl Rule {
    const fn passage(self) -> Passage {
        match self {
            Self::AdagioNotifies => Passage::Now,
            Self::ChannelIsOff | Self::DiscordNotifies => Passage::Passed,
            Self::PutInDigest | Self::Saved | Self::Standup => Passage::Held,
            Self::ToEverybody | Self::AnswersThem => Passage::Held,
            Self::ChannelIsAsync | Self::ChannelIsSocial => Passage::Held,
            Self::SentSilently | Self::QuietInSync | Self::EditedIn => Passage::Held,
        }
    }
}

/// One step on the way to when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// What decided about its arrival.
    By(Rule),
    /// Nothing may reach the person before this instant.
    InQuietHoursUntil(DateTime<Utc>),
    /// Nothing may ever reach the person: the quiet hours fill the week.
    AlwaysInQuietHours,
    /// The person gets no direct messages, for this reason: it waits in the inbox.
    NoDirectMessages(DirectMessages),
    /// The person's next digest, which is never in quiet hours.
    DigestAt(DateTime<Utc>),
    /// The person never said what time zone they are in.
    NoZone,
    /// The person's settings leave no time for a digest.
    NoDigestEver,
}

/// What becomes of a ping. Its reasons look ahead in the person's hours, so they are worked out only for who asks.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    rule: Rule,
    /// What is held waits for the first digest after this.
    since: DateTime<Utc>,
    recipient: Recipient<'a>,
}

/// Decides about a ping.
pub fn decide<'a>(ping: &Arrival, recipient: Recipient<'a>) -> Decision<'a> {
    let rule = match (ping.via, ping.mode) {
        (Via::Tell | Via::Returned, _) => Rule::PutInDigest,
        (Via::Saved, _) => Rule::Saved,
        (Via::Standup, _) => Rule::Standup,
        (_, Mode::Off) => Rule::ChannelIsOff,
        (Via::Everyone, _) => Rule::ToEverybody,
        (Via::Answer, _) => Rule::AnswersThem,
        (_, Mode::Async) => Rule::ChannelIsAsync,
        (_, Mode::Social) => Rule::ChannelIsSocial,
        (_, Mode::Sync) => in_sync(ping, &recipient),
    };
    let since = ping.at;
    Decision {
        rule,
        since,
        recipient,
    }
}

fn in_sync(ping: &Arrival, recipient: &Recipient<'_>) -> Rule {
    if ping.loudness == Loudness::Silent {
        return Rule::SentSilently;
    }
    if recipient.schedule.is_quiet_at(ping.at) {
        return Rule::QuietInSync;
    }
    match (recipient.notifier, ping.writing) {
        (Notifier::Adagio, _) => Rule::AdagioNotifies,
        (Notifier::Discord, Writing::Posted) => Rule::DiscordNotifies,
        (Notifier::Discord, Writing::Edited) => Rule::EditedIn,
    }
}

impl Decision<'_> {
    /// Which way the ping goes.
    pub const fn passage(&self) -> Passage {
        self.rule.passage()
    }

    /// The same decision, for what still waits at this instant: the digests before it are over.
    pub fn still_waiting_at(mut self, now: DateTime<Utc>) -> Self {
        let next = self.recipient.schedule.next_digest_after(self.since);
        if next.is_some_and(|next| next <= now) {
            self.since = now;
        }
        self
    }

    /// Why, step by step, to the instant at which it is read.
    pub fn reasons(&self) -> Vec<Reason> {
        let mut reasons = vec![Reason::By(self.rule)];
        match self.passage() {
            Passage::Passed => {}
            Passage::Now => reasons.extend(self.no_direct_messages()),
            Passage::Held => self.add_wait(&mut reasons),
        }
        reasons
    }

    fn add_wait(&self, reasons: &mut Vec<Reason>) {
        let schedule = self.recipient.schedule;
        if schedule.zone.is_none() {
            reasons.push(Reason::NoZone);
        }
        // Who gets no digests by direct message has no use for their times.
        if let Some(reason) = self.no_direct_messages() {
            reasons.push(reason);
            return;
        }
        match schedule.quiet_ends_after(self.since) {
            Some(end) if end == self.since => {}
            Some(end) => reasons.push(Reason::InQuietHoursUntil(end)),
            None => reasons.push(Reason::AlwaysInQuietHours),
        }
        match schedule.next_digest_after(self.since) {
            Some(at) => reasons.push(Reason::DigestAt(at)),
            None if schedule.zone.is_none() => {}
            None => reasons.push(Reason::NoDigestEver),
        }
    }

    fn no_direct_messages(&self) -> Option<Reason> {
        let direct = self.recipient.direct;
        (direct != DirectMessages::Allowed).then_some(Reason::NoDirectMessages(direct))
    }
}

#[cfg(test)]
mod tests {
    use super::super::quiet::{QuietHours, QuietWindow};
    use super::super::schedule::DigestTimes;
    use super::super::weekdays::Weekdays;
    use super::*;
    use crate::domain::civil::TimeOfDay;
    use Notifier::{Adagio, Discord};
    use Passage::{Held, Now, Passed};
    use Reason::{
        AlwaysInQuietHours, By, DigestAt, InQuietHoursUntil, NoDigestEver, NoDirectMessages, NoZone,
    };

    fn at(text: &str) -> DateTime<Utc> {
        format!("{}:00Z", text.replace(' ', "T")).parse().unwrap()
    }

    fn quiet(from: TimeOfDay, until: TimeOfDay) -> QuietHours {
        QuietHours {
            windows: vec![QuietWindow::new(from, until, Weekdays::ALL).unwrap()],
            once: None,
        }
    }

    /// In Berlin, quiet from 22:00 to 08:00, digests at 09:00 and 16:00 on working days.
    fn ben() -> Schedule {
        Schedule {
            zone: Some("Europe/Berlin".parse().unwrap()),
            quiet: quiet(TimeOfDay::hm(22, 0), TimeOfDay::hm(8, 0)),
            ..Schedule::default()
        }
    }

    fn to(schedule: &Schedule, notifier: Notifier) -> Recipient<'_> {
        Recipient {
            schedule,
            notifier,
            direct: DirectMessages::Allowed,
        }
    }

    /// A mention that is posted aloud.
    fn mention(at: DateTime<Utc>, mode: Mode) -> Arrival {
        Arrival {
            at,
            mode,
            via: Via::Mention,
            loudness: Loudness::Plain,
            writing: Writing::Posted,
        }
    }

    fn assert_decided(decision: &Decision<'_>, passage: Passage, reasons: &[Reason]) {
        let decided = (decision.passage(), decision.reasons());
        assert_eq!(decided, (passage, reasons.to_vec()));
    }

    #[test]
    fn the_channel_decides_and_quiet_hours_hold_everywhere() {
        // 2026-03-10 is a Tuesday; Berlin is an hour ahead.
        let (noon, night) = (at("2026-03-10 11:00"), at("2026-03-10 22:20"));
        let at_four = DigestAt(at("2026-03-10 15:00"));
        let until_eight = InQuietHoursUntil(at("2026-03-11 07:00"));
        let at_nine = DigestAt(at("2026-03-11 08:00"));
        let (asynchronous, social) = (By(Rule::ChannelIsAsync), By(Rule::ChannelIsSocial));
        let quiet = By(Rule::QuietInSync);
        let table: [(_, _, _, _, &[Reason]); 12] = [
            (Mode::Sync, Adagio, noon, Now, &[By(Rule::AdagioNotifies)]),
            (
                Mode::Sync,
                Discord,
                noon,
                Passed,
                &[By(Rule::DiscordNotifies)],
            ),
            (
                Mode::Sync,
                Adagio,
                night,
                Held,
                &[quiet, until_eight, at_nine],
            ),
            (
                Mode::Sync,
                Discord,
                night,
                Held,
                &[quiet, until_eight, at_nine],
            ),
            (Mode::Async, Adagio, noon, Held, &[asynchronous, at_four]),
            (Mode::Async, Discord, noon, Held, &[asynchronous, at_four]),
            (
                Mode::Async,
                Adagio,
                night,
                Held,
                &[asynchronous, until_eight, at_nine],
            ),
            (
                Mode::Async,
                Discord,
                night,
                Held,
                &[asynchronous, until_eight, at_nine],
            ),
            (Mode::Social, Adagio, noon, Held, &[social, at_four]),
            (
                Mode::Social,
                Discord,
                night,
                Held,
                &[social, until_eight, at_nine],
            ),
            (Mode::Off, Adagio, noon, Passed, &[By(Rule::ChannelIsOff)]),
            (Mode::Off, Discord, night, Passed, &[By(Rule::ChannelIsOff)]),
        ];
        for (mode, notifier, now, passage, reasons) in table {
            let ben = ben();
            let decision = decide(&mention(now, mode), to(&ben, notifier));
            assert_decided(&decision, passage, reasons);
        }
    }

    #[test]
    fn a_ping_that_can_wait_by_its_nature_waits_in_every_watched_channel() {
        let noon = at("2026-03-10 11:00");
        let at_four = DigestAt(at("2026-03-10 15:00"));
        let table = [
            (Via::Tell, Loudness::Silent, Mode::Sync, Rule::PutInDigest),
            (Via::Tell, Loudness::Plain, Mode::Off, Rule::PutInDigest),
            (Via::Saved, Loudness::Plain, Mode::Sync, Rule::Saved),
            (Via::Saved, Loudness::Plain, Mode::Off, Rule::Saved),
            (
                Via::Everyone,
                Loudness::Plain,
                Mode::Sync,
                Rule::ToEverybody,
            ),
            (
                Via::Everyone,
                Loudness::Silent,
                Mode::Async,
                Rule::ToEverybody,
            ),
            (Via::Answer, Loudness::Plain, Mode::Sync, Rule::AnswersThem),
            (Via::Answer, Loudness::Plain, Mode::Async, Rule::AnswersThem),
            (
                Via::Mention,
                Loudness::Silent,
                Mode::Sync,
                Rule::SentSilently,
            ),
            (Via::Role, Loudness::Silent, Mode::Sync, Rule::SentSilently),
            (
                Via::Reply,
                Loudness::Silent,
                Mode::Async,
                Rule::ChannelIsAsync,
            ),
        ];
        for (via, loudness, mode, rule) in table {
            for notifier in [Adagio, Discord] {
                let ben = ben();
                let ping = Arrival {
                    via,
                    loudness,
                    ..mention(noon, mode)
                };
                assert_decided(
                    &decide(&ping, to(&ben, notifier)),
                    Held,
                    &[By(rule), at_four],
                );
            }
        }
        let ben = ben();
        for via in [
            Via::Mention,
            Via::Reply,
            Via::Role,
            Via::Everyone,
            Via::Answer,
        ] {
            let ping = Arrival {
                via,
                loudness: Loudness::Silent,
                ..mention(noon, Mode::Off)
            };
            assert_decided(
                &decide(&ping, to(&ben, Adagio)),
                Passed,
                &[By(Rule::ChannelIsOff)],
            );
        }
    }

    #[test]
    fn of_what_is_edited_in_only_adagio_tells() {
        let noon = at("2026-03-10 11:00");
        let ben = ben();
        let ping = Arrival {
            writing: Writing::Edited,
            ..mention(noon, Mode::Sync)
        };
        assert_decided(
            &decide(&ping, to(&ben, Adagio)),
            Now,
            &[By(Rule::AdagioNotifies)],
        );
        let waits = [By(Rule::EditedIn), DigestAt(at("2026-03-10 15:00"))];
        assert_decided(&decide(&ping, to(&ben, Discord)), Held, &waits);
        let source = MessageId::first_at(noon);
        assert_eq!(Writing::of(source, noon), Writing::Posted);
        assert_eq!(Writing::of(source, at("2026-03-10 11:01")), Writing::Edited);
    }

    #[test]
    fn without_a_zone_nobody_is_unreachable_and_nothing_is_read_out() {
        let schedule = Schedule {
            zone: None,
            ..ben()
        };
        let night = at("2026-03-10 22:20");
        let recipient = to(&schedule, Adagio);
        let sync = decide(&mention(night, Mode::Sync), recipient);
        assert_decided(&sync, Now, &[By(Rule::AdagioNotifies)]);
        let held = decide(&mention(night, Mode::Async), recipient);
        assert_decided(&held, Held, &[By(Rule::ChannelIsAsync), NoZone]);
    }

    #[test]
    fn who_is_always_quiet_finds_pings_in_the_inbox() {
        let mut schedule = ben();
        schedule.quiet.windows = vec![QuietWindow::all_day(Weekdays::ALL).unwrap()];
        let noon = at("2026-03-10 11:00");
        let decision = decide(&mention(noon, Mode::Sync), to(&schedule, Adagio));
        let steps = [By(Rule::QuietInSync), AlwaysInQuietHours, NoDigestEver];
        assert_decided(&decision, Held, &steps);
    }

    #[test]
    fn who_gets_no_direct_messages_is_told_so_instead_of_a_time() {
        use DirectMessages::{Closed, Refused, Unasked};
        let (ben, nowhere) = (ben(), Schedule::default());
        let night = at("2026-03-10 22:20");
        let asynchronous = By(Rule::ChannelIsAsync);
        for direct in [Unasked, Refused, Closed] {
            let none = NoDirectMessages(direct);
            let without = |schedule| Recipient {
                direct,
                ..to(schedule, Adagio)
            };
            let held = mention(night, Mode::Async);
            assert_decided(&decide(&held, without(&ben)), Held, &[asynchronous, none]);
            let steps = [asynchronous, NoZone, none];
            assert_decided(&decide(&held, without(&nowhere)), Held, &steps);
            // It goes out at once as soon as it can.
            let noon = mention(at("2026-03-10 11:00"), Mode::Sync);
            let steps = [By(Rule::AdagioNotifies), none];
            assert_decided(&decide(&noon, without(&ben)), Now, &steps);
        }
    }

    #[test]
    fn what_outlived_its_digest_waits_for_the_next_one() {
        let ben = ben();
        let night = at("2026-03-10 22:20");
        let decision = decide(&mention(night, Mode::Sync), to(&ben, Discord));
        let quiet = By(Rule::QuietInSync);
        let before = [
            quiet,
            InQuietHoursUntil(at("2026-03-11 07:00")),
            DigestAt(at("2026-03-11 08:00")),
        ];
        let morning = at("2026-03-11 07:59");
        assert_decided(&decision.still_waiting_at(morning), Held, &before);
        let after = [quiet, DigestAt(at("2026-03-11 15:00"))];
        let nine = at("2026-03-11 08:00");
        assert_decided(&decision.still_waiting_at(nine), Held, &after);
    }

    /// The clocks of Berlin go from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October.
    #[test]
    fn the_nights_on_which_the_clocks_change_are_told_as_they_are() {
        let night = Schedule {
            zone: Some("Europe/Berlin".parse().unwrap()),
            quiet: quiet(TimeOfDay::hm(22, 0), TimeOfDay::hm(2, 30)),
            digests: DigestTimes::new(vec![TimeOfDay::hm(2, 40)], Weekdays::ALL).unwrap(),
        };
        let table = [
            // An ordinary night: quiet until 02:30, the digest at 02:40.
            ("2026-03-27 23:00", "2026-03-28 01:30", "2026-03-28 01:40"),
            // 02:30 and 02:40 are skipped: quiet ends with the jump, the digest moves on by the hour.
            ("2026-03-28 23:00", "2026-03-29 01:00", "2026-03-29 01:40"),
            // 02:30 and 02:40 come twice: the first ones count.
            ("2026-10-24 22:00", "2026-10-25 00:30", "2026-10-25 00:40"),
            // The second 02:10 is as quiet as the first one; its day's digest is over.
            ("2026-10-25 01:10", "2026-10-25 01:30", "2026-10-26 01:40"),
        ];
        for (arrives, quiet_until, digest) in table {
            let ping = mention(at(arrives), Mode::Sync);
            let steps = [
                By(Rule::QuietInSync),
                InQuietHoursUntil(at(quiet_until)),
                DigestAt(at(digest)),
            ];
            assert_decided(&decide(&ping, to(&night, Adagio)), Held, &steps);
        }
        // Right after the jump it is quiet for nobody.
        let ping = mention(at("2026-03-29 01:00"), Mode::Sync);
        assert_eq!(decide(&ping, to(&night, Adagio)).passage(), Now);
    }
}
