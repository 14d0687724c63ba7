//! Whether somebody may write into a channel now, by their own rights: Adagio writes nothing for people that they couldn't.

use chrono::{DateTime, TimeDelta, Utc};

use super::frames::MemberFrame;
use super::http::HttpError;
use super::interactions::Desk;
use super::lanes::Lane;
use super::visibility::Powers;
use crate::actions::Error;
use crate::actions::reply::{Slow, Writer};
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::domain::mode::Mode;
use crate::domain::reply::Unposted;
use crate::domain::rights::Sight;

/// How many messages a page of a channel holds (facts §3), and how many are looked through.
const PAGE: usize = 100;
const PAGES: usize = 5;

/// Looks at everything that Discord would look at: membership, rights, time-out, a locked thread. Slow mode is told, not
/// held against them: what they write meanwhile counts too.
///
/// # Errors
/// Why they may not; or if the database can't be read.
pub(crate) async fn check(
    desk: &Desk,
    (server, channel): (ServerId, ChannelId),
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Result<Writer, Unposted>, Error> {
    let looked = look(desk, (server, channel), user, now).await;
    let (writer, pause) = match looked {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    let Some(pause) = pause else {
        return Ok(Ok(writer));
    };
    let unnoted = match is_watched(desk, (server, channel)).await? {
        Watched::Yes => None,
        Watched::No => match wrote_last(desk, channel, user, now - pause).await {
            Ok(found) => found,
            Err(_) => return Ok(Err(Unposted::Unknown)),
        },
    };
    let slow = Some(Slow { pause, unnoted });
    Ok(Ok(Writer { slow, ..writer }))
}

/// Whether what is written somewhere is noted.
enum Watched {
    Yes,
    No,
}

async fn is_watched(
    desk: &Desk,
    (server, channel): (ServerId, ChannelId),
) -> Result<Watched, Error> {
    let place = desk.visibility.place(server, channel).await?;
    let mode = place.map(|place| desk.adagio.known().mode_at(&place));
    Ok(match mode {
        Some(Mode::Off) | None => Watched::No,
        Some(_) => Watched::Yes,
    })
}

/// What somebody wrote last in a channel, asked of Discord. More than so many pages since are too much talk to look through:
/// then nothing is held against them.
async fn wrote_last(
    desk: &Desk,
    channel: ChannelId,
    user: UserId,
    since: DateTime<Utc>,
) -> Result<Option<MessageId>, HttpError> {
    let (mut from, mut last) = (MessageId::first_at(since), None);
    for _ in 0..PAGES {
        let page = desk.http.messages_from(channel, from, Lane::Live).await?;
        let own = page.iter().filter(|message| message.author() == user);
        last = own.map(|message| message.id.0).chain(last).max();
        match page.iter().map(|message| message.id.0).max() {
            Some(latest) if page.len() >= PAGE => from = latest,
            _ => break,
        }
    }
    Ok(last)
}

/// The person as they may write there, if they may at all, and the pause that slow mode asks of them.
async fn look(
    desk: &Desk,
    (server, channel): (ServerId, ChannelId),
    user: UserId,
    now: DateTime<Utc>,
) -> Result<(Writer, Option<TimeDelta>), Unposted> {
    let members = desk
        .members
        .look_up(server, &[user, desk.bot], Lane::Live)
        .await;
    let of = |user| match members.get(&user) {
        Some(Some(member)) => Ok(member),
        Some(None) => Err(Unposted::Gone),
        None => Err(Unposted::Unknown),
    };
    let (writer, adagio) = (of(user)?, of(desk.bot)?);
    match desk.visibility.sight(server, channel, writer, now).await {
        Sight::Readable => {}
        Sight::Unknown => return Err(Unposted::Unknown),
        Sight::Hidden | Sight::Left => return Err(Unposted::Gone),
    }
    let powers = |member: &MemberFrame| {
        let powers = desk.visibility.powers(server, channel, member, now);
        powers.ok_or(Unposted::Unknown)
    };
    let (theirs, ours) = (powers(writer)?, powers(adagio)?);
    if !theirs.may_write() {
        let until = writer.communication_disabled_until;
        let until = until.filter(|until| *until > now);
        return Err(until.map_or(Unposted::NotAllowed, Unposted::TimedOut));
    }
    if !ours.may_write() {
        return Err(Unposted::AdagioMayNot);
    }
    let pause = slow_mode(desk, channel, theirs, ours).await?;
    let writer = Writer {
        name: writer.name().to_owned(),
        roles: writer.roles.iter().map(|role| role.0).collect(),
        slow: None,
    };
    Ok((writer, pause))
}

async fn slow_mode(
    desk: &Desk,
    channel: ChannelId,
    theirs: Powers,
    ours: Powers,
) -> Result<Option<TimeDelta>, Unposted> {
    let told = desk.http.channel(channel).await;
    let told = told.map_err(|error| match error.is_absent() {
        true => Unposted::Gone,
        false => Unposted::Unknown,
    })?;
    if told.thread_metadata.is_some_and(|thread| thread.locked) {
        if !theirs.may_manage_threads() {
            return Err(Unposted::Locked);
        }
        if !ours.may_manage_threads() {
            return Err(Unposted::AdagioMayNot);
        }
    }
    let pause = TimeDelta::seconds(told.rate_limit_per_user.into());
    Ok((!theirs.is_free_of_slow_mode() && pause > TimeDelta::zero()).then_some(pause))
}
