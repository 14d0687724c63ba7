//! Who may do what in a channel, by Discord's own rules (facts §9): a pure calculation.
//!
//! ```text
//! @everyone | roles -> owner or administrator: all
//!   -> the channel's @everyone overwrite -> its role overwrites -> its member overwrite
//!   -> without VIEW_CHANNEL: nothing      -> timed out: only view and history
//! ```
//! In each step what is denied goes before what is allowed comes; the order of roles doesn't matter.

use crate::domain::ids::{RoleId, ServerId, UserId};

/// A set of permission bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Permissions(u64);

impl Permissions {
    pub(crate) const ADMINISTRATOR: Self = Self(1 << 3);
    pub(crate) const VIEW_CHANNEL: Self = Self(1 << 10);
    pub(crate) const SEND_MESSAGES: Self = Self(1 << 11);
    pub(crate) const READ_MESSAGE_HISTORY: Self = Self(1 << 16);
    pub(crate) const CONNECT: Self = Self(1 << 20);
    pub(crate) const MANAGE_THREADS: Self = Self(1 << 34);
    pub(crate) const SEND_IN_THREADS: Self = Self(1 << 38);
    pub(crate) const BYPASS_SLOWMODE: Self = Self(1 << 52);
    /// What an owner has.
    pub(crate) const ALL: Self = Self(u64::MAX);

    /// The set with these bits.
    pub(crate) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// Both sets together.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether every permission of `other` is in this set.
    pub(crate) const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// Whom an overwrite is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Role(RoleId),
    Member(UserId),
}

/// What a channel changes for a role or a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Overwrite {
    pub(crate) subject: Subject,
    pub(crate) allow: Permissions,
    pub(crate) deny: Permissions,
}

/// Whether a member stands as others do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Ordinary,
    /// May look on, no more.
    TimedOut,
    /// A guest of one voice channel, or not through the screening: sees nothing for certain.
    Outside,
}

/// Somebody in a server.
#[derive(Clone, Debug)]
pub(crate) struct Member<'a> {
    pub(crate) user: UserId,
    pub(crate) roles: &'a [RoleId],
    pub(crate) standing: Standing,
}

/// What a server grants before its channels change it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grants<'a> {
    pub(crate) server: ServerId,
    pub(crate) owner: UserId,
    /// Every role's permissions, ordered by id.
    pub(crate) roles: &'a [(RoleId, Permissions)],
}

