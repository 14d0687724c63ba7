//! A replay under way: people write and delete, channels open and close, and the clock stops wherever something
//! is due.

use anyhow::Context;
use chrono::{DateTime, Utc};
use discord_sim::{ChannelId, MessageId, Permissions};

use super::account::Observed;
use super::chat::{Chat, Line};
use super::crowd::Habits;
use super::draw::Draw;
use super::joining;
use super::ledger::{Closed, Pace, PersonNo, Written};
use super::mishaps::{Mishap, Mishaps};
use super::replay::{Fault, Progress, Wishes};
use super::speech::{channel_name, on_discord};
use super::stage::{Props, Wire};
use super::survey::{Names, Recording};
use super::town::Town;

/// After how many messages the bot is waited for at the latest, so that what is on its way stays little.
const BURST: usize = 2_000;

/// Of so many messages that name somebody, one is deleted.
const ONE_DELETED_IN: usize = 80;

/// Of so many channels, one is closed after its last message.
const ONE_CLOSED_IN: usize = 12;

/// Of so many channels, in one pings pass at once.
const ONE_SYNC_IN: usize = 8;

/// A replay under way.
pub(super) struct Run {
    town: Town,
    mishaps: Mishaps,
    draw: Draw,
    fault: Fault,
    written: usize,
    since_rest: usize,
}

/// A channel in which a recording plays.
#[derive(Clone, Copy)]
struct Scene {
    channel: ChannelId,
    pace: Pace,
}

impl Run {
    /// Builds the server with everybody in it, starts the bot, and lets everybody join who will.
    ///
    /// # Errors
    /// The bot doesn't start, or somebody can't join.
    pub(super) async fn begin(
        start_at: DateTime<Utc>,
        names: &[String],
        habits: Vec<Option<Habits>>,
        wishes: &Wishes,
        progress: &mut dyn Progress,
    ) -> anyhow::Result<Self> {
        let props = Props {
            start_at,
            seed: wishes.seed,
            wire: Wire::Unlogged,
            ..Props::default()
        };
        let mut town = Town::build(props, "Replay", names, habits).await?;
        town.everybody_joins(|| progress.joined()).await?;
        Ok(Self {
            town,
            mishaps: Mishaps::default(),
            draw: Draw::new(wishes.seed),
            fault: wishes.fault,
            written: 0,
            since_rest: 0,
        })
    }

    /// Plays one recording in a channel of its own.
    ///
    /// # Errors
    /// The file has changed and can't be read any more, or the bot stopped answering.
    pub(super) async fn play(
        &mut self,
        recording: &Recording,
        names: &Names,
        progress: &mut dyn Progress,
    ) -> anyhow::Result<()> {
        // Less than 90 days after the recording before, whose rows are still there.
        self.town.count_recorded().await?;
        let file = recording
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let scene = self.open_channel(&file).await?;
        for line in Chat::open(&recording.path)? {
            let line = line?;
            let at = line.at + recording.shift;
            self.wait_until(at).await?;
            self.write(&scene, at, &line, names).await?;
            progress.wrote();
        }
        if self.draw.once_in(ONE_CLOSED_IN, "closed", &file) {
            let hide = Mishap::Hide {
                channel: scene.channel,
            };
            self.mishaps.plan_after(recording.ends_at, hide);
        }
        Ok(())
    }

    async fn open_channel(&mut self, file: &str) -> anyhow::Result<Scene> {
        let channel = self.town.guild.text(&channel_name(file));
        if !self.draw.once_in(ONE_SYNC_IN, "sync", file) {
            return Ok(Scene {
                channel,
                pace: Pace::Waits,
            });
        }
        self.rest().await?;
        joining::make_sync(&self.town.keeper, self.town.lobby, channel).await?;
        Ok(Scene {
            channel,
            pace: Pace::Passes,
        })
    }

