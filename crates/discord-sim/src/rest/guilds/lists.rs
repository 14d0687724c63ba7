//! What is in a server: its channels, its active threads.

use crate::{
    GuildId,
    error::Outcome,
    rest::{
        channels,
        guilds::known,
        request::{Reply, Req},
        threads,
    },
    world::World,
};

pub(super) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    guild: GuildId,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    match (method, path) {
        ("GET", ["channels"]) => Some(all_channels(world, guild)),
        ("POST", ["channels"]) => Some(channels::create(world, req, guild)),
        ("PATCH", ["channels"]) => Some(channels::reorder(world, req, guild)),
        ("GET", ["threads", "active"]) => Some(active_threads(world, guild)),
        _ => None,
    }
}

/// All channels, also those that the bot can't see; no threads.
fn all_channels(world: &World, guild: GuildId) -> Outcome<Reply> {
    let server = known(world, guild)?;
    let channels = server
        .channels
        .iter()
        .filter_map(|id| world.channels.get(id));
    Ok(Reply::ok(
        channels
            .map(|channel| world.json_channel(channel))
            .collect(),
    ))
}

fn active_threads(world: &World, guild: GuildId) -> Outcome<Reply> {
    let server = known(world, guild)?;
    Ok(Reply::ok(threads::json_list(
        world,
        world.active_threads(server, world.app.bot),
    )))
}