impl Grants<'_> {
    /// What `member` may do in a channel with these overwrites. A thread has its parent's.
    pub(crate) fn in_channel(&self, member: &Member<'_>, overwrites: &[Overwrite]) -> Permissions {
        if member.user == self.owner {
            return Permissions::ALL;
        }
        let base = self.base(member);
        if base.contains(Permissions::ADMINISTRATOR) {
            return Permissions::ALL;
        }
        let granted = self.overwritten(base, member, overwrites);
        match member.standing {
            _ if !granted.contains(Permissions::VIEW_CHANNEL) => Permissions::default(),
            Standing::Outside => Permissions::default(),
            Standing::TimedOut => {
                let kept = Permissions::VIEW_CHANNEL.with(Permissions::READ_MESSAGE_HISTORY);
                granted.only(kept)
            }
            Standing::Ordinary => granted,
        }
    }

    fn base(&self, member: &Member<'_>) -> Permissions {
        let everyone = self.permissions_of(self.everyone());
        member
            .roles
            .iter()
            .map(|role| self.permissions_of(*role))
            .fold(everyone, Permissions::with)
    }

    fn overwritten(
        &self,
        base: Permissions,
        member: &Member<'_>,
        overwrites: &[Overwrite],
    ) -> Permissions {
        let apply = |granted: Permissions, concerns: &dyn Fn(Subject) -> bool| {
            let concerned = || {
                overwrites
                    .iter()
                    .filter(|overwrite| concerns(overwrite.subject))
            };
            let none = Permissions::default();
            let denied = concerned()
                .map(|overwrite| overwrite.deny)
                .fold(none, Permissions::with);
            let allowed = concerned()
                .map(|overwrite| overwrite.allow)
                .fold(none, Permissions::with);
            granted.without(denied).with(allowed)
        };
        let everyone = self.everyone();
        let granted = apply(base, &|subject| subject == Subject::Role(everyone));
        let granted = apply(granted, &|subject| match subject {
            Subject::Role(role) => role != everyone && member.roles.contains(&role),
            Subject::Member(_) => false,
        });
        apply(granted, &|subject| subject == Subject::Member(member.user))
    }

    /// The role that everybody has carries the server's own id.
    fn everyone(&self) -> RoleId {
        RoleId::new(self.server.get())
    }

    fn permissions_of(&self, role: RoleId) -> Permissions {
        match self.roles.binary_search_by_key(&role, |(id, _)| *id) {
            Ok(at) => self.roles[at].1,
            Err(_) => Permissions::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: Permissions = Permissions::VIEW_CHANNEL;
    const HISTORY: Permissions = Permissions::READ_MESSAGE_HISTORY;
    const CONNECT: Permissions = Permissions::CONNECT;
    const NONE: Permissions = Permissions(0);
    const SERVER: ServerId = ServerId::new(1);
    const EVERYONE: Subject = Subject::Role(RoleId::new(1));
    const TEAM: RoleId = RoleId::new(5);
    const MUTED: RoleId = RoleId::new(6);
    const ADMINS: RoleId = RoleId::new(7);
    const OWNER: UserId = UserId::new(20);
    const ANA: UserId = UserId::new(21);

    fn overwrite(subject: Subject, allow: Permissions, deny: Permissions) -> Overwrite {
        Overwrite {
            subject,
            allow,
            deny,
        }
    }

    fn permissions(
        user: UserId,
        roles: &[RoleId],
        standing: Standing,
        overwrites: &[Overwrite],
    ) -> Permissions {
        let all = [
            (RoleId::new(1), VIEW.with(HISTORY).with(CONNECT)),
            (TEAM, NONE),
            (MUTED, NONE),
            (ADMINS, Permissions::ADMINISTRATOR),
        ];
        let grants = Grants {
            server: SERVER,
            owner: OWNER,
            roles: &all,
        };
        grants.in_channel(
            &Member {
                user,
                roles,
                standing,
            },
            overwrites,
        )
    }

    #[test]
    fn overwrites_apply_in_discords_order() {
        let all = VIEW.with(HISTORY).with(CONNECT);
        let team = Subject::Role(TEAM);
        let muted = Subject::Role(MUTED);
        let ana = Subject::Member(ANA);
        let hidden = overwrite(EVERYONE, NONE, VIEW);
        let table: [(&str, &[RoleId], &[Overwrite], Permissions); 9] = [
            ("as the server grants", &[], &[], all),
            ("hidden from everyone", &[], &[hidden], NONE),
            (
                "a role lets in",
                &[TEAM],
                &[hidden, overwrite(team, VIEW, NONE)],
                all,
            ),
            (
                "a role of others doesn't",
                &[],
                &[hidden, overwrite(team, VIEW, NONE)],
                NONE,
            ),
            (
                "among roles, allowing wins, in any order",
                &[MUTED, TEAM],
                &[overwrite(team, VIEW, NONE), overwrite(muted, NONE, VIEW)],
                all,
            ),
            (
                "the member's own overwrite comes last, wherever it stands",
                &[TEAM],
                &[overwrite(ana, NONE, VIEW), overwrite(team, VIEW, NONE)],
                NONE,
            ),
            (
                "the member's own lets in",
                &[],
                &[overwrite(ana, VIEW, NONE), hidden],
                all,
            ),
            (
                "without view there is nothing else",
                &[],
                &[overwrite(ana, HISTORY, VIEW)],
                NONE,
            ),
            (
                "history alone can go",
                &[],
                &[overwrite(EVERYONE, NONE, HISTORY)],
                VIEW.with(CONNECT),
            ),
        ];
        for (claim, roles, overwrites, expected) in table {
            assert_eq!(
                permissions(ANA, roles, Standing::Ordinary, overwrites),
                expected,
                "{claim}"
            );
        }
    }

    #[test]
    fn owner_and_administrators_see_everything_even_when_timed_out() {
        let hidden = [
            overwrite(EVERYONE, NONE, VIEW),
            overwrite(Subject::Member(ANA), NONE, VIEW),
        ];
        for standing in [Standing::Ordinary, Standing::TimedOut] {
            assert_eq!(permissions(OWNER, &[], standing, &hidden), Permissions::ALL);
            assert_eq!(
                permissions(ANA, &[ADMINS], standing, &hidden),
                Permissions::ALL
            );
        }
    }

    #[test]
    fn who_is_timed_out_may_look_on_and_who_is_outside_may_not() {
        assert_eq!(
            permissions(ANA, &[], Standing::TimedOut, &[]),
            VIEW.with(HISTORY)
        );
        assert_eq!(permissions(ANA, &[], Standing::Outside, &[]), NONE);
    }

    #[test]
    fn a_role_that_is_gone_grants_nothing() {
        let hidden = [overwrite(EVERYONE, NONE, VIEW)];
        assert_eq!(
            permissions(ANA, &[RoleId::new(99)], Standing::Ordinary, &hidden),
            NONE
        );
    }
}
