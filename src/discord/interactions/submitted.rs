//! A form that somebody has filled in.

use std::collections::HashMap;

use super::frame::DataFrame;
use crate::discord::forms;
use crate::domain::letter::{Press, UnreadablePress};
use crate::domain::refusal::Refusal;

/// What the form means, and what was written.
#[derive(Debug)]
pub(crate) struct Submitted {
    pub(crate) press: Result<Press, UnreadablePress>,
    fields: HashMap<String, String>,
}

impl Submitted {
    /// What was written into a field.
    pub(crate) fn field(&self, name: &str) -> Result<&str, Refusal> {
        let written = self.fields.get(name).map(String::as_str);
        written.ok_or(Refusal::OldControl)
    }
}

/// Reads what was filled in. `None`: it isn't about any form.
pub(super) fn read(data: DataFrame) -> Option<Submitted> {
    Some(Submitted {
        press: data.custom_id?.parse(),
        fields: forms::written(data.components),
    })
}
