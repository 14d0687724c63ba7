//! POST of a channel to a server.

use super::draft::Draft;
use crate::{
    GuildId, Permissions,
    error::{ApiError, Form, Outcome},
    gateway::events,
    rest::{
        guilds::managed,
        request::{Reply, Req},
        threads,
    },
    world::{World, channel::Kind},
};

/// A server has no more channels (30013).
const MOST: usize = 500;
/// What can be made.
const KINDS: [Kind; 7] = [
    Kind::Text,
    Kind::Voice,
    Kind::Category,
    Kind::Announcement,
    Kind::Stage,
    Kind::Forum,
    Kind::Media,
];

/// Makes a channel (MANAGE_CHANNELS). In a category, and without overwrites of its own, it gets a copy of the category's.
pub(crate) fn create(world: &mut World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let server = managed(world, guild, Permissions::MANAGE_CHANNELS)?;
    if server.channels.len() >= MOST {
        let why = "Maximum number of guild channels reached (500)";
        return Err(ApiError::new(400, 30013, why));
    }
    let mut form = Form::default();
    let name = form.required_text(&req.body, "", "name", 1, 100);
    let kind = kind(&mut form, req);
    let draft = Draft::read(&mut form, &req.body, kind);
    let settings = threads::Settings::read(&mut form, &req.body, kind);
    form.finish()?;
    draft.check(world, guild, &[])?;
    let category = draft.parent.flatten();
    let channel = world.place_channel(guild, kind, name, category, |it| draft.apply(it));
    match settings.check(world, channel) {
        Ok(settings) => settings.apply(world.channel_mut(channel)),
        Err(error) => {
            world.forget_channel(guild, channel);
            return Err(error);
        }
    }
    world.channel_event(events::CHANNEL_CREATE, guild, channel);
    // The bot may have shut itself out.
    let shown = world.channels.get(&channel);
    let shown = shown.map(|place| world.json_channel(place));
    Ok(Reply::created(shown.into()))
}

fn kind(form: &mut Form, req: &Req) -> Kind {
    let Some(number) = form.number(&req.body["type"], "type", 0..=255) else {
        return Kind::Text;
    };
    let mut kinds = KINDS.into_iter();
    kinds
        .find(|kind| u64::from(kind.number()) == number)
        .unwrap_or_else(|| {
            form.wrong("type", "BASE_TYPE_CHOICES", "Not a type of channel.");
            Kind::Text
        })
}
