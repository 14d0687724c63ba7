//! What the creator of a stand-up is told, if they read direct messages: that it can't be opened, that entries
//! can't be posted, or that nobody joined.

use chrono::{DateTime, Utc};

use super::super::Turn;
use super::super::outbox::{Put, Target, put};
use super::{Found, terms_of};
use crate::domain::ids::{OutboxId, StandupId};
use crate::domain::letter::Letter;
use crate::domain::person::DirectMessages;
use crate::domain::standup::{RowOf, Standing, Trouble};
use crate::store;
use crate::store::standup::{self, StandupRow};
use crate::wording::Tongue;
use crate::wording::standup as say;

/// Notes why a run couldn't be opened, and tells its creator the first time.
pub(super) async fn note(
    turn: &mut Turn<'_>,
    found: &Found,
    trouble: Trouble,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let Found { row, terms, .. } = found;
    standup::set_trouble(turn.db(), row.id, Some(trouble)).await?;
    if row.trouble == Some(trouble) {
        return Ok(());
    }
    let key = found.key(RowOf::Trouble);
    let letter = |tongue: &Tongue, row| say::trouble(tongue, row, terms, trouble);
    tell(turn, (row, &key), letter, now).await
}

/// Tells its creator, once a run, that entries can't be posted: its thread is gone, or locked.
pub(super) async fn lost(
    turn: &mut Turn<'_>,
    found: &Found,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let Found { run, row, terms } = found;
    let key = found.key(RowOf::Lost);
    if store::outbox::is_there(turn.db(), &key).await? {
        return Ok(());
    }
    let letter = |tongue: &Tongue, row| say::lost(tongue, row, terms, run.run.day);
    tell(turn, (row, &key), letter, now).await
}

/// Tells a stand-up's creator that nobody has joined, if that is so.
pub(super) async fn alone(
    turn: &mut Turn<'_>,
    id: StandupId,
    now: DateTime<Utc>,
) -> store::Result<()> {
    standup::set_alone(turn.db(), id, None).await?;
    let row = standup::by_id(turn.db(), id).await?;
    let opens = |row: &StandupRow| row.deleted_at.is_none() && row.standing == Standing::Active;
    let Some(row) = row.filter(opens) else {
        return Ok(());
    };
    let joined = standup::of_standup(turn.db(), id).await?;
    let terms = terms_of(turn.db(), row.server, row.terms).await?;
    let Some(terms) = terms.filter(|_| joined.is_empty()) else {
        return Ok(());
    };
    let key = format!("standup-alone:{id}");
    let letter = |tongue: &Tongue, row| say::alone(tongue, row, &terms);
    tell(turn, (&row, &key), letter, now).await
}

async fn tell(
    turn: &mut Turn<'_>,
    (row, key): (&StandupRow, &str),
    letter: impl FnOnce(&Tongue, OutboxId) -> Letter,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let creator = row
        .creator
        .and_then(|user| turn.adagio.known().person(user).cloned());
    let reader = creator.filter(|person| person.direct == DirectMessages::Allowed);
    let Some(person) = reader else {
        return Ok(());
    };
    let to = Put {
        key,
        to: Target::Direct {
            user: person.id,
            channel: person.channel,
        },
        due_at: now,
        expires_at: None,
    };
    let tongue = Tongue::of(person.locale.as_deref().unwrap_or(&row.locale));
    put(turn, &to, |row| letter(&tongue, row), now)
        .await
        .map(drop)
}
