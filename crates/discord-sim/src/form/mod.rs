//! Discord's form errors: what is wrong, where, and reading a body so that everything wrong with it is found at once.

mod errors;
mod fields;

pub(crate) use errors::{Form, join};
pub(crate) use fields::{Fields, chars};
