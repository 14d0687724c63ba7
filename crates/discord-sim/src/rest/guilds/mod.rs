//! Servers over REST: the server itself, its roles, its members, its bans.

mod bans;
mod lists;
mod member_change;
mod members;
mod own;
pub(crate) mod read;
mod roles;

use crate::{
    GuildId, Permissions,
    error::{ApiError, Outcome},
    rest::request::{Reply, Req},
    world::{World, guild::Server},
};

pub(crate) use own::{leave, mine};

pub(crate) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    guild: GuildId,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    match path {
        ["roles", rest @ ..] => roles::route(world, req, method, guild, rest),
        ["members", rest @ ..] => members::route(world, req, method, guild, rest),
        ["bans" | "bulk-ban", ..] => bans::route(world, req, method, guild, path),
        ["channels"] | ["threads", "active"] => lists::route(world, req, method, guild, path),
        [] => own::route(world, req, method, guild),
        _ => None,
    }
}

/// A server that the bot is in.
pub(super) fn known(world: &World, guild: GuildId) -> Outcome<&Server> {
    world
        .membership(world.app.bot, guild)
        .map(|(server, _)| server)
        .ok_or_else(|| ApiError::unknown("Guild"))
}

/// A server in which the bot may do this.
pub(super) fn managed(world: &World, guild: GuildId, right: Permissions) -> Outcome<&Server> {
    let server = known(world, guild)?;
    if world.server_rights(world.app.bot, guild).contains(right) {
        Ok(server)
    } else {
        Err(ApiError::no_permission())
    }
}
