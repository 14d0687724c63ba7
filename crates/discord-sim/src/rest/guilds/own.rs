//! The server itself, and the list of the bot's own.

use serde_json::{Value, json};

use super::{known, managed, read};
use crate::{
    ChannelId, GuildId, Permissions, bounds,
    error::{Form, Outcome},
    rest::request::{Reply, Req},
    world::{World, channel::Kind},
};

/// Seconds until a silent member is moved to the AFK channel.
const AFK_TIMEOUTS: [u64; 5] = [60, 300, 900, 1800, 3600];

pub(super) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    guild: GuildId,
) -> Option<Outcome<Reply>> {
    match method {
        "GET" => Some(get(world, req, guild)),
        "PATCH" => Some(change(world, req, guild)),
        _ => None,
    }
}

fn get(world: &World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    let server = known(world, guild)?;
    let mut json = world.json_guild(server);
    if req.asks_for("with_counts") {
        json["approximate_member_count"] = server.members.len().into();
        json["approximate_presence_count"] = server.members.len().into();
    }
    Ok(Reply::ok(json))
}

/// Name, description, language and AFK channel, with MANAGE_GUILD; what else Discord lets change is left as it is.
fn change(world: &mut World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    managed(world, guild, Permissions::MANAGE_GUILD)?;
    let (body, mut form) = (&req.body, Form::default());
    let name = form.text(body, "", "name", 2, 100).map(str::to_owned);
    let description = form.text(body, "", "description", 0, 300);
    let description = read::emptiable(body, "description", description.map(str::to_owned));
    let locale = form.text(body, "", "preferred_locale", 2, 16);
    if let Some(Err(why)) = locale.map(bounds::check_locale) {
        form.wrong("preferred_locale", "ENUM_TYPE_COERCE", &why);
    }
    let locale = locale.map(str::to_owned);
    let afk_timeout = form.number(&body["afk_timeout"], "afk_timeout", 60..=3600);
    if afk_timeout.is_some_and(|seconds| !AFK_TIMEOUTS.contains(&seconds)) {
        form.wrong("afk_timeout", "BASE_TYPE_CHOICES", "Not a valid choice.");
    }
    let afk_channel = form.snowflake(&body["afk_channel_id"], "afk_channel_id");
    let afk_channel = afk_channel.map(ChannelId::new);
    if !afk_channel.is_none_or(|channel| is_voice(world, guild, channel)) {
        let why = "Must be a voice channel of this server.";
        form.wrong("afk_channel_id", "CHANNEL_INVALID", why);
    }
    let afk_channel = read::emptiable(body, "afk_channel_id", afk_channel);
    form.finish()?;
    world.change_guild(guild, |server| {
        server.name = name.unwrap_or_else(|| server.name.clone());
        server.locale = locale.unwrap_or_else(|| server.locale.clone());
        server.afk_timeout = afk_timeout.unwrap_or(server.afk_timeout);
        server.afk_channel = afk_channel.unwrap_or(server.afk_channel);
        if let Some(description) = description {
            server.description = description;
        }
    });
    Ok(Reply::ok(world.json_guild(world.server(guild))))
}

fn is_voice(world: &World, guild: GuildId, channel: ChannelId) -> bool {
    world
        .channels
        .get(&channel)
        .is_some_and(|place| place.guild == Some(guild) && place.kind == Kind::Voice)
}

/// The bot's servers, by id.
pub(crate) fn mine(world: &World, req: &Req) -> Outcome<Reply> {
    let limit = req.number("limit", 200, 1, 200)?;
    let at = |key: &str| req.query.get(key).and_then(|text| text.parse().ok());
    let (before, after): (Option<GuildId>, Option<GuildId>) = (at("before"), at("after"));
    let bot = world.users.get(&world.app.bot);
    let mut page: Vec<GuildId> = bot
        .into_iter()
        .flat_map(|bot| &bot.guilds)
        .copied()
        .filter(|id| before.is_none_or(|end| *id < end) && after.is_none_or(|start| *id > start))
        .collect();
    if before.is_some() && page.len() > limit {
        page.drain(..page.len() - limit);
    }
    page.truncate(limit);
    let with_counts = req.asks_for("with_counts");
    let shown = |id: &GuildId| {
        let server = world.guilds.get(id)?;
        let mut json = world.json_my_guild(server);
        if with_counts {
            json["approximate_member_count"] = server.members.len().into();
            json["approximate_presence_count"] = server.members.len().into();
        }
        Some(json)
    };
    let list: Vec<Value> = page.iter().filter_map(shown).collect();
    Ok(Reply::ok(json!(list)))
}

/// The bot leaves a server.
pub(crate) fn leave(world: &mut World, guild: GuildId) -> Outcome<Reply> {
    known(world, guild)?;
    world.remove_bot(guild);
    Ok(Reply::nothing())
}
