//! A digest as its reader sees it: what waits, grouped and ranked, ten a page.
//!
//! Only the arrangement is decided here; the words are `wording`'s. What the reader may not see is gone
//! before this is called.

mod counts;
mod paging;

use chrono::{DateTime, TimeDelta, Utc};

pub use self::counts::{CatchUp, Counts};
pub use self::paging::{PAGE, pages, shown_mut};
use super::group::Group;
use super::ids::{ChannelId, MessageId, OutboxId, ServerId, UserId};
use super::ping::{Excerpt, Ping, Urgency, Via};
use super::rights::{Elsewhere, Rights};
use super::schedule::Schedule;

/// What sort of message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The scheduled one.
    Digest,
    /// One that couldn't wait: pings from sync channels.
    Now,
}

/// What the page is a page of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A digest that was sent; its pages turn by its id.
    Digest(OutboxId, Kind),
    /// The inbox, as it is at the moment.
    Inbox,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub of: Of,
    pub counts: Counts,
    /// What this page shows, in order.
    pub servers: Vec<InServer>,
    /// On the last page: where the reader wrote after being pinged.
    pub seen: Vec<Seen>,
    /// When it was made.
    pub shown_at: DateTime<Utc>,
    /// From 0.
    pub number: usize,
    /// How many pages there are, at least 1.
    pub pages: usize,
}

/// What waits for somebody at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    pub page: Page,
    /// When it will be delivered. `None`: only here.
    pub next_at: Option<DateTime<Utc>>,
    /// How many pings came lately from what they have muted.
    pub muted: usize,
    /// The last message that Adagio sent them.
    pub last: Option<(ChannelId, MessageId)>,
    pub elsewhere: Elsewhere,
}

/// What waits in one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InServer {
    pub server: ServerId,
    /// `None`: not known at the moment.
    pub name: Option<String>,
    pub channels: Vec<InChannel>,
}

/// What waits in one channel or thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InChannel {
    pub channel: ChannelId,
    /// The channel that the thread belongs to.
    pub parent: Option<ChannelId>,
    pub items: Vec<Item>,
}

/// One ping on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// From 1, over all pages.
    pub number: usize,
    pub source: MessageId,
    pub server: ServerId,
    pub channel: ChannelId,
    /// `None`: the sender wants to be left out.
    pub sender: Option<UserId>,
    pub via: Via,
    /// By which group it reached the reader. `None`: they themselves are meant.
    pub to: Option<Addressed>,
    /// `None`: not readable, not kept, or no longer kept.
    pub excerpt: Option<Excerpt>,
    /// In the inbox: put off until then.
    pub put_off_until: Option<DateTime<Utc>>,
    /// By when an answer is expected. `None`: nothing was promised.
    pub expected_at: Option<DateTime<Utc>>,
    /// How long it has waited for its reader, in their working time. `None`: it asks for nothing, or they have no clock.
    pub age: Option<TimeDelta>,
}

/// How a reader sees a list: what they may see, by whose clock, and when.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    rights: &'a Rights,
    schedule: &'a Schedule,
    pub now: DateTime<Utc>,
}

impl<'a> View<'a> {
    /// As somebody with this schedule sees it now.
    pub const fn new(rights: &'a Rights, schedule: &'a Schedule, now: DateTime<Utc>) -> Self {
        Self {
            rights,
            schedule,
            now,
        }
    }
}

/// A group as a digest names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addressed {
    /// A role; `None`: what it is called isn't known.
    Role(Option<String>),
    Everyone,
}

/// Pings of one channel after which the reader wrote there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub server: ServerId,
    pub channel: ChannelId,
    pub count: usize,
    /// The earliest of them: where to start reading.
    pub first: MessageId,
}

/// Where a ping stands among others, the least first (PRODUCT P5): urgent; then by when an answer is expected; then what
/// is meant for the reader alone, what is meant for a role, the rest, and what answers their own questions; among equals
/// the one that waits longest.
type Rank = (Urgency, Promise, Meant, MessageId);

