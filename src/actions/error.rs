//! How an action that somebody asked for can end badly: a refusal for them, or a fault for us.

use crate::domain::input::Misread;
use crate::domain::refusal::Refusal;

/// Why a deed was not done. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The person can mend it; `wording` says how.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The fault is ours.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<Misread> for Error {
    fn from(misread: Misread) -> Self {
        Self::Refused(misread.into())
    }
}
