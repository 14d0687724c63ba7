//! Whether a plan can be built, before anything of it is: names that are taken, names that nobody has.

use std::collections::BTreeSet;

use super::build::kind;
use super::{ChannelKind, ChannelPlan, GuildPlan, MemberPlan, OverwritePlan, RolePlan, WorldPlan};
use crate::{
    GuildId,
    bounds::{self, Bounded, Text},
    world::{MOST_TAGS, World},
};

/// Why a plan can't be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {why}")]
pub struct PlanError {
    /// Where in the plan, such as `guilds[0].members[2].roles`.
    pub at: String,
    /// What is wrong there.
    pub why: String,
}

type Checked = Result<(), PlanError>;

/// What is out of bounds, and where.
fn held(at: &str, bounded: Bounded) -> Checked {
    bounded.or_else(|why| wrong(at, why))
}

fn wrong(at: &str, why: String) -> Checked {
    Err(PlanError {
        at: at.to_owned(),
        why,
    })
}

/// The names (and ids) that things go by.
#[derive(Clone, Default)]
struct Names {
    what: &'static str,
    known: BTreeSet<String>,
}

impl Names {
    fn of<T: ToString>(what: &'static str, all: impl Iterator<Item = (T, String)>) -> Self {
        let known = all.flat_map(|(id, name)| [id.to_string(), name]).collect();
        Self { what, known }
    }

    fn take(&mut self, at: &str, name: &str) -> Checked {
        if !self.known.insert(name.to_owned()) {
            return wrong(at, format!("there is a {} \"{name}\" already", self.what));
        }
        Ok(())
    }

    fn find(&self, at: &str, name: &str) -> Checked {
        if self.known.contains(name) {
            return Ok(());
        }
        let names = self
            .known
            .iter()
            .filter(|name| name.parse::<u64>().is_err());
        let names: Vec<_> = names.map(String::as_str).collect();
        wrong(
            at,
            format!(
                "there is no {} \"{name}\"; there is: {}",
                self.what,
                names.join(", ")
            ),
        )
    }
}

/// What names lead to something while a plan is checked.
#[derive(Clone)]
pub(crate) struct Known {
    people: Names,
    guilds: Names,
    roles: Names,
    channels: Names,
    categories: Names,
}

impl Known {
    /// Without any server in sight.
    pub(crate) fn of(world: &World) -> Self {
        let people = world.people().into_iter();
        let people = people.filter_map(|id| Some((id, world.users.get(&id)?.name.clone())));
        let guilds = world.guilds.values();
        let nothing = |what| Names {
            what,
            known: BTreeSet::new(),
        };
        Self {
            people: Names::of("person", people),
            guilds: Names::of(
                "server",
                guilds.map(|server| (server.id, server.name.clone())),
            ),
            roles: nothing("role"),
            channels: nothing("channel"),
            categories: nothing("category"),
        }
    }

    /// With the roles and channels of one server.
    pub(crate) fn within(world: &World, guild: GuildId) -> Self {
        let server = world.guilds.get(&guild);
        let roles = server.into_iter().flat_map(|server| server.roles.values());
        let channels = || {
            let ids = server.into_iter().flat_map(|server| &server.channels);
            ids.filter_map(|id| world.channels.get(id))
        };
        let categories =
            channels().filter(|channel| channel.kind == crate::world::channel::Kind::Category);
        Self {
            roles: Names::of("role", roles.map(|role| (role.id, role.name.clone()))),
            channels: Names::of(
                "channel",
                channels().map(|channel| (channel.id, channel.name.clone())),
            ),
            categories: Names::of(
                "category",
                categories.map(|channel| (channel.id, channel.name.clone())),
            ),
            ..Self::of(world)
        }
    }

    /// All of a plan.
    pub(crate) fn check(mut self, plan: &WorldPlan) -> Checked {
        for (n, person) in plan.people.iter().enumerate() {
            let at = format!("people[{n}].name");
            held(&at, Text::Person.check(&person.name))?;
            self.people.take(&at, &person.name)?;
            held(
                &format!("people[{n}].locale"),
                bounds::check_locale(&person.locale),
            )?;
        }
        for (n, guild) in plan.guilds.iter().enumerate() {
            let at = format!("guilds[{n}].");
            self.guilds.take(&format!("{at}name"), &guild.name)?;
            self.check_guild(&at, guild)?;
        }
        Ok(())
    }

