//! Building what a plan says, once it is known that all of it can be.

use super::{
    BotIs, ChannelKind, ChannelPlan, Dms, GuildPlan, Known, MemberPlan, OverwritePlan, PersonPlan,
    PlanError, RolePlan, WorldPlan,
};
use crate::{
    ChannelId, Guild, Person, RoleId, Simulator, Target,
    world::{NameError, channel::Kind},
};

type Built<T> = Result<T, PlanError>;

/// A name that was there when the plan was checked and is gone: somebody else was at work meanwhile.
fn gone(error: NameError) -> PlanError {
    PlanError {
        at: "meanwhile".to_owned(),
        why: error.to_string(),
    }
}

impl Simulator {
    /// Adds what the plan says to this world: all of it or nothing.
    ///
    /// # Errors
    /// If a name is taken, or nobody and nothing has it.
    pub fn build(&self, plan: &WorldPlan) -> Result<(), PlanError> {
        Known::of(&self.shared.world()).check(plan)?;
        let toggles = &plan.application;
        let mut world = self.shared.world();
        world.app.message_content = toggles.message_content.unwrap_or(world.app.message_content);
        world.app.privileged_members = toggles
            .guild_members
            .unwrap_or(world.app.privileged_members);
        drop(world);
        for person in &plan.people {
            self.make_person(person);
        }
        plan.guilds
            .iter()
            .try_for_each(|guild| self.make_guild(guild).map(|_| ()))
    }

    pub(crate) fn build_person(&self, plan: &PersonPlan) -> Built<Person> {
        let world_plan = WorldPlan {
            people: vec![plan.clone()],
            ..WorldPlan::default()
        };
        let at_once = |error: PlanError| PlanError {
            at: error.at.replace("people[0].", ""),
            ..error
        };
        Known::of(&self.shared.world())
            .check(&world_plan)
            .map_err(at_once)?;
        Ok(self.make_person(plan))
    }

    pub(crate) fn build_guild(&self, plan: &GuildPlan) -> Built<Guild> {
        Known::of(&self.shared.world()).check_new_guild(plan)?;
        self.make_guild(plan)
    }

    pub(crate) fn build_role(&self, guild: &Guild, plan: &RolePlan) -> Built<RoleId> {
        Known::within(&self.shared.world(), guild.id()).check_role("", plan)?;
        Ok(make_role(guild, plan))
    }

    pub(crate) fn build_channel(&self, guild: &Guild, plan: &ChannelPlan) -> Built<ChannelId> {
        Known::within(&self.shared.world(), guild.id()).check_channel("", plan)?;
        self.make_channel(guild, plan)
    }

    pub(crate) fn build_member(&self, guild: &Guild, plan: &MemberPlan) -> Built<()> {
        Known::within(&self.shared.world(), guild.id()).check_member("", plan)?;
        self.make_member(guild, plan)
    }

    fn make_person(&self, plan: &PersonPlan) -> Person {
        let person = self.person(&plan.name).locale(&plan.locale);
        if plan.dms == Dms::Closed {
            person.close_dms();
        }
        person
    }

    fn called(&self, name: &str) -> Built<Person> {
        let id = self.shared.world().person_called(name).map_err(gone)?;
        Ok(Person::new(self.shared.clone(), id))
    }

    fn make_guild(&self, plan: &GuildPlan) -> Built<Guild> {
        let mut builder = self.guild(&plan.name).locale(&plan.locale);
        if let Some(owner) = &plan.owner {
            builder = builder.owner(&self.called(owner)?);
        }
        if plan.bot == BotIs::Absent {
            builder = builder.without_bot();
        } else if let Some(permissions) = plan.bot_permissions {
            builder = builder.bot_permissions(permissions);
        }
        let guild = builder.create();
        if let Some(permissions) = plan.everyone {
            guild.role_permissions(guild.everyone(), permissions);
        }
        for role in &plan.roles {
            make_role(&guild, role);
        }
        let is_category = |channel: &&ChannelPlan| channel.kind == ChannelKind::Category;
        let (categories, others): (Vec<_>, Vec<_>) = plan.channels.iter().partition(is_category);
        for channel in categories.into_iter().chain(others) {
            self.make_channel(&guild, channel)?;
        }
        for member in &plan.members {
            self.make_member(&guild, member)?;
        }
        Ok(guild)
    }

    fn make_channel(&self, guild: &Guild, plan: &ChannelPlan) -> Built<ChannelId> {
        let mut world = self.shared.world();
        let category = plan.category.as_deref();
        let category = category.map(|name| world.channel_called(guild.id(), name));
        let category = category.transpose().map_err(gone)?;
        let id = world.add_channel(guild.id(), kind(plan.kind), &plan.name, category, |_| {});
        drop(world);
        self.shared.changed.notify_waiters();
        if let Some(topic) = &plan.topic {
            guild.set_topic(id, topic);
        }
        for tag in &plan.tags {
            guild.forum_tag(id, &tag.name, tag.by);
        }
        for overwrite in &plan.overwrites {
            let target = self.target(guild, overwrite)?;
            guild.overwrite(id, target, overwrite.allow, overwrite.deny);
        }
        Ok(id)
    }

    fn target(&self, guild: &Guild, plan: &OverwritePlan) -> Built<Target> {
        let world = self.shared.world();
        match (&plan.role, &plan.person) {
            (Some(role), _) => world.role_called(guild.id(), role).map(Target::Role),
            (None, person) => world
                .user_called(person.as_deref().unwrap_or_default())
                .map(Target::Member),
        }
        .map_err(gone)
    }

    fn make_member(&self, guild: &Guild, plan: &MemberPlan) -> Built<()> {
        let person = self.called(&plan.person)?;
        guild.add_member(&person);
        for role in &plan.roles {
            let role = self
                .shared
                .world()
                .role_called(guild.id(), role)
                .map_err(gone)?;
            if role != guild.everyone() {
                guild.give_role(&person, role);
            }
        }
        if plan.nick.is_some() {
            guild.nickname(&person, plan.nick.as_deref());
        }
        person.notification_settings(guild, plan.notifications);
        Ok(())
    }
}

fn make_role(guild: &Guild, plan: &RolePlan) -> RoleId {
    let role = guild.role(&plan.name, plan.permissions);
    if plan.mentionable {
        guild.make_mentionable(role);
    }
    role
}

pub(super) const fn kind(plan: ChannelKind) -> Kind {
    match plan {
        ChannelKind::Text => Kind::Text,
        ChannelKind::Voice => Kind::Voice,
        ChannelKind::Category => Kind::Category,
        ChannelKind::Announcement => Kind::Announcement,
        ChannelKind::Stage => Kind::Stage,
        ChannelKind::Forum => Kind::Forum,
        ChannelKind::Media => Kind::Media,
    }
}
