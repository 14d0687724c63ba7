//! Reads a channel or thread page by page, and takes in what a page comes to.
//!
//! A page tells what was written and edited; what should stand in it and doesn't was deleted.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde_json::value::RawValue;

use super::sites::Site;
use super::{History, Interrupted};
use crate::actions::history::{Progress, Reading};
use crate::actions::observe;
use crate::discord::events::SETTLED;
use crate::discord::frames::{FoundFrame, MessageFrame};
use crate::discord::http::HttpError;
use crate::domain::event::{Event, Post};
use crate::domain::history::{Course, Then};
use crate::domain::ids::MessageId;

/// Discord's code for a message that isn't there (facts §13.31).
const UNKNOWN_MESSAGE: u32 = 10_008;

/// Whether a channel can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    Open,
    Shut,
}

/// A message of a page.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) id: MessageId,
    /// What it comes to; nothing if nobody wrote it, or it can't be read.
    pub(super) events: Vec<Event>,
    pub(super) is_ticked: bool,
}

impl Found {
    /// How it stands there now.
    pub(super) fn post(&self) -> Option<&Post> {
        self.events.iter().rev().find_map(|event| match event {
            Event::Posted(post) | Event::Edited(post) => Some(post),
            _ => None,
        })
    }
}

impl History {
    /// Reads what there is to read in a channel or thread, and says whether it can be.
    pub(super) async fn read_site(
        &self,
        reading: &Reading,
        site: &Site,
    ) -> Result<Door, Interrupted> {
        let channel = site.place.channel;
        let mut course = reading.course(&site.place);
        if !course.is_needed(site.latest) {
            return Ok(Door::Open);
        }
        loop {
            let now = self.now();
            let turned = match self.http.page(channel, course.after()).await {
                Ok(page) => self.turn(&mut course, site, &page, now).await,
                Err(error) => Err(error.into()),
            };
            let (events, then) = match turned {
                Ok(turned) => turned,
                Err(Interrupted::Discord(error)) if !error.is_passing() => {
                    // It went this moment, or isn't as documented: the others are read all the same.
                    tracing::warn!(channel.id = channel.get(), %error, "a channel can't be read");
                    return Ok(match error.is_absent() {
                        true => Door::Shut,
                        false => Door::Open,
                    });
                }
                Err(error) => return Err(error),
            };
            let progress = Progress {
                server: reading.server,
                channel,
                read_until: course.read_until(),
            };
            observe::history(&self.shared.adagio, &events, &progress, now).await?;
            if then == Then::End {
                return Ok(Door::Open);
            }
        }
    }

    /// What a page comes to, as of `now`, when it was asked for.
    async fn turn(
        &self,
        course: &mut Course,
        site: &Site,
        page: &[u8],
        now: DateTime<Utc>,
    ) -> Result<(Vec<Event>, Then), Interrupted> {
        let mut found = self.found(site, page)?;
        let held: HashSet<MessageId> = found
            .iter()
            .map(|found| found.id)
            .filter(|id| course.is_held(*id))
            .collect();
        let ids: Vec<MessageId> = found.iter().map(|found| found.id).collect();
        let turned = course.turn(&ids);
        let mut deleted = turned.deleted;
        deleted.extend(self.gone(site, &turned.doubtful).await?);
        self.add_roles(site, &mut found).await?;
        let ticks = self.ticks(site, &found, &held, now).await?;
        let mut events: Vec<_> = found
            .iter_mut()
            .flat_map(|it| it.events.drain(..))
            .collect();
        events.extend(ticks);
        if !deleted.is_empty() {
            events.push(Event::Deleted { messages: deleted });
        }
        Ok((events, turned.then))
    }

    /// The messages of a page, oldest first.
    fn found(&self, site: &Site, page: &[u8]) -> Result<Vec<Found>, HttpError> {
        let unreadable = |_| HttpError::Unreadable;
        let page: Vec<&RawValue> = serde_json::from_slice(page).map_err(unreadable)?;
        let mut found = Vec::with_capacity(page.len());
        for message in page.into_iter().rev() {
            let head: FoundFrame<'_> = serde_json::from_str(message.get()).map_err(unreadable)?;
            let events = match serde_json::from_str::<MessageFrame<'_>>(message.get()) {
                Ok(frame) => self.shared.translator.found(&frame, site.place),
                Err(_) => {
                    tracing::warn!("a message that isn't as documented was skipped");
                    Vec::new()
                }
            };
            found.push(Found {
                id: head.id.0,
                events,
                is_ticked: head.has(SETTLED),
            });
        }
        Ok(found)
    }

    /// Which of these messages are gone, asked for one by one: their page was empty, as it is for who may not read.
    async fn gone(&self, site: &Site, doubtful: &[MessageId]) -> Result<Vec<MessageId>, HttpError> {
        let mut gone = Vec::new();
        for message in doubtful {
            match self.http.who_ticked(site.place.channel, *message).await {
                Err(error) if error.code() == Some(UNKNOWN_MESSAGE) => gone.push(*message),
                Err(error) if error.is_passing() => return Err(error),
                // It is there, or can't be told.
                _ => break,
            }
        }
        Ok(gone)
    }
}
