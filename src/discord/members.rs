//! Asks Discord who is still a member, and with which roles, right before something is shown to them.
//!
//! Without the members intent roles aren't told when they change, so they are asked for in bulk: gateway
//! op 8 with up to 100 people of one server a request, which costs no REST request (facts §1.5, §13.18).
//! No answer in time means [`Sight::Unknown`](crate::domain::rights::Sight::Unknown).

mod asking;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::future::join_all;

pub(crate) use self::asking::Answer;
use self::asking::{AT_ONCE, Asking};
use super::frames::{ChunkFrame, MemberFrame};
use super::gateway::Links;
use super::lanes::Lane;
use super::visibility::{Presence, Visibility, is_timed_out};
use crate::actions::digest::{Due, Through, Want};
use crate::actions::standup::RunPlace;
use crate::domain::ids::{ChannelId, RoleId, ServerId, UserId};
use crate::domain::rights::{Rights, Sight};

/// Requests in one round; who is left over is unknown, and asked for in the next.
const REQUESTS: usize = 50;

/// Finds out who may read what.
#[derive(Debug)]
pub(crate) struct Members {
    visibility: Arc<Visibility>,
    asking: Asking,
}

/// What was found out about people of one server.
#[derive(Debug, Default)]
struct Found {
    roles: Vec<(UserId, Vec<RoleId>)>,
    sights: Vec<(UserId, ChannelId, Sight)>,
    silenced: Vec<UserId>,
}

/// What to find out in one server.
type Questions = BTreeMap<UserId, Vec<Want>>;

impl Members {
    /// Asks over these connections. `started_at` marks the questions of this process.
    pub(crate) fn new(
        visibility: Arc<Visibility>,
        links: Arc<Links>,
        answer_within: Duration,
        started_at: DateTime<Utc>,
    ) -> Self {
        Self {
            visibility,
            asking: Asking::new(links, answer_within, started_at),
        }
    }

    /// What each of these people may see now of what waits for them.
    pub(crate) async fn rights(&self, due: &[Due], lane: Lane, now: DateTime<Utc>) -> Rights {
        let mut servers: BTreeMap<ServerId, Questions> = BTreeMap::new();
        for due in due {
            for want in &due.wants {
                let questions = servers.entry(want.server).or_default();
                questions.entry(due.user).or_default().push(*want);
                if let Some(sender) = want.sender {
                    // Nothing but whether they are timed out.
                    questions.entry(sender).or_default();
                }
            }
        }
        let asked: Vec<ServerId> = servers.keys().copied().collect();
        let requests = servers.into_iter().flat_map(|(server, questions)| {
            split(questions).into_iter().map(move |part| (server, part))
        });
        let mut requests: Vec<_> = requests.collect();
        // Nobody who reads waits because of those who wrote. Whether somebody is timed out that couldn't be asked about
        // betrays nothing: Discord itself goes on showing what they wrote.
        requests.sort_by_key(|(_, part)| part.values().all(Vec::is_empty));
        let found = requests
            .into_iter()
            .take(REQUESTS)
            .map(async |(server, part)| {
                let found = self.find(server, part, lane, now).await;
                (server, found)
            });
        let found = join_all(found).await;
        let mut rights = Rights::default();
        for server in asked {
            if let Some(name) = self.visibility.name(server) {
                rights.name(server, name);
            }
        }
        for (server, found) in found {
            for (user, roles) in found.roles {
                rights.note_roles(user, server, roles);
            }
            for (user, channel, sight) in found.sights {
                rights.note(user, channel, sight);
            }
            for user in found.silenced {
                rights.note_silenced(user, server);
            }
        }
        self.name_roles(due, &mut rights);
        rights
    }

    /// What the roles are called by which something reached somebody.
    fn name_roles(&self, due: &[Due], rights: &mut Rights) {
        for want in due.iter().flat_map(|due| &due.wants) {
            let named = want.through.role().and_then(|role| {
                let name = self.visibility.name_of_role(want.server, role)?;
                Some((role, name))
            });
            if let Some((role, name)) = named {
                rights.name_role(role, name);
            }
        }
    }

    /// These people as members of a server. `None`: not in it; who is missing is unknown.
    pub(crate) async fn look_up(&self, server: ServerId, users: &[UserId], lane: Lane) -> Answer {
        if self.visibility.is_out(server) {
            return Answer::new();
        }
        match self.visibility.know(server).await {
            Ok(Presence::Here) => {
                let mut answer = Answer::new();
                for part in users.chunks(AT_ONCE) {
                    answer.extend(self.ask(server, part.iter().copied(), lane).await);
                }
                answer
            }
            Ok(Presence::Absent) => users.iter().map(|user| (*user, None)).collect(),
            Err(_) => Answer::new(),
        }
    }

