//! What a person types into a command or a form, checked against what is registered and turned into Discord's JSON.

mod chooser;
mod command;
mod filling;
mod modal;
mod value;

pub(super) use chooser::{Chooser, Pick};
pub(super) use command::{autocomplete_data, command_data, head};
pub(super) use modal::modal_data;

use serde_json::Value;

use crate::CommandRefusal;

type Typed<T> = Result<T, CommandRefusal>;

/// The value of the option that is meant by its value or by what is written on it.
pub(super) fn offered<'a>(options: &'a Value, meant: &str) -> Option<&'a str> {
    let options = options.as_array()?;
    let by = |key: &str| options.iter().find(|option| option[key] == meant);
    by("value").or_else(|| by("label"))?["value"].as_str()
}
