//! One server's roles, channels and threads, no more of them than decides who reads what.
//!
//! Kept small: a server of 50 channels with two overwrites each takes about 6 KiB.

use super::permissions::{Grants, Member, Overwrite, Permissions, Subject};
use super::powers::Powers;
use crate::discord::frames::{ChannelFrame, OverwriteFrame, RoleFrame, ServerFrame};
use crate::domain::event::Place;
use crate::domain::ids::{ChannelId, RoleId, ServerId, UserId};
use crate::domain::mode::ChannelKind;

/// What Adagio remembers of a server.
#[derive(Debug)]
pub(super) struct Server {
    id: ServerId,
    name: Box<str>,
    owner: UserId,
    /// Ordered by id, as are the channels and threads.
    roles: Vec<(RoleId, Permissions)>,
    /// What the roles are called, by id.
    role_names: Vec<(RoleId, Box<str>)>,
    channels: Vec<Channel>,
    threads: Vec<Thread>,
}

#[derive(Debug)]
struct Channel {
    id: ChannelId,
    category: Option<ChannelId>,
    kind: ChannelKind,
    overwrites: Box<[Overwrite]>,
}

#[derive(Debug)]
struct Thread {
    id: ChannelId,
    parent: ChannelId,
    access: Access,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// Who reads the parent reads it.
    Open,
    /// Only for those in it, and those who manage threads.
    Private,
}

/// What the permissions alone can say about a channel and a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Readable,
    Hidden,
    /// It is a private thread: readable for those in it.
    IfInThread,
}

/// How much of what was written in a channel and its threads a member may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Past {
    Nothing,
    /// Private threads only as far as the member is in them.
    Open,
    WithPrivateThreads,
}

impl Server {
    /// The server as the gateway sends it. `None`: it is unavailable.
    pub(super) fn from_frame(frame: &ServerFrame) -> Option<Self> {
        let owner = frame.owner_id.filter(|_| !frame.unavailable)?;
        let mut server = Self::new(frame.id.0, &frame.name, owner.0, &frame.roles);
        server.fill(frame.channels.iter().chain(&frame.threads));
        Some(server)
    }

    /// A server without channels yet.
    pub(super) fn new(id: ServerId, name: &str, owner: UserId, roles: &[RoleFrame]) -> Self {
        let mut server = Self {
            id,
            name: Box::default(),
            owner,
            roles: Vec::new(),
            role_names: Vec::new(),
            channels: Vec::new(),
            threads: Vec::new(),
        };
        server.change(name, owner, roles);
        server
    }

    /// What it is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What a role is called.
    pub(super) fn name_of_role(&self, role: RoleId) -> Option<&str> {
        let at = self.role_names.binary_search_by_key(&role, |(id, _)| *id);
        self.role_names.get(at.ok()?).map(|(_, name)| &**name)
    }

