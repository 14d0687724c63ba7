//! Everything that is tested from outside, in one binary (it links once).

mod cli;
mod features;
mod layers;
mod quiet_oracle;
mod wire_smoke;
