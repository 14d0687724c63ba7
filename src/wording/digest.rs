//! The digest: first line, one section a server, ten items a page, and the way to the other pages.
//!
//! What people wrote is escaped, shortened until the page fits Discord's limits, and pings nobody.

mod line;
mod rows;

pub(super) use self::line::{cut, head, jump, named, place};
use self::line::{item, open};
use self::rows::rows;
use super::controls::link;
use super::tongue::{Tongue, say};
use crate::domain::digest::{CatchUp, Counts, InChannel, InServer, Item, Kind, Of, Page, Seen};
use crate::domain::escape;
use crate::domain::ids::{ChannelId, MessageId};
use crate::domain::letter::{Button, Letter, Push, Section};

/// The lengths of an excerpt that are tried until the page fits, in characters.
const LENGTHS: [usize; 6] = [200, 140, 100, 60, 30, 0];

/// The most characters of one section and of all together, below Discord's own limits (facts §3).
const SECTION: usize = 3_900;
const ALL: usize = 5_400;

/// The most sections of one message (facts §3).
const SECTIONS: usize = 10;

/// How many channels the line of what was seen names.
const SEEN_PLACES: usize = 8;

/// One page of a digest, or of the inbox.
pub fn letter(tongue: &Tongue, page: &Page) -> Letter {
    let push = match page.of {
        Of::Digest(..) => Push::Notify,
        Of::Inbox => Push::Silent,
    };
    Letter {
        text: text(tongue, page),
        sections: sections(tongue, page),
        rows: rows(tongue, page),
        push,
    }
}

/// The answer when a page can no longer be shown.
pub fn no_longer(tongue: &Tongue) -> Letter {
    super::controls::quietly(say!(tongue, "digest-no-longer"), Vec::new())
}

fn text(tongue: &Tongue, page: &Page) -> String {
    let mut lines = vec![first_line(tongue, page)];
    if page.pages > 1 {
        lines.push(say!(
            tongue,
            "digest-page",
            page = (page.number + 1),
            pages = page.pages
        ));
    }
    if page.servers.is_empty() && page.counts.listed() > 0 {
        lines.push(say!(tongue, "digest-gone"));
    }
    lines.join("\n")
}

/// What a phone shows: how many of what.
fn first_line(tongue: &Tongue, page: &Page) -> String {
    let counts = &page.counts;
    let mut said = Vec::new();
    match page.of {
        Of::Digest(_, Kind::Now) => said.push(cannot_wait(tongue, page)),
        _ if counts.waiting == 0 && counts.answers > 0 => {}
        Of::Digest(_, Kind::Digest) | Of::Inbox => said.push(waiting(tongue, counts)),
    }
    if counts.answers > 0 {
        said.push(say!(tongue, "digest-answers", count = counts.answers));
    }
    let settled = counts.settled;
    match counts.catch_up {
        Some(CatchUp { came, days }) => {
            said.push(say!(
                tongue,
                "digest-caught-up",
                came = came,
                days = days,
                settled = settled
            ));
        }
        None if settled == 0 => {}
        None => said.push(say!(tongue, "digest-settled", count = settled)),
    }
    if counts.put_off > 0 {
        said.push(say!(tongue, "inbox-put-off", count = counts.put_off));
    }
    said.join(" ")
}

fn waiting(tongue: &Tongue, counts: &Counts) -> String {
    let (count, expected) = (counts.waiting, counts.expected);
    if expected == 0 {
        say!(tongue, "digest-waiting", count = count)
    } else {
        say!(
            tongue,
            "digest-waiting-expected",
            count = count,
            expected = expected
        )
    }
}

/// The first line of what comes at once: who wants something, where one person does.
fn cannot_wait(tongue: &Tongue, page: &Page) -> String {
    let name = items(page).next().and_then(|item| {
        let excerpt = item.excerpt.as_ref().filter(|_| item.sender.is_some())?;
        Some(escape::name(&excerpt.name))
    });
    match name {
        Some(name) if page.counts.waiting == 1 => say!(tongue, "digest-now-from", name = name),
        _ => say!(tongue, "digest-now", count = page.counts.waiting),
    }
}

fn items(page: &Page) -> impl Iterator<Item = &Item> {
    let channels = page.servers.iter().flat_map(|server| &server.channels);
    channels.flat_map(|channel| &channel.items)
}

fn sections(tongue: &Tongue, page: &Page) -> Vec<Section> {
    let seen = seen_section(tongue, &page.seen);
    let servers = page.servers.len();
    let room = ALL - seen.as_ref().map_or(0, size);
    let mut fitting = Vec::new();
    for length in LENGTHS {
        fitting = page
            .servers
            .iter()
            .map(|server| server_section(tongue, server, length))
            .collect();
        if fitting.iter().all(|one| size(one) <= SECTION)
            && fitting.iter().map(size).sum::<usize>() <= room
        {
            break;
        }
    }
    match (seen, fitting.last_mut()) {
        (Some(seen), Some(last)) if servers == SECTIONS => {
            last.body.push('\n');
            last.body.push_str(&seen.body);
        }
        (seen, _) => fitting.extend(seen),
    }
    fitting
}