    /// A server with all that is in it, besides its own name.
    fn check_guild(&self, at: &str, plan: &GuildPlan) -> Checked {
        let mut scope = self.clone();
        held(&format!("{at}name"), Text::Server.check(&plan.name))?;
        held(&format!("{at}locale"), bounds::check_locale(&plan.locale))?;
        if let Some(owner) = &plan.owner {
            scope.people.find(&format!("{at}owner"), owner)?;
        }
        if plan.bot == super::BotIs::Absent && plan.bot_permissions.is_some() {
            return wrong(
                &format!("{at}bot_permissions"),
                "the bot isn't in this server".to_owned(),
            );
        }
        scope.roles.known.insert("@everyone".to_owned());
        for (n, role) in plan.roles.iter().enumerate() {
            scope.check_role(&format!("{at}roles[{n}]."), role)?;
            scope.roles.known.insert(role.name.clone());
        }
        let categories = plan
            .channels
            .iter()
            .filter(|channel| channel.kind == ChannelKind::Category);
        scope
            .categories
            .known
            .extend(categories.map(|category| category.name.clone()));
        for (n, channel) in plan.channels.iter().enumerate() {
            scope.check_channel(&format!("{at}channels[{n}]."), channel)?;
            scope.channels.known.insert(channel.name.clone());
        }
        let mut members = Names {
            what: "member",
            known: BTreeSet::new(),
        };
        for (n, member) in plan.members.iter().enumerate() {
            members.take(&format!("{at}members[{n}].person"), &member.person)?;
            scope.check_member(&format!("{at}members[{n}]."), member)?;
        }
        Ok(())
    }

    pub(crate) fn check_new_guild(mut self, plan: &GuildPlan) -> Checked {
        self.guilds.take("name", &plan.name)?;
        self.check_guild("", plan)
    }

    pub(crate) fn check_role(&self, at: &str, plan: &RolePlan) -> Checked {
        let at = format!("{at}name");
        held(&at, Text::Role.check(&plan.name))?;
        self.roles.clone().take(&at, &plan.name)
    }

    pub(crate) fn check_channel(&self, at: &str, plan: &ChannelPlan) -> Checked {
        let name = format!("{at}name");
        held(&name, Text::Channel.check(&plan.name))?;
        self.channels.clone().take(&name, &plan.name)?;
        check_topic(&format!("{at}topic"), plan)?;
        if let Some(category) = &plan.category {
            let at = format!("{at}category");
            if plan.kind == ChannelKind::Category {
                return wrong(&at, "a category can't be in a category".to_owned());
            }
            self.categories.find(&at, category)?;
        }
        check_tags(at, plan)?;
        for (n, overwrite) in plan.overwrites.iter().enumerate() {
            self.check_overwrite(&format!("{at}overwrites[{n}]"), overwrite)?;
        }
        Ok(())
    }

    fn check_overwrite(&self, at: &str, plan: &OverwritePlan) -> Checked {
        held(at, bounds::check_overwrite(plan.allow, plan.deny))?;
        match (&plan.role, &plan.person) {
            (Some(role), None) => self.roles.find(&format!("{at}.role"), role),
            (None, Some(person)) if person == "bot" => Ok(()),
            (None, Some(person)) => self.people.find(&format!("{at}.person"), person),
            _ => wrong(
                at,
                "an overwrite is for one role or one person: give either `role` or `person`"
                    .to_owned(),
            ),
        }
    }

    pub(crate) fn check_member(&self, at: &str, plan: &MemberPlan) -> Checked {
        self.people.find(&format!("{at}person"), &plan.person)?;
        if let Some(nick) = &plan.nick {
            held(&format!("{at}nick"), Text::Nickname.check(nick))?;
        }
        let mut roles = plan.roles.iter();
        roles.try_for_each(|role| self.roles.find(&format!("{at}roles"), role))
    }
}

fn check_topic(at: &str, plan: &ChannelPlan) -> Checked {
    let Some(topic) = &plan.topic else {
        return Ok(());
    };
    match kind(plan.kind).topic() {
        Some(text) => held(at, text.check(topic)),
        None => wrong(at, "such a channel has no topic".to_owned()),
    }
}

fn check_tags(at: &str, plan: &ChannelPlan) -> Checked {
    let is_forum = matches!(plan.kind, ChannelKind::Forum | ChannelKind::Media);
    if !plan.tags.is_empty() && !is_forum {
        return wrong(
            &format!("{at}tags"),
            "only forums and media channels have tags".to_owned(),
        );
    }
    if plan.tags.len() > MOST_TAGS {
        return wrong(
            &format!("{at}tags"),
            format!("a forum has at most {MOST_TAGS} tags"),
        );
    }
    let mut tags = Names {
        what: "tag",
        known: BTreeSet::new(),
    };
    let mut names = plan.tags.iter().enumerate();
    names.try_for_each(|(n, tag)| {
        let at = format!("{at}tags[{n}].name");
        held(&at, Text::Tag.check(&tag.name))?;
        tags.take(&at, &tag.name)
    })
}