    /// What somebody may see now of where a run is open: nothing without the role that it asks for.
    pub(crate) async fn sight(&self, user: UserId, place: RunPlace, now: DateTime<Utc>) -> Sight {
        let RunPlace {
            server,
            channel,
            role,
        } = place;
        let members = self.look_up(server, &[user], Lane::Live).await;
        let lacks = |member: &MemberFrame| {
            role.is_some_and(|role| member.roles.iter().all(|own| own.0 != role))
        };
        match members.get(&user) {
            Some(Some(member)) if lacks(member) => Sight::Hidden,
            Some(Some(member)) => self.visibility.sight(server, channel, member, now).await,
            Some(None) => Sight::Left,
            None => Sight::Unknown,
        }
    }

    /// Takes in a part of an answer.
    pub(crate) fn receive(&self, chunk: ChunkFrame) {
        self.asking.receive(chunk);
    }

    /// What people of one server may see there. Who is missing in it is unknown.
    async fn find(
        &self,
        server: ServerId,
        questions: Questions,
        lane: Lane,
        now: DateTime<Utc>,
    ) -> Found {
        if self.visibility.is_out(server) {
            return Found::default();
        }
        let answer = match self.visibility.know(server).await {
            Ok(Presence::Here) => self.ask(server, questions.keys().copied(), lane).await,
            // Where Adagio isn't any more, nobody is shown anything.
            Ok(Presence::Absent) => questions.keys().map(|user| (*user, None)).collect(),
            Err(_) => Answer::new(),
        };
        let mut found = Found::default();
        for (user, wants) in questions {
            let Some(member) = answer.get(&user) else {
                continue;
            };
            if member
                .as_ref()
                .is_some_and(|member| is_timed_out(member, now))
            {
                found.silenced.push(user);
            }
            let roles = member.as_ref().map(|member| member.roles.iter());
            let roles: Vec<RoleId> = roles.into_iter().flatten().map(|role| role.0).collect();
            for want in wants {
                if matches!(want.through, Through::PerhapsRole(role) if !roles.contains(&role)) {
                    continue;
                }
                let channel = want.channel;
                let sight = match member {
                    // What was told stands in no channel: it is for everybody who is in the server.
                    Some(_) if channel.is_none() => Sight::Readable,
                    Some(member) => self.visibility.sight(server, channel, member, now).await,
                    None => Sight::Left,
                };
                found.sights.push((user, channel, sight));
            }
            found.roles.push((user, roles));
        }
        found
    }

    /// Asks for members, and waits a while. Nobody is in an answer that doesn't come.
    async fn ask(
        &self,
        server: ServerId,
        users: impl Iterator<Item = UserId>,
        lane: Lane,
    ) -> Answer {
        let answer = self.asking.ask(server, users.collect(), lane).await;
        answer.unwrap_or_else(|| {
            tracing::warn!(
                guild.id = server.get(),
                "Discord did not say who is a member"
            );
            Answer::new()
        })
    }
}

/// Parts small enough for one request each; first those who are to be shown something, then those who only said it.
fn split(questions: Questions) -> Vec<Questions> {
    let (readers, senders): (Questions, Questions) = questions
        .into_iter()
        .partition(|(_, wants)| !wants.is_empty());
    let mut parts = Vec::new();
    for (at, (user, channels)) in readers.into_iter().chain(senders).enumerate() {
        if at % AT_ONCE == 0 {
            parts.push(Questions::new());
        }
        if let Some(part) = parts.last_mut() {
            part.insert(user, channels);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_asks_for_a_hundred_at_most() {
        let questions: Questions = (0..250)
            .map(|user| (UserId::new(user), Vec::new()))
            .collect();
        let sizes: Vec<usize> = split(questions).iter().map(BTreeMap::len).collect();
        assert_eq!(sizes, [100, 100, 50]);
    }

    #[test]
    fn readers_are_asked_about_before_senders() {
        let want = Want {
            server: ServerId::new(1),
            channel: ChannelId::new(2),
            governing: ChannelId::new(2),
            sender: None,
            through: Through::Nothing,
        };
        let questions: Questions = (0..150)
            .map(|user| (UserId::new(user), vec![want; usize::from(user >= 100)]))
            .collect();
        let parts = split(questions);
        let readers = |part: &Questions| part.values().filter(|wants| !wants.is_empty()).count();
        assert_eq!(parts.iter().map(readers).collect::<Vec<_>>(), [50, 0]);
    }
}
