//! Answering interactions over REST (facts §5): the callback, `@original`, follow-ups. These routes need no authorisation.

mod callback;
mod webhook;

pub(crate) use callback::callback;
pub(crate) use webhook::webhook;
