//! What Adagio says: every sentence, by subject.

pub mod digest;
mod tongue;

pub use tongue::Tongue;
