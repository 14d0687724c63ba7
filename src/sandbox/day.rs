//! Plays the scripted day and tells it: the simulator's notifications and Adagio's own words, and in the end the
//! account.

use std::collections::HashMap;
use std::io::Write;

use chrono::{DateTime, Utc};
use discord_sim::{ChannelId, MessageId, NotificationKind, SeenMessage};

use super::account::{self, Account};
use super::cast::{self, Part};
use super::draw::Draw;
use super::joining;
use super::ledger::PersonNo;
use super::replay::second_digest_after;
use super::report::Closing;
use super::script::{Label, Room, curtain, script};
use super::stage::Props;
use super::town::{Arrival, Town};
use super::transcript::{Look, Transcript};

/// A day that was played to its end.
#[derive(Clone, Debug)]
pub struct Day {
    pub account: Account,
    pub interruptions: Interruptions,
}

/// Pushes, as people would have had them and as they had them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interruptions {
    /// With Discord's own settings: one a ping.
    pub without: usize,
    pub without_in_quiet: usize,
    /// Adagio's messages.
    pub by_adagio: usize,
    /// Discord's pushes to those who left it to Discord.
    pub by_discord: usize,
    /// Of Adagio's and Discord's, those in quiet hours of somebody who left it to Adagio.
    pub in_quiet: usize,
}

/// Plays the day of a seed and tells it to `out`.
///
/// # Errors
/// The bot doesn't start or stops answering, or the output can't be written. An account that doesn't close is
/// no error here.
pub async fn play_day(seed: u64, out: &mut dyn Write, look: Look) -> anyhow::Result<Day> {
    let draw = Draw::new(seed);
    let names = cast::names(draw);
    let props = Props {
        start_at: curtain(),
        seed,
        ..Props::default()
    };
    let town = Town::build(props, "Fathom", &names, cast::habits(), Vec::new()).await?;
    let mut play = Play::prepare(town, names, Transcript::new(out, look)).await?;
    play.introduce()?;
    let beats = script(draw);
    let last_at = beats.last().map_or(curtain(), |beat| beat.at);
    for beat in beats {
        play.wait_until(beat.at).await?;
        play.act(beat).await?;
    }
    play.wait_until(second_digest_after(last_at, &cast::habits()))
        .await?;
    play.end().await
}

/// A message that something may happen to later.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) author: Part,
    pub(super) room: Room,
    pub(super) message: MessageId,
}

/// The day while it is played.
pub(super) struct Play<'a> {
    pub(super) town: Town,
    pub(super) names: Vec<String>,
    pub(super) rooms: HashMap<Room, ChannelId>,
    pub(super) said: HashMap<Label, Said>,
    pub(super) transcript: Transcript<'a>,
    pub(super) interruptions: Interruptions,
}

impl<'a> Play<'a> {
    /// Opens the channels and lets everybody join.
    async fn prepare(
        mut town: Town,
        names: Vec<String>,
        mut transcript: Transcript<'a>,
    ) -> anyhow::Result<Self> {
        let mut rooms = HashMap::new();
        for room in Room::ALL {
            let channel = town.guild.text(room.name());
            transcript
                .glossary
                .note(format!("<#{channel}>"), format!("#{}", room.name()));
            rooms.insert(room, channel);
        }
        for (person, name) in town.people.iter().zip(&names) {
            transcript
                .glossary
                .note(person.mention(), format!("@{name}"));
        }
        town.everybody_joins(|| {}).await?;
        joining::make_sync(&town.keeper, town.lobby, rooms[&Room::Incidents]).await?;
        town.rest().await?;
        let interruptions = Interruptions::default();
        Ok(Self {
            town,
            names,
            rooms,
            said: HashMap::new(),
            transcript,
            interruptions,
        })
    }

    fn introduce(&mut self) -> anyhow::Result<()> {
        let (berlin, denver) = self.names.split_at(4);
        let lines = [
            format!(
                "A team of eight: {} in Berlin, {} in Denver.",
                berlin.join(", "),
                denver.join(", ")
            ),
            "A Friday afternoon, a weekend in which Berlin's clocks go forward, a Monday."
                .to_owned(),
            format!(
                "Everybody told Adagio their hours. {} leaves notifications to Discord; all others left them to Adagio.",
                self.name(Part::B4.number())
            ),
        ];
        lines
            .iter()
            .try_for_each(|line| self.transcript.line(line))?;
        self.transcript.legend()?;
        Ok(())
    }

