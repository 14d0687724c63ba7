//! Reactions over REST.

use serde_json::Value;

use crate::{
    ChannelId, MessageId, UserId,
    error::Outcome,
    rest::{
        request::{Reply, Req},
        routes,
    },
    world::World,
};

pub(crate) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    (channel, message): (ChannelId, MessageId),
    path: &[&str],
) -> Option<Outcome<Reply>> {
    let bot = world.app.bot;
    Some(match (method, path) {
        ("PUT", [emoji, "@me"]) => world
            .react(bot, channel, message, emoji)
            .map(|()| Reply::nothing()),
        ("DELETE", [emoji, "@me"]) => world
            .unreact(bot, bot, channel, message, emoji)
            .map(|()| Reply::nothing()),
        ("DELETE", [emoji, user]) => {
            let user = match routes::id::<UserId>(user) {
                Ok(user) => user,
                Err(error) => return Some(Err(error)),
            };
            world
                .unreact(bot, user, channel, message, emoji)
                .map(|()| Reply::nothing())
        }
        ("DELETE", [emoji]) => world
            .clear_emoji(bot, channel, message, emoji)
            .map(|()| Reply::nothing()),
        ("DELETE", []) => world
            .clear_reactions(bot, channel, message)
            .map(|()| Reply::nothing()),
        ("GET", [emoji]) => list(world, req, channel, message, emoji),
        _ => return None,
    })
}

/// Who reacted, by id, after `after`.
fn list(
    world: &World,
    req: &Req,
    channel: ChannelId,
    id: MessageId,
    emoji: &str,
) -> Outcome<Reply> {
    super::messages::check_history(world, channel)?;
    let limit = req.number("limit", 25, 1, 100)?;
    let after = req
        .query
        .get("after")
        .map(|text| routes::id::<UserId>(text));
    let after = after.transpose()?;
    let emoji = world.check_emoji(emoji)?;
    let message = world.message_in(channel, id)?;
    let reaction = message
        .reactions()
        .iter()
        .find(|reaction| reaction.emoji == emoji);
    let mut users: Vec<UserId> = reaction
        .map(|reaction| reaction.users.clone())
        .unwrap_or_default();
    users.sort_unstable();
    let page = users
        .into_iter()
        .filter(|user| after.is_none_or(|after| *user > after))
        .take(limit);
    Ok(Reply::ok(
        page.map(|user| world.json_user(user))
            .collect::<Vec<Value>>()
            .into(),
    ))
}
