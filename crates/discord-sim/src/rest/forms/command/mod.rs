//! Registering a command (facts §5): names, lengths, order and number of options, 8000 characters in all.

mod body;
mod choices;
mod names;
mod options;

pub(crate) use body::{Scope, read};
