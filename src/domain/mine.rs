//! What one person sees on their own panel.

use super::person::Person;

/// A person's own settings, and in how many servers they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    pub person: Person,
    /// In so many servers they joined.
    pub servers: usize,
}
