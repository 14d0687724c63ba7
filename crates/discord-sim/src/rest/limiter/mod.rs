//! Rate limits (facts §2): which bucket a request falls into, what is left in it, what the answer says of it, and who is
//! shut out for asking too often what was refused.

mod bucket;
mod invalid;
mod shut;
mod verdict;
mod windows;

pub(crate) use bucket::BucketKey;
pub(crate) use shut::{Came, Shut};
pub use verdict::Scope;
pub(crate) use verdict::Verdict;
use windows::Caller;
pub(crate) use windows::Limiter;
