//! What has to be at hand for every message: who joined where, their schedules, and the modes.
//!
//! Read from the database at start, and changed together with it: only `Turn::commit` hands out a `&mut`.

use chrono::{DateTime, Utc};
use foldhash::{HashMap, HashSet};

use crate::domain::event::Place;
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::domain::mode::{self, Mode, Scope};
use crate::domain::person::Person;
use crate::domain::turns::Waiting;
use crate::store::{self, Connection, norm, person, ping, server, standup};

/// The roster and the norms, in memory.
#[derive(Debug, Default)]
pub struct Known {
    people: HashMap<UserId, Person>,
    /// Where each member joined, and when; a person is in few servers, a server has many people.
    joined: HashMap<UserId, Vec<(ServerId, DateTime<Utc>)>>,
    /// Who joined in each server.
    members: HashMap<ServerId, HashSet<UserId>>,
    /// The latest message that pinged a group of a server. `None`: there is none to look through.
    calls: HashMap<ServerId, MessageId>,
    /// Who is held, or may be held, something that passes at once; hardly anybody.
    hurried: HashSet<UserId>,
    /// Who asked to be left out: hardly anybody, and every message asks several times.
    left_out: HashSet<UserId>,
    modes: HashMap<Scope, (ServerId, Mode)>,
    /// Where stand-ups open, or opened: what is said in threads there may be an entry.
    standups: HashSet<ChannelId>,
}

impl Known {
    /// Reads everything.
    ///
    /// # Errors
    /// If the database can't be read.
    pub async fn load(db: &mut Connection) -> store::Result<Self> {
        let people = person::all(db).await?;
        let modes = norm::all(db).await?;
        let calls = ping::latest_to_groups(db).await?;
        let joined = server::memberships(db).await?;
        let hurried = person::in_a_hurry(db).await?;
        let standups = standup::channels(db).await?;
        let mut known = Self {
            calls: calls.into_iter().collect(),
            hurried: hurried.into_iter().collect(),
            standups: standups.into_iter().collect(),
            modes: modes
                .into_iter()
                .map(|(server, scope, mode)| (scope, (server, mode)))
                .collect(),
            ..Self::default()
        };
        people.into_iter().for_each(|person| known.put(person));
        for (server, user, at) in joined {
            known.join(server, user, at);
        }
        Ok(known)
    }

    /// What this person told Adagio.
    pub fn person(&self, user: UserId) -> Option<&Person> {
        self.people.get(&user)
    }

    /// Everybody who told Adagio something, in no order.
    pub fn everybody(&self) -> impl Iterator<Item = UserId> {
        self.people.keys().copied()
    }

    /// The person, if they joined in this server.
    pub fn member(&self, server: ServerId, user: UserId) -> Option<&Person> {
        self.member_since(server, user).map(|(person, _)| person)
    }

    /// The same, and when they joined: what was said before is none of Adagio's business.
    pub fn member_since(&self, server: ServerId, user: UserId) -> Option<(&Person, DateTime<Utc>)> {
        let person = self.people.get(&user)?;
        let joined = self.joined.get(&user)?.iter();
        let (_, since) = joined.copied().find(|(at, _)| *at == server)?;
        Some((person, since))
    }

    /// The servers in which this person joined, in no order.
    pub fn servers_of(&self, user: UserId) -> impl ExactSizeIterator<Item = ServerId> {
        let joined = self.joined.get(&user).map_or(&[][..], Vec::as_slice);
        joined.iter().map(|(server, _)| *server)
    }

    /// Those who joined in this server, in no order.
    pub fn members_of(&self, server: ServerId) -> impl Iterator<Item = &Person> {
        let members = self.members.get(&server).into_iter().flatten();
        members.filter_map(|user| self.people.get(user))
    }

    /// Whether anybody joined in this server.
    pub fn has_members(&self, server: ServerId) -> bool {
        self.members
            .get(&server)
            .is_some_and(|members| !members.is_empty())
    }

    /// Everybody for whom something is due, and since when, with one of the servers in which they joined: always the same.
    pub fn due(&self, now: DateTime<Utc>) -> impl Iterator<Item = (ServerId, Waiting)> {
        let people = self.people.values();
        people.filter_map(move |person| self.due_to(person, now))
    }

    /// The same of those who are held, or may be held, what passes at once.
    pub fn due_in_a_hurry(&self, now: DateTime<Utc>) -> impl Iterator<Item = (ServerId, Waiting)> {
        let hurried = self.hurried.iter();
        hurried.filter_map(move |user| self.due_to(self.people.get(user)?, now))
    }

