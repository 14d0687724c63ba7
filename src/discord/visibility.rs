//! Who may read what: the servers, roles, channels and threads that the gateway tells of.
//!
//! A server that the gateway hasn't told of (after a resumed session it won't) is read over REST when it
//! is first asked for. What can't be found out is [`Sight::Unknown`] and fails closed; what Discord says
//! isn't there, or isn't ours to see, is hidden (facts §13.16–18).

#[cfg(test)]
mod oracle;
mod permissions;
mod powers;
mod server;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use parking_lot::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use self::permissions::{Member, Standing};
pub(crate) use self::powers::Powers;
pub(crate) use self::server::Past;
use self::server::{Look, Server};
use super::frames::{ChannelFrame, Dispatch, MemberFrame};
use super::http::{Http, HttpError};
use super::lanes::Lane;
use crate::domain::event::Place;
use crate::domain::ids::{ChannelId, RoleId, ServerId};
use crate::domain::rights::Sight;

/// A member who was invited to one voice channel only (facts §9).
const IS_GUEST: u64 = 1 << 4;

/// What is known of every server.
#[derive(Debug)]
pub(crate) struct Visibility {
    http: Arc<Http>,
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    servers: HashMap<ServerId, Server>,
    /// Those that have an outage: what was known of them still holds, but nothing can be asked.
    out: HashSet<ServerId>,
    /// Counts changes of servers that weren't known: one that is being read meanwhile is read again.
    missed: u64,
}

/// Whether Adagio is in a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Here,
    Absent,
}

impl Visibility {
    /// Nothing known yet.
    pub(crate) fn new(http: Arc<Http>) -> Self {
        Self {
            http,
            known: RwLock::default(),
        }
    }

    /// Takes in what a frame says about servers, channels, threads and roles.
    pub(crate) fn apply(&self, dispatch: &Dispatch<'_>) {
        match dispatch {
            Dispatch::ServerCreated(frame) => {
                if let Some(server) = Server::from_frame(frame) {
                    let mut known = self.write();
                    known.out.remove(&frame.id.0);
                    known.servers.insert(frame.id.0, server);
                }
            }
            Dispatch::ServerUpdated(frame) => {
                self.change(frame.id.0, |server| {
                    server.change(&frame.name, frame.owner_id.0, &frame.roles);
                });
            }
            Dispatch::ServerGone(frame) if frame.unavailable => {
                self.write().out.insert(frame.id.0);
            }
            Dispatch::ServerGone(frame) => {
                let mut known = self.write();
                known.out.remove(&frame.id.0);
                known.servers.remove(&frame.id.0);
                known.missed += 1;
            }
            Dispatch::ChannelChanged(frame) => self.put(frame),
            Dispatch::ThreadChanged(frame) => self.put_thread(frame),
            Dispatch::ChannelGone(frame) | Dispatch::ThreadGone(frame) => self.remove(frame),
            Dispatch::ThreadsListed(frame) => self.change(frame.guild_id.0, |server| {
                frame.threads.iter().for_each(|thread| server.put(thread));
            }),
            Dispatch::RoleChanged(frame) => {
                self.change(frame.guild_id.0, |server| server.put_role(&frame.role));
            }
            Dispatch::RoleGone(frame) => {
                self.change(frame.guild_id.0, |server| {
                    server.remove_role(frame.role_id.0)
                });
            }
            _ => {}
        }
    }

    /// Forgets what belongs to a session that is over: its servers will be told anew.
    pub(crate) fn forget(&self, is_concerned: impl Fn(ServerId) -> bool) {
        let mut known = self.write();
        known.servers.retain(|server, _| !is_concerned(*server));
        known.out.retain(|server| !is_concerned(*server));
        known.missed += 1;
    }

    /// Whether a server has an outage.
    pub(crate) fn is_out(&self, server: ServerId) -> bool {
        self.read().out.contains(&server)
    }

    /// Makes sure that a server is known.
    pub(crate) async fn know(&self, server: ServerId) -> Result<Presence, HttpError> {
        loop {
            let missed = {
                let known = self.read();
                if known.servers.contains_key(&server) {
                    return Ok(Presence::Here);
                }
                known.missed
            };
            let fetched = match self.fetch(server).await {
                Ok(fetched) => fetched,
                Err(error) if error.is_absent() => return Ok(Presence::Absent),
                Err(error) => return Err(error),
            };
            let mut known = self.write();
            // A change that came while it was being read may be missing in what was read.
            if known.missed == missed
                && let Entry::Vacant(vacant) = known.servers.entry(server)
            {
                vacant.insert(fetched);
            }
        }
    }

    /// Where a channel or thread stands. `None`: there is no such channel for us.
    pub(crate) async fn place(
        &self,
        server: ServerId,
        channel: ChannelId,
    ) -> Result<Option<Place>, HttpError> {
        match self.known_place(server, channel) {
            Some(place) => Ok(Some(place)),
            // Every message comes by here. The way to Discord is kilobytes that would be moved about with each of them.
            None => Box::pin(self.find_place(server, channel)).await,
        }
    }

    async fn find_place(
        &self,
        server: ServerId,
        channel: ChannelId,
    ) -> Result<Option<Place>, HttpError> {
        if self.know(server).await? == Presence::Absent {
            return Ok(None);
        }
        if let Some(place) = self.known_place(server, channel) {
            return Ok(Some(place));
        }
        self.learn(server, channel).await?;
        Ok(self.known_place(server, channel))
    }

