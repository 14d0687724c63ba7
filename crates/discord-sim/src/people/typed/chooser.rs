//! Whom and what a person can choose in a place, and `resolved`: what the chosen ids stand for.

use serde_json::{Map, Value, json};

use crate::{
    AttachmentId, ChannelId, RoleId, UserId,
    render::Shown,
    world::{World, component::kind, guild::Server},
};

/// A person in the place where they choose.
#[derive(Clone, Copy)]
pub(crate) struct Chooser<'a> {
    pub(crate) world: &'a World,
    pub(crate) person: UserId,
    pub(crate) place: ChannelId,
}

/// What was chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pick {
    User(UserId),
    Role(RoleId),
    Channel(ChannelId),
    File(AttachmentId),
}

type Chosen = Result<Pick, String>;

impl<'a> Chooser<'a> {
    fn server(&self) -> Option<&'a Server> {
        let guild = self.world.guild_of(self.place)?;
        self.world.guilds.get(&guild)
    }

    /// Anybody whose id is known: the client finds people who have left, too.
    pub(super) fn user(&self, text: &str) -> Chosen {
        let id = UserId::new(number(text)?);
        match self.world.users.contains_key(&id) {
            true => Ok(Pick::User(id)),
            false => Err(format!("{text} doesn't fit: nobody has this id")),
        }
    }

    /// Somebody whom a select menu shows: a member, or in a DM one of the two.
    fn member(&self, text: &str) -> Chosen {
        let id = UserId::new(number(text)?);
        let shown = match self.server() {
            Some(server) => server.members.contains_key(&id),
            None => id == self.person || self.world.is_bot(id),
        };
        if shown {
            Ok(Pick::User(id))
        } else {
            Err(format!("{text} doesn't fit: no such member here"))
        }
    }

    /// A role of the server.
    pub(super) fn role(&self, text: &str) -> Chosen {
        let id = RoleId::new(number(text)?);
        if self
            .server()
            .is_some_and(|server| server.roles.contains_key(&id))
        {
            Ok(Pick::Role(id))
        } else {
            Err(format!("{text} doesn't fit: no such role here"))
        }
    }

    /// A channel or thread of the server that the person sees; `kinds` is the `channel_types` of what asks.
    pub(super) fn channel(&self, text: &str, kinds: &Value) -> Chosen {
        let id = ChannelId::new(number(text)?);
        let here = self.world.guild_of(self.place);
        let found = self.world.channels.get(&id);
        let found = found
            .filter(|channel| channel.guild == here && here.is_some())
            .filter(|channel| self.world.sees(self.person, channel.id))
            .ok_or_else(|| format!("{text} doesn't fit: no such channel can be seen"))?;
        let kind = found.kind.number();
        let fits = |kinds: &Vec<Value>| kinds.is_empty() || kinds.iter().any(|one| *one == kind);
        if kinds.as_array().is_none_or(fits) {
            Ok(Pick::Channel(id))
        } else {
            Err(format!(
                "{text} doesn't fit: channels of type {kind} aren't asked for"
            ))
        }
    }

    /// A file that this person has uploaded.
    pub(super) fn file(&self, text: &str) -> Chosen {
        let id = AttachmentId::new(number(text)?);
        let own = self.world.uploads.get(&id);
        if own.is_some_and(|upload| upload.by == self.person) {
            Ok(Pick::File(id))
        } else {
            Err(format!("{text} is no file that they have uploaded"))
        }
    }

    /// What one of the select menus that fill themselves shows.
    pub(crate) fn select(&self, component: &Value, text: &str) -> Chosen {
        match component["type"].as_u64() {
            Some(kind::USER_SELECT) => self.member(text),
            Some(kind::ROLE_SELECT) => self.role(text),
            Some(kind::MENTIONABLE_SELECT) => self.member(text).or_else(|_| self.role(text)),
            _ => self.channel(text, &component["channel_types"]),
        }
    }

    /// `resolved` of what was chosen: users with their members, roles, channels, files.
    pub(crate) fn resolved(&self, picks: &[Pick]) -> Value {
        let mut maps: Map<String, Value> = Map::new();
        let mut put = |map: &str, id: String, value: Value| {
            maps.entry(map).or_insert_with(|| json!({}))[id] = value;
        };
        for pick in picks {
            match pick {
                Pick::User(id) => {
                    put("users", id.to_string(), self.world.json_user(*id));
                    if let Some(member) = self.json_member(*id) {
                        put("members", id.to_string(), member);
                    }
                }
                Pick::Role(id) => {
                    if let Some(role) = self.server().and_then(|server| server.roles.get(id)) {
                        put("roles", id.to_string(), self.world.json_role(role));
                    }
                }
                Pick::Channel(id) => put("channels", id.to_string(), self.json_channel(*id)),
                Pick::File(id) => {
                    if let Some(upload) = self.world.uploads.get(id) {
                        let file = World::json_attachment(&upload.file, Shown::ToOne);
                        put("attachments", id.to_string(), file);
                    }
                }
            }
        }
        Value::Object(maps)
    }

    /// A partial member with their own permissions in this channel (facts §5).
    fn json_member(&self, id: UserId) -> Option<Value> {
        let member = self.server()?.members.get(&id)?;
        let mut json = self.world.json_partial_member(member);
        if let Some(fields) = json.as_object_mut() {
            fields.remove("mute");
            fields.remove("deaf");
        }
        json["permissions"] = json!(self.world.raw_rights(id, self.place));
        Some(json)
    }

    /// A channel with what the person and the bot may do there, nothing implied (facts §5).
    fn json_channel(&self, id: ChannelId) -> Value {
        let Some(channel) = self.world.channels.get(&id) else {
            return Value::Null;
        };
        let mut json = self.world.json_channel(channel);
        json["permissions"] = json!(self.world.raw_rights(self.person, id));
        json["app_permissions"] = json!(self.world.raw_rights(self.world.app.bot, id));
        json
    }
}

impl Pick {
    /// The id as Discord sends it.
    pub(crate) fn id(self) -> String {
        match self {
            Self::User(id) => id.to_string(),
            Self::Role(id) => id.to_string(),
            Self::Channel(id) => id.to_string(),
            Self::File(id) => id.to_string(),
        }
    }
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("\"{text}\" is no id"))
}
