//! Roles, and who is in the server with which of them.

use chrono::{DateTime, Utc};

use crate::{ChannelId, Guild, Permissions, Person, RoleId, UserId, world::guild::Member};

impl Guild {
    /// A new role above all others but the bot's, not mentionable.
    pub fn role(&self, name: &str, permissions: Permissions) -> RoleId {
        self.act(|world| world.add_role(self.id, name, permissions))
    }

    /// Lets everyone mention the role, or not.
    pub fn mentionable(&self, role: RoleId, mentionable: bool) {
        self.act(|world| world.change_role(self.id, role, |role| role.mentionable = mentionable));
    }

    /// Changes what a role allows (`guild.everyone()` too).
    pub fn role_permissions(&self, role: RoleId, permissions: Permissions) {
        self.act(|world| world.change_role(self.id, role, |role| role.permissions = permissions));
    }

    /// Removes a role.
    pub fn delete_role(&self, role: RoleId) {
        self.act(|world| world.remove_role(self.id, role));
    }

    /// The person joins.
    pub fn add_member(&self, person: &Person) {
        self.act(|world| world.join(self.id, person.id()));
    }

    /// The person leaves or is kicked.
    pub fn kick(&self, person: &Person) {
        self.act(|world| world.leave(self.id, person.id()));
    }

    /// Gives a member a role.
    pub fn give_role(&self, person: &Person, role: RoleId) {
        self.act(|world| world.give_role(self.id, person.id(), role));
    }

    /// Takes a role from a member.
    pub fn take_role(&self, person: &Person, role: RoleId) {
        self.act(|world| world.take_role(self.id, person.id(), role));
    }

    /// Gives a member a nickname here, or none.
    pub fn nickname(&self, person: &Person, nick: Option<&str>) {
        let nick = nick.map(str::to_owned);
        self.change(person, |member| member.nick = nick);
    }

    /// Times a member out until then, on the simulator's clock (facts §9).
    pub fn time_out(&self, person: &Person, until: DateTime<Utc>) {
        self.change(person, |member| member.timed_out_until = Some(until));
    }

    /// Ends a time-out early.
    pub fn end_time_out(&self, person: &Person) {
        self.change(person, |member| member.timed_out_until = None);
    }

    /// The person joins, but hasn't passed the membership screening: they see nothing and aren't reached (facts §9).
    pub fn add_pending_member(&self, person: &Person) {
        self.act(|world| world.join_as(self.id, person.id(), |member| member.pending = true));
    }

    /// A pending member passes the screening.
    pub fn pass_screening(&self, person: &Person) {
        self.change(person, |member| member.pending = false);
    }

    /// The person joins as a guest of one voice channel, the only one that they are let into (facts §9).
    pub fn add_guest(&self, person: &Person, channel: ChannelId) {
        self.act(|world| {
            world.join_as(self.id, person.id(), |member| {
                member.guest_of = Some(channel);
            });
        });
    }

    fn change(&self, person: &Person, change: impl FnOnce(&mut Member)) {
        self.act(|world| world.change_member(self.id, person.id(), change));
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
