//! The database: the only place that knows SQL.
//!
//! One writer and a few readers (SQLite in WAL mode). Every function takes the connection that it works
//! on, so that an action decides what belongs into one transaction.

pub mod act;
pub mod answer;
pub mod columns;
pub mod digest;
pub mod history;
pub mod memo;
pub mod mute;
pub mod norm;
mod open;
pub mod outbox;
pub mod person;
pub mod phone_test;
pub mod ping;
pub mod privacy;
pub mod question;
pub mod reply;
pub mod retention;
pub mod rows;
pub mod server;
pub mod shard;
mod standing;
pub mod standup;

use sqlx::{Sqlite, SqliteConnection, Transaction};

pub use open::{MIGRATOR, OpenError, Store};
pub use standing::{Standing, standing};

/// An open transaction. Dropped without [`Write::commit`], it leaves no trace.
pub type Write = Transaction<'static, Sqlite>;

/// What a statement gives, or why it failed.
pub type Result<T, E = sqlx::Error> = std::result::Result<T, E>;

/// A connection that a function reads or writes through.
pub type Connection = SqliteConnection;

/// Whether a row could not be written because there is one with its key.
pub fn is_taken(error: &sqlx::Error) -> bool {
    let error = error.as_database_error();
    error.is_some_and(|error| error.is_unique_violation())
}
