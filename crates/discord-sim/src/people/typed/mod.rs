//! What a person types into a command or a form, checked against what is registered and turned into Discord's JSON.

mod command;
mod modal;
mod resolved;
mod value;

pub(super) use command::{autocomplete_data, command_data, head};
pub(super) use modal::modal_data;
pub(super) use resolved::{resolve_values, resolved};

use crate::CommandRefusal;

type Typed<T> = Result<T, CommandRefusal>;
