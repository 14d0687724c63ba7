//! The shapes. A key that isn't one of these is refused by name.

use serde::{Deserialize, Deserializer, de::Error as _};

use crate::{Permissions, Settings, TaggedBy};

/// A whole world.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorldPlan {
    /// The bot's application.
    pub application: ApplicationPlan,
    /// Everybody who isn't a bot.
    pub people: Vec<PersonPlan>,
    /// The servers.
    pub guilds: Vec<GuildPlan>,
}

/// The toggles of the developer portal; what is left out stays as it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationPlan {
    /// MESSAGE_CONTENT (facts §1.2).
    pub message_content: Option<bool>,
    /// GUILD_MEMBERS (facts §1.5).
    pub guild_members: Option<bool>,
}

/// A person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonPlan {
    /// Their user name; nobody else has it.
    pub name: String,
    /// The language of their client. Default: `en-US`.
    #[serde(default = "english")]
    pub locale: String,
    /// Whether the bot may write to them.
    #[serde(default)]
    pub dms: Dms,
}

/// "Allow direct messages".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dms {
    /// On.
    #[default]
    Open,
    /// Off: the bot gets 403 50007 (facts §4).
    Closed,
}

/// A server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuildPlan {
    /// Its name; no other server has it.
    pub name: String,
    /// Who owns it. Default: a person made for it.
    pub owner: Option<String>,
    /// Its language. Default: `en-US`.
    #[serde(default = "english")]
    pub locale: String,
    /// Whether the bot is in it.
    #[serde(default)]
    pub bot: BotIs,
    /// What the bot's own role allows. Default: [`Permissions::bot_by_default`].
    #[serde(default, deserialize_with = "maybe_permissions")]
    pub bot_permissions: Option<Permissions>,
    /// What @everyone may. Default: [`Permissions::everyone_by_default`].
    #[serde(default, deserialize_with = "maybe_permissions")]
    pub everyone: Option<Permissions>,
    /// Its roles, the lowest first.
    #[serde(default)]
    pub roles: Vec<RolePlan>,
    /// Its channels and categories.
    #[serde(default)]
    pub channels: Vec<ChannelPlan>,
    /// Its members; the owner and the bot are without being named.
    #[serde(default)]
    pub members: Vec<MemberPlan>,
}

/// Whether the bot is in a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BotIs {
    /// It is.
    #[default]
    Member,
    /// Not yet.
    Absent,
}

/// A role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RolePlan {
    /// Its name; no other role of the server has it.
    pub name: String,
    /// What it allows.
    #[serde(default, deserialize_with = "permissions")]
    pub permissions: Permissions,
    /// Whether everybody may mention it.
    #[serde(default)]
    pub mentionable: bool,
}

/// A channel or category.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelPlan {
    /// Its name; no other channel of the server has it.
    pub name: String,
    /// What it is. Default: a text channel.
    #[serde(default)]
    pub kind: ChannelKind,
    /// The category that it is in; it gets a copy of the category's overwrites (facts §9).
    pub category: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// Who may do what in it.
    #[serde(default)]
    pub overwrites: Vec<OverwritePlan>,
    /// The tags of a forum, at most 20.
    #[serde(default)]
    pub tags: Vec<TagPlan>,
}

/// A tag of a forum.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagPlan {
    /// Its name; no other tag of the forum has it.
    pub name: String,
    /// Who may put it on a post. Default: its author.
    #[serde(default = "author")]
    pub by: TaggedBy,
}

const fn author() -> TaggedBy {
    TaggedBy::Author
}

/// The kinds of channel that a server's admin can make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// For messages.
    #[default]
    Text,
    /// For talking, with a chat.
    Voice,
    /// For other channels.
    Category,
    /// For news.
    Announcement,
    /// For talks before an audience.
    Stage,
    /// For posts.
    Forum,
    /// For posts with pictures.
    Media,
}

/// What is allowed and denied in a channel to one role or one member.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverwritePlan {
    /// The role; `@everyone` for all.
    pub role: Option<String>,
    /// The person, or `bot`. Exactly one of the two is given.
    pub person: Option<String>,
    /// What is allowed.
    #[serde(default, deserialize_with = "permissions")]
    pub allow: Permissions,
    /// What is denied.
    #[serde(default, deserialize_with = "permissions")]
    pub deny: Permissions,
}

/// A member.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberPlan {
    /// Who.
    pub person: String,
    /// Their roles besides @everyone.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Their name here.
    pub nick: Option<String>,
    /// Their notification settings for the server.
    #[serde(default)]
    pub notifications: Settings,
}

fn english() -> String {
    "en-US".to_owned()
}

/// Permissions as a list of Discord's names.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rights(pub(crate) Permissions);

impl<'de> Deserialize<'de> for Rights {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(from)?;
        let mut all = Permissions::NONE;
        for name in names {
            all |= Permissions::named(&name).ok_or_else(|| {
                let known: Vec<_> = Permissions::ALL.names().collect();
                D::Error::custom(format!(
                    "unknown permission `{name}`, expected one of {}",
                    known.join(", ")
                ))
            })?;
        }
        Ok(Self(all))
    }
}

fn permissions<'de, D: Deserializer<'de>>(from: D) -> Result<Permissions, D::Error> {
    Rights::deserialize(from).map(|rights| rights.0)
}

fn maybe_permissions<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Permissions>, D::Error> {
    permissions(from).map(Some)
}
