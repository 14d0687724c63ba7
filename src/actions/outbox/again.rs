//! Tries again, later and later.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::super::Adagio;
use super::Stage;
use crate::domain::ids::OutboxId;
use crate::store::outbox;

/// The first pause after a failed try; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(5);

/// The longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(10);

/// Puts off a row whose try failed, or whose answer was lost.
///
/// # Errors
/// If the database can't be written; then it is looked at again when its lease ends.
pub async fn again(adagio: &Adagio, id: OutboxId, now: DateTime<Utc>) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    let attempts = outbox::attempts(turn.db(), id)
        .await
        .with_context(|| format!("read row {id} of the outbox"))?;
    let Some(attempts) = attempts else {
        return Ok(());
    };
    outbox::postpone(turn.db(), id, now + pause(attempts))
        .await
        .with_context(|| format!("put off row {id} of the outbox"))?;
    turn.commit(|_| {}).await?;
    adagio.bell.ring();
    Ok(())
}

/// Puts off a row that couldn't be tried: one that was never tried before still can be too late, or not be wanted any more.
///
/// # Errors
/// If the database can't be written; then it is looked at again when its lease ends.
pub async fn untried(
    adagio: &Adagio,
    id: OutboxId,
    stage: Stage,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if stage == Stage::Fresh {
        let mut turn = adagio.begin().await?;
        outbox::untry(turn.db(), id)
            .await
            .with_context(|| format!("put row {id} of the outbox back"))?;
        turn.commit(|_| {}).await?;
    }
    again(adagio, id, now).await
}

/// The pause after so many failed tries.
fn pause(attempts: u32) -> TimeDelta {
    let doubled = FIRST_PAUSE * 2_i32.pow(attempts.saturating_sub(1).min(10));
    doubled.min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_ten_minutes() {
        let seconds: Vec<_> = (0..9).map(|tries| pause(tries).num_seconds()).collect();
        assert_eq!(seconds, [5, 5, 10, 20, 40, 80, 160, 320, 600]);
        assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
    }
}
