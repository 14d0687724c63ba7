//! A server on the stage with people in it: who wrote what is noted in the ledger, and what arrives is read at once.

mod tending;
mod waiting;

use std::collections::HashMap;

use anyhow::{Context, bail, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::{
    ChannelId, Guild, Notification, NotificationKind, Permissions, Person, RoleId, SeenMessage,
    Simulator, UserId,
};
use futures_util::{StreamExt, TryStreamExt, stream};

use super::crowd::{Doors, Habits, Notifier};
use super::joining;
use super::ledger::{Closed, Ledger, PersonNo};
use super::mailbox::{self, Page, Parcel};
use super::observed::{Observed, Push};
use super::recorded::{OwnRow, Source};
use super::rows::Rows;
use super::speech::user_name;
use super::stage::{Props, Stage};
use super::weather::Weather;

/// How many people are busy with their commands at the same time.
const AT_ONCE: usize = 48;

/// For how long after it was written a name may be edited into a message, or it may be found: ten minutes, or within the
/// hour, and as long as somebody is gone.
const MAY_STILL_CHANGE: TimeDelta = TimeDelta::hours(2);

/// A server, everybody in it, and the books about them.
pub(super) struct Town {
    pub stage: Stage,
    pub guild: Guild,
    /// The server's owner, who is nobody's correspondent.
    pub keeper: Person,
    /// Where people type their commands.
    pub lobby: ChannelId,
    pub people: Vec<Person>,
    pub habits: Vec<Option<Habits>>,
    /// Each role, and who has it.
    pub roles: Vec<(RoleId, Vec<PersonNo>)>,
    pub ledger: Ledger,
    pub observed: Observed,
    numbers: HashMap<UserId, PersonNo>,
    rows: Rows,
    /// Until when what was written is in these rows.
    read_until: DateTime<Utc>,
    weather: Weather,
    seed: u64,
    /// How often the weather has come back.
    spells: u64,
}

/// A role of the server.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub name: String,
    pub members: Vec<PersonNo>,
}

impl Role {
    fn set_up(self, guild: &Guild, people: &[Person]) -> (RoleId, Vec<PersonNo>) {
        let role = guild.role(&self.name, Permissions::NONE);
        guild.make_mentionable(role);
        for member in &self.members {
            guild.give_role(&people[*member], role);
        }
        (role, self.members)
    }
}

/// Something that a person's client showed them.
#[derive(Clone, Debug)]
pub(super) struct Arrival {
    pub person: PersonNo,
    pub notification: Notification,
    /// The message, if it is one of Adagio's own, as its first page was.
    pub letter: Option<SeenMessage>,
}

impl Town {
    /// Builds the server with everybody in it, and starts the bot.
    ///
    /// # Errors
    /// The simulator or the bot doesn't start.
    pub(super) async fn build(
        props: Props,
        server: &str,
        names: &[String],
        habits: Vec<Option<Habits>>,
        roles: Vec<Role>,
        weather: Weather,
    ) -> anyhow::Result<Self> {
        let seed = props.seed;
        let mut stage = Stage::build(props).await?;
        *stage.patience_mut() = weather.patience();
        let sim = stage.sim();
        let keeper = sim.person("keeper");
        let guild = sim.guild(server).owner(&keeper).create();
        let lobby = guild.text("lobby");
        let people: Vec<_> = names
            .iter()
            .map(|name| sim.person(&user_name(name)))
            .collect();
        people.iter().for_each(|person| guild.add_member(person));
        let numbers = people
            .iter()
            .enumerate()
            .map(|(no, person)| (person.id(), no))
            .collect();
        let of_roles = roles.iter().map(|role| role.members.clone()).collect();
        let roles = roles.into_iter().map(|role| role.set_up(&guild, &people));
        let roles = roles.collect();
        stage.start_bot().await?;
        let (ledger, observed) = (Ledger::new(&habits, of_roles), Observed::default());
        let read_until = stage.now();
        Ok(Self {
            stage,
            guild,
            keeper,
            lobby,
            people,
            habits,
            roles,
            ledger,
            observed,
            numbers,
            rows: Rows::default(),
            read_until,
            weather,
            seed,
            spells: 0,
        })
    }

    /// The simulated Discord.
    pub(super) const fn sim(&self) -> &Simulator {
        self.stage.sim()
    }

    /// Everybody who has habits joins with them; `joined` is called for each.
    ///
    /// # Errors
    /// Somebody can't.
    pub(super) async fn everybody_joins(&mut self, mut joined: impl FnMut()) -> anyhow::Result<()> {
        let (guild, lobby) = (&self.guild, self.lobby);
        let everybody = self.people.iter().zip(&self.habits);
        let joining = everybody.filter_map(|(person, habits)| {
            let habits = habits.as_ref()?;
            Some(async move {
                let joined = joining::join(person, guild, lobby, habits).await;
                joined.with_context(|| format!("{} joins", person.name()))
            })
        });
        let mut done = stream::iter(joining).buffer_unordered(AT_ONCE);
        while done.try_next().await?.is_some() {
            joined();
        }
        drop(done);
        self.rest().await?;
        Ok(())
    }

