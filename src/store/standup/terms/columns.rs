//! Terms as their columns: days, hours, kinds of question.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::super::columns::{array, unknown};
use super::super::super::rows::list;
use super::TermsRow;
use crate::domain::civil::TimeOfDay;
use crate::domain::standup::{
    Calls, Clocks, Draft, Kind, Nth, Opens, Question, Recurrence, Reveal, Sums, Threads, Timetable,
    Venue, Window,
};
use crate::domain::weekdays::Weekdays;

/// A timetable as its columns.
pub(super) struct When {
    pub(super) days: i64,
    pub(super) every: Option<i64>,
    pub(super) counted_from: Option<String>,
    pub(super) nth: Option<i64>,
    pub(super) opens: i64,
    pub(super) closes: i64,
    pub(super) opens_on: &'static str,
}

impl When {
    pub(super) fn of(timetable: &Timetable) -> Self {
        let window = &timetable.window;
        let (days, every, counted_from, nth) = match timetable.recurrence {
            Recurrence::Weekly {
                days,
                every,
                counted_from,
            } => (
                days,
                Some(every.into()),
                Some(counted_from.to_string()),
                None,
            ),
            Recurrence::Monthly { nth, day } => (
                Weekdays::NONE.with(day),
                None,
                None,
                Some(nth.number().into()),
            ),
        };
        Self {
            days: days.bits().into(),
            every,
            counted_from,
            nth,
            opens: window.opens().seconds().into(),
            closes: window.closes().seconds().into(),
            opens_on: match window.on() {
                Opens::ThatDay => "that_day",
                Opens::TheEveningBefore => "the_evening_before",
            },
        }
    }
}

pub(super) fn terms_row(row: &SqliteRow) -> sqlx::Result<TermsRow> {
    let zone: Option<&str> = row.try_get("zone")?;
    let name: &str = row.try_get("name")?;
    let clocks = match row.try_get("clocks")? {
        "one" => Clocks::One,
        "each_ones" => Clocks::EachOnes,
        word => return Err(unknown("terms.clocks", word)),
    };
    let said: &str = row.try_get("reveal")?;
    let reveal = Reveal::ALL.into_iter().find(|reveal| reveal.word() == said);
    let said_sums: &str = row.try_get("sums")?;
    let sums = Sums::ALL.into_iter().find(|sums| sums.word() == said_sums);
    let said_threads: &str = row.try_get("threads")?;
    let mut ways = Threads::ALL.into_iter();
    let threads = ways.find(|threads| threads.word() == said_threads);
    let title: Option<&str> = row.try_get("title")?;
    let read_title = |title: &str| title.parse().map_err(|_| unknown("terms.title", title));
    let read_zone = |zone: &str| zone.parse().map_err(|_| unknown("terms.zone", zone));
    let draft = Draft {
        name: name.parse().map_err(|_| unknown("terms.name", name))?,
        channel: row.try_get("channel_id")?,
        venue: venue(row)?,
        threads: threads.ok_or_else(|| unknown("terms.threads", said_threads))?,
        zone: zone.map(read_zone).transpose()?,
        clocks,
        timetable: Timetable {
            recurrence: recurrence(row)?,
            window: window(row)?,
            holidays: holidays(row)?,
        },
        questions: questions(row)?,
        reveal: reveal.ok_or_else(|| unknown("terms.reveal", said))?,
        sums: sums.ok_or_else(|| unknown("terms.sums", said_sums))?,
        title: title.map(read_title).transpose()?,
        role: row.try_get("role_id")?,
        calls: match row.try_get("calls")? {
            false => Calls::Never,
            true => Calls::Once,
        },
    };
    Ok(TermsRow {
        standup: row.try_get("standup_id")?,
        draft,
    })
}

fn venue(row: &SqliteRow) -> sqlx::Result<Venue> {
    let tags: Option<&str> = row.try_get("tags")?;
    match row.try_get("venue")? {
        "text" => Ok(Venue::Text),
        "forum" => {
            let tags = tags.map(array).transpose()?;
            Ok(Venue::Forum(tags.unwrap_or_default()))
        }
        word => Err(unknown("terms.venue", word)),
    }
}

