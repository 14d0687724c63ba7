//! Finding things by what people call them: `ana`, `Acme`, `Acme/support`, `Acme/support/Fire in the kitchen`, `@ana` for Ana's DM with
//! the bot. An id (its digits) always works; a name that several things have is refused, with their ids.

use std::fmt;

use crate::{ChannelId, GuildId, RoleId, TagId, UserId, world::World};

/// Why a name leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NameError {
    /// Nothing is called so.
    #[error("there is no {what} \"{name}\"{}", listed(.known))]
    Unknown {
        what: &'static str,
        name: String,
        known: Vec<String>,
    },
    /// Several things are.
    #[error("{} of {what} are called \"{name}\"; say which by its id: {}", .ids.len(), .ids.join(", "))]
    Ambiguous {
        what: &'static str,
        name: String,
        ids: Vec<String>,
    },
}

/// Tags that a forum can have (facts §6).
pub(crate) const MOST_TAGS: usize = 20;

/// How many names an error lists.
const LISTED: usize = 20;

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        few if few.len() <= LISTED => format!("; there is: {}", few.join(", ")),
        many => format!("; there is: {}, and more", many[..LISTED].join(", ")),
    }
}

type Named<T> = Result<T, NameError>;

/// The one thing with this id or name.
fn pick<Id: Copy + fmt::Display, Name: Into<String>>(
    what: &'static str,
    wanted: &str,
    all: impl Iterator<Item = (Id, Name)>,
) -> Named<Id> {
    let all: Vec<(Id, String)> = all.map(|(id, name)| (id, name.into())).collect();
    if let Some((id, _)) = all.iter().find(|(id, _)| id.to_string() == wanted) {
        return Ok(*id);
    }
    let called: Vec<Id> = all
        .iter()
        .filter(|(_, name)| name == wanted)
        .map(|(id, _)| *id)
        .collect();
    match called[..] {
        [id] => Ok(id),
        [] => Err(NameError::Unknown {
            what,
            name: wanted.to_owned(),
            known: all.into_iter().map(|(_, name)| name).collect(),
        }),
        _ => Err(NameError::Ambiguous {
            what,
            name: wanted.to_owned(),
            ids: called.iter().map(Id::to_string).collect(),
        }),
    }
}

impl World {
    /// All people, from the first made on.
    pub(crate) fn people(&self) -> Vec<UserId> {
        let people = self.users.iter().filter(|(_, user)| !user.bot);
        let mut people: Vec<UserId> = people.map(|(id, _)| *id).collect();
        people.sort_unstable();
        people
    }

    fn user_name(&self, id: UserId) -> &str {
        self.users.get(&id).map_or("", |user| &user.name)
    }

    pub(crate) fn person_called(&self, name: &str) -> Named<UserId> {
        let people = self.people();
        let named = people.iter().map(|id| (*id, self.user_name(*id)));
        pick("person", name, named)
    }

    /// A person or the bot (`bot`).
    pub(crate) fn user_called(&self, name: &str) -> Named<UserId> {
        if name == "bot" || name == self.app.bot.to_string() {
            return Ok(self.app.bot);
        }
        self.person_called(name)
    }

    pub(crate) fn guild_called(&self, name: &str) -> Named<GuildId> {
        let guilds = self.guilds.values();
        pick(
            "server",
            name,
            guilds.map(|server| (server.id, &*server.name)),
        )
    }

    pub(crate) fn role_called(&self, guild: GuildId, name: &str) -> Named<RoleId> {
        let roles = self.guilds.get(&guild).into_iter();
        let roles = roles.flat_map(|server| server.roles.values());
        pick("role", name, roles.map(|role| (role.id, &*role.name)))
    }

    /// A channel of a server, without its threads.
    pub(crate) fn channel_called(&self, guild: GuildId, name: &str) -> Named<ChannelId> {
        let channels = self.guilds.get(&guild).into_iter();
        let channels = channels.flat_map(|server| &server.channels);
        let channels = channels.filter_map(|id| self.channels.get(id));
        pick(
            "channel",
            name,
            channels.map(|channel| (channel.id, &*channel.name)),
        )
    }

    /// Whether a forum has room for one more tag.
    pub(crate) fn takes_tags(&self, forum: ChannelId) -> bool {
        let forum = self
            .channels
            .get(&forum)
            .and_then(|place| place.forum.as_ref());
        forum.is_some_and(|forum| forum.tags.len() < MOST_TAGS)
    }

    pub(crate) fn tag_called(&self, forum: ChannelId, name: &str) -> Named<TagId> {
        let forum = self
            .channels
            .get(&forum)
            .and_then(|place| place.forum.as_ref());
        let tags = forum.into_iter().flat_map(|forum| &forum.tags);
        pick("tag", name, tags.map(|tag| (tag.id, &*tag.name)))
    }

    fn thread_called(&self, guild: GuildId, parent: ChannelId, name: &str) -> Named<ChannelId> {
        let threads = self.guilds.get(&guild).into_iter();
        let threads = threads.flat_map(|server| &server.threads);
        let threads = threads.filter_map(|id| self.channels.get(id));
        let here = threads.filter(|thread| thread.parent == Some(parent));
        pick(
            "thread",
            name,
            here.map(|thread| (thread.id, &*thread.name)),
        )
    }

    /// Where messages can be: an id, `Server/channel`, `Server/channel/thread`, or `@person` for their DM with the bot.
    pub(crate) fn place_called(&self, name: &str) -> Named<ChannelId> {
        let unknown = |known: &str| NameError::Unknown {
            what: "channel",
            name: name.to_owned(),
            known: vec![known.to_owned()],
        };
        if let Ok(id) = name.parse::<ChannelId>() {
            let there = self.channels.contains_key(&id).then_some(id);
            return there
                .ok_or_else(|| unknown("an id, Server/channel, Server/channel/thread, @person"));
        }
        if let Some(person) = name.strip_prefix('@') {
            let person = self.person_called(person)?;
            let dm = self.dms.get(&person).copied();
            return dm.ok_or_else(|| unknown("no DM of theirs with the bot before open_dm"));
        }
        let (guild, channel) = name
            .split_once('/')
            .ok_or_else(|| unknown("an id, Server/channel, Server/channel/thread, @person"))?;
        let guild = self.guild_called(guild)?;
        // A channel's name has no slash; a thread's may.
        let (channel, thread) = channel
            .split_once('/')
            .map_or((channel, None), |(channel, thread)| (channel, Some(thread)));
        let channel = self.channel_called(guild, channel)?;
        thread.map_or(Ok(channel), |thread| {
            self.thread_called(guild, channel, thread)
        })
    }
}
