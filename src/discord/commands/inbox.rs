//! `/inbox`: what waits, at any time.

use crate::actions::Error;
use crate::discord::components::digest;
use crate::discord::interactions::{Answer, Desk, Request};

pub(super) async fn run(desk: &Desk, request: &Request) -> Result<Answer, Error> {
    Ok(Answer::Say(digest::inbox(desk, request, 0).await?))
}
