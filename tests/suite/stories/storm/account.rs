//! What became of each ping, by what people saw and did, and by the list of what Discord lost.

use std::collections::{HashMap, HashSet};
use std::ops::AddAssign;

use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::{Fault, FindingKind, GuildId, MessageId, Mishap, SeenMessage, Struck};

use super::cast::{Cast, Inhabitant};
use super::day::Day;

/// How long a digest may be on its way before it is composed anew, and a little more.
const LATE: TimeDelta = TimeDelta::minutes(15);

/// A ping: somebody was named in a message.
pub(super) struct Asked {
    pub(super) message: MessageId,
    pub(super) author: usize,
    pub(super) to: usize,
    pub(super) room: usize,
    pub(super) at: DateTime<Utc>,
    /// When somebody did what ends it: answered, checked, wrote there, deleted it, took the mention out.
    pub(super) ended: Option<DateTime<Utc>>,
    /// The messages whose events tell of it.
    pub(super) touched_by: Vec<MessageId>,
}

/// How many pings ended how.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Figures {
    pub(super) asked: usize,
    pub(super) delivered: usize,
    pub(super) ended: usize,
    pub(super) held: usize,
    pub(super) never_told: usize,
    pub(super) lost: usize,
    pub(super) doubled: usize,
    pub(super) in_quiet: usize,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.asked += other.asked;
        self.delivered += other.delivered;
        self.ended += other.ended;
        self.held += other.held;
        self.never_told += other.never_told;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.in_quiet += other.in_quiet;
    }
}

/// What one person was shown.
struct Shown {
    /// When each message was linked to in their direct messages.
    delivered: HashMap<MessageId, Vec<DateTime<Utc>>>,
    /// What stands in their inbox.
    inbox: HashSet<MessageId>,
    /// Whether Discord ever said that it takes no DMs for them.
    refused: bool,
}

/// Reads everything and closes the books.
pub(super) async fn close(seed: u64, mut cast: Cast, asked: Vec<Asked>) -> Day {
    let struck = cast.stage.sim().faults().struck();
    let lost: HashSet<MessageId> = struck
        .iter()
        .filter_map(|it| it.mishap.lost_subject())
        .map(MessageId::new)
        .collect();
    let (mut figures, mut wrong) = (Figures::default(), Vec::new());
    let mut shown = Vec::new();
    for inhabitant in &cast.people {
        shown.push(read_all(&cast, inhabitant, &struck).await);
        for at in inhabitant.disturbances(&cast) {
            figures.in_quiet += 1;
            wrong.push(format!(
                "{} was disturbed at {at}",
                inhabitant.person.name()
            ));
        }
    }
    for ping in &asked {
        if let Some(what) = file(ping, &shown[ping.to], &lost, &mut figures) {
            let Asked {
                message,
                to,
                at,
                ended,
                ..
            } = ping;
            let who = cast.people[*to].person.name();
            wrong.push(format!(
                "{what}: {message} to {who}, asked {at}, ended {ended:?}"
            ));
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

/// Counts a ping where it belongs, and says what is wrong with it.
fn file(
    ping: &Asked,
    shown: &Shown,
    lost: &HashSet<MessageId>,
    figures: &mut Figures,
) -> Option<&'static str> {
    figures.asked += 1;
    match shown.delivered.get(&ping.message).map(Vec::as_slice) {
        None => {}
        Some([at]) => {
            figures.delivered += 1;
            let knew = !ping.touched_by.iter().any(|event| lost.contains(event));
            let had_ended = ping.ended.is_some_and(|ended| *at - ended > LATE);
            if shown.inbox.contains(&ping.message) {
                return Some("delivered and still held");
            }
            return (had_ended && knew).then_some("delivered though it had ended");
        }
        Some(_) => {
            figures.doubled += 1;
            return Some("doubled");
        }
    }
    if ping.ended.is_some() {
        figures.ended += 1;
    } else if shown.inbox.contains(&ping.message) {
        figures.held += 1;
        return (!shown.refused).then_some("held though nobody refused it");
    } else if lost.contains(&ping.message) {
        figures.never_told += 1;
    } else {
        figures.lost += 1;
        return Some("lost");
    }
    None
}

async fn read_all(cast: &Cast, inhabitant: &Inhabitant, struck: &[Struck]) -> Shown {
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
    let dm = person.dm_channel().unwrap();
    let to_them = format!("POST /channels/{dm}/messages");
    let refused = struck.iter().any(|it| {
        it.what == to_them && matches!(it.mishap, Mishap::Request(Fault::Status(403, _)))
    });
    Shown {
        delivered,
        inbox: inbox.unwrap_or_default().into_iter().collect(),
        refused,
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

/// What Discord held against the bot, less what faults explain: an interaction can't be answered when its event or its
/// answer is struck, and who asks for members right after a RESUME that is refused is not authenticated.
fn findings(cast: &Cast, struck: &[Struck]) -> Vec<String> {
    let of_interactions = |it: &&Struck| {
        it.what.starts_with("POST /interactions/")
            || it.what.contains("/webhooks/")
            || it.what.starts_with("INTERACTION_CREATE")
    };
    let excused = struck.iter().filter(of_interactions).count();
    let broken_off = struck
        .iter()
        .any(|it| matches!(it.mishap, Mishap::Event { .. }));
    let mut findings = cast.stage.sim().findings();
    findings.retain(|it| !(broken_off && it.what.contains("4003")));
    let all = findings.len();
    findings.retain(|it| it.kind != FindingKind::Unanswered);
    let unanswered = all - findings.len();
    let mut wrong: Vec<_> = findings.iter().map(|it| format!("{it:?}")).collect();
    if unanswered > excused {
        wrong.push(format!("{unanswered} interactions without answer"));
    }
    wrong
}
