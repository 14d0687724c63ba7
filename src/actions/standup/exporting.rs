//! A file of what was answered in a channel's stand-ups (PRODUCT S11). Whoever reads the channel may have it, and everybody there is told
//! who took it.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::preferences::Caller;
use super::super::{Adagio, Error, outbox, seal};
use super::found;
use crate::domain::ids::{ChannelId, RunId, ServerId};
use crate::domain::standup::{
    Export, ExportedAnswer, ExportedEntry, ExportedRun, Format, Manner, exported,
};
use crate::store::{self, Connection, standup};
use crate::wording::Tongue;
use crate::wording::standup as say;

/// The most that a file may hold, in bytes: less than Discord takes of anybody (facts §3).
const MOST: usize = 8 * 1024 * 1024;

/// Writes everything that was answered in a channel, from the oldest on, and tells so there; of a forum in the thread where it was asked
/// for. `None`: nobody has answered there. Of more
/// than fits, the newest.
///
/// # Errors
/// If the database can't be read or written; then nobody was told, and there is no file.
pub async fn export(
    adagio: &Adagio,
    caller: &Caller,
    (server, channel): (ServerId, ChannelId),
    (thread, format): (ChannelId, Format),
    tongue: &Tongue,
) -> Result<Option<Export>, Error> {
    let context = || format!("export the stand-ups of channel {channel}");
    // Nobody else waits while it is read.
    let mut db = adagio.store.read().await.with_context(context)?;
    let span = (DateTime::UNIX_EPOCH, caller.now);
    let newest_first = standup::past_runs(&mut db, (server, channel), span)
        .await
        .with_context(context)?;
    let of = newest_first.len();
    let mut runs = Vec::new();
    let mut length = 0;
    for id in newest_first {
        let Some(run) = run(&mut db, id).await.with_context(context)? else {
            continue;
        };
        let one = exported(format, std::slice::from_ref(&run)).context("write a run")?;
        length += one.len();
        if length > MOST {
            break;
        }
        runs.push(run);
    }
    runs.reverse();
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        return Ok(None);
    };
    let days = (first.day, last.day);
    let file = exported(format, &runs).context("write the runs")?;
    let key = format!("standup-export:{channel}:{}", seal::nonce());
    let told = |_| say::told_of_export(tongue, caller.user, days, runs.len());
    let is_forum = standup::is_forum(&mut db, server, channel)
        .await
        .with_context(context)?;
    // In a forum itself nobody writes.
    let told_in = if is_forum { thread } else { channel };
    drop(db);
    let mut turn = adagio.begin().await?;
    outbox::write(&mut turn, &key, told_in, told, caller.now)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(Some(Export {
        name: format!("stand-ups-{}.{}", days.1, format.ending()),
        file,
        runs: runs.len(),
        of,
    }))
}

/// A run with everything that was answered in it. `None`: nothing of it is kept.
async fn run(db: &mut Connection, id: RunId) -> store::Result<Option<ExportedRun>> {
    let Some(found) = found(db, id).await? else {
        return Ok(None);
    };
    let terms = &found.terms;
    let entries = standup::entries(db, id).await?.into_iter();
    let entries = entries.filter(|entry| entry.manner == Manner::Words);
    let until: DateTime<Utc> = found.run.run.span.until;
    let entries = entries.map(|entry| ExportedEntry {
        answers: entry
            .answers
            .with(&terms.questions)
            .map(|(question, words)| ExportedAnswer {
                question: question.words.clone(),
                answer: words.to_owned(),
            })
            .collect(),
        late: entry.written_at >= until,
        written_at: entry.written_at,
        name: entry.name,
    });
    Ok(Some(ExportedRun {
        standup: terms.name.to_string(),
        day: found.run.run.day,
        entries: entries.collect(),
    }))
}
