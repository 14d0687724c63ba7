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

/// A ping and the facts about it, and where they come from: one array, which [`Columns`] reads, and the words. Each column of
/// its own would be copied on its way from SQLite's thread to ours, which took longer than finding the row.
macro_rules! select_pings {
    (from $from:literal, also $also:literal, $rest:literal) => {
        concat!(
            "select json_array(p.source_id, p.recipient_id, p.server_id, p.channel_id, p.governing_id, p.sender_id, \
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
                     and o.source_id <> p.source_id and p.pinged_at < coalesce(\
                         (select max(h.composed_at) from delivery d join digest h on h.digest_id = d.digest_id \
                          where d.source_id = o.source_id and d.recipient_id = o.recipient_id), \
                         case when o.reason = 'done' or o.not_before_at is not null then o.changed_at end)) \
                 else 0 end /* told */, \
             exists (select 1 from mute m where m.user_id = p.recipient_id and m.kind = 'thread' \
                     and m.subject_id = p.channel_id and m.muted_at <= coalesce(p.put_at, p.pinged_at)) \
             or exists (select 1 from mute m where m.user_id = p.recipient_id and m.kind = 'sender' \
                     and m.subject_id = p.sender_id and m.muted_at <= coalesce(p.put_at, p.pinged_at)) /* muted */, \
             exists (select 1 from act a where a.source_id = p.source_id and a.kind = 'checked' \
                     and a.stands = 1 and a.user_id in (p.recipient_id, p.sender_id)) \
             or exists (select 1 from role_act r where r.source_id = p.source_id and r.role_id = p.group_id \
                     and r.kind = 'checked' and r.stands = 1) /* checked */) as ping, ",
            $also,
            "coalesce(p.excerpt, g.excerpt) as excerpt from ",
            $from,
            " left join ping g on g.source_id = p.source_id and g.recipient_id = p.group_id \
             left join touched t on t.message_id = p.source_id \
             left join wrote w on w.channel_id = p.channel_id and w.user_id = p.recipient_id ",
            $rest
        )
    };
}
pub(super) use select_pings;

/// What [`select_pings`] has of a ping in one array, in its order. An instant is in milliseconds, or 0 for never; what has
/// happened is 1.
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

/// Reads what [`select_pings`] gives.
pub(super) fn read(row: &SqliteRow) -> sqlx::Result<(PingRow, Facts)> {
    let is: Columns<'_> = array(row.try_get("ping")?)?;
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
        excerpt: if is_outdated {
            None
        } else {
            row.try_get("excerpt")?
        },
        expected_at: maybe_instant(is.expected_at),
        urgency: match is.urgent {
            0 => Urgency::Ordinary,
            _ => Urgency::Urgent,
        },
    };
    Ok((ping, is.facts()))
}
