//! Plays the scripted day and tells it: the simulator's notifications and Adagio's own words, and in the end the
//! account.

use std::collections::HashMap;
use std::io::Write;

use chrono::{DateTime, Utc};
use discord_sim::{ChannelId, MessageId};

use super::account::{self, Account};
use super::cast::{self, Part};
use super::draw::Draw;
use super::joining;
use super::ledger::PersonNo;
use super::replay::second_digest_after;
use super::report::Closing;
use super::script::{Label, Room, calls, changes, curtain, script};
use super::stage::Props;
use super::standup;
use super::taps::Told;
use super::town::Town;
use super::transcript::{Look, Transcript};
use super::weather::Weather;

/// A day that was played to its end.
#[derive(Clone, Debug)]
pub struct Day {
    pub account: Account,
    pub interruptions: Interruptions,
}

/// Pushes, as people would have had them and as they had them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interruptions {
    /// With Discord's own settings: one a ping that it makes a sound for.
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
    let town = Town::build(
        props,
        "Fathom",
        &names,
        cast::habits(),
        cast::roles(),
        Weather::Calm,
    )
    .await?;
    let mut play = Play::prepare(town, names, Transcript::new(out, look)).await?;
    play.introduce()?;
    play.begin_stand_up().await?;
    play.tell_runs(curtain())?;
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
    /// Whom it names, without its author.
    pub(super) names: Vec<PersonNo>,
}

/// The day while it is played.
pub(super) struct Play<'a> {
    pub(super) town: Town,
    pub(super) names: Vec<String>,
    pub(super) rooms: HashMap<Room, ChannelId>,
    pub(super) said: HashMap<Label, Said>,
    /// What was told and may be taken back, and how many texts were told so far.
    pub(super) told: HashMap<Label, Told>,
    pub(super) told_texts: usize,
    /// The last digest that came to somebody.
    pub(super) digests: HashMap<PersonNo, MessageId>,
    /// What has been told of the stand-up's runs.
    pub(super) runs_told: HashMap<MessageId, standup::Told>,
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
        for (room, mode) in [(Room::Incidents, "sync"), (Room::News, "off")] {
            joining::set_mode(&town.keeper, town.lobby, rooms[&room], mode).await?;
        }
        let phone = town.roles[cast::ON_CALL].0;
        let shown = "@phone".to_owned();
        transcript.glossary.note(format!("<@&{phone}>"), shown);
        town.rest().await?;
        let interruptions = Interruptions::default();
        Ok(Self {
            town,
            names,
            rooms,
            said: HashMap::new(),
            told: HashMap::new(),
            told_texts: 0,
            digests: HashMap::new(),
            runs_told: HashMap::new(),
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
            "A Friday, a weekend in which Berlin's clocks go forward, a Monday.".to_owned(),
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
        while let Some(due_at) = self.next_stop().filter(|due_at| *due_at <= at) {
            let arrivals = self.town.fall_due(due_at).await?;
            self.tell(arrivals)?;
            self.tell_runs(due_at)?;
        }
        self.town.stage.set_clock(at);
        Ok(())
    }

    /// When something is due: a digest, or something of the stand-up.
    fn next_stop(&self) -> Option<DateTime<Utc>> {
        let now = self.town.stage.now();
        let of_stand_up = changes().into_iter().chain(calls().map(|(at, _)| at));
        let of_stand_up = of_stand_up.filter(|at| *at > now);
        of_stand_up.chain(self.town.ledger.next_due()).min()
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
