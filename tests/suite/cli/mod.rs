//! The program as an operator meets it: the real binary, its words and its exit code.

mod check;
pub(crate) mod program;
mod run;
mod settings;