    /// Adds many channels and threads at once.
    pub(super) fn fill<'a>(&mut self, channels: impl Iterator<Item = &'a ChannelFrame>) {
        for frame in channels {
            match thread(frame) {
                Some(thread) => self.threads.push(thread),
                None => self.channels.push(channel(frame)),
            }
        }
        self.channels.sort_by_key(|channel| channel.id);
        self.channels.dedup_by_key(|channel| channel.id);
        self.channels.shrink_to_fit();
        self.threads.sort_by_key(|thread| thread.id);
        self.threads.dedup_by_key(|thread| thread.id);
    }

    /// The server itself has changed.
    pub(super) fn change(&mut self, name: &str, owner: UserId, roles: &[RoleFrame]) {
        self.name = name.into();
        self.owner = owner;
        self.roles = roles.iter().map(role).collect();
        self.roles.sort_by_key(|(id, _)| *id);
        self.role_names = roles.iter().map(role_name).collect();
        self.role_names.sort_by_key(|(id, _)| *id);
    }

    /// A channel or thread is new or changed.
    pub(super) fn put(&mut self, frame: &ChannelFrame) {
        match thread(frame) {
            Some(thread) => put(&mut self.threads, thread, |thread| thread.id),
            None => put(&mut self.channels, channel(frame), |channel| channel.id),
        }
    }

    /// A channel or thread is gone, or a thread is archived; a channel takes its threads along.
    pub(super) fn remove(&mut self, channel: ChannelId) {
        self.channels.retain(|known| known.id != channel);
        self.threads
            .retain(|thread| thread.id != channel && thread.parent != channel);
    }

    /// A role is new or changed.
    pub(super) fn put_role(&mut self, frame: &RoleFrame) {
        put(&mut self.roles, role(frame), |(id, _)| *id);
        put(&mut self.role_names, role_name(frame), |(id, _)| *id);
    }

    /// A role is gone.
    pub(super) fn remove_role(&mut self, role: RoleId) {
        self.roles.retain(|(id, _)| *id != role);
        self.role_names.retain(|(id, _)| *id != role);
    }

    /// Where a channel or thread stands. `None`: not known (an archived thread, or none of ours).
    pub(super) fn place(&self, id: ChannelId) -> Option<Place> {
        let thread = self.thread(id);
        let governing = self.channel(thread.map_or(id, |thread| thread.parent))?;
        Some(Place {
            server: self.id,
            channel: id,
            parent: thread.map(|thread| thread.parent),
            category: governing.category,
            kind: governing.kind,
        })
    }

    /// What `member` may see of a channel or thread. `None`: not known.
    pub(super) fn look(&self, id: ChannelId, member: &Member<'_>) -> Option<Look> {
        let thread = self.thread(id);
        let governing = thread.map_or(id, |thread| thread.parent);
        let is_private = thread.is_some_and(|thread| thread.access == Access::Private);
        Some(match self.past(governing, member)? {
            Past::Nothing => Look::Hidden,
            Past::Open if is_private => Look::IfInThread,
            Past::Open | Past::WithPrivateThreads => Look::Readable,
        })
    }

    /// How much `member` may read of a channel and its threads. `None`: not known.
    pub(super) fn past(&self, id: ChannelId, member: &Member<'_>) -> Option<Past> {
        let channel = self.channel(id)?;
        let grants = Grants {
            server: self.id,
            owner: self.owner,
            roles: &self.roles,
        };
        let granted = grants.in_channel(member, &channel.overwrites);
        let needed = Permissions::VIEW_CHANNEL.with(Permissions::READ_MESSAGE_HISTORY);
        let needed = match channel.kind {
            ChannelKind::Voice => needed.with(Permissions::CONNECT),
            _ => needed,
        };
        Some(if !granted.contains(needed) {
            Past::Nothing
        } else if granted.contains(Permissions::MANAGE_THREADS) {
            Past::WithPrivateThreads
        } else {
            Past::Open
        })
    }

    /// What `member` may do in a channel or thread. `None`: not known.
    pub(super) fn powers(&self, id: ChannelId, member: &Member<'_>) -> Option<Powers> {
        let thread = self.thread(id);
        let governing = self.channel(thread.map_or(id, |thread| thread.parent))?;
        let grants = Grants {
            server: self.id,
            owner: self.owner,
            roles: &self.roles,
        };
        Some(Powers {
            granted: grants.in_channel(member, &governing.overwrites),
            needed: match thread {
                Some(_) => Permissions::SEND_IN_THREADS,
                None => Permissions::SEND_MESSAGES,
            },
        })
    }

    fn channel(&self, id: ChannelId) -> Option<&Channel> {
        let at = self
            .channels
            .binary_search_by_key(&id, |channel| channel.id)
            .ok()?;
        self.channels.get(at)
    }

    fn thread(&self, id: ChannelId) -> Option<&Thread> {
        let at = self
            .threads
            .binary_search_by_key(&id, |thread| thread.id)
            .ok()?;
        self.threads.get(at)
    }
}

fn put<T, K: Ord>(sorted: &mut Vec<T>, item: T, key: impl Fn(&T) -> K) {
    match sorted.binary_search_by_key(&key(&item), &key) {
        Ok(at) => sorted[at] = item,
        Err(at) => sorted.insert(at, item),
    }
}

fn role_name(frame: &RoleFrame) -> (RoleId, Box<str>) {
    (frame.id.0, frame.name.as_str().into())
}

fn role(frame: &RoleFrame) -> (RoleId, Permissions) {
    (frame.id.0, Permissions::from_bits(frame.permissions.0))
}

/// `None`: it is no thread.
fn thread(frame: &ChannelFrame) -> Option<Thread> {
    let access = match frame.kind {
        10 | 11 => Access::Open,
        12 => Access::Private,
        _ => return None,
    };
    Some(Thread {
        id: frame.id.0,
        parent: frame.parent_id?.0,
        access,
    })
}

fn channel(frame: &ChannelFrame) -> Channel {
    Channel {
        id: frame.id.0,
        category: frame.parent_id.map(|category| category.0),
        kind: kind(frame.kind),
        overwrites: frame.permission_overwrites.iter().map(overwrite).collect(),
    }
}

