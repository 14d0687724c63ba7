//! PATCH of a channel or thread.

use super::{draft::Draft, get};
use crate::{
    ChannelId, Permissions,
    error::{ApiError, Form, Outcome},
    rest::{
        messages::check_seen,
        request::{Reply, Req},
        threads,
    },
    world::{World, channel::Kind},
};

/// Changes a channel (MANAGE_CHANNELS, and MANAGE_ROLES for its overwrites) or a thread.
pub(crate) fn patch(world: &mut World, req: &Req, channel: ChannelId) -> Outcome<Reply> {
    let place = check_seen(world, channel)?;
    if place.thread.is_some() {
        return threads::patch(world, req, channel);
    }
    let Some(guild) = place.guild else {
        let why = "Cannot execute action on a DM channel";
        return Err(ApiError::new(403, 50003, why));
    };
    let mut form = Form::default();
    let draft = Draft::read(&mut form, &req.body, place.kind);
    let settings = threads::Settings::read(&mut form, &req.body, place.kind);
    let kind = kind(&mut form, req, place.kind);
    form.finish()?;
    let mut needed = Permissions::MANAGE_CHANNELS;
    if !req.body["permission_overwrites"].is_null() {
        needed |= Permissions::MANAGE_ROLES;
    }
    if !world.may(world.app.bot, channel, needed) {
        return Err(ApiError::no_permission());
    }
    draft.check(world, guild, &place.overwrites)?;
    let settings = settings.check(world, channel)?;
    world.change_access(guild, channel, |channel| {
        channel.kind = kind;
        draft.apply(channel);
        settings.apply(channel);
    });
    get(world, channel)
}

/// A text channel becomes an announcement channel, or the other way about; nothing else changes its kind.
fn kind(form: &mut Form, req: &Req, before: Kind) -> Kind {
    let both = [Kind::Text, Kind::Announcement];
    let Some(number) = form.number(&req.body["type"], "type", 0..=255) else {
        return before;
    };
    let is_it = |kind: &Kind| u64::from(kind.number()) == number;
    let after = both.into_iter().find(is_it);
    match after.filter(|_| both.contains(&before)) {
        Some(after) => after,
        None if is_it(&before) => before,
        None => {
            form.wrong("type", "BASE_TYPE_CHOICES", "Cannot change to this type.");
            before
        }
    }
}
