//! Which function answers which route. `None`: Discord has it or not, the simulator doesn't know it.

use crate::{
    ChannelId, GuildId, MessageId, UserId,
    error::{ApiError, Outcome},
    rest::{
        channels, commands, emojis, guilds, interactions, messages, pins, reactions,
        request::{Reply, Req},
        threads, users,
    },
    world::{World, deeds::Pin},
};

/// Routes that need no token.
pub(crate) fn is_open(path: &[&str]) -> bool {
    matches!(
        path,
        ["gateway"] | ["interactions", _, _, "callback"] | ["webhooks", _, _, ..]
    )
}

/// An id in the path; anything else is what Discord calls a form error.
pub(crate) fn id<T: std::str::FromStr>(text: &str) -> Outcome<T> {
    text.parse().map_err(|_| {
        ApiError::form(
            "id",
            "NUMBER_TYPE_COERCE",
            &format!("Value \"{text}\" is not snowflake."),
        )
    })
}

/// Answers a request if the route is known.
pub(crate) fn route(world: &mut World, req: &Req, path: &[&str]) -> Option<Outcome<Reply>> {
    let method = req.method.as_str();
    Some(match (method, path) {
        ("GET", ["gateway"]) => users::gateway(world),
        ("GET", ["gateway", "bot"]) => users::gateway_bot(world),
        (_, ["users", rest @ ..]) => return users::route(world, req, method, rest),
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
            Ok(Reply::ok(world.json_application()))
        }
        (_, ["applications", app, "emojis", rest @ ..]) => {
            return own(world, app, |w| emojis::route(w, req, method, rest));
        }
        (_, ["applications", app, "commands", rest @ ..]) => {
            return own(world, app, |w| commands::route(w, req, method, None, rest));
        }
        (_, ["applications", app, "guilds", guild, "commands", rest @ ..]) => {
            let guild = match id::<GuildId>(guild) {
                Ok(guild) => guild,
                Err(error) => return Some(Err(error)),
            };
            return own(world, app, |w| {
                commands::route(w, req, method, Some(guild), rest)
            });
        }
        ("POST", ["interactions", interaction, token, "callback"]) => {
            interactions::callback(world, req, interaction, token)
        }
        (_, ["webhooks", app, token, rest @ ..]) => {
            return interactions::webhook(world, req, method, app, token, rest);
        }
        (_, ["guilds", guild, rest @ ..]) => {
            return with(guild, |guild: GuildId| {
                guilds::route(world, req, method, guild, rest)
            });
        }
        (_, ["channels", channel, rest @ ..]) => {
            return with(channel, |c: ChannelId| {
                in_channel(world, req, method, c, rest)
            });
        }
        _ => return None,
    })
}

/// Parses an id, then goes on.
pub(crate) fn with<T: std::str::FromStr>(
    text: &str,
    go: impl FnOnce(T) -> Option<Outcome<Reply>>,
) -> Option<Outcome<Reply>> {
    match id(text) {
        Ok(id) => go(id),
        Err(error) => Some(Err(error)),
    }
}

/// Only the application's own routes.
fn own(
    world: &mut World,
    app: &str,
    go: impl FnOnce(&mut World) -> Option<Outcome<Reply>>,
) -> Option<Outcome<Reply>> {
    if app == world.app.id.to_string() {
        go(world)
    } else {
        Some(Err(ApiError::unknown("Application")))
    }
}

fn in_channel(
    world: &mut World,
    req: &Req,
    method: &str,
    channel: ChannelId,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("GET", []) => channels::get(world, channel),
        ("PATCH", []) => channels::patch(world, req, channel),
        ("DELETE", []) => channels::delete(world, channel),
        (_, ["permissions", target]) => {
            return with(target, |target: u64| {
                channels::overwrite(world, req, method, channel, target)
            });
        }
        ("POST", ["typing"]) => channels::typing(world, channel),
        (_, ["messages", rest @ ..]) => return in_messages(world, req, method, channel, rest),
        ("GET", ["pins"]) => pins::old_list(world, channel),
        ("PUT" | "DELETE", ["pins", message]) => return pin(world, method, channel, message),
        ("POST", ["polls", message, "expire"]) => {
            return with(message, |message: MessageId| {
                Some(messages::expire_poll(world, channel, message))
            });
        }
        (_, ["threads", rest @ ..]) => return threads::route(world, req, method, channel, rest),
        ("GET", ["thread-members"]) => threads::members(world, req, channel),
        (_, ["thread-members", user]) => return thread_member(world, req, method, channel, user),
        ("GET", ["users", "@me", "threads", "archived", "private"]) => {
            threads::archived(world, req, channel, threads::Archive::Joined)
        }
        _ => return None,
    })
}

fn in_messages(
    world: &mut World,
    req: &Req,
    method: &str,
    channel: ChannelId,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("GET", []) => messages::list(world, req, channel),
        ("POST", []) => messages::create(world, req, channel),
        ("POST", ["bulk-delete"]) => messages::bulk_delete(world, req, channel),
        ("GET", ["pins"]) => pins::list(world, req, channel),
        ("PUT" | "DELETE", ["pins", message]) => return pin(world, method, channel, message),
        (_, [message, rest @ ..]) => {
            return with(message, |message: MessageId| {
                at_message(world, req, method, (channel, message), rest)
            });
        }
        _ => return None,
    })
}

/// PUT sets a pin, any other method takes it away.
fn pin(
    world: &mut World,
    method: &str,
    channel: ChannelId,
    message: &str,
) -> Option<Outcome<Reply>> {
    with(message, |message: MessageId| {
        let pin = match method {
            "PUT" => Pin::Set,
            _ => Pin::Remove,
        };
        Some(pins::set(world, channel, message, pin))
    })
}

fn thread_member(
    world: &mut World,
    req: &Req,
    method: &str,
    channel: ChannelId,
    user: &str,
) -> Option<Outcome<Reply>> {
    let bot = world.app.bot;
    let user = match user {
        "@me" => Ok(bot),
        user => id::<UserId>(user),
    };
    Some(match (user, method) {
        (Err(error), _) => Err(error),
        (Ok(user), "GET") => threads::member(world, req, channel, user),
        (Ok(user), "PUT") => world
            .add_to_thread(bot, channel, user)
            .map(|()| Reply::nothing()),
        (Ok(user), "DELETE") => world
            .remove_from_thread(bot, channel, user)
            .map(|()| Reply::nothing()),
        _ => return None,
    })
}

fn at_message(
    world: &mut World,
    req: &Req,
    method: &str,
    (channel, message): (ChannelId, MessageId),
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("GET", []) => messages::get(world, channel, message),
        ("PATCH", []) => messages::edit(world, req, channel, message),
        ("DELETE", []) => world
            .delete(world.app.bot, channel, message)
            .map(|()| Reply::nothing()),
        ("POST", ["threads"]) => threads::start(world, req, channel, message),
        (_, ["reactions", rest @ ..]) => {
            return reactions::route(world, req, method, (channel, message), rest);
        }
        _ => return None,
    })
}
