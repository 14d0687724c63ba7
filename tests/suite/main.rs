//! Everything that is tested from outside, in one binary (it links once).

mod cli;
mod day;
mod features;
mod harness;
mod layers;
mod quiet_oracle;
mod replay;
mod stories;
