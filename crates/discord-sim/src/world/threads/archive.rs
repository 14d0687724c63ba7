//! Archiving (facts §6): by hand, and by itself once nothing has happened in a thread for as long as it says, on the
//! simulator's clock.
//!
//! Discord may archive earlier in busy servers; here it is exactly then.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{Notify, watch};

use crate::{
    ChannelId,
    error::Outcome,
    world::{Handle, World, threads::ThreadChange},
};

/// When to look at which thread: it is archived then, unless it was written in meanwhile.
#[derive(Default)]
pub(crate) struct Timetable {
    looks: BTreeSet<(DateTime<Utc>, ChannelId)>,
    /// Woken when the first look comes earlier than before.
    sooner: Arc<Notify>,
}

impl Timetable {
    fn plan(&mut self, at: DateTime<Utc>, thread: ChannelId) {
        if self.looks.first().is_none_or(|(first, _)| at < *first) {
            self.sooner.notify_one();
        }
        self.looks.insert((at, thread));
    }

    /// The next thread whose time has come.
    fn take(&mut self, now: DateTime<Utc>) -> Option<ChannelId> {
        let due = self.looks.first().is_some_and(|(at, _)| *at <= now);
        let (_, thread) = due.then(|| self.looks.pop_first())??;
        Some(thread)
    }
}

/// Archives threads when the clock comes to their time, though nobody asks for anything; until it is `stopped`.
pub(crate) async fn keep_time(shared: Handle, mut stopped: watch::Receiver<bool>) {
    let sooner = shared.world().timetable.sooner.clone();
    loop {
        let next = shared.world().timetable.looks.first().map(|(at, _)| *at);
        let come = async {
            match next {
                Some(at) => shared.clock.until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = come => shared.changed.notify_waiters(),
            () = sooner.notified() => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
    }
}

impl World {
    /// Archives the threads whose time has come: each lock of the world begins with it, so that none is seen active late.
    pub(crate) fn archive_the_quiet(&mut self) {
        if self.timetable.looks.is_empty() {
            return;
        }
        let now = self.now();
        while let Some(thread) = self.timetable.take(now) {
            match self.archives_at(thread) {
                Some(at) if at <= now => {
                    let change = ThreadChange::archived(true);
                    self.change_thread(thread, change, at);
                }
                Some(later) => self.timetable.plan(later, thread),
                None => {}
            }
        }
    }

    /// Plans the archiving of a thread that is new, was unarchived or unpinned, or has another duration.
    pub(super) fn plan_archiving(&mut self, thread: ChannelId) {
        if let Some(at) = self.archives_at(thread) {
            self.timetable.plan(at, thread);
        }
    }

    /// When it will be archived if nothing more happens; `None` if it is archived, pinned or gone.
    fn archives_at(&self, thread: ChannelId) -> Option<DateTime<Utc>> {
        let inner = self.channels.get(&thread)?.thread.as_ref()?;
        let stays = TimeDelta::minutes(inner.auto_archive.into());
        (!inner.archived && !inner.pinned).then_some(inner.active_at + stays)
    }

    /// A message unarchives its thread, if the server has room for one more.
    pub(crate) fn unarchive_for(&mut self, channel: ChannelId) -> Outcome<()> {
        let place = self.channels.get(&channel);
        let Some(place) = place.filter(|place| place.is_archived()) else {
            return Ok(());
        };
        if let Some(guild) = place.guild {
            self.check_room_for_thread(guild)?;
        }
        let now = self.now();
        self.change_thread(channel, ThreadChange::archived(false), now);
        Ok(())
    }
}
