//! Threads over REST (facts §6).

mod edit;
mod fields;
mod lists;
mod members;
mod settings;
mod start;

pub(crate) use edit::patch;
pub(crate) use lists::{Archive, archived, json_list};
pub(crate) use members::{member, members};
pub(crate) use settings::Settings;
pub(crate) use start::start;

use crate::{
    ChannelId,
    error::Outcome,
    rest::request::{Reply, Req},
    world::World,
};

pub(crate) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    channel: ChannelId,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("POST", []) => start::open(world, req, channel),
        ("GET", ["archived", "public"]) => archived(world, req, channel, Archive::Public),
        ("GET", ["archived", "private"]) => archived(world, req, channel, Archive::Private),
        _ => return None,
    })
}
