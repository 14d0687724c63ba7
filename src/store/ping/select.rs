//! How statements give pings, together with what is known of their messages since.

use serde::Deserialize;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::super::columns::{array, instant, maybe_instant};
use super::PingRow;
use super::words::{lane_of, loudness_of, via_of};
use crate::domain::group::Group;
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::domain::ping::{Facts, Happened, Urgency, Via};

/// A ping and the facts about it: one array, which [`Columns`] reads. Each column of its own would be copied on its way from
/// SQLite's thread to ours, which took longer than finding the row. What is sealed comes as hexadecimal digits.
macro_rules! ping {
    () => {
        "json_array(p.source_id, p.recipient_id, p.server_id, p.channel_id, p.governing_id, p.sender_id, \
             p.via, p.group_id, p.answers_id, p.lane, p.silent, p.pinged_at, p.expected_at, p.urgent, p.not_before_at, \
             max(p.revision_at, coalesce(g.revision_at, 0)), coalesce(t.edited_at, 0), coalesce(t.deleted, 0), \
             w.message_id, \
             exists (select 1 from standing_answer a where a.source_id = p.source_id \
                     and a.user_id = p.recipient_id) /* answered */, \
             exists (select 1 from role_act r join standing_answer a \
                     on a.source_id = r.source_id and a.user_id = r.user_id \
                     where r.source_id = p.source_id and r.role_id = p.group_id \
                     and r.kind = 'replied' and r.user_id <> coalesce(p.sender_id, 0)) /* by another */, \
             case when p.state = 'held' and p.not_before_at is null and p.answers_id is not null then \
                 exists (select 1 from ping o where o.answers_id = p.answers_id and o.recipient_id = p.recipient_id \
                     and o.source_id <> p.source_id and p.pinged_at < coalesce(o.brought_at, \
                         case when o.reason = 'done' or o.not_before_at is not null then o.changed_at end)) \
                 else 0 end /* told */, \
             exists (select 1 from mute m where m.user_id = p.recipient_id and m.kind = 'thread' \
                     and m.subject_id = p.channel_id and m.muted_at <= coalesce(p.put_at, p.pinged_at)) \
             or exists (select 1 from mute m where m.user_id = p.recipient_id and m.kind = 'sender' \
                     and m.subject_id = p.sender_id and m.muted_at <= coalesce(p.put_at, p.pinged_at)) /* muted */, \
             exists (select 1 from act a where a.source_id = p.source_id and a.kind = 'checked' \
                     and a.stands = 1 and a.user_id in (p.recipient_id, p.sender_id)) \
             or exists (select 1 from role_act r where r.source_id = p.source_id and r.role_id = p.group_id \
                     and r.kind = 'checked' and r.stands = 1) /* checked */, \
             hex(coalesce(p.excerpt, g.excerpt)))"
    };
}
pub(super) use ping;

/// Selects from pings, `p`, and what [`ping`] needs beside them.
macro_rules! select_pings {
    ($what:expr, from $from:literal, $rest:literal) => {
        concat!(
            "select ",
            $what,
            " from ",
            $from,
            " left join ping g on g.source_id = p.source_id and g.recipient_id = p.group_id \
             left join touched t on t.message_id = p.source_id \
             left join wrote w on w.channel_id = p.channel_id and w.user_id = p.recipient_id ",
            $rest
        )
    };
    ($rest:literal) => {
        select_pings!(ping!(), from "ping p", $rest)
    };
}
pub(super) use select_pings;

/// What [`ping`] has in its array, in its order. An instant is in milliseconds, or 0 for never; what has happened is 1.
#[derive(Deserialize)]
struct Columns<'r> {
    source: MessageId,
    recipient: UserId,
    server: ServerId,
    channel: ChannelId,
    governing: ChannelId,
    sender: Option<UserId>,
    via: &'r str,
    group: Option<UserId>,
    answers: Option<MessageId>,
    lane: &'r str,
    silent: i64,
    pinged_at: i64,
    expected_at: Option<i64>,
    urgent: u8,
    not_before_at: Option<i64>,
    revised_at: i64,
    edited_at: i64,
    deleted: u8,
    wrote_last: Option<MessageId>,
    answered: u8,
    answered_by_other: u8,
    told: u8,
    muted: u8,
    checked: u8,
    sealed: &'r str,
}

impl Columns<'_> {
    fn via(&self) -> sqlx::Result<Via> {
        let via = match via_of(self.via)? {
            Via::Reply if self.answers.is_some() => Via::Answer,
            Via::Tell if self.channel.is_none() && self.sender == Some(self.recipient) => {
                Via::Returned
            }
            via => via,
        };
        Ok(via)
    }

    fn sealed(&self, is_outdated: bool) -> sqlx::Result<Option<Vec<u8>>> {
        if is_outdated || self.sealed.is_empty() {
            return Ok(None);
        }
        let sealed = const_hex::decode(self.sealed);
        sealed
            .map(Some)
            .map_err(|error| sqlx::Error::Decode(error.into()))
    }

    fn facts(&self) -> Facts {
        let happened = |number| Happened::from(number != 0);
        Facts {
            edited_at: (self.edited_at != 0).then(|| instant(self.edited_at)),
            deleted: happened(self.deleted),
            answered: happened(self.answered),
            answered_by_other: happened(self.answered_by_other),
            checked: happened(self.checked),
            told: happened(self.told),
            muted: happened(self.muted),
            wrote_last: self.wrote_last,
        }
    }
}

/// Reads a row that begins with a ping.
pub(super) fn read(row: &SqliteRow) -> sqlx::Result<(PingRow, Facts)> {
    read_one(array(row.try_get(0)?)?)
}

/// Reads an array of pings.
pub(super) fn read_all(pings: &str) -> sqlx::Result<Vec<(PingRow, Facts)>> {
    let pings: Vec<Columns<'_>> = array(pings)?;
    pings.into_iter().map(read_one).collect()
}

fn read_one(is: Columns<'_>) -> sqlx::Result<(PingRow, Facts)> {
    let via = is.via()?;
    // No event brings the words of what was set aside or put there up to date, unless it also mentions the person.
    let is_outdated = matches!(via, Via::Saved | Via::Tell) && is.edited_at > is.revised_at;
    let ping = PingRow {
        source: is.source,
        recipient: is.recipient,
        server: is.server,
        channel: is.channel,
        governing: is.governing,
        sender: is.sender,
        via,
        group: is.group.and_then(|group| Group::of(via, group)),
        lane: lane_of(is.lane)?,
        loudness: loudness_of(is.silent),
        answers: is.answers,
        pinged_at: instant(is.pinged_at),
        revised_at: (is.revised_at != 0).then(|| instant(is.revised_at)),
        not_before_at: maybe_instant(is.not_before_at),
        excerpt: is.sealed(is_outdated)?,
        expected_at: maybe_instant(is.expected_at),
        urgency: match is.urgent {
            0 => Urgency::Ordinary,
            _ => Urgency::Urgent,
        },
    };
    Ok((ping, is.facts()))
}
