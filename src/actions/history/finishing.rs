//! The end of a reading: how far a server is read, and what was found of its channels.

use std::collections::HashSet;

use anyhow::Context;

use super::super::Adagio;
use super::{MARGIN, Reading};
use crate::domain::history::EVERY;
use crate::domain::ids::ChannelId;
use crate::store::history::{self, Finished, Mark};
use crate::store::{self, Connection};

/// What a reading found of a server's channels.
#[derive(Debug, Default)]
pub struct Found {
    /// Those that are watched and may not be read.
    pub shut: HashSet<ChannelId>,
    /// Those that have active threads.
    pub threaded: HashSet<ChannelId>,
}

/// Notes that a server has been read but for channels that couldn't be; it is read again in an hour.
///
/// # Errors
/// If the database can't be written.
pub async fn finish(adagio: &Adagio, reading: &Reading, found: &Found) -> anyhow::Result<()> {
    let begun_at = reading.begun_at;
    let mark = Mark {
        until: begun_at - MARGIN,
        ..reading.mark
    };
    let threaded: Vec<_> = found.threaded.iter().copied().collect();
    let (server, finished) = (
        reading.server,
        Finished {
            mark,
            due_at: begun_at + EVERY,
            threaded: &threaded,
        },
    );
    let mut turn = adagio.begin().await?;
    let context = || format!("note that the history of server {server} is read");
    let is_done = history::finish(turn.db(), server, finished).await;
    if is_done.with_context(context)? {
        let noted = note_shut(turn.db(), reading, &found.shut).await;
        noted.with_context(context)?;
    }
    turn.commit(|_| {}).await
}

async fn note_shut(
    db: &mut Connection,
    reading: &Reading,
    shut: &HashSet<ChannelId>,
) -> store::Result<()> {
    for channel in shut.iter().filter(|channel| !reading.was_shut(**channel)) {
        history::note_shut(db, reading.server, *channel, reading.floor).await?;
    }
    for channel in reading.shut.keys().filter(|it| !shut.contains(*it)) {
        history::note_open(db, *channel).await?;
    }
    Ok(())
}
