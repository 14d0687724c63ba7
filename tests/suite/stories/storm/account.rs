//! What became of each ping, by what people saw and did, and by the list of what Discord lost.
//!
//! | a ping | is accounted for if |
//! |---|---|
//! | stands in one digest | it came in time, and nothing that the bot had heard of had ended it before |
//! | stands in none | something ended it before its digest had to be there |
//! | is held | its reader takes no direct messages |
//!
//! What Discord lost is found in history within the hour, so it comes late at most. What ended a ping may have been lost too:
//! then it depends on when it was found.
//!
//! A digest has to be there a little after its time. Where Discord says that somebody takes no DMs, what is due
//! until they open them again is due with the first digest after that.

use std::collections::{HashMap, HashSet};
use std::ops::AddAssign;

use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::{GuildId, MessageId, SeenMessage, Struck};

use super::cast::{Cast, Inhabitant};
use super::day::Day;
use super::doors::Doors;
use super::findings::findings;
use super::lost::{Lost, Told};

/// How long a digest may be on its way: composed and not tried for five minutes, or tried again for two.
const ON_ITS_WAY: TimeDelta = TimeDelta::minutes(7);

/// How late a digest may come that Discord stumbles over so often: pauses double from five seconds to ten minutes.
const LATE: TimeDelta = TimeDelta::minutes(15);
const STUMBLES: usize = 8;
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(10);

/// No digest is on its way for longer, however often Discord stumbles over it.
const A_LONG_TIME: TimeDelta = TimeDelta::hours(2);

/// A ping: somebody was named in a message.
pub(super) struct Asked {
    pub(super) message: MessageId,
    pub(super) author: usize,
    pub(super) to: usize,
    pub(super) room: usize,
    pub(super) at: DateTime<Utc>,
    /// What somebody did that ends it: answered, checked, wrote there, deleted it, took the mention out.
    pub(super) ends: Vec<End>,
}

/// A deed that ends a ping, and the event that tells of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub(super) at: DateTime<Utc>,
    pub(super) event: &'static str,
    pub(super) of: MessageId,
}

/// How many pings ended how.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Figures {
    pub(super) asked: usize,
    pub(super) delivered: usize,
    pub(super) ended: usize,
    pub(super) held: usize,
    /// Among them those that waited behind a closed door.
    pub(super) put_off: usize,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.asked += other.asked;
        self.delivered += other.delivered;
        self.ended += other.ended;
        self.held += other.held;
        self.put_off += other.put_off;
    }
}

/// What one person was shown.
struct Shown {
    /// When each message was linked to in their direct messages.
    delivered: HashMap<MessageId, Vec<DateTime<Utc>>>,
    /// What stands in their inbox.
    inbox: HashSet<MessageId>,
}

/// Where a ping belongs.
enum Verdict {
    Delivered,
    Ended,
    Held,
    Wrong(&'static str),
}

/// All that is held against the pings of one person.
struct Account<'a> {
    whose: &'a Inhabitant,
    shown: Shown,
    doors: Doors,
    lost: &'a Lost,
}

/// Reads everything and closes the books.
pub(super) async fn close(seed: u64, mut cast: Cast, asked: Vec<Asked>) -> Day {
    let struck = cast.stage.sim().faults().struck();
    let lost = Lost::among(&struck);
    let (mut figures, mut wrong) = (Figures::default(), Vec::new());
    for (no, inhabitant) in cast.people.iter().enumerate() {
        let name = inhabitant.person.name();
        let disturbed = inhabitant.disturbances(&cast).into_iter();
        wrong.extend(disturbed.map(|at| format!("{name} was disturbed at {at}")));
        let account = Account::open(&cast, inhabitant, &struck, &lost).await;
        for ping in asked.iter().filter(|ping| ping.to == no) {
            let due = account.due(ping, &cast);
            figures.asked += 1;
            figures.put_off += usize::from(due.was_put_off);
            match account.verdict(ping, due.at) {
                Verdict::Delivered => figures.delivered += 1,
                Verdict::Ended => figures.ended += 1,
                Verdict::Held => figures.held += 1,
                Verdict::Wrong(what) => wrong.push(account.complaint(what, ping, due.at)),
            }
        }
    }
    wrong.extend(findings(&cast, &struck));
    cast.stage.stop_bot().await;
    Day {
        seed,
        figures,
        struck,
        wrong,
    }
}

/// When a ping has to be with its reader.
struct DueAt {
    /// `None`: never, their door stays closed.
    at: Option<DateTime<Utc>>,
    was_put_off: bool,
}

impl<'a> Account<'a> {
    async fn open(cast: &Cast, whose: &'a Inhabitant, struck: &[Struck], lost: &'a Lost) -> Self {
        Self {
            whose,
            shown: read_all(cast, whose).await,
            doors: Doors::of(whose, struck),
            lost,
        }
    }

