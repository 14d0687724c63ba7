//! Starting, stopping and looking at a simulator.

mod builder;
mod looking;
mod running;

pub use builder::{Builder, StartError};
pub use running::Simulator;
