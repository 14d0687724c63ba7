//! The promises to users, each a story on the wire: the real bot against the simulator.

mod closed;
mod content_free;
mod crash;
mod dst;
mod gateway;
mod hours;
mod inbox;
mod privacy;
mod quiet;
mod restart;
mod servers;
mod setup;
mod who_may;
mod why;
