//! No statement looks through the whole of a table that grows.
//!
//! Whatever the bot asks of its database while stories are played is recorded, and each story that ends has SQLite
//! explain what is new: on a filled database, for the statements as they were executed. One that goes through all of
//! `ping`, by itself or to make an index for the moment, ends the story:
//!
//! ```text
//! delete from ping where sender_id = $1
//!     SCAN ping
//! ```
//!
//! What may be gone through stands in [`exempt`], with the reason.

mod exempt;
mod explain;
mod record;

pub(crate) use self::explain::hold_what_is_recorded;
pub(crate) use self::record::begin_recording;
