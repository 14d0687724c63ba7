//! The panel of one's own hours: `/hours`, and every button on it.
//!
//! Who never finished it is led through: clock, quiet hours, digests, "May I write by DM?". Each step saves
//! at once and is repeated above the next question, so that leaving in the middle loses nothing.

mod clock;
mod digests;
mod direct;
mod moved;
pub mod phone;
mod quiet;

use chrono::{DateTime, Utc};

pub use clock::{zone_choice, zones_at};
pub(super) use moved::lines as moved_lines;
pub(super) use quiet::once_line;

use super::controls::{button, danger, primary, quietly};
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::civil::local;
use crate::domain::delivery::Notifier;
use crate::domain::letter::{Button, Letter, Press, Row, Verb};
use crate::domain::mine::Mine;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::schedule::DigestTimes;

/// Which part of the panel is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    Overview,
    Clock,
    /// The quiet window with this position; the one after the last is a new one.
    Quiet(usize),
    Digests,
    Direct,
    Phone,
}

/// The panel with one part open.
pub fn panel(tongue: &Tongue, mine: &Mine, open: Open, now: DateTime<Utc>) -> Letter {
    let person = &mine.person;
    match open {
        Open::Overview => overview(tongue, mine, now),
        Open::Clock => clock::letter(tongue, person, now),
        Open::Quiet(position) => quiet::letter(tongue, person, position, now),
        Open::Digests => digests::letter(tongue, person, now),
        Open::Direct => direct::delivery(tongue, person, now),
        Open::Phone => phone::walk(tongue, person),
    }
}

/// What to open for somebody who comes to the panel: the first thing that is missing.
pub fn first_open(person: &Person) -> Open {
    if person.schedule.zone.is_none() {
        Open::Clock
    } else {
        Open::Overview
    }
}

fn overview(tongue: &Tongue, mine: &Mine, now: DateTime<Utc>) -> Letter {
    let person = &mine.person;
    let mut lines = vec![
        say!(tongue, "hours-title"),
        clock_line(tongue, person, now),
        quiet_line(tongue, person),
        digests_line(tongue, person, now),
    ];
    lines.extend(moved::lines(tongue, &person.schedule));
    lines.extend([direct_line(tongue, person), notifier_line(tongue, person)]);
    if mine.servers == 0 {
        lines.push(say!(tongue, "hours-nowhere"));
    }
    lines.push(say!(tongue, "hours-stored"));
    let open = |verb, label| button(label, Press::plain(verb));
    let mut rows = vec![Row::Buttons(vec![
        open(Verb::HoursClock, say!(tongue, "hours-open-clock")),
        open(Verb::HoursQuiet, say!(tongue, "hours-open-quiet")),
        open(Verb::HoursDigests, say!(tongue, "hours-open-digests")),
        open(Verb::HoursDirect, say!(tongue, "hours-open-direct")),
        open(Verb::HoursPhone, say!(tongue, "hours-open-phone")),
    ])];
    if person.direct == DirectMessages::Unasked && person.schedule.zone.is_some() {
        lines.push(say!(tongue, "hours-direct-question"));
        rows.push(direct::answers(tongue));
    }
    let muted = open(Verb::Mutes, say!(tongue, "mutes-button"));
    let forget = danger(say!(tongue, "hours-forget"), Press::plain(Verb::Forget));
    rows.push(Row::Buttons(vec![muted, forget]));
    quietly(lines.join("\n"), rows)
}

