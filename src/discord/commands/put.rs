//! Message menu "Put in their digest": on one's own message, for whom it mentions or answers.

use super::chosen::chosen;
use crate::actions::digest::Due;
use crate::actions::{Error, put};
use crate::discord::interactions::{Answer, Command, Desk, Request};
use crate::discord::lanes::Lane;
use crate::wording;

pub(super) async fn run(
    desk: &Desk,
    request: &Request,
    command: &Command,
) -> Result<Answer, Error> {
    let chosen = chosen(desk, request, command).await?;
    let (caller, people) = (&request.caller, &chosen.target.people);
    let due = people.iter().map(|user| Due {
        user: *user,
        due_at: caller.now,
        wants: vec![chosen.want()],
    });
    let due: Vec<_> = due.collect();
    let rights = desk.members.rights(&due, Lane::Live, caller.now).await;
    let message = chosen.aside(desk, &request.name);
    let put = put::put(&desk.adagio, caller, &message, people, &rights).await?;
    Ok(Answer::Say(wording::telling::put(&request.tongue, &put)))
}
