//! What follows when a row of a run can't be sent: what can be mended is mended, else its creator is told.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::Turn;
use super::super::outbox::Cause;
use super::{directly, found, posting, troubling, weekly};
use crate::domain::ids::OutboxId;
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Remind, RowOf, StandupKey, Trouble};
use crate::store::{outbox, standup};

/// Takes in that a row of a run can't be sent: what can be mended is mended, else its creator is told.
pub(in super::super) async fn unsent(
    turn: &mut Turn<'_>,
    (id, key): (OutboxId, StandupKey),
    cause: Cause,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let context = || format!("note that run {} isn't open", key.run);
    let Some(found) = found(turn.db(), key.run).await.with_context(context)? else {
        if let RowOf::Direct(user, message) = key.row {
            let own = (user, message);
            directly::gone(turn, key.run, own, now)
                .await
                .with_context(context)?;
        }
        return Ok(());
    };
    let row = &found.row;
    let done = match (key.row, cause) {
        // What was composed before a restart is composed anew where no key is kept.
        (RowOf::Anchor, Cause::Unreadable) => {
            let letter = posting::anchor(turn, &found, id)
                .await
                .with_context(context)?;
            let body = turn.adagio.seal.close(&letter).unwrap_or_default();
            outbox::revive(turn.db(), id, &body, now).await
        }
        // Its thread is gone, or locked.
        (RowOf::Anchor, Cause::Gone | Cause::Forbidden)
            if weekly::may_begin(turn, &found).await? =>
        {
            weekly::anew(turn, &found, now).await
        }
        (RowOf::Week, Cause::Unreadable) => weekly::rewrite(turn, &found, id, now).await,
        (RowOf::Anchor | RowOf::Thread | RowOf::Week | RowOf::WeekThread, _) => {
            if matches!(key.row, RowOf::Week | RowOf::WeekThread) {
                weekly::lost(turn, &found).await.with_context(context)?;
            }
            match trouble(cause).filter(|_| !under_nothing(key.row, cause)) {
                Some(trouble) => troubling::note(turn, &found, trouble, now).await,
                None => Ok(()),
            }
        }
        (RowOf::Entry(..) | RowOf::Summary, Cause::Gone | Cause::Forbidden) => {
            troubling::lost(turn, &found, now).await
        }
        (RowOf::Direct(user, message), Cause::Hidden) => {
            let why = Refusal::LostChannel;
            directly::give_back(turn, &found, (user, message), &why, now).await
        }
        (RowOf::Direct(user, message), Cause::Unreadable) => {
            let why = Refusal::WordsLost;
            directly::give_back(turn, &found, (user, message), &why, now).await
        }
        (RowOf::Prompt(user) | RowOf::Reminder(user, _), Cause::DmsClosed) => {
            standup::remind(turn.db(), row.id, user, Remind::Not)
                .await
                .map(drop)
        }
        _ => Ok(()),
    };
    done.with_context(context)
}

/// Whether somebody deleted the message before its thread was started: the next run has both again.
fn under_nothing(row: RowOf, cause: Cause) -> bool {
    matches!(row, RowOf::Thread | RowOf::WeekThread) && cause == Cause::Gone
}

/// What its creator can mend.
const fn trouble(cause: Cause) -> Option<Trouble> {
    match cause {
        Cause::Gone => Some(Trouble::Gone),
        Cause::Forbidden => Some(Trouble::Forbidden),
        Cause::Untagged => Some(Trouble::Untagged),
        Cause::DmsClosed | Cause::Unreadable | Cause::Stale | Cause::Hidden => None,
    }
}
