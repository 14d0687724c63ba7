//! What happens on the scripted day: a Friday, the weekend in which Berlin's clocks go forward, a Monday.
//!
//! Times are Berlin's. `{B2}` in a text mentions whoever plays that part, `{phone}` the role of those who have the on-call
//! phone. Where there are several texts, and how many minutes later something happens, the seed decides; the order stays.

mod lines;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use self::lines::LINES;
use super::cast::{BERLIN, Part};
use super::clicks::Until;
use super::draw::Draw;

/// The channels of the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Room {
    Dev,
    Release,
    Support,
    Hiring,
    Lounge,
    /// Pings pass at once here.
    Incidents,
    /// Isn't watched.
    News,
}

impl Room {
    /// Every channel.
    pub(super) const ALL: [Self; 7] = [
        Self::Dev,
        Self::Release,
        Self::Support,
        Self::Hiring,
        Self::Lounge,
        Self::Incidents,
        Self::News,
    ];

    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
            Self::Support => "support",
            Self::Hiring => "hiring",
            Self::Lounge => "lounge",
            Self::Incidents => "incidents",
            Self::News => "news",
        }
    }
}

/// A message that something happens to later.
pub(super) type Label = &'static str;

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Writes one of these.
    Say(Room, &'static [&'static str]),
    /// Answers that message.
    Reply(Label, &'static [&'static str]),
    /// Changes their message.
    Edit(Label, &'static str),
    /// Deletes their message.
    Delete(Label),
    /// Puts a ✅ on that message.
    Check(Label),
    /// Closes the channel to everybody else.
    Close(Room),
    /// `/tell`: words for that person's digest, posted nowhere.
    Tell(Part, &'static [&'static str]),
    /// Takes back what they told.
    TakeBack(Label),
    /// Puts their message into the digests of whom it mentions.
    Put(Label),
    /// Saves that message for their own digest.
    Save(Label),
    /// Asks when and why their message is read.
    When(Label),
    /// Looks into their inbox.
    Look,
    /// Looks what of their own questions is open.
    Questions,
    /// Is done with that message, where it stands in their last digest.
    Done(Label),
    /// Is done with all that their last digest holds.
    DoneWithAll,
    /// Asks why their last digest holds what it does.
    WhyThese,
    /// Puts it off there.
    PutOff(Label, Until),
    /// Answers it from there.
    Answer(Label, &'static [&'static str]),
    /// Answers the stand-up's questions.
    StandUp([&'static str; 3]),
}

impl Deed {
    /// The texts of which one is said, if anything is.
    pub(super) const fn texts(self) -> &'static [&'static str] {
        match self {
            Self::Say(_, texts)
            | Self::Reply(_, texts)
            | Self::Tell(_, texts)
            | Self::Answer(_, texts) => texts,
            _ => &[],
        }
    }
}

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beat {
    pub at: DateTime<Utc>,
    pub who: Part,
    pub deed: Deed,
    /// What later beats call the message.
    pub label: Option<Label>,
    /// Which of its texts is said.
    pub take: usize,
}

/// When the bot is started and people join, on Berlin's Friday.
pub(super) fn curtain() -> DateTime<Utc> {
    instant(FRI, 8, 45)
}

/// The day of a seed, in the order in which it happens.
pub(super) fn script(draw: Draw) -> Vec<Beat> {
    let mut beats: Vec<_> = LINES
        .iter()
        .enumerate()
        .map(|(nth, line)| beat(draw, nth, line))
        .collect();
    beats.sort_by_key(|beat| beat.at);
    beats
}

/// When the stand-up opens, or its summary is written: at nine in Berlin, and at three in the afternoon in Denver.
pub(super) fn changes() -> [DateTime<Utc>; 4] {
    [
        instant(FRI, 9, 0),
        instant(FRI, 22, 0),
        instant(MON, 9, 0),
        instant(MON, 23, 0),
    ]
}