fn size(section: &Section) -> usize {
    section.body.chars().count()
        + section
            .title
            .as_ref()
            .map_or(0, |title| title.chars().count())
}

fn server_section(tongue: &Tongue, server: &InServer, length: usize) -> Section {
    let title = server
        .name
        .as_deref()
        .map(escape::name)
        .unwrap_or_else(|| say!(tongue, "digest-unknown-server"));
    let channels: Vec<String> = server
        .channels
        .iter()
        .map(|channel| in_channel(tongue, channel, length))
        .collect();
    Section::titled(title, channels.join("\n"))
}

fn in_channel(tongue: &Tongue, channel: &InChannel, length: usize) -> String {
    let place = place(tongue, channel.parent, channel.channel);
    let items = channel.items.iter().map(|one| item(tongue, one, length));
    [place]
        .into_iter()
        .chain(items)
        .collect::<Vec<_>>()
        .join("\n")
}

fn seen_section(tongue: &Tongue, seen: &[Seen]) -> Option<Section> {
    if seen.is_empty() {
        return None;
    }
    let mut places: Vec<String> = seen
        .iter()
        .take(SEEN_PLACES)
        .map(|place| seen_place(tongue, place))
        .collect();
    let more = seen.len().saturating_sub(SEEN_PLACES);
    if more > 0 {
        places.push(say!(tongue, "digest-seen-more", count = more));
    }
    let body = say!(tongue, "digest-seen", places = places.join(", "));
    Some(Section::of(body))
}

fn seen_place(tongue: &Tongue, seen: &Seen) -> String {
    let open = open(tongue, seen.server, seen.channel, seen.first);
    say!(
        tongue,
        "digest-seen-place",
        channel = named(seen.channel),
        count = seen.count,
        open = open
    )
}

