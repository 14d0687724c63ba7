//! Threads over REST (facts §6).

use serde_json::{Value, json};

use crate::{
    ChannelId, MessageId, Permissions, UserId,
    error::{ApiError, Form, Outcome},
    rest::{
        forms::message::{self as form, Place},
        messages::check_seen,
        request::{Reply, Req},
    },
    world::{
        World,
        channel::{Channel, Kind},
        threads::NewThread,
    },
};

/// Which archived threads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Archive {
    Public,
    /// Needs MANAGE_THREADS.
    Private,
    /// Private ones that the bot is in.
    Joined,
}

pub(crate) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    channel: ChannelId,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("POST", []) => open(world, req, channel),
        ("GET", ["archived", "public"]) => archived(world, req, channel, Archive::Public),
        ("GET", ["archived", "private"]) => archived(world, req, channel, Archive::Private),
        _ => return None,
    })
}

/// 60, 1440, 4320 or 10080 minutes.
pub(crate) fn auto_archive(body: &Value) -> Outcome<Option<u32>> {
    match &body["auto_archive_duration"] {
        Value::Null => Ok(None),
        value => match value.as_u64() {
            Some(minutes @ (60 | 1440 | 4320 | 10080)) => Ok(u32::try_from(minutes).ok()),
            _ => Err(ApiError::form(
                "auto_archive_duration",
                "BASE_TYPE_CHOICES",
                "Value must be one of (60, 1440, 4320, 10080).",
            )),
        },
    }
}

fn name(body: &Value) -> Outcome<String> {
    let mut form = Form::default();
    let name = form.required_text(body, "", "name", 1, 100).to_owned();
    form.finish()?;
    Ok(name)
}

fn json_thread(world: &World, thread: ChannelId) -> Value {
    world
        .channels
        .get(&thread)
        .map(|place| world.json_channel(place))
        .into()
}

pub(crate) fn start(
    world: &mut World,
    req: &Req,
    channel: ChannelId,
    message: MessageId,
) -> Outcome<Reply> {
    let (name, minutes) = (name(&req.body)?, auto_archive(&req.body)?.unwrap_or(4320));
    let new = NewThread {
        auto_archive: minutes,
        ..NewThread::public(&name)
    };
    let thread = world.start_thread(world.app.bot, channel, message, &new)?;
    Ok(Reply::created(json_thread(world, thread)))
}

fn open(world: &mut World, req: &Req, channel: ChannelId) -> Outcome<Reply> {
    let bot = world.app.bot;
    let (name, minutes) = (name(&req.body)?, auto_archive(&req.body)?.unwrap_or(4320));
    let place = check_seen(world, channel)?;
    if place.kind == Kind::Forum {
        let draft = form::draft(world, req, &req.body["message"], Place::Forum(channel))?;
        let new = NewThread {
            auto_archive: minutes,
            ..NewThread::public(&name)
        };
        let thread = world.forum_post(bot, channel, &new, draft)?;
        let mut json = json_thread(world, thread);
        json["message"] = world.json_message_by_id(thread.starter());
        return Ok(Reply::created(json));
    }
    let kind = match req.body["type"].as_u64() {
        Some(10) => Kind::AnnouncementThread,
        Some(11) => Kind::PublicThread,
        None | Some(12) => Kind::PrivateThread,
        Some(_) => {
            return Err(ApiError::form(
                "type",
                "BASE_TYPE_CHOICES",
                "Value must be one of (10, 11, 12).",
            ));
        }
    };
    let invitable = req.body["invitable"].as_bool().unwrap_or(true);
    let thread = world.open_thread(
        bot,
        channel,
        &NewThread {
            name: &name,
            auto_archive: minutes,
            kind,
            invitable,
        },
    )?;
    Ok(Reply::created(json_thread(world, thread)))
}