/// What was promised goes before what wasn't, and the earlier before the later.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Promise {
    By(DateTime<Utc>),
    None,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    Reader,
    Role,
    Rest,
    /// It waits for nothing.
    Answer,
}

fn rank_of(ping: &Ping) -> Rank {
    let meant = match ping.via {
        Via::Mention | Via::Reply | Via::Saved | Via::Tell | Via::Returned => Meant::Reader,
        Via::Standup => Meant::Reader,
        Via::Role => Meant::Role,
        Via::Everyone => Meant::Rest,
        Via::Answer => Meant::Answer,
    };
    let promise = ping.expected_at.map_or(Promise::None, Promise::By);
    (ping.urgency, promise, meant, ping.source)
}

/// Puts pings into the order in which a digest shows them: by rank, but channels together where the first of each
/// stands, and servers likewise.
pub fn rank(mut pings: Vec<Ping>) -> Vec<Ping> {
    use std::collections::HashMap;
    let mut first_in_server: HashMap<ServerId, Rank> = HashMap::new();
    let mut first_in_channel: HashMap<ChannelId, Rank> = HashMap::new();
    for ping in &pings {
        let rank = rank_of(ping);
        let server = first_in_server.entry(ping.server).or_insert(rank);
        *server = rank.min(*server);
        let channel = first_in_channel.entry(ping.channel).or_insert(rank);
        *channel = rank.min(*channel);
    }
    pings.sort_by_key(|ping| {
        (
            first_in_server[&ping.server],
            ping.server,
            first_in_channel[&ping.channel],
            ping.channel,
            rank_of(ping),
        )
    });
    pings
}

/// The groups that one page shows of ranked pings. A place holds `None` where something has gone since;
/// it keeps its place so that the pages after it don't shift.
pub fn arrange(ranked: &[Option<Ping>], page: usize, view: View<'_>) -> Vec<InServer> {
    let mut servers: Vec<InServer> = Vec::new();
    let shown = ranked
        .iter()
        .enumerate()
        .skip(page.saturating_mul(PAGE))
        .take(PAGE);
    for (index, ping) in shown.filter_map(|(index, ping)| Some((index, ping.as_ref()?))) {
        if servers.last().is_none_or(|last| last.server != ping.server) {
            let name = view.rights.name_of(ping.server);
            servers.push(InServer {
                server: ping.server,
                name,
                channels: Vec::new(),
            });
        }
        // The line above made sure that there is a last one.
        let Some(server) = servers.last_mut() else {
            continue;
        };
        if server
            .channels
            .last()
            .is_none_or(|last| last.channel != ping.channel)
        {
            let parent = (ping.governing != ping.channel).then_some(ping.governing);
            server.channels.push(InChannel {
                channel: ping.channel,
                parent,
                items: Vec::new(),
            });
        }
        if let Some(channel) = server.channels.last_mut() {
            channel.items.push(item(index + 1, ping, view));
        }
    }
    servers
}

/// A ping as an item with this number.
pub fn item(number: usize, ping: &Ping, view: View<'_>) -> Item {
    let to = ping.group.map(|group| match group {
        Group::Role(role) => Addressed::Role(view.rights.name_of_role(role)),
        Group::Everyone(_) => Addressed::Everyone,
    });
    Item {
        number,
        source: ping.source,
        server: ping.server,
        channel: ping.channel,
        sender: ping.sender,
        via: ping.via,
        to,
        excerpt: ping.excerpt.clone(),
        put_off_until: ping.not_before_at,
        expected_at: ping.expected_at,
        age: age(ping, view),
    }
}

/// What its reader saved waits for nobody else, and an answer to their own question for nothing.
fn age(ping: &Ping, view: View<'_>) -> Option<TimeDelta> {
    match ping.via {
        Via::Saved | Via::Answer | Via::Standup => None,
        _ => view.schedule.working_time(ping.pinged_at, view.now),
    }
}

