//! A draft: the panel with its choices, and what becomes of it.

mod place;

use self::place::place;
pub use self::place::tags;
use super::super::controls::{button, choice, choose_one, danger, primary, quietly};
use super::super::tongue::{Tongue, say};
use super::super::when;
use super::{clocks, hours, questions, revealed, summed, times, who};
use crate::domain::civil::Zone;
use crate::domain::escape;
use crate::domain::letter::{Button, ChannelSelect, Letter, Offers, Press, RoleSelect, Row, Verb};
use crate::domain::standup::{Begun, Calls, Clocks, Draft, Drafted, Reveal, Sums, Threads, Venue};
use crate::domain::zones;

/// How many zones are offered; any other can be written behind the times.
const ZONES: usize = 25;

/// The panel: what was written, what is left to choose, and what would come of it.
pub fn panel(tongue: &Tongue, drafted: &Drafted) -> Letter {
    let draft = &drafted.draft;
    let mut lines = vec![head(tongue, drafted)];
    lines.push(when_line(tongue, draft));
    lines.push(match draft.channel {
        Some(channel) => place(tongue, draft, channel),
        None => say!(tongue, "standup-where-unset"),
    });
    lines.push(say!(tongue, "standup-who", who = who(tongue, draft.role)));
    let calls = draft.role.filter(|_| !drafted.has_opened);
    if calls.is_some() && draft.calls == Calls::Once {
        lines.push(say!(tongue, "standup-calls"));
    }
    lines.push(revealed(tongue, draft.reveal));
    lines.push(summed(tongue, draft.sums));
    if let Some(title) = &draft.title {
        let title = escape::quoted(&title.to_string());
        lines.push(say!(tongue, "standup-threads", title = title));
    }
    lines.push(questions(tongue, &draft.questions));
    if !draft.timetable.holidays.is_empty() {
        let days = draft.timetable.holidays.iter().take(10);
        let days: Vec<String> = days.map(|day| super::date(tongue, *day)).collect();
        lines.push(say!(
            tongue,
            "standup-off",
            days = when::list(tongue, &days)
        ));
    }
    lines.extend(next_lines(tongue, drafted));
    if let Some(until) = drafted.open_until {
        let until = when::short_date_tag(until);
        lines.push(say!(tongue, "standup-open-goes-on", until = until));
    }
    quietly(lines.join("\n"), rows(tongue, drafted))
}

fn head(tongue: &Tongue, drafted: &Drafted) -> String {
    let name = escape::name(drafted.draft.name.as_str());
    match drafted.standup {
        Some(_) => say!(tongue, "standup-draft-change", name = name),
        None => say!(tongue, "standup-draft-new", name = name),
    }
}

fn when_line(tongue: &Tongue, draft: &Draft) -> String {
    let hours = hours(tongue, &draft.timetable);
    match draft.zone {
        Some(zone) => {
            let clocks = clocks(tongue, draft.clocks, zone);
            say!(tongue, "standup-when", hours = hours, clocks = clocks)
        }
        None => say!(tongue, "standup-when-nowhere", hours = hours),
    }
}

fn next_lines(tongue: &Tongue, drafted: &Drafted) -> Vec<String> {
    if drafted.draft.zone.is_none() {
        return Vec::new();
    }
    if drafted.next.is_empty() {
        return vec![say!(tongue, "standup-never")];
    }
    let dates = drafted.next.iter().map(|span| {
        let (from, until) = (when::date_tag(span.from), when::distance_tag(span.from));
        format!("- {from} ({until})")
    });
    [say!(tongue, "standup-next")]
        .into_iter()
        .chain(dates)
        .collect()
}

