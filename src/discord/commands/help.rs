//! `/help`: one screen.

use crate::discord::interactions::{Answer, Request};
use crate::wording;

pub(super) fn run(request: &Request) -> Answer {
    Answer::Say(wording::help::letter(&request.tongue))
}