/// When it opens for whom in Denver: at nine there, which is seven hours behind Berlin on Friday and eight on Monday.
pub(super) fn calls() -> impl Iterator<Item = (DateTime<Utc>, Part)> {
    let denver = [Part::D1, Part::D2, Part::D3, Part::D4];
    let nine = [instant(FRI, 16, 0), instant(MON, 17, 0)];
    nine.into_iter()
        .flat_map(move |at| denver.map(|who| (at, who)))
}

/// How much later than written something happens, at most.
const SLACK_S: usize = 4 * 60;

fn beat(draw: Draw, nth: usize, line: &Line) -> Beat {
    let Line(day, hour, minute, who, label, deed) = *line;
    let about = nth.to_string();
    let later = i64::try_from(draw.below(SLACK_S, "later", &about)).unwrap_or(0);
    let takes = deed.texts().len().max(1);
    Beat {
        at: instant(day, hour, minute) + TimeDelta::seconds(later),
        who,
        deed,
        label: (!label.is_empty()).then_some(label),
        take: draw.below(takes, "take", &about),
    }
}

/// Days from Friday, 27 March 2026.
type Day = u64;
const FRI: Day = 0;
const SAT: Day = 1;
const MON: Day = 3;

/// The instant at which Berlin's clock reads so. No beat stands in the skipped hour.
fn instant(day: Day, hour: u32, minute: u32) -> DateTime<Utc> {
    let friday = NaiveDate::from_ymd_opt(2026, 3, 27).unwrap_or_default();
    let reading = friday + chrono::Days::new(day);
    reading
        .and_hms_opt(hour, minute, 0)
        .and_then(|local| local.and_local_timezone(BERLIN).earliest())
        .map_or(DateTime::UNIX_EPOCH, |local| local.to_utc())
}

/// Day, hour, minute, who, label (empty: none), deed.
struct Line(Day, u32, u32, Part, Label, Deed);

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Deed::{
        Answer, Check, Close, Delete, Done, DoneWithAll, Edit, Look, Put, PutOff, Questions, Reply,
        Save, Say, StandUp, TakeBack, Tell, When, WhyThese,
    };
    use super::*;

    fn mentions(text: &str) -> usize {
        Part::ALL
            .iter()
            .filter(|part| text.contains(&format!("{{{part:?}}}")))
            .count()
    }

    #[test]
    fn a_day_has_what_a_day_needs_whatever_the_seed() {
        for seed in 0..50 {
            let beats = script(Draw::new(seed));
            let said: Vec<_> = beats
                .iter()
                .filter_map(|beat| beat.deed.texts().get(beat.take))
                .collect();
            assert!(said.len() >= 38, "{}", said.len());
            assert!(said.iter().map(|text| mentions(text)).sum::<usize>() >= 12);
            let curtain = curtain();
            assert!(beats.iter().all(|beat| beat.at > curtain));
        }
    }

    #[test]
    fn nothing_happens_to_a_message_before_it_is_there() {
        for seed in 0..50 {
            let mut there = HashSet::new();
            for beat in script(Draw::new(seed)) {
                match beat.deed {
                    Say(..) | Close(_) | Tell(..) | Look | Questions | DoneWithAll | WhyThese
                    | StandUp(_) => {}
                    Reply(label, _)
                    | Answer(label, _)
                    | PutOff(label, _)
                    | Edit(label, _)
                    | Delete(label)
                    | Check(label)
                    | TakeBack(label)
                    | Put(label)
                    | Save(label)
                    | When(label)
                    | Done(label) => {
                        assert!(there.contains(label), "{label}");
                    }
                }
                there.extend(beat.label);
            }
        }
    }

    #[test]
    fn every_take_of_a_line_mentions_the_same_people() {
        for Line(.., deed) in LINES {
            let texts = deed.texts();
            let named: HashSet<_> = texts.iter().map(|text| mentions(text)).collect();
            assert!(named.len() <= 1, "{texts:?}");
        }
    }

    #[test]
    fn the_clock_change_lies_inside() {
        assert_eq!(
            instant(FRI, 12, 0).to_rfc3339(),
            "2026-03-27T11:00:00+00:00"
        );
        assert_eq!(
            instant(MON, 12, 0).to_rfc3339(),
            "2026-03-30T10:00:00+00:00"
        );
    }
}
