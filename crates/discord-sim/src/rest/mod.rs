//! REST API v10: one handler that reads a request whole, lets the world answer it under its lock, and writes it all down.

mod channels;
mod commands;
mod connection;
mod emojis;
mod files;
pub(crate) mod forms;
mod gate;
mod guilds;
mod interactions;
pub(crate) mod known_routes;
pub(crate) mod limiter;
mod messages;
mod mishap;
mod pins;
mod reactions;
mod request;
mod response;
mod routes;
mod serve;
mod threads;
mod users;

pub(crate) use connection::{Cut, Port};
pub use limiter::Scope;
pub(crate) use serve::router;
