//! `/adagio setup`: what channels promise, and the welcome message.

use crate::actions::{Error, norms};
use crate::discord::interactions::{Answer, Desk, Request};
use crate::wording;

pub(super) fn run(desk: &Desk, request: &Request) -> Result<Answer, Error> {
    let server = request.managed_server()?;
    let chosen = norms::chosen(&desk.adagio, server);
    Ok(Answer::Say(wording::setup::panel(&request.tongue, &chosen)))
}
