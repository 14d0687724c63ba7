//! Who is told of pings: whoever joined in the server and doesn't want to be left out, from when they joined.

use chrono::{DateTime, Utc};

use super::super::Known;
use crate::domain::ids::{ServerId, UserId};
use crate::domain::person::Person;

/// The member of this server who is told of what pings them at this instant.
pub(super) fn recipient_at(
    known: &Known,
    server: ServerId,
    user: UserId,
    at: DateTime<Utc>,
) -> Option<&Person> {
    let (_, since) = known.member_since(server, user)?;
    recipient(known, server, user).filter(|_| since <= at)
}

/// The member of this server who is told of pings.
pub(in super::super) fn recipient(
    known: &Known,
    server: ServerId,
    user: UserId,
) -> Option<&Person> {
    known
        .member(server, user)
        .filter(|person| person.left_out_at.is_none())
}
