//! Who stands above whom: the hierarchy of roles (docs topics/permissions.mdx, "Permission Hierarchy").
//!
//! A role, or the member whose highest role it is, is managed only by those above it; the owner is above all.

use std::cmp::Reverse;

use crate::{
    RoleId, UserId,
    world::guild::{Role, Server},
};

/// Where a role stands. Among equal positions the older role is the higher one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    position: i64,
    age: Reverse<RoleId>,
}

impl Rank {
    /// The rank of a role at this position.
    pub(crate) const fn new(position: i64, role: RoleId) -> Self {
        Self {
            position,
            age: Reverse(role),
        }
    }

    fn of(role: &Role) -> Self {
        Self::new(role.position, role.id)
    }
}

impl Server {
    /// Whether `actor` stands above a place in the list of roles.
    pub(crate) fn is_above(&self, actor: UserId, rank: Rank) -> bool {
        self.owner == actor || self.highest(actor).is_some_and(|highest| highest > rank)
    }

    /// Whether `actor` stands above a role.
    pub(crate) fn is_above_role(&self, actor: UserId, role: RoleId) -> bool {
        let role = self.roles.get(&role);
        role.is_some_and(|role| self.is_above(actor, Rank::of(role)))
    }

    /// Whether `actor` stands above a member; nobody does above the owner, and everybody above who isn't in.
    pub(crate) fn is_above_member(&self, actor: UserId, user: UserId) -> bool {
        let highest = self.highest(user);
        self.owner != user && highest.is_none_or(|rank| self.is_above(actor, rank))
    }

    /// The highest of a member's roles.
    fn highest(&self, user: UserId) -> Option<Rank> {
        let member = self.members.get(&user)?;
        let everyone = self.id.everyone();
        member
            .roles
            .iter()
            .chain([&everyone])
            .filter_map(|role| self.roles.get(role))
            .map(Rank::of)
            .max()
    }
}
