//! A Discord on one machine.