/// Discord's channel types; what is none of these is read as a text channel.
fn kind(kind: u8) -> ChannelKind {
    match kind {
        2 | 13 => ChannelKind::Voice,
        4 => ChannelKind::Category,
        5 => ChannelKind::Announcement,
        15 | 16 => ChannelKind::Forum,
        _ => ChannelKind::Text,
    }
}

fn overwrite(frame: &OverwriteFrame) -> Overwrite {
    let subject = match frame.kind {
        0 => Subject::Role(RoleId::new(frame.id.0)),
        _ => Subject::Member(UserId::new(frame.id.0)),
    };
    Overwrite {
        subject,
        allow: Permissions::from_bits(frame.allow.0),
        deny: Permissions::from_bits(frame.deny.0),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::discord::visibility::permissions::Standing;

    const VIEW: u64 = 1 << 10;
    const HISTORY: u64 = 1 << 16;
    const CONNECT: u64 = 1 << 20;
    const MANAGE_THREADS: u64 = 1 << 34;

    fn server() -> Server {
        let frame = json!({
            "id": "1", "name": "Acme", "owner_id": "20",
            "roles": [
                {"id": "5", "permissions": MANAGE_THREADS.to_string()},
                {"id": "1", "permissions": (VIEW | HISTORY).to_string()},
            ],
            "channels": [
                {"id": "30", "type": 4},
                {"id": "32", "type": 0, "parent_id": "30"},
                {"id": "31", "type": 2},
                {"id": "33", "type": 0, "permission_overwrites": [
                    {"id": "1", "type": 0, "allow": "0", "deny": VIEW.to_string()},
                ]},
            ],
            "threads": [
                {"id": "41", "type": 12, "parent_id": "32"},
                {"id": "40", "type": 11, "parent_id": "32"},
                {"id": "42", "type": 11, "parent_id": "33"},
            ],
        });
        Server::from_frame(&serde_json::from_value(frame).unwrap()).unwrap()
    }

    fn look(channel: i64, roles: &[RoleId]) -> Option<Look> {
        let member = Member {
            user: UserId::new(21),
            roles,
            standing: Standing::Ordinary,
        };
        server().look(ChannelId::new(channel), &member)
    }

    #[test]
    fn a_thread_stands_in_its_channel_and_category() {
        let place = server().place(ChannelId::new(40)).unwrap();
        assert_eq!(place.parent, Some(ChannelId::new(32)));
        assert_eq!(place.category, Some(ChannelId::new(30)));
        assert_eq!(place.kind, ChannelKind::Text);
        assert_eq!(server().place(ChannelId::new(99)), None);
    }

    #[test]
    fn a_thread_is_read_by_its_parents_rules() {
        assert_eq!(look(32, &[]), Some(Look::Readable));
        assert_eq!(look(40, &[]), Some(Look::Readable));
        assert_eq!(look(33, &[]), Some(Look::Hidden));
        assert_eq!(look(42, &[]), Some(Look::Hidden));
        assert_eq!(look(99, &[]), None);
    }

    #[test]
    fn a_private_thread_is_for_those_in_it_and_those_who_manage_threads() {
        assert_eq!(look(41, &[]), Some(Look::IfInThread));
        assert_eq!(look(41, &[RoleId::new(5)]), Some(Look::Readable));
    }

    #[test]
    fn the_chat_of_a_voice_channel_needs_the_right_to_connect() {
        assert_eq!(look(31, &[]), Some(Look::Hidden));
        let mut server = server();
        let everyone = json!({"id": "1", "permissions": (VIEW | HISTORY | CONNECT).to_string()});
        server.put_role(&serde_json::from_value(everyone).unwrap());
        let member = Member {
            user: UserId::new(21),
            roles: &[],
            standing: Standing::Ordinary,
        };
        assert_eq!(
            server.look(ChannelId::new(31), &member),
            Some(Look::Readable)
        );
    }

    #[test]
    fn a_channel_that_goes_takes_its_threads_along() {
        let mut server = server();
        server.remove(ChannelId::new(32));
        assert_eq!(server.place(ChannelId::new(32)), None);
        assert_eq!(server.place(ChannelId::new(40)), None);
        assert!(server.place(ChannelId::new(42)).is_some());
    }

    #[test]
    fn an_unavailable_server_is_none() {
        let frame = json!({"id": "1", "unavailable": true});
        assert!(Server::from_frame(&serde_json::from_value(frame).unwrap()).is_none());
    }
}