/// The tags of a forum's posts. `None`: it is no forum.
pub(super) fn tags(venue: &Venue) -> Option<String> {
    match venue {
        Venue::Text => None,
        Venue::Forum(tags) => Some(list(tags)),
    }
}

fn recurrence(row: &SqliteRow) -> sqlx::Result<Recurrence> {
    let bits: u8 = row.try_get("days")?;
    let days = Weekdays::from_bits(bits).ok_or_else(|| unknown("terms.days", &bits.to_string()))?;
    let every: Option<u8> = row.try_get("every_weeks")?;
    let counted_from: Option<&str> = row.try_get("counted_from_on")?;
    if let Some((every, counted_from)) = every.zip(counted_from) {
        return Ok(Recurrence::Weekly {
            days,
            every,
            counted_from: date("terms.counted_from_on", counted_from)?,
        });
    }
    let number: i8 = row.try_get("nth")?;
    let nth = Nth::ALL.into_iter().find(|nth| nth.number() == number);
    nth.zip(days.iter().next())
        .map(|(nth, day)| Recurrence::Monthly { nth, day })
        .ok_or_else(|| unknown("terms.nth", &number.to_string()))
}

fn window(row: &SqliteRow) -> sqlx::Result<Window> {
    let on = match row.try_get("opens_on")? {
        "that_day" => Opens::ThatDay,
        "the_evening_before" => Opens::TheEveningBefore,
        word => return Err(unknown("terms.opens_on", word)),
    };
    let (opens, closes): (u32, u32) = (row.try_get("opens_s")?, row.try_get("closes_s")?);
    let ends = TimeOfDay::from_seconds(opens).zip(TimeOfDay::from_seconds(closes));
    ends.and_then(|(opens, closes)| Window::new(opens, closes, on))
        .ok_or_else(|| unknown("terms.closes_s", &closes.to_string()))
}

fn holidays(row: &SqliteRow) -> sqlx::Result<BTreeSet<NaiveDate>> {
    let days: Vec<&str> = array(row.try_get("holidays")?)?;
    let days = days.into_iter().map(|day| date("holiday.day_on", day));
    days.collect()
}

fn questions(row: &SqliteRow) -> sqlx::Result<Vec<Question>> {
    let rows: Vec<(String, String, Option<String>)> = array(row.try_get("questions")?)?;
    let questions = rows
        .into_iter()
        .map(|(words, kind, choices)| question(words, &kind, choices.as_deref()));
    questions.collect()
}

fn question(words: String, kind: &str, choices: Option<&str>) -> sqlx::Result<Question> {
    let mut lines = choices.unwrap_or_default().lines();
    let kind = match kind {
        "short" => Kind::Short,
        "long" => Kind::Long,
        "plan" => Kind::Plan,
        "blocker" => Kind::Blocker,
        "number" => Kind::Number,
        "yes_no" => Kind::YesNo,
        "scale" => {
            let mut end = || lines.next().and_then(|end| end.parse().ok());
            let (Some(from), Some(to)) = (end(), end()) else {
                return Err(unknown(
                    "standup_question.choices",
                    choices.unwrap_or_default(),
                ));
            };
            Kind::Scale(from, to)
        }
        "choice" => Kind::Choice(lines.map(str::to_owned).collect()),
        word => return Err(unknown("standup_question.kind", word)),
    };
    Ok(Question { words, kind })
}

pub(super) fn kind_words(kind: &Kind) -> (&'static str, Option<String>) {
    match kind {
        Kind::Short => ("short", None),
        Kind::Long => ("long", None),
        Kind::Plan => ("plan", None),
        Kind::Blocker => ("blocker", None),
        Kind::Number => ("number", None),
        Kind::YesNo => ("yes_no", None),
        Kind::Scale(from, to) => ("scale", Some(format!("{from}\n{to}"))),
        Kind::Choice(choices) => ("choice", Some(choices.join("\n"))),
    }
}

pub(super) fn date(column: &'static str, text: &str) -> sqlx::Result<NaiveDate> {
    text.parse().map_err(|_| unknown(column, text))
}

pub(super) const fn clocks_word(clocks: Clocks) -> &'static str {
    match clocks {
        Clocks::One => "one",
        Clocks::EachOnes => "each_ones",
    }
}
