//! The promises to users, each a story on the wire: the real bot against the simulator.

mod closed;
mod content_free;
mod crash;
mod digest;
mod dst;
mod gateway;
mod groups;
mod hours;
mod inbox;
mod modes;
mod pings;
mod privacy;
mod quiet;
mod rechecked;
mod restart;
mod resumed;
mod rush;
mod servers;
mod setup;
mod silent;
mod storm;
mod stumbles;
mod times;
mod who_may;
mod why;
mod words;
