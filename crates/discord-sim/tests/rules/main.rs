//! The rules of the simulator, each tried by a plain HTTP and WebSocket client; a name starts with the § of the facts it holds to.

mod client;
mod commands;
mod components;
mod compression;
mod connection;
mod content;
mod dms;
mod faults;
mod fidelity;
mod history;
mod interactions;
mod lengths;
mod limits;
mod members;
mod mentions;
mod messages;
mod nonces;
mod notifications;
mod notified;
mod permissions;
mod pouring;
mod registering;
mod routes;
mod smoke;
mod standing;
mod threads;
