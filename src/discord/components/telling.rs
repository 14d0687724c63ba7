//! What was told: posted silently instead of kept.

use crate::actions::Error;
use crate::actions::digest::{Due, Want};
use crate::actions::telling::{Silent, post_silently};
use crate::discord::interactions::{Answer, Desk, Pressed, Request};
use crate::discord::lanes::Lane;
use crate::domain::ids::UserId;
use crate::domain::letter::Press;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Sight;
use crate::wording;

pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    request.speaks_here()?;
    let source = press.arg.as_deref().and_then(|source| source.parse().ok());
    let to = UserId::new(press.id);
    let silent = Silent {
        source: source.ok_or(Refusal::OldControl)?,
        to,
        channel: request.writable_channel()?,
        sight: sight(desk, request, to).await?,
        words: pressed.shown().ok_or(Refusal::NothingThere)?,
    };
    post_silently(
        &desk.adagio,
        &request.caller,
        &silent,
        &request.server_tongue,
    )
    .await?;
    Ok(Answer::Update(wording::telling::posted(&request.tongue)))
}

/// What this person may see of the channel that the press came from.
async fn sight(desk: &Desk, request: &Request, user: UserId) -> Result<Sight, Refusal> {
    let (server, channel, now) = (request.server()?, request.channel, request.caller.now);
    let want = Want::to_read(server, channel, channel);
    let due = Due {
        user,
        due_at: now,
        wants: vec![want],
    };
    Ok(desk
        .members
        .rights(&[due], Lane::Live, now)
        .await
        .of(user, channel))
}
