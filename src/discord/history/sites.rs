//! Which channels and threads of a server are read: those that are watched, and that the bot may read.
//!
//! Channels and active threads are two requests. Threads that were put away since are asked for channel by channel,
//! where there may be any: where threads were active or something was written.

use std::collections::{HashMap, HashSet};

use super::{History, Interrupted};
use crate::actions::history::{Found, Reading};
use crate::discord::frames::ChannelFrame;
use crate::discord::http::{HttpError, Threads};
use crate::discord::lanes::Lane;
use crate::discord::visibility::{Past, Presence};
use crate::domain::event::Place;
use crate::domain::ids::{ChannelId, MessageId};
use crate::domain::mode::Mode;

/// A channel or thread that may be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site {
    pub(super) place: Place,
    /// Its latest message, which may be deleted.
    pub(super) latest: Option<MessageId>,
}

/// What there is to read in a server.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) channels: Vec<Site>,
    pub(super) threads: Vec<Site>,
    pub(super) found: Found,
}

/// A channel that may be read, with its threads.
struct Parent {
    frame: ChannelFrame,
    place: Place,
    past: Past,
}

impl History {
    /// Finds out what there is to read.
    pub(super) async fn survey(&self, reading: &Reading) -> Result<Survey, Interrupted> {
        let server = reading.server;
        if self.shared.visibility.know(server).await? == Presence::Absent {
            return Err(Interrupted::Absent);
        }
        let mut survey = Survey::default();
        let parents = self.parents(reading, &mut survey.found.shut).await?;
        let active = self.http.active_threads(server, Lane::Upkeep).await?;
        for parent in parents.values().filter(|it| it.frame.holds_messages()) {
            survey.channels.push(Site {
                place: parent.place,
                latest: parent.frame.last_message_id.map(|id| id.0),
            });
        }
        for thread in &active {
            if let Some(parent) = thread.parent_id.and_then(|id| parents.get(&id.0)) {
                survey.threads.push(parent.site_of(thread));
                survey.found.threaded.insert(parent.place.channel);
            }
        }
        for parent in parents.values().filter(|it| it.frame.holds_threads()) {
            let channel = parent.place.channel;
            let latest = parent.frame.last_message_id.map(|id| id.0);
            let is_new = latest.is_some_and(|latest| latest > reading.floor_of(channel));
            if is_new || reading.may_have_put_away(channel) {
                let archived = self.archived(parent, reading).await?;
                survey.threads.extend(archived);
            }
        }
        Ok(survey)
    }

    /// The channels that are watched and may be read; the others are noted.
    async fn parents(
        &self,
        reading: &Reading,
        shut: &mut HashSet<ChannelId>,
    ) -> Result<HashMap<ChannelId, Parent>, Interrupted> {
        let (server, shared) = (reading.server, &self.shared);
        let bot = shared.translator.bot;
        let mut found = shared.members.look_up(server, &[bot], Lane::Bulk).await;
        let bot = found.remove(&bot).flatten();
        let bot = bot.ok_or(Interrupted::RightsUnknown)?;
        let mut parents = HashMap::new();
        for frame in self.http.channels(server, Lane::Upkeep).await? {
            let channel = frame.id.0;
            if !frame.holds_messages() && !frame.holds_threads() {
                continue;
            }
            let place = shared.visibility.place(server, channel).await?;
            let is_watched = |place: &Place| shared.adagio.known().mode_at(place) != Mode::Off;
            let Some(place) = place.filter(is_watched) else {
                continue;
            };
            match shared
                .visibility
                .past(server, channel, &bot, reading.begun_at)
            {
                None | Some(Past::Nothing) => {
                    shut.insert(channel);
                }
                Some(past) => {
                    parents.insert(channel, Parent { frame, place, past });
                }
            }
        }
        Ok(parents)
    }

    /// The threads of a channel that were put away since it was last read.
    async fn archived(&self, parent: &Parent, reading: &Reading) -> Result<Vec<Site>, HttpError> {
        let mut sites = Vec::new();
        self.put_away(parent, reading, Shelf::Public, &mut sites)
            .await?;
        if parent.frame.holds_private_threads() {
            let shelf = match parent.past {
                Past::WithPrivateThreads => Shelf::Private,
                _ => Shelf::WithUs,
            };
            self.put_away(parent, reading, shelf, &mut sites).await?;
        }
        Ok(sites)
    }

    async fn put_away(
        &self,
        parent: &Parent,
        reading: &Reading,
        shelf: Shelf,
        sites: &mut Vec<Site>,
    ) -> Result<(), HttpError> {
        let channel = parent.place.channel;
        let mut last: Option<ChannelFrame> = None;
        loop {
            let before = last.as_ref().and_then(put_away_at);
            let page = match shelf {
                Shelf::Public => self.http.archived(channel, before).await,
                Shelf::Private => self.http.archived_in_private(channel, before).await,
                Shelf::WithUs => {
                    let before = last.as_ref().map(|thread| thread.id.0);
                    self.http.archived_with_us(channel, before).await
                }
            };
            let Threads { threads, has_more } = match page {
                Ok(page) => page,
                // The right to read it went this moment, or the channel did.
                Err(error) if error.is_absent() => return Ok(()),
                Err(error) => return Err(error),
            };
            let is_old = |thread: &ChannelFrame| {
                let at = put_away_at(thread);
                at.is_some_and(|at| at < reading.floor_of(channel).sent_at())
            };
            sites.extend(
                threads
                    .iter()
                    .filter(|thread| !is_old(thread))
                    .map(|thread| parent.site_of(thread)),
            );
            last = threads.last().cloned();
            // What the bot is in comes by id: an old one may stand anywhere.
            let is_over = shelf != Shelf::WithUs && last.as_ref().is_some_and(is_old);
            if !has_more || is_over || last.is_none() {
                return Ok(());
            }
        }
    }
}

/// Where threads are that were put away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shelf {
    Public,
    Private,
    /// Private ones that the bot is in.
    WithUs,
}

impl Parent {
    fn site_of(&self, thread: &ChannelFrame) -> Site {
        Site {
            place: Place {
                channel: thread.id.0,
                parent: Some(self.place.channel),
                ..self.place
            },
            latest: thread.last_message_id.map(|id| id.0),
        }
    }
}

fn put_away_at(thread: &ChannelFrame) -> Option<chrono::DateTime<chrono::Utc>> {
    thread.thread_metadata.as_ref()?.archive_timestamp
}
