//! What happens on the scripted day: a Friday afternoon, the weekend in which Berlin's clocks go forward, a Monday.
//!
//! Times are Berlin's. `{B2}` in a text mentions whoever plays that part. Where there are several texts, and how
//! many minutes later something happens, the seed decides; the order stays.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::cast::{BERLIN, Part};
use super::draw::Draw;
use Deed::{Check, Close, Delete, Edit, Reply, Say};
use Part::{B1, B2, B3, B4, D1, D2, D3, D4};
use Room::{Dev, Hiring, Incidents, Lounge, Release, Support};

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
}

impl Room {
    /// Every channel.
    pub(super) const ALL: [Self; 6] = [
        Self::Dev,
        Self::Release,
        Self::Support,
        Self::Hiring,
        Self::Lounge,
        Self::Incidents,
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
    instant(FRI, 13, 0)
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

/// How much later than written something happens, at most.
const SLACK_S: usize = 4 * 60;

fn beat(draw: Draw, nth: usize, line: &Line) -> Beat {
    let Line(day, hour, minute, who, label, deed) = *line;
    let about = nth.to_string();
    let later = i64::try_from(draw.below(SLACK_S, "later", &about)).unwrap_or(0);
    let takes = match deed {
        Say(_, texts) | Reply(_, texts) => texts.len(),
        Edit(..) | Delete(_) | Check(_) | Close(_) => 1,
    };
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

#[rustfmt::skip]
const LINES: &[Line] = &[
    Line(FRI, 14, 5, B1, "", Say(Dev, &["The importer is merged. The release notes are in the wiki.", "The new importer is on main, with its notes in the wiki."])),
    Line(FRI, 14, 20, B3, "", Say(Dev, &["Nice. It halves the start on my machine.", "Good work. It starts in half the time here."])),
    Line(FRI, 15, 2, D4, "", Say(Lounge, &["Good morning. There is snow again.", "Morning. It rains, and the coffee machine is back."])),
    Line(FRI, 15, 12, D1, "config", Say(Dev, &["{B2} thanks. Does it still need the old config file?", "{B2} does that mean the old config file can go?"])),
    Line(FRI, 15, 22, B2, "", Reply("config", &["It reads the new one only. You can delete it.", "Yes, it reads the new one only."])),
    Line(FRI, 15, 40, B4, "", Say(Support, &["Twelve tickets this week, all answered.", "The queue is empty, for the first time this month."])),
    Line(FRI, 16, 10, B2, "", Say(Lounge, &["I am off early today. Have a good weekend, all.", "Train to catch. See you on Monday."])),
    Line(FRI, 16, 40, D2, "sign", Say(Release, &["{B1} {B3} could one of you sign the build before Tuesday?", "{B1} {B3} the build needs a signature from one of you before Tuesday."])),
    Line(FRI, 17, 10, B3, "", Say(Release, &["Signed. The checksums are in the wiki.", "Done, the signature is next to the build."])),
    Line(FRI, 17, 35, D3, "slow", Say(Dev, &["{B2} the staging database is slow since noon. Any idea?", "{B2} queries on staging take seconds since noon. Did anything change?"])),
    Line(FRI, 18, 5, D3, "", Edit("slow", "{B2} the staging database was slow: an index was missing. Please look over the migration on Monday.")),
    Line(FRI, 18, 30, D2, "", Say(Release, &["Thanks. The download page is next.", "Thank you. I start on the download page."])),
    Line(FRI, 19, 20, D4, "candidate", Say(Hiring, &["{B4} the candidate asks whether Tuesday at ten suits us.", "{B4} can we tell the candidate Tuesday at ten?"])),
    Line(FRI, 20, 15, D1, "basel", Say(Support, &["{B3} the customer in Basel asks for the invoice once more.", "{B3} Basel would like their invoice a second time."])),
    Line(FRI, 20, 25, D1, "", Delete("basel")),
    Line(FRI, 21, 5, D1, "", Say(Support, &["Found the invoice for Basel in the archive and sent it.", "Basel has its invoice; it was in the archive."])),
    Line(FRI, 22, 30, D2, "", Say(Release, &["{B1} one more thing: the download page still shows the old icon.", "{B1} a detail: the icon on the download page is the old one."])),
    Line(FRI, 23, 40, D4, "phone", Say(Support, &["{B3} {B4} who takes the on-call phone next week?", "{B3} {B4} who has the phone from Monday?"])),
    Line(SAT, 11, 0, B4, "", Say(Lounge, &["The cherry trees are out. {D3} you would like this.", "{D3} the bakery you liked has opened again."])),
    Line(SAT, 11, 30, B1, "", Say(Lounge, &["Walked past it this morning, too.", "Weather for the lake today."])),
    Line(MON, 7, 40, D4, "", Close(Hiring)),
    Line(MON, 9, 8, B3, "", Say(Support, &["I take the phone until Wednesday.", "The phone is mine until Wednesday."])),
    Line(MON, 9, 14, B1, "", Say(Release, &["{D2} the icon is the new one now. Have a look when you are up.", "{D2} new icon is in. Tell me if you see another old one."])),
    Line(MON, 9, 25, B2, "", Reply("slow", &["The migration is fine. I added a test for the index.", "Looked over it: good. There is a test for the index now."])),
    Line(MON, 9, 40, B3, "", Say(Support, &["{D1} could you take the phone on Thursday and Friday?", "{D1} Thursday and Friday are free on the phone list. Yours?"])),
    Line(MON, 10, 20, B4, "red", Say(Dev, &["{D1} the tests on main are red since your last change.", "{D1} main is red; it looks like Friday's change."])),
    Line(MON, 10, 50, B2, "", Say(Dev, &["That was a test that knew only one time zone. Fixed.", "Not the change: a test stumbled over Sunday's clock change. Fixed."])),
    Line(MON, 10, 56, B4, "", Check("red")),
    Line(MON, 11, 30, B1, "", Say(Dev, &["{B3} shall we go through the parser together after lunch?", "{B3} have you half an hour for the parser today?"])),
    Line(MON, 11, 50, B4, "", Say(Lounge, &["Lunch at the corner, whoever is in.", "Soup today. Who comes along?"])),
    Line(MON, 13, 20, B3, "", Say(Dev, &["At two, at my desk?", "Half past one, at the big screen?"])),
    Line(MON, 13, 26, B1, "", Say(Dev, &["Good.", "I'll be there."])),
    Line(MON, 14, 10, B3, "", Say(Release, &["The mirrors have the signed build.", "All three mirrors are up to date."])),
    Line(MON, 15, 50, D1, "", Say(Lounge, &["Good morning. Quiet weekend.", "Morning, everybody."])),
    Line(MON, 16, 30, B1, "down", Say(Incidents, &["{D3} {D2} checkout answers with 500 since five minutes.", "{D3} {D2} nobody can check out at the moment."])),
    Line(MON, 16, 36, D3, "", Reply("down", &["On it.", "Looking."])),
    Line(MON, 16, 44, D2, "", Say(Incidents, &["Rolled back. It works again.", "The last deployment is rolled back, and checkout works."])),
    Line(MON, 16, 52, B1, "", Say(Incidents, &["Thanks. I write down what happened.", "Thank you both. Notes follow."])),
    Line(MON, 17, 20, D4, "", Say(Lounge, &["{B1} I owe you a coffee.", "{B1} that was quick. Next coffee is on me."])),
    Line(MON, 17, 40, D2, "", Say(Release, &["The icon is right everywhere now.", "Checked every page: no old icon left."])),
    Line(MON, 18, 30, D1, "", Say(Support, &["The phone is mine on Thursday and Friday.", "I take Thursday and Friday."])),
    Line(MON, 20, 40, D3, "", Say(Dev, &["{B2} the test for the index is good. Merged.", "{B2} your test found a second missing index. Merged, thanks."])),
    Line(MON, 22, 15, D4, "", Say(Release, &["{B3} {B1} the announcement is drafted. It can wait until you are back.", "{B3} {B1} a draft of the announcement is in the wiki."])),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

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
                .filter_map(|beat| match beat.deed {
                    Say(_, texts) | Reply(_, texts) => Some(texts[beat.take]),
                    Edit(..) | Delete(_) | Check(_) | Close(_) => None,
                })
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
                    Say(..) | Close(_) => {}
                    Reply(label, _) | Edit(label, _) | Delete(label) | Check(label) => {
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
            let (Say(_, texts) | Reply(_, texts)) = deed else {
                continue;
            };
            let named: HashSet<_> = texts.iter().map(|text| mentions(text)).collect();
            assert_eq!(named.len(), 1, "{texts:?}");
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