    fn due(&self, ping: &Asked, cast: &Cast) -> DueAt {
        let mut at = if cast.rooms[ping.room].passes_at_once {
            self.whose.reachable_from(ping.at, LATE)
        } else {
            self.whose.next_digest_after(ping.at)
        };
        let mut was_put_off = false;
        while let Some(door) = self.doors.closed_within(at, at + self.lateness(at)) {
            was_put_off = true;
            match door.opened_at {
                Some(opened_at) => at = self.whose.next_digest_after(opened_at),
                None => {
                    return DueAt {
                        at: None,
                        was_put_off,
                    };
                }
            }
        }
        DueAt {
            at: Some(at),
            was_put_off,
        }
    }

    fn verdict(&self, ping: &Asked, due_at: Option<DateTime<Utc>>) -> Verdict {
        let is_late = |at| due_at.is_some_and(|due_at| at > due_at + self.lateness(due_at));
        let told = |end: &End| self.lost.told(end.event, end.of, end.at);
        let ended_at = |is_told: fn(Told) -> bool| {
            let ends = ping.ends.iter().filter(|end| is_told(told(end)));
            ends.map(|end| end.at).min()
        };
        let told_asked = self.lost.told("MESSAGE_CREATE", ping.message, ping.at);
        let was_told = told_asked == Told::Yes;
        let is_held = self.shown.inbox.contains(&ping.message);
        match self.shown.delivered.get(&ping.message).map(Vec::as_slice) {
            Some([_]) if is_held => Verdict::Wrong("delivered and still held"),
            Some([at]) => match ended_at(|told| told == Told::Yes) {
                Some(ended_at) if *at - ended_at > ON_ITS_WAY => {
                    Verdict::Wrong("delivered though it had ended")
                }
                _ if was_told && is_late(*at) => Verdict::Wrong("delivered late"),
                _ => Verdict::Delivered,
            },
            Some(_) => Verdict::Wrong("doubled"),
            None if is_held && due_at.is_some() => Verdict::Wrong("held though it was due"),
            None => match ended_at(|_| true) {
                Some(at) if was_told && is_late(at) => Verdict::Wrong("not there when it ended"),
                Some(_) => Verdict::Ended,
                None if is_held => Verdict::Held,
                None => Verdict::Wrong("lost"),
            },
        }
    }

    /// How late a digest may come that was due at this time.
    fn lateness(&self, due_at: DateTime<Utc>) -> TimeDelta {
        let stumbles = self.doors.stumbles_within(due_at, due_at + A_LONG_TIME);
        let beyond = stumbles.saturating_sub(STUMBLES);
        LATE + LONGEST_PAUSE * i32::try_from(beyond).unwrap()
    }

    fn complaint(&self, what: &str, ping: &Asked, due_at: Option<DateTime<Utc>>) -> String {
        let Asked {
            message, at, ends, ..
        } = ping;
        let name = self.whose.person.name();
        let delivered = self.shown.delivered.get(message);
        format!(
            "{what}: {message} to {name}, asked {at}, due {due_at:?}, delivered {delivered:?}, ended by {ends:?}"
        )
    }
}

async fn read_all(cast: &Cast, inhabitant: &Inhabitant) -> Shown {
    let person = &inhabitant.person;
    let guilds: Vec<GuildId> = cast.rooms.iter().map(|room| room.guild.id()).collect();
    let mut delivered = HashMap::new();
    for dm in person.dms() {
        for link in links(&dm, &guilds) {
            let times: &mut Vec<_> = delivered.entry(link).or_default();
            times.push(dm.created_at);
        }
    }
    let place = cast.rooms[0].channel;
    let answer = person.run_command(place, "inbox", &[]).await.unwrap();
    let answer = answer.settled().await.unwrap();
    let inbox = answer.message().map(|shown| links(&shown, &guilds));
    Shown {
        delivered,
        inbox: inbox.unwrap_or_default().into_iter().collect(),
    }
}

/// The messages that a digest or an inbox links to, each once. What it only counts as seen, and what people wrote, is
/// left out.
fn links(shown: &SeenMessage, guilds: &[GuildId]) -> HashSet<MessageId> {
    let text = shown.text();
    let told = text
        .lines()
        .filter(|line| !line.starts_with("> ") && !line.contains("Probably seen"));
    let mut found = HashSet::new();
    for line in told {
        for guild in guilds {
            let prefix = format!("discord.com/channels/{guild}/");
            found.extend(line.split(&prefix).skip(1).filter_map(message_of));
        }
    }
    found
}

/// `channel/message…`: the message.
fn message_of(link: &str) -> Option<MessageId> {
    let (_, message) = link.split_once('/')?;
    let digits = message.chars().take_while(char::is_ascii_digit);
    digits.collect::<String>().parse().ok()
}
