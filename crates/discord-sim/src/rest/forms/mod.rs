//! Checking bodies: every limit of length and shape, answered like Discord's form errors.

mod attachments;
pub(crate) mod command;
pub(crate) mod components;
mod embeds;
mod mentions;
pub(crate) mod message;
pub(crate) mod poll;
