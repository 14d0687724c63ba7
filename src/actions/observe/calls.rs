//! Groups that are pinged: for whom a digest may become due, and what those with a role did about it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::super::due::Due;
use super::super::{Known, groups};
use crate::domain::event::{Post, Turn};
use crate::domain::group::Group;
use crate::domain::ids::{MessageId, RoleId, ServerId, UserId};
use crate::domain::ping::Lane;
use crate::store::act::{Act, Kind};
use crate::store::ping::{NewPing, PingRow};

/// What somebody did about a message, for a role that they have. `None`: they took something back.
pub(super) type RoleAct = (Act, Option<RoleId>);

/// Who may be concerned by pings of groups: everybody who joined there. Nobody's roles are known here, and who is asked
/// for once too often costs a look: at most one a digest.
#[derive(Debug, Default)]
pub(super) struct Calls(HashMap<(ServerId, Lane), DateTime<Utc>>);

impl Calls {
    pub(super) fn add(&mut self, row: &PingRow) {
        let first = self
            .0
            .entry((row.server, row.lane))
            .or_insert(row.pinged_at);
        *first = row.pinged_at.min(*first);
    }

    /// Sees to it that everybody is looked after in time.
    pub(super) fn arm(self, known: &Known, due: &mut Due) {
        for ((server, lane), pinged_at) in self.0 {
            let takes_part = known.members_of(server);
            for person in takes_part.filter(|person| person.left_out_at.is_none()) {
                let lane = groups::lane_for(person, lane, pinged_at);
                due.arm(person, lane, pinged_at);
            }
        }
    }
}

/// These pings that are of groups, in each server.
pub(super) fn of_groups(pings: &[NewPing]) -> impl Iterator<Item = &PingRow> {
    let rows = pings.iter().map(|ping| &ping.row);
    rows.filter(|row| Group::of(row.via, row.recipient).is_some())
}

/// What a message does for the author's roles: it answers others.
pub(super) fn answers_of(post: &Post) -> impl Iterator<Item = RoleAct> {
    let (user, roles) = (
        post.author,
        post.author_roles.as_deref().unwrap_or_default(),
    );
    answers(post.answers(), (user, roles), post.id.sent_at())
}

/// What an answer to these messages does for its writer's roles.
pub(super) fn answers(
    sources: impl Iterator<Item = MessageId>,
    (user, roles): (UserId, &[RoleId]),
    at: DateTime<Utc>,
) -> impl Iterator<Item = RoleAct> {
    let answer = move |source| Act {
        source,
        user,
        kind: Kind::Replied,
        turn: Turn::Added,
        at,
    };
    sources.flat_map(move |source| for_each(answer(source), roles))
}

/// What a ✅ does for the roles of who put it there.
pub(super) fn tick(act: Act, roles: &[RoleId]) -> Vec<RoleAct> {
    match act.turn {
        Turn::Added => for_each(act, roles).collect(),
        Turn::Removed => vec![(act, None)],
    }
}

fn for_each(act: Act, roles: &[RoleId]) -> impl Iterator<Item = RoleAct> {
    roles.iter().map(move |role| (act, Some(*role)))
}