    async fn write(
        &mut self,
        scene: &Scene,
        at: DateTime<Utc>,
        line: &Line,
        names: &Names,
    ) -> anyhow::Result<()> {
        let author = names
            .number(&line.author)
            .context("somebody new is in the file")?;
        let named = names.named_in(line);
        let mentions: Vec<_> = named
            .iter()
            .map(|(name, no)| (*name, self.town.people[*no].id()))
            .collect();
        self.written += 1;
        if self.fault == Fault::LoseMessage(self.written) {
            self.town.sim().gateway().lose_next(0, "MESSAGE_CREATE", 1);
        }
        let text = on_discord(&line.content, &mentions);
        let message = self.town.people[author].post(scene.channel, &text)?;
        let others: Vec<_> = named
            .into_iter()
            .map(|(_, no)| no)
            .filter(|no| *no != author)
            .collect();
        let Scene { channel, pace } = *scene;
        self.town.ledger.write(Written {
            author,
            channel,
            message,
            at,
            names: &others,
            pace,
        });
        self.plan_deletion(author, channel, message, at, &others);
        self.since_rest += 1;
        let is_urgent = pace == Pace::Passes && !others.is_empty();
        if is_urgent || self.since_rest >= BURST {
            self.rest().await
        } else {
            Ok(())
        }
    }

    fn plan_deletion(
        &mut self,
        author: PersonNo,
        channel: ChannelId,
        message: MessageId,
        at: DateTime<Utc>,
        names: &[PersonNo],
    ) {
        let about = self.written.to_string();
        if !names.is_empty() && self.draw.once_in(ONE_DELETED_IN, "deleted", &about) {
            let names = names.to_vec();
            self.mishaps.plan_after(
                at,
                Mishap::Delete {
                    author,
                    channel,
                    message,
                    names,
                },
            );
        }
    }

    /// Lets time run until `at`, stopping wherever something is due or happens.
    ///
    /// # Errors
    /// The bot stopped answering.
    pub(super) async fn wait_until(&mut self, at: DateTime<Utc>) -> anyhow::Result<()> {
        let next = |run: &Self| {
            run.town
                .ledger
                .next_due()
                .into_iter()
                .chain(run.mishaps.next_at())
                .min()
        };
        while let Some(next) = next(self).filter(|next| *next <= at) {
            self.rest().await?;
            if self.fault == Fault::DoubleDirect(self.town.observed.parcels.len() + 1) {
                self.double_the_next_direct_message();
            }
            self.town.stage.set_clock(next);
            while let Some(mishap) = self.mishaps.take(next) {
                self.happen(mishap)?;
            }
            self.town.fall_due(next).await?;
        }
        self.town.stage.set_clock(at);
        Ok(())
    }

    fn double_the_next_direct_message(&mut self) {
        self.fault = Fault::None;
        let faults = self.town.sim().faults();
        faults.next(
            ("POST", "/channels/*/messages"),
            discord_sim::Fault::AppliedTwice,
        );
    }

    fn happen(&mut self, mishap: Mishap) -> anyhow::Result<()> {
        match mishap {
            Mishap::Delete {
                author,
                channel,
                message,
                names,
            } => {
                self.town.people[author].delete(channel, message)?;
                self.town.ledger.delete(message, &names);
            }
            Mishap::Hide { channel } => {
                let everyone = self.town.guild.everyone();
                let view = Permissions::VIEW_CHANNEL;
                self.town
                    .guild
                    .overwrite(channel, everyone, Permissions::NONE, view);
                self.town.ledger.hide(channel);
            }
        }
        Ok(())
    }

    /// Waits until the bot has nothing left to do now.
    async fn rest(&mut self) -> anyhow::Result<()> {
        self.since_rest = 0;
        self.town.rest().await?;
        Ok(())
    }

    /// Ends the replay and closes the books.
    ///
    /// # Errors
    /// The bot stopped answering, or a direct message was overlooked.
    pub(super) async fn end(self) -> anyhow::Result<(Closed, Observed)> {
        self.town.close().await
    }
}