    fn due_to(&self, person: &Person, now: DateTime<Utc>) -> Option<(ServerId, Waiting)> {
        let due_at = person.digest_due_at.filter(|due_at| *due_at <= now)?;
        let home = self.servers_of(person.id).min();
        // Who left every server has no line to stand in; that of nobody is as good.
        let home = home.unwrap_or(ServerId::new(0));
        Some((home, (due_at, person.id)))
    }

    /// The latest message that pinged a role, or everybody, in this server.
    pub fn last_call_in(&self, server: ServerId) -> Option<MessageId> {
        self.calls.get(&server).copied()
    }

    /// Whether stand-ups open in a channel, or did.
    pub fn has_standups(&self, channel: ChannelId) -> bool {
        self.standups.contains(&channel)
    }

    /// Whether a stand-up opens anywhere.
    pub fn has_any_standups(&self) -> bool {
        !self.standups.is_empty()
    }

    /// Takes in that a stand-up opens in a channel.
    pub fn opens_in(&mut self, channel: ChannelId) {
        self.standups.insert(channel);
    }

    /// Whether this person asked to be left out of everything.
    pub fn is_left_out(&self, user: UserId) -> bool {
        self.left_out.contains(&user)
    }

    /// The mode that was chosen for exactly this.
    pub fn chosen(&self, scope: Scope) -> Option<Mode> {
        self.modes.get(&scope).map(|(_, mode)| *mode)
    }

    /// Every mode that was chosen in a server, in no order.
    pub fn choices_in(&self, server: ServerId) -> Vec<(Scope, Mode)> {
        self.modes
            .iter()
            .filter_map(|(scope, (owner, mode))| (*owner == server).then_some((*scope, *mode)))
            .collect()
    }

    /// The mode that holds at this place.
    pub fn mode_at(&self, place: &Place) -> Mode {
        mode::resolve(
            self.chosen(Scope::Channel(place.governing())),
            place
                .category
                .and_then(|category| self.chosen(Scope::Category(category))),
            self.chosen(Scope::Server(place.server)),
            place.kind,
        )
    }

    /// Takes in what a person is now.
    pub fn put(&mut self, person: Person) {
        match person.left_out_at {
            Some(_) => self.left_out.insert(person.id),
            None => self.left_out.remove(&person.id),
        };
        self.people.insert(person.id, person);
    }

    /// Takes in when what waits for a person goes out. `None`: nothing waits.
    pub fn set_due(&mut self, user: UserId, due_at: Option<DateTime<Utc>>) {
        if let Some(person) = self.people.get_mut(&user) {
            person.digest_due_at = due_at;
        }
    }

    /// Takes in that a person is held, or may be held, something that passes at once.
    pub fn hurry(&mut self, user: UserId) {
        self.hurried.insert(user);
    }

    /// Takes in that nothing of the kind waits for this person any more.
    pub fn need_not_hurry(&mut self, user: UserId) {
        self.hurried.remove(&user);
    }

    /// Takes in that a person joined in a server.
    pub fn join(&mut self, server: ServerId, user: UserId, at: DateTime<Utc>) {
        let joined = self.joined.entry(user).or_default();
        if joined.iter().all(|(other, _)| *other != server) {
            joined.push((server, at));
        }
        self.members.entry(server).or_default().insert(user);
    }

    /// Takes in that a message pinged a group of a server.
    pub fn call(&mut self, server: ServerId, message: MessageId) {
        let latest = self.calls.entry(server).or_insert(message);
        *latest = message.max(*latest);
    }

    /// Forgets a person.
    pub fn forget(&mut self, user: UserId) {
        self.people.remove(&user);
        self.left_out.remove(&user);
        self.hurried.remove(&user);
        for (server, _) in self.joined.remove(&user).unwrap_or_default() {
            if let Some(members) = self.members.get_mut(&server) {
                members.remove(&user);
            }
        }
    }

    /// Takes in that a mode was chosen, or that the choice was taken back.
    pub fn choose(&mut self, server: ServerId, scope: Scope, mode: Option<Mode>) {
        match mode {
            Some(mode) => self.modes.insert(scope, (server, mode)),
            None => self.modes.remove(&scope),
        };
    }

    /// Forgets a server that was deleted.
    pub fn forget_server(&mut self, server: ServerId) {
        for servers in self.joined.values_mut() {
            servers.retain(|(joined, _)| *joined != server);
        }
        self.members.remove(&server);
        self.calls.remove(&server);
        self.modes.retain(|_, (of, _)| *of != server);
    }
}