fn clock_line(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> String {
    match person.schedule.zone {
        Some(zone) => {
            let reads = when::reads(tongue, local(zone, now));
            say!(
                tongue,
                "hours-clock",
                city = when::city(zone),
                reads = reads
            )
        }
        None => say!(tongue, "hours-clock-unset"),
    }
}

/// "**Quiet hours** · 22:00–08:00, every day".
pub(super) fn quiet_line(tongue: &Tongue, person: &Person) -> String {
    let windows = &person.schedule.quiet.windows;
    if windows.is_empty() {
        return say!(tongue, "hours-quiet-unset");
    }
    let said: Vec<String> = windows
        .iter()
        .map(|window| when::window(tongue, window))
        .collect();
    say!(tongue, "hours-quiet", windows = said.join("; "))
}

fn digests_line(tongue: &Tongue, person: &Person, now: DateTime<Utc>) -> String {
    let digests = &person.schedule.digests;
    let said = when::digest_times(tongue, digests);
    let line = if *digests == DigestTimes::default() {
        say!(tongue, "hours-digests-default", digests = said)
    } else {
        say!(tongue, "hours-digests", digests = said)
    };
    match person.next_delivery_after(now) {
        Some(at) => {
            let (date, distance) = (when::date_tag(at), when::distance_tag(at));
            format!(
                "{line} · {}",
                say!(tongue, "hours-digests-next", at = date, distance = distance)
            )
        }
        None => line,
    }
}

fn direct_line(tongue: &Tongue, person: &Person) -> String {
    match person.direct {
        DirectMessages::Unasked => say!(tongue, "hours-direct-unasked"),
        DirectMessages::Allowed => say!(tongue, "hours-direct-allowed"),
        DirectMessages::Refused => say!(tongue, "hours-direct-refused"),
        DirectMessages::Closed => say!(tongue, "hours-direct-closed"),
    }
}

fn notifier_line(tongue: &Tongue, person: &Person) -> String {
    match person.notifier {
        Notifier::Discord => say!(tongue, "hours-notifier-discord"),
        Notifier::Adagio if person.direct == DirectMessages::Allowed => {
            say!(tongue, "hours-notifier-adagio")
        }
        Notifier::Adagio => say!(tongue, "hours-notifier-adagio-unheard"),
    }
}

/// The way out of an opened part: on to the next question for a newcomer, else back.
fn onward(tongue: &Tongue, person: &Person, label: String, next: Verb) -> Button {
    if person.direct == DirectMessages::Unasked {
        primary(label, Press::plain(next))
    } else {
        button(say!(tongue, "hours-back"), Press::plain(Verb::HoursPanel))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;
    use crate::domain::civil::TimeOfDay;
    use crate::domain::ids::{ChannelId, UserId};
    use crate::domain::quiet_change::Preset;
    use crate::domain::weekdays::Weekdays;

    /// Monday, 14:35 in Berlin.
    fn now() -> DateTime<Utc> {
        "2026-03-02T13:35:00Z".parse().unwrap()
    }

    fn newcomer() -> Mine {
        Mine {
            person: Person::new(UserId::new(5)),
            servers: 1,
        }
    }

    fn settled() -> Mine {
        let mut mine = newcomer();
        mine.person.schedule.zone = Some("Europe/Berlin".parse().unwrap());
        mine.person.schedule.quiet.windows = Preset::EveningsAndWeekends.windows();
        let times = vec![TimeOfDay::hm(9, 30), TimeOfDay::hm(20, 0)];
        mine.person.schedule.digests = DigestTimes::new(times, Weekdays::MON_FRI).unwrap();
        mine.person.direct = DirectMessages::Allowed;
        mine.person.channel = Some(ChannelId::new(9));
        mine
    }

    fn shown(mine: &Mine, open: Open) -> String {
        seen(&panel(&Tongue::english(), mine, open, now()))
    }

    #[test]
    fn the_panel_says_what_holds_and_what_is_missing() {
        insta::assert_snapshot!(shown(&settled(), Open::Overview), @r"
        **Your hours**
        **Clock** · Berlin, 14:35 (Mon)
        **Quiet hours** · 19:00–08:00, every day; all day, Sat and Sun
        **Digests** · 09:30 and 20:00, Mon–Fri · next <t:1772521200:F> (<t:1772521200:R>)
        20:00 falls into your quiet hours: on Mon–Thu that digest comes at 08:00 the day after.
        20:00 falls into your quiet hours: on Fri that digest comes on Monday at 08:00.
        **Delivery** · by DM, only if something waits.
        **Notifications** · Discord's own. A mention reaches your phone at once; the digest repeats what still waits.
        -# Stored: these settings, the servers where you joined, and what waits for you. `/privacy` shows it and forgets it.
        [Clock] [Quiet hours] [Digests] [Delivery] [Quiet phone too?]
        [What I muted] [!Forget me]
        ");
        insta::assert_snapshot!(shown(&newcomer(), Open::Overview), @r"
        **Your hours**
        **Clock** · not set. Until I know it there are no digests; what waits for you stays in `/inbox`.
        **Quiet hours** · none. A digest comes at its time, whatever the hour.
        **Digests** · 09:00 and 16:00, Mon–Fri (until you choose your own)
        **Delivery** · you haven't chosen. What waits for you stays in `/inbox`.
        **Notifications** · Discord's own. A mention reaches your phone at once; the digest repeats what still waits.
        -# Stored: these settings, the servers where you joined, and what waits for you. `/privacy` shows it and forgets it.
        [Clock] [Quiet hours] [Digests] [Delivery] [Quiet phone too?]
        [What I muted] [!Forget me]
        ");
    }

    #[test]
    fn a_newcomer_is_asked_for_their_clock_first() {
        assert_eq!(first_open(&newcomer().person), Open::Clock);
        let text = shown(&newcomer(), Open::Clock);
        insta::assert_snapshot!(text.lines().take(3).collect::<Vec<_>>().join("\n"), @r"
        **What does your clock say now?** That tells me your time zone.
        Or type your city: `/hours zone:`
        (02:35 (Mon) to 17:35 (Mon): 02:35 (Mon), 03:35 (Mon), 04:05 (Mon), 04:35 (Mon), 05:35 (Mon), 06:35 (Mon), 07:35 (Mon), 08:35 (Mon), 09:35 (Mon), 10:05 (Mon), 10:35 (Mon), 11:35 (Mon), 12:35 (Mon), 13:35 (Mon), 14:35 (Mon), 15:35 (Mon), 16:35 (Mon), 17:05 (Mon), 17:35 (Mon))
        ");
        let berlin = zones_at(&Tongue::english(), chrono::TimeDelta::hours(1), now(), "de");
        let text = seen(&berlin);
        insta::assert_snapshot!(text.chars().take(250).collect::<String>(), @r"
        **Which city keeps your time?** It decides when summer time begins and ends.
        Or type your city: `/hours zone:`
        (I live by the clock of…: Berlin, Vienna, Zurich, Luxembourg, Busingen, Vaduz, Paris, Madrid, Rome, Warsaw, Lagos, Amsterdam, Stockholm, Br
        ");
    }

    #[test]
    fn quiet_hours_open_with_the_window_that_is_there() {
        insta::assert_snapshot!(shown(&settled(), Open::Quiet(0)), @r"
        **When may nothing reach you?** A digest that falls into these hours waits for their end.
        **Quiet hours** · 19:00–08:00, every day; all day, Sat and Sun
        20:00 falls into your quiet hours: on Mon–Thu that digest comes at 08:00 the day after.
        20:00 falls into your quiet hours: on Fri that digest comes on Monday at 08:00.
        The menus below change 19:00–08:00, every day. Each choice is saved at once.
        -# Half hours: `/quiet from:22:30 until:07:15 days:mon-fri`
        (From…: From 00:00, From 01:00, From 02:00, From 03:00, From 04:00, From 05:00, From 06:00, From 07:00, From 08:00, From 09:00, From 10:00, From 11:00, From 12:00, From 13:00, From 14:00, From 15:00, From 16:00, From 17:00, From 18:00, From 19:00*, From 20:00, From 21:00, From 22:00, From 23:00)
        (Until…: Until 01:00, Until 02:00, Until 03:00, Until 04:00, Until 05:00, Until 06:00, Until 07:00, Until 08:00*, Until 09:00, Until 10:00, Until 11:00, Until 12:00, Until 13:00, Until 14:00, Until 15:00, Until 16:00, Until 17:00, Until 18:00, Until 19:00, Until 20:00, Until 21:00, Until 22:00, Until 23:00, Until 24:00)
        (On these days…: Monday*, Tuesday*, Wednesday*, Thursday*, Friday*, Saturday*, Sunday*)
        (Which window…: 19:00–08:00, every day*, all day, Sat and Sun, Another window)
        [Back] [Only tonight] [!Clear]
        ");
        insta::assert_snapshot!(shown(&newcomer(), Open::Quiet(0)), @r"
        **When may nothing reach you?** A digest that falls into these hours waits for their end.
        **Quiet hours** · none. A digest comes at its time, whatever the hour.
        The menus below add a window. Each choice is saved at once.
        -# Half hours: `/quiet from:22:30 until:07:15 days:mon-fri`
        (From…: From 00:00, From 01:00, From 02:00, From 03:00, From 04:00, From 05:00, From 06:00, From 07:00, From 08:00, From 09:00, From 10:00, From 11:00, From 12:00, From 13:00, From 14:00, From 15:00, From 16:00, From 17:00, From 18:00, From 19:00, From 20:00, From 21:00, From 22:00, From 23:00)
        (Until…: Until 01:00, Until 02:00, Until 03:00, Until 04:00, Until 05:00, Until 06:00, Until 07:00, Until 08:00, Until 09:00, Until 10:00, Until 11:00, Until 12:00, Until 13:00, Until 14:00, Until 15:00, Until 16:00, Until 17:00, Until 18:00, Until 19:00, Until 20:00, Until 21:00, Until 22:00, Until 23:00, Until 24:00)
        (On these days…: Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday)
        [[22:00–08:00, every day]] [19:00–08:00, weekends all day]
        [[No quiet hours]]
        ");
    }

    #[test]
    fn digests_delivery_and_the_phone_have_a_part_each() {
        insta::assert_snapshot!(shown(&settled(), Open::Digests), @r"
        **When do you want to read what waits for you?** If nothing waits, nothing comes.
        **Digests** · 09:30 and 20:00, Mon–Fri · next <t:1772521200:F> (<t:1772521200:R>)
        20:00 falls into your quiet hours: on Mon–Thu that digest comes at 08:00 the day after.
        20:00 falls into your quiet hours: on Fri that digest comes on Monday at 08:00.
        -# Other times: `/hours digests:09:30, 16:00 mon-fri`
        (At…: 05:00, 06:00, 07:00, 08:00, 09:00, 09:30*, 10:00, 11:00, 12:00, 13:00, 14:00, 15:00, 16:00, 17:00, 18:00, 19:00, 20:00*, 21:00, 22:00, 23:00)
        (On these days…: Monday*, Tuesday*, Wednesday*, Thursday*, Friday*, Saturday, Sunday)
        [Back] [09:00 and 16:00, Mon–Fri]
        ");
        insta::assert_snapshot!(shown(&newcomer(), Open::Direct), @r"
        **Digests** · 09:00 and 16:00, Mon–Fri (until you choose your own)
        **Delivery** · you haven't chosen. What waits for you stays in `/inbox`.
        **May I write to you by DM, only if something waits?** One message a digest.
        [[Yes, by DM]] [No, inbox only]
        [Back]
        ");
        insta::assert_snapshot!(shown(&settled(), Open::Phone), @r"
        **Quiet phone too?** Discord itself pushes a mention to your phone at once, before I can hold it. To stop that, in each server:
        1. Server name › Notification Settings › **Nothing** (a *mute* still lets mentions through).
        2. Same page: suppress @everyone, @here and role mentions; switch mobile push off.
        3. Come back and let me test it: a minute later I mention you in this channel.
        **Notifications** · Discord's own. A mention reaches your phone at once; the digest repeats what still waits.
        [[Test my phone]] [Done: you notify me] [Leave it to Discord]
        [Back]
        ");
    }

    #[test]
    fn no_part_has_more_rows_or_options_than_discord_shows() {
        let mut zoned = newcomer();
        zoned.person.schedule.zone = Some("Asia/Kathmandu".parse().unwrap());
        let opens = [
            Open::Overview,
            Open::Clock,
            Open::Quiet(0),
            Open::Digests,
            Open::Direct,
            Open::Phone,
        ];
        for (mine, open) in [newcomer(), zoned, settled()]
            .iter()
            .flat_map(|mine| opens.map(|open| (mine, open)))
        {
            let letter = panel(&Tongue::english(), mine, open, now());
            assert!(
                letter.text.chars().count() <= 2_000 && letter.rows.len() <= 5,
                "{open:?}"
            );
            for row in letter.rows {
                match row {
                    Row::Select(select) => {
                        assert!((1..=25).contains(&select.options.len()), "{open:?}")
                    }
                    Row::Buttons(buttons) => assert!((1..=5).contains(&buttons.len()), "{open:?}"),
                    Row::Channels(_) | Row::Roles(_) => {}
                }
            }
        }
    }
}
