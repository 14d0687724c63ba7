//! What follows when a message that was to be edited is gone.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::super::{Turn, standup};
use crate::domain::ids::OutboxId;
use crate::domain::standup::StandupKey;
use crate::store::outbox;

/// Takes in that the edit with this key has nothing to edit.
///
/// # Errors
/// If the database can't be written.
pub(super) async fn edited(
    turn: &mut Turn<'_>,
    key: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let context = || format!("see what {key} was to edit");
    let Some(edited) = edited_by(key) else {
        return Ok(());
    };
    let row = outbox::kept(turn.db(), edited)
        .await
        .with_context(context)?;
    let of_run: Option<StandupKey> = row.and_then(|row| row.key.parse().ok());
    match of_run {
        Some(key) => standup::gone(turn, key, now).await.with_context(context),
        None => Ok(()),
    }
}

/// The row whose message an edit is about, by its key.
fn edited_by(key: &str) -> Option<OutboxId> {
    let (edited, _) = key.strip_prefix("edit:")?.split_once(':')?;
    edited.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_edits_name_what_they_edit() {
        assert_eq!(edited_by("edit:12:nonce"), Some(OutboxId::new(12)));
        for other in ["edit:12", "digest:1:2:3", "edit:x:nonce"] {
            assert_eq!(edited_by(other), None, "{other}");
        }
    }
}