/// The thread, if the bot sees it.
fn check_thread(world: &World, thread: ChannelId) -> Outcome<&Channel> {
    let place = check_seen(world, thread)?;
    if place.thread.is_some() {
        Ok(place)
    } else {
        Err(ApiError::new(
            400,
            50024,
            "Cannot execute action on this channel type",
        ))
    }
}

/// List Thread Members needs GUILD_MEMBERS (facts §1.5).
pub(crate) fn members(world: &World, thread: ChannelId) -> Outcome<Reply> {
    let place = check_thread(world, thread)?;
    if !world.app.privileged_members {
        return Err(ApiError::no_access());
    }
    let members = place.thread.iter().flat_map(|inner| inner.members.keys());
    Ok(Reply::ok(
        members
            .map(|user| world.json_thread_member(place, *user))
            .collect::<Vec<_>>()
            .into(),
    ))
}

/// Get Thread Member: 404 if they aren't one.
pub(crate) fn member(world: &World, thread: ChannelId, user: UserId) -> Outcome<Reply> {
    let place = check_thread(world, thread)?;
    if place
        .thread
        .as_ref()
        .is_some_and(|inner| inner.members.contains_key(&user))
    {
        Ok(Reply::ok(world.json_thread_member(place, user)))
    } else {
        Err(ApiError::unknown("Member"))
    }
}

/// Archived threads of a channel, latest archived first.
pub(crate) fn archived(
    world: &World,
    req: &Req,
    channel: ChannelId,
    which: Archive,
) -> Outcome<Reply> {
    let place = check_seen(world, channel)?;
    let bot = world.app.bot;
    if !world.may(bot, channel, Permissions::READ_MESSAGE_HISTORY)
        || which == Archive::Private && !world.may(bot, channel, Permissions::MANAGE_THREADS)
    {
        return Err(ApiError::no_access());
    }
    let limit = req.number("limit", 50, 2, 100)?;
    let before = req
        .query
        .get("before")
        .and_then(|text| chrono::DateTime::parse_from_rfc3339(text).ok());
    let server = place.guild.and_then(|guild| world.guilds.get(&guild));
    let mut threads: Vec<_> = server
        .into_iter()
        .flat_map(|server| &server.threads)
        .filter_map(|id| world.channels.get(id))
        .filter(|thread| {
            thread.parent == Some(channel) && thread.is_archived() && world.sees(bot, thread.id)
        })
        .filter(|thread| (thread.kind == Kind::PrivateThread) == (which != Archive::Public))
        .filter_map(|thread| Some((thread.thread.as_ref()?, thread)))
        .filter(|(inner, _)| which != Archive::Joined || inner.members.contains_key(&bot))
        .filter(|(inner, _)| before.is_none_or(|before| inner.archive_changed_at < before))
        .collect();
    threads.sort_by_key(|(inner, thread)| std::cmp::Reverse((inner.archive_changed_at, thread.id)));
    let has_more = threads.len() > limit;
    threads.truncate(limit);
    Ok(Reply::ok(json_list(
        world,
        threads.into_iter().map(|(_, thread)| thread),
        Some(has_more),
    )))
}

/// `threads` and the bot's `members` of them.
pub(crate) fn json_list<'a>(
    world: &World,
    threads: impl Iterator<Item = &'a Channel>,
    has_more: Option<bool>,
) -> Value {
    let bot = world.app.bot;
    let threads: Vec<_> = threads.collect();
    let joined = |thread: &&&Channel| {
        thread
            .thread
            .as_ref()
            .is_some_and(|inner| inner.members.contains_key(&bot))
    };
    let members: Vec<_> = threads
        .iter()
        .filter(joined)
        .map(|thread| world.json_thread_member(thread, bot))
        .collect();
    let threads: Vec<_> = threads
        .iter()
        .map(|thread| world.json_channel(thread))
        .collect();
    json!({ "threads": threads, "members": members, "has_more": has_more.unwrap_or(false) })
}
