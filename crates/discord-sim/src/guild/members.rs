//! Roles, and who is in the server with which of them.

use chrono::{DateTime, Utc};

use crate::{Guild, Permissions, Person, RoleId, UserId};

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
        self.act(|world| world.set_role(self.id, person.id(), role, true));
    }

    /// Takes a role from a member.
    pub fn take_role(&self, person: &Person, role: RoleId) {
        self.act(|world| world.set_role(self.id, person.id(), role, false));
    }

    /// Gives a member a nickname here, or none.
    pub fn nickname(&self, person: &Person, nick: Option<&str>) {
        self.act(|world| world.set_nick(self.id, person.id(), nick));
    }

    /// Times a member out until then (facts §9).
    pub fn time_out(&self, person: &Person, until: DateTime<Utc>) {
        self.act(|world| world.time_out(self.id, person.id(), until));
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
