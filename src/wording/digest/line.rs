//! One item on a page: where it stands, who, when, the way there, and the beginning of what it says.

use super::super::tongue::{Tongue, say};
use super::super::when;
use crate::domain::digest::{Addressed, Item};
use crate::domain::escape::{self, EXCERPT, TOLD, quoted};
use crate::domain::ids::{ChannelId, MessageId, ServerId};
use crate::domain::ping::Via;

/// "#dev › rate limiter".
pub(in super::super) fn place(
    tongue: &Tongue,
    parent: Option<ChannelId>,
    channel: ChannelId,
) -> String {
    match parent {
        _ if channel.is_none() => say!(tongue, "digest-told"),
        Some(parent) => {
            let (parent, thread) = (named(parent), named(channel));
            say!(tongue, "digest-thread", parent = parent, thread = thread)
        }
        None => named(channel),
    }
}

/// Who, when, and the way there; numbered where it stands on a list.
pub(in super::super) fn head(tongue: &Tongue, item: &Item) -> String {
    let name = match (&item.excerpt, item.sender) {
        (Some(excerpt), _) if item.via == Via::Standup => escape::name(&excerpt.name),
        (None, _) if item.via == Via::Standup => say!(tongue, "digest-standup"),
        (Some(excerpt), Some(_)) => escape::name(&excerpt.name),
        (None, Some(sender)) => format!("<@{sender}>"),
        (_, None) => say!(tongue, "digest-somebody"),
    };
    let at = when::short_date_tag(item.source.sent_at());
    let open = open(tongue, item.server, item.channel, item.source);
    let head = who(tongue, item, &name, &at, &open);
    let head = match item.put_off_until {
        Some(until) => {
            let until = when::date_tag(until);
            format!(
                "{head} · {}",
                say!(tongue, "digest-item-put-off", until = until)
            )
        }
        None => head,
    };
    let head = match item.expected_at {
        Some(by) => {
            let (by, distance) = (when::short_date_tag(by), when::distance_tag(by));
            let expected = say!(tongue, "digest-item-expected", by = by, distance = distance);
            format!("{head} · {expected}")
        }
        None => head,
    };
    let head = match item.age.and_then(|age| when::age(tongue, age)) {
        Some(age) => format!("{head} · {}", say!(tongue, "digest-item-age", age = age)),
        None => head,
    };
    match item.number {
        0 => head,
        number => format!("`{number}` {head}"),
    }
}

/// Who it is from, to whom, when, and the way there.
fn who(tongue: &Tongue, item: &Item, name: &str, at: &str, open: &str) -> String {
    macro_rules! who {
        ($id:literal $(, $more:ident = $value:expr)*) => {
            say!(tongue, $id, name = name, at = at, open = open $(, $more = $value)*)
        };
    }
    match (item.via, &item.to) {
        (Via::Returned, _) => say!(tongue, "digest-item-returned", at = at),
        (Via::Saved, _) => who!("digest-item-saved"),
        (Via::Standup, _) if item.expected_at.is_some() => {
            say!(tongue, "digest-item-standup-open", name = name, open = open)
        }
        (Via::Standup, _) => say!(tongue, "digest-item-standup", name = name, open = open),
        // There is no message to open.
        (Via::Tell, _) if item.channel.is_none() => {
            say!(tongue, "digest-item-told", name = name, at = at)
        }
        (Via::Tell, _) => who!("digest-item-put"),
        (Via::Reply, _) => who!("digest-item-reply"),
        (Via::Answer, _) => who!("digest-item-answer"),
        (_, Some(Addressed::Role(Some(role)))) => {
            who!("digest-item-role", role = escape::name(role))
        }
        (_, Some(Addressed::Role(None))) => who!("digest-item-some-role"),
        (_, Some(Addressed::Everyone)) => who!("digest-item-everyone"),
        (_, None) => who!("digest-item"),
    }
}

/// The item's head, and the beginning of what it says.
pub(super) fn item(tongue: &Tongue, item: &Item, length: usize) -> String {
    let head = head(tongue, item);
    let text = item
        .excerpt
        .as_ref()
        .map(|excerpt| cut(&excerpt.text, room(item, length)))
        .unwrap_or_default();
    if text.is_empty() {
        head
    } else {
        format!("{head}\n> {}", quoted(&text))
    }
}

/// What was told gets more room: there is no message behind it to open.
const fn room(item: &Item, length: usize) -> usize {
    if item.channel.is_none() {
        length * TOLD / EXCERPT
    } else {
        length
    }
}

/// At most so many characters, the last a sign that more was there.
pub(in super::super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let Some(kept) = most.checked_sub(1) else {
        return String::new();
    };
    text.chars().take(kept).chain(['…']).collect()
}

/// A channel, as Discord shows it by name.
pub(in super::super) fn named(channel: ChannelId) -> String {
    format!("<#{channel}>")
}

/// The link to a message.
pub(super) fn open(
    tongue: &Tongue,
    server: ServerId,
    channel: ChannelId,
    message: MessageId,
) -> String {
    let label = say!(tongue, "digest-open");
    format!("[{label}]({})", jump(server, channel, message))
}

/// The address of a message.
pub(in super::super) fn jump(server: ServerId, channel: ChannelId, message: MessageId) -> String {
    format!("https://discord.com/channels/{server}/{channel}/{message}")
}