/// One line's worth of what the reader has probably seen, a channel at a time, in order of appearance.
pub fn collapse<'a>(seen: impl Iterator<Item = &'a Ping>) -> Vec<Seen> {
    let mut lines: Vec<Seen> = Vec::new();
    for ping in seen {
        match lines.iter_mut().find(|line| line.channel == ping.channel) {
            Some(line) => {
                line.count += 1;
                line.first = line.first.min(ping.source);
            }
            None => lines.push(Seen {
                server: ping.server,
                channel: ping.channel,
                count: 1,
                first: ping.source,
            }),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ping::{Lane, Loudness};

    fn ping(source: i64, server: i64, channel: i64) -> Ping {
        Ping {
            source: MessageId::new(source),
            recipient: UserId::new(1),
            server: ServerId::new(server),
            channel: ChannelId::new(channel),
            governing: ChannelId::new(channel),
            sender: Some(UserId::new(2)),
            via: Via::Mention,
            group: None,
            lane: Lane::Digest,
            loudness: Loudness::Plain,
            pinged_at: MessageId::new(source).sent_at(),
            excerpt: None,
            revised_at: None,
            expected_at: None,
            urgency: Urgency::Ordinary,
            not_before_at: None,
        }
    }

    fn sources(pings: &[Ping]) -> Vec<i64> {
        pings.iter().map(|ping| ping.source.get()).collect()
    }

    #[test]
    fn channels_stay_together_and_the_longest_wait_leads() {
        let ranked = rank(vec![
            ping(5, 1, 10),
            ping(2, 2, 20),
            ping(3, 1, 11),
            ping(4, 2, 20),
            ping(9, 1, 11),
        ]);
        assert_eq!(sources(&ranked), [2, 4, 3, 9, 5]);
    }

    #[test]
    fn what_is_urgent_leads_then_what_is_expected_then_ones_own_then_a_roles_then_the_rest() {
        let alone = |source| ping(source, 1, source);
        let at = |seconds| DateTime::from_timestamp(seconds, 0);
        let through = |via, source| Ping {
            via,
            ..alone(source)
        };
        let expected = |by, source| Ping {
            expected_at: at(by),
            ..alone(source)
        };
        let ranked = rank(vec![
            through(Via::Answer, 0),
            through(Via::Everyone, 1),
            through(Via::Role, 2),
            through(Via::Role, 3),
            alone(4),
            through(Via::Reply, 5),
            expected(200, 6),
            expected(100, 7),
            Ping {
                urgency: Urgency::Urgent,
                ..through(Via::Role, 8)
            },
        ]);
        assert_eq!(sources(&ranked), [8, 7, 6, 4, 5, 2, 3, 1, 0]);
    }

    #[test]
    fn what_was_announced_is_last_in_its_channel_too() {
        let announced = Ping {
            via: Via::Everyone,
            ..ping(1, 1, 10)
        };
        let ranked = rank(vec![announced, ping(2, 1, 10), ping(3, 1, 11)]);
        assert_eq!(sources(&ranked), [2, 1, 3]);
    }

    #[test]
    fn a_page_holds_ten_and_what_has_gone_keeps_its_place() {
        let mut ranked: Vec<_> = (1..=23).map(|source| Some(ping(source, 1, 10))).collect();
        ranked[11] = None;
        assert_eq!(pages(ranked.len()), 3);
        let (rights, schedule) = (Rights::default(), Schedule::default());
        let view = View::new(&rights, &schedule, DateTime::UNIX_EPOCH);
        let second = arrange(&ranked, 1, view);
        let numbers: Vec<_> = second[0].channels[0]
            .items
            .iter()
            .map(|item| item.number)
            .collect();
        assert_eq!(numbers, [11, 13, 14, 15, 16, 17, 18, 19, 20]);
        assert!(arrange(&ranked, 3, view).is_empty());
        assert_eq!(pages(0), 1);
    }

    #[test]
    fn seen_pings_collapse_into_a_line_a_channel() {
        let seen = [ping(7, 1, 10), ping(3, 1, 11), ping(2, 1, 10)];
        let lines = collapse(seen.iter());
        let said: Vec<_> = lines
            .iter()
            .map(|line| (line.channel.get(), line.count, line.first.get()))
            .collect();
        assert_eq!(said, [(10, 2, 2), (11, 1, 3)]);
    }
}
