//! REST API v10: one handler that reads a request whole, lets the world answer it under its lock, and writes it all down.

mod channels;
mod commands;
mod connection;
mod emojis;
mod forms;
mod guilds;
mod interactions;
pub(crate) mod limiter;
mod messages;
mod reactions;
mod request;
mod routes;
mod serve;
mod threads;
mod users;

pub(crate) use connection::{Cut, Port};
pub(crate) use serve::router;