    /// What a member may see of a channel or thread.
    pub(crate) async fn sight(
        &self,
        server: ServerId,
        channel: ChannelId,
        member: &MemberFrame,
        now: DateTime<Utc>,
    ) -> Sight {
        match self.find_sight(server, channel, member, now).await {
            Ok(sight) => sight,
            Err(error) if error.is_absent() => Sight::Hidden,
            Err(_) => Sight::Unknown,
        }
    }

    /// What a member may do in a channel or thread that is known.
    pub(crate) fn powers(
        &self,
        server: ServerId,
        channel: ChannelId,
        frame: &MemberFrame,
        now: DateTime<Utc>,
    ) -> Option<Powers> {
        let roles: Vec<RoleId> = frame.roles.iter().map(|role| role.0).collect();
        let member = Member {
            user: frame.user.id.0,
            roles: &roles,
            standing: standing(frame, now),
        };
        self.read().servers.get(&server)?.powers(channel, &member)
    }

    async fn find_sight(
        &self,
        server: ServerId,
        channel: ChannelId,
        frame: &MemberFrame,
        now: DateTime<Utc>,
    ) -> Result<Sight, HttpError> {
        if self.place(server, channel).await?.is_none() {
            return Ok(Sight::Hidden);
        }
        let roles = roles_of(frame);
        let member = member(frame, &roles, now);
        let user = member.user;
        let look = self
            .read()
            .servers
            .get(&server)
            .and_then(|known| known.look(channel, &member));
        match look {
            Some(Look::Readable) => Ok(Sight::Readable),
            Some(Look::Hidden) => Ok(Sight::Hidden),
            Some(Look::IfInThread) => Ok(match self.http.is_in_thread(channel, user).await? {
                true => Sight::Readable,
                false => Sight::Hidden,
            }),
            // It went away this very moment.
            None => Ok(Sight::Unknown),
        }
    }

    /// How much a member may read of what was written in a channel. `None`: there is no such channel.
    pub(crate) fn past(
        &self,
        server: ServerId,
        channel: ChannelId,
        frame: &MemberFrame,
        now: DateTime<Utc>,
    ) -> Option<Past> {
        let roles = roles_of(frame);
        let known = self.read();
        let known = known.servers.get(&server)?;
        known.past(channel, &member(frame, &roles, now))
    }

    /// What a server is called, if it is known.
    pub(crate) fn name(&self, server: ServerId) -> Option<String> {
        self.read()
            .servers
            .get(&server)
            .map(|known| known.name().to_owned())
    }

    /// What a role of a server is called, if that is known.
    pub(crate) fn name_of_role(&self, server: ServerId, role: RoleId) -> Option<String> {
        let known = self.read();
        let server = known.servers.get(&server)?;
        server.name_of_role(role).map(str::to_owned)
    }

    fn known_place(&self, server: ServerId, channel: ChannelId) -> Option<Place> {
        self.read().servers.get(&server)?.place(channel)
    }

    async fn fetch(&self, id: ServerId) -> Result<Server, HttpError> {
        let (info, channels, threads) = tokio::try_join!(
            self.http.server(id),
            self.http.channels(id, Lane::Live),
            self.http.active_threads(id, Lane::Live),
        )?;
        let mut server = Server::new(id, &info.name, info.owner_id.0, &info.roles);
        server.fill(channels.iter().chain(&threads));
        Ok(server)
    }

    /// Asks for one channel: an archived thread is in no list.
    async fn learn(&self, server: ServerId, channel: ChannelId) -> Result<(), HttpError> {
        let frame = match self.http.channel(channel).await {
            Ok(frame) => frame,
            Err(error) if error.is_absent() => return Ok(()),
            Err(error) => return Err(error),
        };
        if frame.guild_id.is_some_and(|told| told.0 == server) {
            self.change(server, |known| known.put(&frame));
        }
        Ok(())
    }

    fn put(&self, frame: &ChannelFrame) {
        if let Some(server) = frame.guild_id {
            self.change(server.0, |known| known.put(frame));
        }
    }

    /// Archived threads are forgotten: they are many, and asked for seldom.
    fn put_thread(&self, frame: &ChannelFrame) {
        if frame
            .thread_metadata
            .as_ref()
            .is_some_and(|metadata| metadata.archived)
        {
            self.remove(frame);
        } else {
            self.put(frame);
        }
    }

    fn remove(&self, frame: &ChannelFrame) {
        if let Some(server) = frame.guild_id {
            self.change(server.0, |known| known.remove(frame.id.0));
        }
    }

    fn change(&self, server: ServerId, change: impl FnOnce(&mut Server)) {
        let mut known = self.write();
        match known.servers.get_mut(&server) {
            Some(server) => change(server),
            None => known.missed += 1,
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read_recursive()
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write()
    }
}

fn roles_of(frame: &MemberFrame) -> Vec<RoleId> {
    frame.roles.iter().map(|role| role.0).collect()
}

fn member<'a>(frame: &MemberFrame, roles: &'a [RoleId], now: DateTime<Utc>) -> Member<'a> {
    Member {
        user: frame.user.id.0,
        roles,
        standing: standing(frame, now),
    }
}

/// Whether a member may look on and no more.
pub(super) fn is_timed_out(frame: &MemberFrame, now: DateTime<Utc>) -> bool {
    let until = frame.communication_disabled_until;
    until.is_some_and(|until| until > now)
}

fn standing(frame: &MemberFrame, now: DateTime<Utc>) -> Standing {
    if frame.pending || frame.flags & IS_GUEST != 0 {
        Standing::Outside
    } else if is_timed_out(frame, now) {
        Standing::TimedOut
    } else {
        Standing::Ordinary
    }
}