/// A button that opens a direct message.
pub(super) fn open_direct(label: String, channel: ChannelId, message: MessageId) -> Button {
    link(
        label,
        format!("https://discord.com/channels/@me/{channel}/{message}"),
    )
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::super::testing::seen;
    use super::*;
    use crate::domain::ids::{OutboxId, ServerId, UserId};
    use crate::domain::letter::{Press, Row, Verb};
    use crate::domain::ping::{Excerpt, Via};

    const SERVER: ServerId = ServerId::new(1);
    const SUPPORT: ChannelId = ChannelId::new(10);

    fn an_item(number: usize, via: Via, text: &str) -> Item {
        Item {
            number,
            source: MessageId::first_at("2026-03-02T21:15:00Z".parse().unwrap()),
            server: SERVER,
            channel: SUPPORT,
            sender: Some(UserId::new(5)),
            via,
            to: None,
            excerpt: Some(Excerpt {
                name: "ana".to_owned(),
                text: text.to_owned(),
            }),
            put_off_until: None,
            expected_at: None,
            age: None,
        }
    }

    fn page(items: Vec<Item>) -> Page {
        let channel = InChannel {
            channel: SUPPORT,
            parent: None,
            items,
        };
        let server = InServer {
            server: SERVER,
            name: Some("Acme".to_owned()),
            channels: vec![channel],
        };
        Page {
            of: Of::Digest(OutboxId::new(128), Kind::Digest),
            counts: Counts {
                waiting: 12,
                settled: 3,
                ..Counts::default()
            },
            servers: vec![server],
            seen: Vec::new(),
            shown_at: DateTime::UNIX_EPOCH,
            number: 0,
            pages: 2,
        }
    }

    #[test]
    fn the_first_line_is_enough_and_each_item_has_its_link() {
        let mut page = page(vec![
            an_item(
                1,
                Via::Mention,
                "could you look at the **invoice** for Berg & Co?",
            ),
            Item {
                excerpt: None,
                ..an_item(2, Via::Reply, "")
            },
            Item {
                sender: None,
                excerpt: None,
                ..an_item(3, Via::Mention, "")
            },
        ]);
        page.servers[0].channels[0].parent = Some(ChannelId::new(9));
        page.seen = vec![Seen {
            server: SERVER,
            channel: SUPPORT,
            count: 2,
            first: MessageId::new(7),
        }];
        insta::assert_snapshot!(seen(&letter(&Tongue::english(), &page)), @r"
        12 wait for you. 3 settled themselves.
        Page 1 of 2.
        ▌ Acme
        <#9> › <#10>
        `1` **ana** · <t:1772486100:f> · [Open](https://discord.com/channels/1/10/1478138580172800000)
        > could you look at the \*\*invoice\*\* for Berg & Co?
        `2` **<@5>** replied to you · <t:1772486100:f> · [Open](https://discord.com/channels/1/10/1478138580172800000)
        `3` **Somebody** · <t:1772486100:f> · [Open](https://discord.com/channels/1/10/1478138580172800000)
        ▌ -
        Probably seen, because you wrote there since: <#10> (2, [Open](https://discord.com/channels/1/10/7))
        (Choose an item…: 1 · ana: could you look at the **invoice** for Berg & Co?, 2 · one message, 3 · one message)
        [Done with all] [Later page] [Why these?] [My hours]
        (All of these later…: With the next digest, Tomorrow, Monday, On a date…)
        ");
    }

    #[test]
    fn a_page_of_the_longest_messages_fits() {
        let items = (1..=10)
            .map(|number| an_item(number, Via::Reply, &"*_".repeat(100)))
            .collect();
        let letter = letter(&Tongue::english(), &page(items));
        assert!(
            letter
                .sections
                .iter()
                .all(|section| size(section) <= SECTION)
        );
        assert_eq!(letter.sections[0].body.matches("[Open]").count(), 10);
    }

    #[test]
    fn every_digest_carries_its_id_in_a_control() {
        let letter = letter(
            &Tongue::english(),
            &Page {
                pages: 1,
                ..page(Vec::new())
            },
        );
        let Some(Row::Buttons(buttons)) = letter.rows.first() else {
            panic!("a row of buttons")
        };
        let hours = Press::about(Verb::Hours, 128);
        assert!(
            buttons
                .iter()
                .any(|button| button.does == crate::domain::letter::Does::Press(hours.clone()))
        );
        assert_eq!(letter.push, Push::Notify);
    }

    #[test]
    fn one_is_said_as_one() {
        let mut one = Page {
            counts: Counts {
                waiting: 1,
                settled: 1,
                ..Counts::default()
            },
            pages: 1,
            ..page(vec![an_item(1, Via::Mention, "hi")])
        };
        assert_eq!(
            text(&Tongue::english(), &one),
            "1 waits for you. 1 settled itself."
        );
        one.of = Of::Digest(OutboxId::new(1), Kind::Now);
        one.counts.settled = 0;
        assert_eq!(text(&Tongue::english(), &one), "ana asks for you.");
        one.servers[0].channels[0].items[0].sender = None;
        assert_eq!(text(&Tongue::english(), &one), "Somebody asks for you.");
    }

    #[test]
    fn the_first_line_counts_what_is_expected_answered_and_caught_up_with() {
        let line = |counts| {
            let page = Page {
                counts,
                ..page(Vec::new())
            };
            first_line(&Tongue::english(), &page)
        };
        let five = Counts {
            waiting: 5,
            expected: 2,
            settled: 9,
            ..Counts::default()
        };
        let table = [
            (
                five,
                "5 wait for you, 2 with an answer expected today. 9 settled themselves.",
            ),
            (
                Counts {
                    expected: 5,
                    settled: 0,
                    ..five
                },
                "5 wait for you, 5 with an answer expected today.",
            ),
            (
                Counts {
                    waiting: 1,
                    expected: 1,
                    settled: 0,
                    ..five
                },
                "1 waits for you, with an answer expected today.",
            ),
            (
                Counts {
                    expected: 0,
                    answers: 1,
                    ..five
                },
                "5 wait for you. 1 of your questions was answered. 9 settled themselves.",
            ),
            (
                Counts {
                    answers: 2,
                    ..Counts::default()
                },
                "2 of your questions were answered.",
            ),
            (
                Counts {
                    waiting: 7,
                    settled: 203,
                    catch_up: Some(CatchUp { came: 212, days: 9 }),
                    ..Counts::default()
                },
                "7 wait for you. Of 212 in 9 days, 203 settled themselves.",
            ),
            (
                Counts {
                    waiting: 7,
                    catch_up: Some(CatchUp { came: 7, days: 9 }),
                    ..Counts::default()
                },
                "7 wait for you. Of 7 in 9 days, none settled itself.",
            ),
        ];
        for (counts, expected) in table {
            assert_eq!(line(counts), expected);
        }
    }

    #[test]
    fn what_was_seen_is_told_even_where_ten_servers_have_something() {
        let server = page(vec![an_item(1, Via::Mention, "hi")]).servers.remove(0);
        let last = Page {
            servers: vec![server; SECTIONS],
            seen: vec![Seen {
                server: SERVER,
                channel: SUPPORT,
                count: 2,
                first: MessageId::new(7),
            }],
            ..page(Vec::new())
        };
        let letter = letter(&Tongue::english(), &last);
        assert_eq!(letter.sections.len(), SECTIONS);
        assert!(letter.sections[SECTIONS - 1].body.contains("Probably seen"));
    }
}
