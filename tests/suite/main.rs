//! Everything that is tested from outside, in one binary (it links once).

mod cli;
mod day;
mod features;
mod harness;
mod killed;
mod layers;
mod migrations;
mod query_plans;
mod quiet_oracle;
mod replay;
mod stories;
mod wire_coverage;
