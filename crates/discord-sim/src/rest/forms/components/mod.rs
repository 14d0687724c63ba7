//! Components of messages and modals (facts §3, §5): nesting, counts, lengths, unique ids; completed with the defaults that
//! Discord adds.

mod button;
mod choices;
mod layout;
mod media;
mod modal;
mod reader;
mod select;

pub(crate) use modal::modal;
pub(crate) use reader::{Layout, read};
pub(super) use select::channel_types;
