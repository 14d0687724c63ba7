//! Reads what people replied by direct message to what told them of a run, where that may have been missed.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::value::RawValue;

use super::{History, Interrupted};
use crate::actions::history::Reading;
use crate::actions::observe::{self, Draft};
use crate::actions::standup::{self, Told};
use crate::discord::frames::{FoundFrame, MessageFrame};
use crate::discord::http::HttpError;
use crate::domain::event::Event;

/// Messages of a page (facts §3).
const PAGE: usize = 100;

/// A reply must be so old before its absence means that it was deleted.
const SETTLED: TimeDelta = TimeDelta::minutes(1);

impl History {
    /// Reads all that may have been missed of a server's stand-ups.
    pub(super) async fn read_directs(&self, reading: &Reading) -> Result<(), Interrupted> {
        let Some(since) = reading.missed_since() else {
            return Ok(());
        };
        let adagio = &self.shared.adagio;
        for told in standup::told(adagio, reading.server, since).await? {
            let now = self.now();
            let events = match self.http.page(told.channel, told.message).await {
                Ok(page) => self.replies(&told, &page, now)?,
                Err(error) if error.is_passing() => return Err(error.into()),
                // They closed their direct messages, or are gone.
                Err(_) => continue,
            };
            let mut draft = Draft::default();
            for event in &events {
                draft.add(adagio, event);
            }
            observe::record(adagio, &mut draft, None, now).await?;
        }
        Ok(())
    }

    /// What a page comes to: what was replied, edited, and taken back.
    fn replies(
        &self,
        told: &Told,
        page: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Vec<Event>, HttpError> {
        let unreadable = |_| HttpError::Unreadable;
        let page: Vec<&RawValue> = serde_json::from_slice(page).map_err(unreadable)?;
        let (mut events, mut there) = (Vec::new(), HashSet::new());
        for message in page.iter().rev() {
            let head: FoundFrame<'_> = serde_json::from_str(message.get()).map_err(unreadable)?;
            there.insert(head.id.0);
            match serde_json::from_str::<MessageFrame<'_>>(message.get()) {
                Ok(frame) => events.extend(self.shared.translator.found_directly(&frame)),
                Err(_) => tracing::warn!("a message that isn't as documented was skipped"),
            }
        }
        let is_gone = |reply: &_| !there.contains(reply);
        let gone = told.reply.filter(is_gone).filter(|reply| {
            page.len() < PAGE && *reply > told.message && now - reply.sent_at() > SETTLED
        });
        events.extend(gone.map(|reply| Event::Deleted {
            messages: vec![reply],
        }));
        Ok(events)
    }
}