    /// What somebody is called.
    pub(super) fn name(&self, person: PersonNo) -> &str {
        &self.names[person]
    }

    /// Lets time run until `at`, stopping where a digest is due.
    async fn wait_until(&mut self, at: DateTime<Utc>) -> anyhow::Result<()> {
        while let Some(due_at) = self.town.ledger.next_due().filter(|due_at| *due_at <= at) {
            let arrivals = self.town.fall_due(due_at).await?;
            self.tell(arrivals)?;
        }
        self.town.stage.set_clock(at);
        Ok(())
    }

    /// Tells what people's clients showed them.
    ///
    /// # Errors
    /// The output can't be written.
    pub(super) fn tell(&mut self, mut arrivals: Vec<Arrival>) -> anyhow::Result<()> {
        // What arrives in the same instant has no order of its own.
        arrivals.sort_by_key(|arrival| (arrival.notification.at, arrival.person));
        for arrival in arrivals {
            match &arrival.letter {
                Some(letter) => self.tell_letter(&arrival, letter)?,
                None => self.tell_ping(&arrival)?,
            }
        }
        Ok(())
    }

    fn tell_letter(&mut self, arrival: &Arrival, letter: &SeenMessage) -> anyhow::Result<()> {
        let at = arrival.notification.at;
        self.interruptions.by_adagio += 1;
        self.interruptions.in_quiet += usize::from(self.is_quiet_for(arrival.person, at));
        let zone = Part::ALL[arrival.person].zone();
        self.transcript
            .letter(at, &self.names[arrival.person], zone, &lines_of(letter))?;
        Ok(())
    }

    fn tell_ping(&mut self, arrival: &Arrival) -> anyhow::Result<()> {
        let quiet = self.is_quiet_for(arrival.person, arrival.notification.at);
        self.interruptions.without += 1;
        self.interruptions.without_in_quiet += usize::from(quiet);
        let name = &self.names[arrival.person];
        let when = if quiet { ", in quiet hours" } else { "" };
        match arrival.notification.kind {
            NotificationKind::Badge => self.transcript.remark(&format!("○ {name}{when}"))?,
            NotificationKind::Push => {
                self.interruptions.by_discord += 1;
                self.transcript
                    .push(&format!("● {name}, by Discord{when}"))?;
            }
        }
        Ok(())
    }

    fn is_quiet_for(&self, person: PersonNo, at: DateTime<Utc>) -> bool {
        self.town.habits[person]
            .as_ref()
            .is_some_and(|habits| habits.rhythm.is_quiet_at(at))
    }

    async fn end(self) -> anyhow::Result<Day> {
        let Self {
            town,
            names,
            mut transcript,
            interruptions,
            ..
        } = self;
        let (expected, observed) = town.close().await?;
        let account = account::close(expected, observed, &cast::habits());
        let Interruptions {
            without,
            without_in_quiet,
            by_adagio,
            by_discord,
            ..
        } = interruptions;
        transcript.line(&format!(
            "\nDiscord alone would have lit up phones {without} times, {without_in_quiet} of them in quiet hours.\n\
             With Adagio they lit up {by_adagio} times when their owners chose to read, none in quiet hours,\n\
             and {by_discord} times for {}, who left it to Discord.\n",
            names[Part::B4.number()]
        ))?;
        transcript.line(
            &Closing {
                account: &account,
                names: &names,
            }
            .to_string(),
        )?;
        Ok(Day {
            account,
            interruptions,
        })
    }
}

/// What a message of Adagio says, a line each, without its buttons.
fn lines_of(letter: &SeenMessage) -> Vec<String> {
    let embeds = letter.embeds.iter();
    let parts = embeds.flat_map(|embed| ["title", "description"].map(|key| embed[key].as_str()));
    let texts = [Some(letter.content.as_str())]
        .into_iter()
        .chain(parts)
        .flatten();
    texts.flat_map(str::lines).map(str::to_owned).collect()
}
