//! The control API, by a plain HTTP client; world files; the program.

mod a_bot;
mod bad_input;
mod bot;
mod client;
mod faults;
mod order;
mod people;
mod posts;
mod program;
mod routes;
mod servers;
mod time;
mod world;
