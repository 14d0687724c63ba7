//! Roles, and who is in the server with which of them. Whom a verb is about is a [`Person`](crate::Person) or an id, such as the bot's.

use chrono::{DateTime, Utc};

use crate::{ChannelId, Guild, Permissions, RoleId, UserId, world::guild::Member};

impl Guild {
    /// A new role, not mentionable. It is the lowest: at position 1, where among equals the older role is the higher one, so
    /// that a bot stands above the roles that are made after its invitation.
    pub fn role(&self, name: &str, permissions: Permissions) -> RoleId {
        self.act(|world| world.add_role(self.id, name, permissions, |_| {}))
    }

    /// Puts a role elsewhere in the list: higher positions are above, @everyone's is 0.
    pub fn move_role(&self, role: RoleId, position: i64) {
        self.act(|world| world.move_role(self.id, role, position));
    }

    /// Renames a role.
    pub fn rename_role(&self, role: RoleId, name: &str) {
        self.act(|world| world.change_role(self.id, role, |role| name.clone_into(&mut role.name)));
    }

    /// Lets everyone mention the role.
    pub fn make_mentionable(&self, role: RoleId) {
        self.act(|world| world.change_role(self.id, role, |role| role.mentionable = true));
    }

    /// Lets only those with MENTION_EVERYONE mention the role, as it is with a new one.
    pub fn make_unmentionable(&self, role: RoleId) {
        self.act(|world| world.change_role(self.id, role, |role| role.mentionable = false));
    }

    /// Changes what a role allows (`guild.everyone()` too).
    pub fn role_permissions(&self, role: RoleId, permissions: Permissions) {
        self.act(|world| world.change_role(self.id, role, |role| role.permissions = permissions));
    }

    /// Removes a role.
    pub fn delete_role(&self, role: RoleId) {
        self.act(|world| world.remove_role(self.id, role));
    }

    /// Somebody joins; nothing if they are in. A ban doesn't hinder it, see [`Person::join`](crate::Person::join).
    pub fn add_member(&self, who: impl Into<UserId>) {
        self.act(|world| world.join(self.id, who.into()));
    }

    /// The person leaves or is kicked: their roles and nickname here are gone.
    pub fn kick(&self, who: impl Into<UserId>) {
        self.act(|world| world.leave(self.id, who.into()));
    }

    /// The person, member or not, is banned and leaves.
    pub fn ban(&self, who: impl Into<UserId>) {
        self.act(|world| world.ban(self.id, who.into()));
    }

    /// The ban of a person ends; they don't come back by themselves.
    pub fn unban(&self, who: impl Into<UserId>) {
        self.act(|world| world.unban(self.id, who.into()));
    }

    /// Gives a member a role.
    pub fn give_role(&self, who: impl Into<UserId>, role: RoleId) {
        self.act(|world| world.give_role(self.id, who.into(), role));
    }

    /// Takes a role from a member.
    pub fn take_role(&self, who: impl Into<UserId>, role: RoleId) {
        self.act(|world| world.take_role(self.id, who.into(), role));
    }

    /// Gives a member a nickname here, or none.
    pub fn nickname(&self, who: impl Into<UserId>, nick: Option<&str>) {
        let nick = nick.map(str::to_owned);
        self.change(who, |member| member.nick = nick);
    }

    /// Times a member out until then, on the simulator's clock (facts §9).
    pub fn time_out(&self, who: impl Into<UserId>, until: DateTime<Utc>) {
        self.change(who, |member| member.timed_out_until = Some(until));
    }

    /// Ends a time-out early.
    pub fn end_time_out(&self, who: impl Into<UserId>) {
        self.change(who, |member| member.timed_out_until = None);
    }

    /// The person joins, but hasn't passed the membership screening: they see nothing and aren't reached (facts §9).
    pub fn add_pending_member(&self, who: impl Into<UserId>) {
        self.act(|world| world.join_as(self.id, who.into(), |member| member.pending = true));
    }

    /// A pending member passes the screening.
    pub fn pass_screening(&self, who: impl Into<UserId>) {
        self.change(who, |member| member.pending = false);
    }

    /// The person joins as a guest of one voice channel, the only one that they are let into (facts §9).
    pub fn add_guest(&self, who: impl Into<UserId>, channel: ChannelId) {
        self.act(|world| {
            world.join_as(self.id, who.into(), |member| {
                member.guest_of = Some(channel);
            });
        });
    }

    fn change(&self, who: impl Into<UserId>, change: impl FnOnce(&mut Member)) {
        self.act(|world| world.change_member(self.id, who.into(), change));
    }

    /// Whether the person is a member.
    #[must_use]
    pub fn has_member(&self, person: UserId) -> bool {
        self.shared
            .world()
            .server(self.id)
            .members
            .contains_key(&person)
    }
}
