//! The program as an operator meets it: the real binary, its words and its exit code.

mod check;
mod program;
mod run;
mod settings;
