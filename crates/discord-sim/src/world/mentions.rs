//! Which mentions in a text count: what `allowed_mentions` lets through, what resolves, what the author may mention (facts §3).

use crate::{
    ChannelId, GuildId, Permissions, RoleId, UserId,
    world::{World, message::Message},
};

/// `allowed_mentions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allowed {
    pub(crate) all_users: bool,
    pub(crate) all_roles: bool,
    pub(crate) everyone: bool,
    pub(crate) users: Vec<UserId>,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) replied_user: bool,
}

impl Allowed {
    /// What a message without the field gets, by whether it answers an interaction.
    pub(crate) fn by_default_for(message: &Message) -> Self {
        if message.origin().is_some() {
            Self::users_only()
        } else {
            Self::everything()
        }
    }

    /// What a normal message without the field gets: everything.
    pub(crate) const fn everything() -> Self {
        Self {
            all_users: true,
            all_roles: true,
            everyone: true,
            users: Vec::new(),
            roles: Vec::new(),
            replied_user: true,
        }
    }

    /// What an interaction's or webhook's message without the field gets.
    pub(crate) const fn users_only() -> Self {
        Self {
            all_users: true,
            all_roles: false,
            everyone: false,
            users: Vec::new(),
            roles: Vec::new(),
            replied_user: true,
        }
    }
}

/// What counts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Mentions {
    pub(crate) users: Vec<UserId>,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) everyone: bool,
}

/// What a text names, before anything is asked. Code blocks and `code` name nobody.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) users: Vec<UserId>,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) everyone: bool,
}

impl Named {
    pub(crate) fn in_text(text: &str) -> Self {
        let mut named = Self::default();
        if text.contains('@') {
            for part in outside_code(text) {
                named.read(part);
            }
        }
        named
    }

    fn read(&mut self, text: &str) {
        self.everyone |= text.contains("@everyone") || text.contains("@here");
        for (start, _) in text.match_indices("<@") {
            let rest = &text[start + 2..];
            let Some(end) = rest.find('>') else { continue };
            let inner = &rest[..end];
            if let Some(role) = inner.strip_prefix('&').and_then(digits) {
                push_new(&mut self.roles, RoleId::new(role));
            } else if let Some(user) = digits(inner.strip_prefix('!').unwrap_or(inner)) {
                push_new(&mut self.users, UserId::new(user));
            }
        }
    }
}

fn digits(text: &str) -> Option<u64> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// The parts of a text that are not inside ``` or ` pairs.
fn outside_code(text: &str) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(open) = rest.find('`') {
        let ticks = rest[open..]
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        let fence = &rest[open..open + ticks];
        let after = open + ticks;
        let Some(close) = rest[after..].find(fence) else {
            break;
        };
        parts.push(&rest[..open]);
        rest = &rest[after + close + ticks..];
    }
    parts.push(rest);
    parts
}

impl World {
    /// What of `text` counts when `author` writes it there.
    pub(crate) fn resolve_mentions(
        &self,
        author: UserId,
        channel: ChannelId,
        text: &str,
        allowed: &Allowed,
    ) -> Mentions {
        let mut named = Named::in_text(text);
        if named == Named::default() {
            return Mentions::default();
        }
        named.users.retain(|user| allows_user(allowed, *user));
        match self.guild_of(channel) {
            Some(guild) => self.resolve_in_server(author, (guild, channel), named, allowed),
            None => self.resolve_in_dm(channel, named),
        }
    }

    /// In a DM only its two sides are mentioned.
    fn resolve_in_dm(&self, channel: ChannelId, named: Named) -> Mentions {
        let dm = self.channels.get(&channel);
        let recipient = dm.and_then(|dm| dm.recipient);
        let takes_part = |user: &UserId| self.is_bot(*user) || recipient == Some(*user);
        Mentions {
            users: named.users.into_iter().filter(takes_part).collect(),
            ..Mentions::default()
        }
    }

    /// In a server its members; roles that are mentionable; with MENTION_EVERYONE all roles, and everyone.
    fn resolve_in_server(
        &self,
        author: UserId,
        (guild, channel): (GuildId, ChannelId),
        named: Named,
        allowed: &Allowed,
    ) -> Mentions {
        let Some(server) = self.guilds.get(&guild) else {
            return Mentions::default();
        };
        let asks = !named.roles.is_empty() || named.everyone;
        let loud = asks && self.may(author, channel, Permissions::MENTION_EVERYONE);
        let is_in = |user: &UserId| server.members.contains_key(user);
        let counts = |role: &RoleId| {
            let is_allowed = allowed.all_roles || allowed.roles.contains(role);
            let found = server.roles.get(role);
            is_allowed && found.is_some_and(|role| role.mentionable || loud)
        };
        Mentions {
            users: named.users.into_iter().filter(is_in).collect(),
            roles: named.roles.into_iter().filter(counts).collect(),
            everyone: named.everyone && allowed.everyone && loud,
        }
    }
}

fn allows_user(allowed: &Allowed, user: UserId) -> bool {
    allowed.all_users || allowed.users.contains(&user)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_users_and_roles_once_and_nobody_in_code() {
        let cases = [
            ("hello", vec![], vec![], false),
            ("<@12> <@!12> <@34>", vec![12, 34], vec![], false),
            ("<@&5> @here", vec![], vec![5], true),
            ("`<@12>` ```\n@everyone\n``` <@3>", vec![3], vec![], false),
            ("a ` <@12>", vec![12], vec![], false),
            ("<@> <@x1> <@1", vec![], vec![], false),
        ];
        for (text, users, roles, everyone) in cases {
            let named = Named::in_text(text);
            assert_eq!(
                named.users,
                users.into_iter().map(UserId::new).collect::<Vec<_>>(),
                "{text}"
            );
            assert_eq!(
                named.roles,
                roles.into_iter().map(RoleId::new).collect::<Vec<_>>(),
                "{text}"
            );
            assert_eq!(named.everyone, everyone, "{text}");
        }
    }
}
