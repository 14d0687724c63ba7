//! The team's stand-up on the scripted day: begun, joined and answered through the real commands, buttons and form.
//!
//! It opens at nine by each person's own clock, and closes when it is three in the afternoon everywhere. Friday's opens the day,
//! and Monday's summary ends it.

use anyhow::Context;
use chrono::{DateTime, Utc};
use discord_sim::{Answer, ChannelId, SeenMessage};

use super::cast::{BERLIN, Part};
use super::clicks::Reader;
use super::day::Play;
use super::markup::Reading;
use super::script::{Beat, Room, calls};
use super::showing::lines_of;

/// The channel in which it opens.
const ROOM: Room = Room::Dev;

/// Who wants to be told by direct message when it opens for them.
const TOLD: Part = Part::D1;

/// What is written in the form that begins it.
const WHEN: (&str, &str) = ("when", "Mon, Fri 9-15");

/// What has been told of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Open,
    Summary,
}

impl Play<'_> {
    /// The keeper begins it, and one of the team joins.
    ///
    /// # Errors
    /// Adagio refuses, or one of its buttons isn't there; so with all below.
    pub(super) async fn begin_stand_up(&mut self) -> anyhow::Result<()> {
        let (town, room) = (&self.town, self.rooms[&ROOM]);
        let keeper = Reader {
            person: &town.keeper,
            stage: &town.stage,
        };
        let command = keeper
            .person
            .run_command(town.lobby, "adagio standup new", &[]);
        let form = keeper.settled(command.await).await?;
        let panel = keeper.person.submit_modal(&form, &[WHEN]).await;
        let panel = keeper.settled(panel).await?;
        let menu = menu_of(&panel, "a1:suchannel")?;
        let dev = room.to_string();
        let panel = keeper.person.select(&panel, &menu, &[&dev]).await;
        let panel = keeper.settled(panel).await?;
        let menu = menu_of(&panel, "a1:suzone")?;
        let panel = keeper.person.select(&panel, &menu, &[BERLIN.name()]).await;
        let panel = keeper.settled(panel).await?;
        let panel = keeper.press(&panel, "Each person's own clock").await?;
        keeper.press(&panel, "Begin").await?;
        let joins = town.reader(TOLD.number());
        let newest = town.sim().messages(room).pop();
        let invitation = newest.context("no invitation is posted")?;
        let asked = joins.press_under(&invitation, "Join").await?;
        joins.press(&asked, "By DM").await?;
        for (at, who) in calls() {
            if who == TOLD {
                self.town.ledger.call(who.number(), at);
            }
        }
        Ok(())
    }

    /// Somebody answers the newest run.
    pub(super) async fn stand_up(&mut self, beat: Beat, answers: &[&str]) -> anyhow::Result<()> {
        let reader = self.town.reader(beat.who.number());
        let run = self.runs().pop().context("no stand-up is open")?;
        let form = reader.press_under(&run, "Answer").await?;
        let fields = ["q1", "q2", "q3"];
        let filled: Vec<_> = fields.into_iter().zip(answers.iter().copied()).collect();
        let sent = reader.person.submit_modal(&form, &filled).await;
        reader.settled(sent).await.context("answer the stand-up")?;
        let entries = self.town.sim().messages(ChannelId::new(run.id.get()));
        let entry = entries.last().context("no entry is posted")?;
        let posted = in_one_line(entry);
        self.tell_deed(beat, ROOM, &format!("(answers the stand-up) {posted}"))
    }

    /// Tells which runs have opened, and which have become their summary, since this was last called.
    pub(super) fn tell_runs(&mut self, at: DateTime<Utc>) -> anyhow::Result<()> {
        for run in self.runs() {
            let is_open = run.buttons().iter().any(|button| button.label == "Answer");
            let now = if is_open { Told::Open } else { Told::Summary };
            if self.runs_told.insert(run.id, now) == Some(now) {
                continue;
            }
            let reading = Reading {
                at,
                zone: Part::B1.zone(),
            };
            let place = format!("#{}", ROOM.name());
            self.transcript.letter(reading, &place, &lines_of(&run))?;
        }
        Ok(())
    }

    /// What stands in the channel for runs, oldest first.
    fn runs(&self) -> Vec<SeenMessage> {
        let mut messages = self.town.sim().messages(self.rooms[&ROOM]);
        let has_thread = |message: &SeenMessage| {
            let thread = ChannelId::new(message.id.get());
            self.town.sim().channel(thread).is_some()
        };
        messages
            .retain(|message| message.author == self.town.sim().bot_id() && has_thread(message));
        messages
    }
}

/// The id of a menu of a panel.
fn menu_of(panel: &Answer, verb: &str) -> anyhow::Result<String> {
    let shown = panel.message().context("the panel shows nothing")?;
    let mut menus = shown.selects().into_iter();
    let menu = menus.find(|menu| menu.custom_id.starts_with(verb));
    Ok(menu
        .with_context(|| format!("no menu {verb} is there"))?
        .custom_id)
}

/// What was said in an entry, as it is posted.
fn in_one_line(entry: &SeenMessage) -> String {
    let fields = entry
        .embeds
        .iter()
        .filter_map(|embed| embed["fields"].as_array());
    let said = fields.flatten().filter_map(|field| field["value"].as_str());
    said.collect::<Vec<_>>().join(" · ")
}
