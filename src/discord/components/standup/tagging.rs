//! The tags of what is posted in a forum.

use crate::actions::Error;
use crate::actions::standup::{self, Change, Keeper};
use crate::discord::commands::keeper;
use crate::discord::interactions::{Answer, Desk, Pressed, Request};
use crate::discord::lanes::Lane;
use crate::domain::ids::{ChannelId, TermsId};
use crate::domain::letter::{Press, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Forum, Venue};
use crate::wording::standup as say;

pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    let (adagio, tongue) = (&desk.adagio, &request.tongue);
    let (keeper, id) = (keeper(request)?, TermsId::new(press.id));
    if press.verb == Verb::StandupTagged {
        let drafted = match press.arg {
            // Back, with nothing chosen.
            Some(_) => standup::look(adagio, &keeper, id).await?,
            None => {
                let tags = Change::Tags(pressed.values()?);
                standup::change(adagio, &keeper, id, tags).await?
            }
        };
        return Ok(Answer::Update(say::panel(tongue, &drafted)));
    }
    let drafted = standup::look(adagio, &keeper, id).await?;
    let draft = &drafted.draft;
    let (Some(channel), Venue::Forum(picked)) = (draft.channel, &draft.venue) else {
        return Err(Refusal::OldControl.into());
    };
    let forum = forum(desk, channel).await?;
    Ok(Answer::Update(say::tags(
        tongue,
        id,
        (channel, &forum),
        picked,
    )))
}

/// Refuses a draft without a tag for a forum that wants one.
pub(super) async fn check(desk: &Desk, keeper: &Keeper, id: TermsId) -> Result<(), Error> {
    let draft = standup::look(&desk.adagio, keeper, id).await?.draft;
    let (Some(channel), Venue::Forum(picked)) = (draft.channel, draft.venue) else {
        return Ok(());
    };
    let forum = forum(desk, channel).await?;
    let has_one = forum.tags.iter().any(|tag| picked.contains(&tag.id));
    match forum.wants_tag && !has_one {
        true => Err(Refusal::NeedsTag(channel).into()),
        false => Ok(()),
    }
}

/// What a forum asks of its posts now. Somebody waits for it.
async fn forum(desk: &Desk, channel: ChannelId) -> Result<Forum, Error> {
    match desk.http.forum(channel, Lane::Urgent).await {
        Ok(info) => Ok(info.forum()),
        Err(error) if error.is_absent() => Err(Refusal::CannotPost(channel).into()),
        Err(error) => Err(error.into()),
    }
}
