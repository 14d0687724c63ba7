//! PATCH of a server's channels: their order and categories.

use super::draft::check_category;
use crate::{
    ChannelId, GuildId, Permissions,
    error::{ApiError, Form, Outcome},
    rest::{
        guilds::{managed, read},
        request::{Reply, Req},
    },
    world::World,
};

/// Where a channel goes.
struct Move {
    channel: ChannelId,
    position: Option<i32>,
    category: Option<Option<ChannelId>>,
    access: Access,
}

/// `lock_permissions`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// The overwrites stay.
    Own,
    /// They become a copy of the category's.
    Copied,
}

/// Moves channels (MANAGE_CHANNELS); those that stay where they are aren't told of.
pub(crate) fn reorder(world: &mut World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    managed(world, guild, Permissions::MANAGE_CHANNELS)?;
    let moves = read_moves(world, req, guild)?;
    for Move {
        channel,
        position,
        category,
        access,
    } in moves
    {
        let Some(place) = world.channels.get(&channel) else {
            continue;
        };
        let category = category.unwrap_or(place.parent);
        let position = position.unwrap_or(place.position);
        let copied = category
            .filter(|_| access == Access::Copied)
            .and_then(|category| world.channels.get(&category));
        let overwrites = copied.map_or_else(
            || place.overwrites.clone(),
            |category| category.overwrites.clone(),
        );
        let stays = category == place.parent
            && position == place.position
            && overwrites == place.overwrites;
        if !stays {
            world.change_access(guild, channel, |channel| {
                channel.parent = category;
                channel.position = position;
                channel.overwrites = overwrites;
            });
        }
    }
    Ok(Reply::nothing())
}

fn read_moves(world: &World, req: &Req, guild: GuildId) -> Outcome<Vec<Move>> {
    let mut form = Form::default();
    let mut moves = Vec::new();
    for body in req.body.as_array().ok_or_else(read::no_list)? {
        let Some(channel) = form.snowflake(&body["id"], "id").map(ChannelId::new) else {
            form.required("id");
            continue;
        };
        if !world.server(guild).channels.contains(&channel) {
            return Err(ApiError::unknown("Channel"));
        }
        let position = form.number(&body["position"], "position", 0..=i32::MAX as u64);
        let category = form.snowflake(&body["parent_id"], "parent_id");
        let category = category.map(ChannelId::new);
        if let Some(category) = category {
            check_category(world, guild, category)?;
        }
        let copies = form.flag(body, "lock_permissions");
        moves.push(Move {
            channel,
            position: position.and_then(|position| i32::try_from(position).ok()),
            category: read::emptiable(body, "parent_id", category),
            access: match copies {
                Some(true) => Access::Copied,
                _ => Access::Own,
            },
        });
    }
    form.finish()?;
    Ok(moves)
}