fn rows(tongue: &Tongue, drafted: &Drafted) -> Vec<Row> {
    let draft = &drafted.draft;
    let about = |verb| Press::about(verb, drafted.id.get());
    let channel = Row::Channels(ChannelSelect {
        press: about(Verb::StandupChannel),
        placeholder: say!(tongue, "standup-choose-channel"),
        picked: draft.channel,
        offers: Offers::Openable,
    });
    let role = Row::Roles(RoleSelect {
        press: about(Verb::StandupRole),
        placeholder: say!(tongue, "standup-choose-role"),
        picked: draft.role,
    });
    let agree = match drafted.standup {
        Some(_) => say!(tongue, "standup-save"),
        None => say!(tongue, "standup-begin"),
    };
    let mut buttons = vec![
        primary(agree, about(Verb::StandupAgree)),
        button(say!(tongue, "standup-rewrite"), about(Verb::StandupRewrite)),
    ];
    if draft.zone.is_some() {
        buttons.push(match draft.clocks {
            Clocks::One => button(
                say!(tongue, "standup-use-each"),
                about(Verb::StandupClocks).with("each"),
            ),
            Clocks::EachOnes => button(
                say!(tongue, "standup-use-one"),
                about(Verb::StandupClocks).with("one"),
            ),
        });
    }
    buttons.push(danger(
        say!(tongue, "standup-drop"),
        about(Verb::StandupDrop),
    ));
    let mut others = vec![
        match draft.reveal {
            Reveal::AtOnce => reveal(tongue, drafted, Reveal::AtClose),
            Reveal::AtClose => reveal(tongue, drafted, Reveal::AtOnce),
        },
        match draft.sums {
            Sums::ByPerson => sum_up(tongue, drafted, Sums::ByQuestion),
            Sums::ByQuestion => sum_up(tongue, drafted, Sums::ByPerson),
        },
    ];
    others.push(match draft.threads {
        Threads::ADay => thread(tongue, drafted, Threads::AWeek),
        Threads::AWeek => thread(tongue, drafted, Threads::ADay),
    });
    if draft.venue != Venue::Text {
        others.push(button(
            say!(tongue, "standup-to-tags"),
            about(Verb::StandupTags),
        ));
    }
    let may_call = draft.role.filter(|_| !drafted.has_opened);
    others.extend(may_call.map(|_| match draft.calls {
        Calls::Never => call(tongue, drafted, Calls::Once),
        Calls::Once => call(tongue, drafted, Calls::Never),
    }));
    vec![
        channel,
        zone_row(tongue, drafted),
        role,
        Row::Buttons(buttons),
        Row::Buttons(others),
    ]
}

/// Lets a thread be opened more or less often.
fn thread(tongue: &Tongue, drafted: &Drafted, threads: Threads) -> Button {
    let label = match threads {
        Threads::ADay => say!(tongue, "standup-use-a-day"),
        Threads::AWeek => say!(tongue, "standup-use-a-week"),
    };
    let press = Press::about(Verb::StandupThreads, drafted.id.get()).with(threads.word());
    button(label, press)
}

/// Lets the role be pinged by the first run, or not.
fn call(tongue: &Tongue, drafted: &Drafted, calls: Calls) -> Button {
    let label = match calls {
        Calls::Once => say!(tongue, "standup-use-call"),
        Calls::Never => say!(tongue, "standup-use-no-call"),
    };
    let press = Press::about(Verb::StandupCalls, drafted.id.get()).with(calls.word());
    button(label, press)
}

/// Lets summaries go otherwise.
fn sum_up(tongue: &Tongue, drafted: &Drafted, sums: Sums) -> Button {
    let label = match sums {
        Sums::ByPerson => say!(tongue, "standup-use-by-person"),
        Sums::ByQuestion => say!(tongue, "standup-use-by-question"),
    };
    let press = Press::about(Verb::StandupSums, drafted.id.get()).with(sums.word());
    button(label, press)
}

/// Lets entries be posted otherwise.
fn reveal(tongue: &Tongue, drafted: &Drafted, reveal: Reveal) -> Button {
    let label = match reveal {
        Reveal::AtOnce => say!(tongue, "standup-use-at-once"),
        Reveal::AtClose => say!(tongue, "standup-use-at-close"),
    };
    let press = Press::about(Verb::StandupReveal, drafted.id.get()).with(reveal.word());
    button(label, press)
}

/// The zones in which most people live, the chosen one first.
fn zone_row(tongue: &Tongue, drafted: &Drafted) -> Row {
    let picked = drafted.draft.zone;
    let others = zones::search("", ZONES)
        .into_iter()
        .filter(|zone| Some(*zone) != picked);
    let offered = picked.into_iter().chain(others).take(ZONES);
    let options = offered.map(|zone: Zone| {
        let mut option = choice(when::city(zone), zone.to_string());
        option.picked = Some(zone) == picked;
        option
    });
    choose_one(
        Press::about(Verb::StandupZone, drafted.id.get()),
        say!(tongue, "standup-choose-zone"),
        options.collect(),
    )
}

/// It has begun, or goes by other terms.
pub fn begun(tongue: &Tongue, begun: &Begun) -> Letter {
    let name = escape::name(begun.terms.name.as_str());
    let channel = format!("<#{}>", begun.terms.channel);
    let (next, times) = (when::date_tag(begun.next_at), times(tongue, &begun.terms));
    let mut text = say!(
        tongue,
        "standup-begun",
        name = name,
        times = times,
        channel = channel,
        next = next
    );
    if let Some(until) = begun.open_until {
        let until = when::short_date_tag(until);
        text = format!(
            "{text}\n{}",
            say!(tongue, "standup-open-goes-on", until = until)
        );
    }
    quietly(text, vec![Row::Buttons(vec![to_list(tongue)])])
}

/// The draft is gone.
pub fn dropped(tongue: &Tongue) -> Letter {
    quietly(
        say!(tongue, "standup-dropped"),
        vec![Row::Buttons(vec![to_list(tongue)])],
    )
}

pub(super) fn to_list(tongue: &Tongue) -> Button {
    button(
        say!(tongue, "standup-to-list"),
        Press::plain(Verb::StandupList),
    )
}
