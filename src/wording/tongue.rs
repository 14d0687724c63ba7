//! One language's sentences.

/// The sentences in one language.
#[derive(Clone, Copy, Debug)]
pub struct Tongue;

impl Tongue {
    /// The language with Discord's name `locale`, or English.
    pub fn of(_locale: &str) -> Self {
        Self
    }
}