    /// Moves the clock to something that is due; what the ledger has due then is promised.
    ///
    /// # Errors
    /// The bot doesn't come to rest.
    pub(super) async fn fall_due(&mut self, at: DateTime<Utc>) -> anyhow::Result<Vec<Arrival>> {
        self.stage.set_clock(at);
        self.ledger.fall_due(at);
        self.rest().await
    }

    async fn take_all_in(&mut self) -> anyhow::Result<Vec<Arrival>> {
        let mut arrivals = Vec::new();
        for notification in self.sim().take_notifications() {
            let Some(&person) = self.numbers.get(&notification.person) else {
                continue;
            };
            let letter = self.take_in(person, &notification).await?;
            arrivals.push(Arrival {
                person,
                notification,
                letter,
            });
        }
        Ok(arrivals)
    }

    async fn take_in(
        &mut self,
        person: PersonNo,
        notification: &Notification,
    ) -> anyhow::Result<Option<SeenMessage>> {
        let at = notification.at;
        let by_adagio = notification.author == self.sim().bot_id();
        let is_push = notification.kind == NotificationKind::Push;
        if is_push && (by_adagio || self.is_left_to_adagio(person)) {
            self.observed.pushes.push(Push { person, at });
        }
        if !by_adagio || notification.guild.is_some() {
            return Ok(None);
        }
        let letter = self
            .sim()
            .message(notification.message)
            .context("a direct message is gone again")?;
        let Page {
            items,
            seen,
            settled,
        } = self.read_through(person, letter.clone()).await?;
        self.observed.parcels.push(Parcel {
            person,
            at,
            items,
            seen,
            settled,
        });
        Ok(Some(letter))
    }

    /// Whether this person's Discord is on *nothing*.
    pub(super) fn is_left_to_adagio(&self, person: PersonNo) -> bool {
        let habits = self.habits[person].as_ref();
        habits.is_some_and(|habits| habits.notifier == Notifier::Adagio)
    }

    async fn read_through(&self, person: PersonNo, shown: SeenMessage) -> anyhow::Result<Page> {
        mailbox::read_through(self.reader(person), self.guild.id(), shown).await
    }

    /// Looks into the inboxes that nothing could be delivered to, stops the bot, and closes the books.
    ///
    /// # Errors
    /// The bot stopped answering, or a direct message was overlooked.
    pub(super) async fn close(mut self) -> anyhow::Result<(Closed, Observed)> {
        self.rest().await?;
        self.clear_up();
        for person in 0..self.people.len() {
            let doors = self.habits[person].as_ref().map(|habits| habits.doors);
            if doors == Some(Doors::Closed) {
                let (page, _) = self.inbox_of(person).await?;
                self.observed.inboxes.push((person, page.items));
            }
        }
        let sent: usize = self.people.iter().map(|person| person.dms().len()).sum();
        let read = self.observed.parcels.len();
        ensure!(
            sent == read,
            "{sent} direct messages were sent, and {read} were noticed"
        );
        // Nothing is written in the millisecond in which this is called.
        self.read_until(self.stage.now() + TimeDelta::milliseconds(1))
            .await?;
        self.observed.recorded = self.rows.count(&self.ledger);
        let differences = self.rows.differences(&self.ledger);
        self.observed.differences.extend(differences);
        self.observed.findings = self.sim().take_findings();
        self.stage.stop_bot().await;
        Ok((self.ledger.close(), self.observed))
    }

    /// Reads the bot's rows for what was written since this was last
    /// called, but for the last minutes, into which names may still be edited. To be called within 90 days: older rows
    /// are purged.
    ///
    /// # Errors
    /// The bot stopped answering.
    pub(super) async fn read_recorded(&mut self) -> anyhow::Result<()> {
        self.rest().await?;
        let until = self.stage.now() - MAY_STILL_CHANGE;
        self.read_until(until.max(self.read_until)).await
    }

    async fn read_until(&mut self, until: DateTime<Utc>) -> anyhow::Result<()> {
        let recorded = self.stage.recorded(self.read_until, Some(until)).await?;
        for OwnRow { recipient, source } in recorded.own {
            match (source, self.numbers.get(&recipient)) {
                (Source::Message(message), Some(person)) => {
                    self.rows.own.insert((*person, message));
                }
                (Source::Told(about), Some(person)) => {
                    self.rows.told.insert((*person, about));
                }
                (_, None) => bail!("the bot has a row for somebody who isn't there"),
            }
        }
        self.rows.of_groups.extend(recorded.of_groups);
        self.read_until = until;
        Ok(())
    }
}
