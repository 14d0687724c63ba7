//! A digest as its reader sees it: what waits, grouped and ranked, ten a page.
//!
//! Only the arrangement is decided here; the words are `wording`'s. What the reader may not see is gone
//! before this is called.

use chrono::{DateTime, Utc};

use super::ids::{ChannelId, MessageId, OutboxId, ServerId, UserId};
use super::ping::{Excerpt, Ping, Via};

/// How many items a page has (PRODUCT P5).
pub const PAGE: usize = 10;

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
    /// How many wait, over all pages.
    pub waiting: usize,
    /// How many settled themselves since the digest before.
    pub settled: usize,
    /// What this page shows, in order.
    pub servers: Vec<InServer>,
    /// On the last page: where the reader wrote after being pinged.
    pub seen: Vec<Seen>,
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
    /// The last message that Adagio sent them.
    pub last: Option<(ChannelId, MessageId)>,
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
    /// `None`: not readable, not kept, or no longer kept.
    pub excerpt: Option<Excerpt>,
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

/// Puts pings into the order in which a digest shows them: channels together, the one with the oldest
/// ping first, servers likewise; within a channel oldest first.
///
/// The longest wait leads, because its promise runs out first (PRODUCT P5).
pub fn rank(mut pings: Vec<Ping>) -> Vec<Ping> {
    use std::collections::HashMap;
    let mut oldest_in_server: HashMap<ServerId, MessageId> = HashMap::new();
    let mut oldest_in_channel: HashMap<ChannelId, MessageId> = HashMap::new();
    for ping in &pings {
        let server = oldest_in_server.entry(ping.server).or_insert(ping.source);
        *server = ping.source.min(*server);
        let channel = oldest_in_channel.entry(ping.channel).or_insert(ping.source);
        *channel = ping.source.min(*channel);
    }
    pings.sort_by_key(|ping| {
        (
            oldest_in_server[&ping.server],
            ping.server,
            oldest_in_channel[&ping.channel],
            ping.channel,
            ping.source,
        )
    });
    pings
}

/// How many pages so many items fill; nothing still is a page.
pub const fn pages(items: usize) -> usize {
    if items == 0 { 1 } else { items.div_ceil(PAGE) }
}

/// The groups that one page shows of ranked pings. A place holds `None` where something has gone since;
/// it keeps its place so that the pages after it don't shift.
pub fn arrange(
    ranked: &[Option<Ping>],
    page: usize,
    name_of: impl Fn(ServerId) -> Option<String>,
) -> Vec<InServer> {
    let mut servers: Vec<InServer> = Vec::new();
    let shown = ranked
        .iter()
        .enumerate()
        .skip(page.saturating_mul(PAGE))
        .take(PAGE);
    for (index, ping) in shown.filter_map(|(index, ping)| Some((index, ping.as_ref()?))) {
        if servers.last().is_none_or(|last| last.server != ping.server) {
            let name = name_of(ping.server);
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
            channel.items.push(item(index + 1, ping));
        }
    }
    servers
}

fn item(number: usize, ping: &Ping) -> Item {
    Item {
        number,
        source: ping.source,
        server: ping.server,
        channel: ping.channel,
        sender: ping.sender,
        via: ping.via,
        excerpt: ping.excerpt.clone(),
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
            lane: Lane::Digest,
            loudness: Loudness::Plain,
            pinged_at: MessageId::new(source).sent_at(),
            excerpt: None,
            revised_at: None,
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
    fn a_page_holds_ten_and_what_has_gone_keeps_its_place() {
        let mut ranked: Vec<_> = (1..=23).map(|source| Some(ping(source, 1, 10))).collect();
        ranked[11] = None;
        assert_eq!(pages(ranked.len()), 3);
        let second = arrange(&ranked, 1, |_| Some("Acme".to_owned()));
        let numbers: Vec<_> = second[0].channels[0]
            .items
            .iter()
            .map(|item| item.number)
            .collect();
        assert_eq!(numbers, [11, 13, 14, 15, 16, 17, 18, 19, 20]);
        assert!(arrange(&ranked, 3, |_| None).is_empty());
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
