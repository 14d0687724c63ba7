//! Whether somebody may write into a channel now, by their own rights: Adagio writes nothing for people that they couldn't.

use chrono::{DateTime, TimeDelta, Utc};

use super::frames::MemberFrame;
use super::interactions::Desk;
use super::visibility::Powers;
use crate::actions::{Error, reply};
use crate::domain::ids::{ChannelId, ServerId, UserId};
use crate::domain::reply::Unposted;
use crate::domain::rights::Sight;

/// Looks at everything that Discord would look at: membership, rights, time-out, slow mode, a locked thread.
///
/// # Errors
/// Why they may not; or if the database can't be read.
pub(crate) async fn check(
    desk: &Desk,
    (server, channel): (ServerId, ChannelId),
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Result<(), Unposted>, Error> {
    let looked = look(desk, (server, channel), user, now).await;
    let pause = match looked {
        Ok(pause) => pause,
        Err(why) => return Ok(Err(why)),
    };
    let Some(pause) = pause else {
        return Ok(Ok(()));
    };
    let free_at = reply::free_at(&desk.adagio, user, channel, pause).await?;
    Ok(match free_at.filter(|free_at| *free_at > now) {
        Some(until) => Err(Unposted::Slow(until)),
        None => Ok(()),
    })
}

/// The pause that slow mode asks of this person, if they may write there at all.
async fn look(
    desk: &Desk,
    (server, channel): (ServerId, ChannelId),
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>, Unposted> {
    let members = desk.members.look_up(server, &[user, desk.bot]).await;
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
    slow_mode(desk, channel, theirs, ours).await
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
