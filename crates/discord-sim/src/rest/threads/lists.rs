//! Lists of threads: active ones, and pages of archived ones.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    ChannelId, Permissions,
    error::{ApiError, Outcome},
    rest::{
        messages::check_seen,
        request::{Reply, Req},
        routes,
    },
    world::{
        World,
        channel::{Channel, Kind},
    },
};

/// Which archived threads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Archive {
    /// By when they were archived, latest first.
    Public,
    /// As [`Archive::Public`]; needs MANAGE_THREADS.
    Private,
    /// Private ones that the bot is in, by id, latest first.
    Joined,
}

/// Where a page begins.
#[derive(Clone, Copy)]
enum Before {
    Time(DateTime<Utc>),
    Id(ChannelId),
}

/// A page of a channel's archived threads.
pub(crate) fn archived(
    world: &World,
    req: &Req,
    channel: ChannelId,
    which: Archive,
) -> Outcome<Reply> {
    let place = check_seen(world, channel)?;
    let bot = world.app.bot;
    let needed = match which {
        Archive::Private => Permissions::READ_MESSAGE_HISTORY | Permissions::MANAGE_THREADS,
        Archive::Public | Archive::Joined => Permissions::READ_MESSAGE_HISTORY,
    };
    if !world.may(bot, channel, needed) {
        return Err(ApiError::no_access());
    }
    let limit = req.number("limit", 50, 2, 100)?;
    let before = before(req, which)?;
    let server = place.guild.and_then(|guild| world.guilds.get(&guild));
    let threads = server.into_iter().flat_map(|server| &server.threads);
    let mut threads: Vec<&Channel> = threads
        .filter_map(|id| world.channels.get(id))
        .filter(|thread| thread.parent == Some(channel) && thread.is_archived())
        .filter(|thread| (thread.kind == Kind::PrivateThread) == (which != Archive::Public))
        .filter(|thread| before.is_none_or(|before| is_before(thread, before)))
        .collect();
    threads.sort_by_key(|thread| match which {
        Archive::Joined => Reverse((None, thread.id)),
        Archive::Public | Archive::Private => Reverse((archived_at(thread), thread.id)),
    });
    // Who sees what takes the longest, so only as many are looked at as are shown, and one more.
    let seen = threads
        .into_iter()
        .filter(|thread| world.sees(bot, thread.id))
        .filter(|thread| which != Archive::Joined || world.is_in_thread(bot, thread.id));
    let mut threads: Vec<&Channel> = seen.take(limit + 1).collect();
    let has_more = threads.len() > limit;
    threads.truncate(limit);
    let mut json = json_list(world, threads.into_iter());
    json["has_more"] = has_more.into();
    Ok(Reply::ok(json))
}

fn archived_at(thread: &Channel) -> Option<DateTime<Utc>> {
    thread.thread.as_ref().map(|inner| inner.archive_changed_at)
}

fn is_before(thread: &Channel, before: Before) -> bool {
    match before {
        Before::Time(time) => archived_at(thread).is_some_and(|at| at < time),
        Before::Id(id) => thread.id < id,
    }
}

/// `before`: a time; an id for those that are ordered by id.
fn before(req: &Req, which: Archive) -> Outcome<Option<Before>> {
    if which != Archive::Joined {
        return Ok(req.time("before")?.map(Before::Time));
    }
    let id = req.query.get("before").map(|text| routes::id(text));
    Ok(id.transpose()?.map(Before::Id))
}

/// `threads`, the bot's `members` of them, and no more.
pub(crate) fn json_list<'a>(world: &World, threads: impl Iterator<Item = &'a Channel>) -> Value {
    let bot = world.app.bot;
    let threads: Vec<_> = threads.collect();
    let members: Vec<_> = threads
        .iter()
        .filter(|thread| world.is_in_thread(bot, thread.id))
        .map(|thread| world.json_thread_member(thread, bot))
        .collect();
    let threads: Vec<_> = threads
        .iter()
        .map(|thread| world.json_channel(thread))
        .collect();
    json!({ "threads": threads, "members": members, "has_more": false })
}
