//! PATCH of a member: nickname, roles, time-out, each with its own right and only on those below the bot.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{
    known,
    members::{absent, answer},
    read,
    roles::check_free,
};
use crate::{
    GuildId, Permissions, RoleId, UserId, bounds,
    error::{ApiError, Form, Outcome},
    rest::request::{Reply, Req},
    world::{
        World,
        guild::{Member, Server},
    },
};

/// Roles of one member.
const MOST_ROLES: usize = 350;

/// What a request says of a member; what it doesn't say stays.
struct Draft {
    nick: Option<Option<String>>,
    roles: Option<BTreeSet<RoleId>>,
    timed_out_until: Option<Option<DateTime<Utc>>>,
}

impl Draft {
    fn read(body: &Value, now: DateTime<Utc>) -> Outcome<Self> {
        let mut form = Form::default();
        let nick = form.text(body, "", "nick", 0, 32);
        let nick = nick.filter(|nick| !nick.is_empty()).map(str::to_owned);
        let until = until(&mut form, body, now);
        let draft = Self {
            nick: read::emptiable(body, "nick", nick),
            roles: roles(&mut form, body),
            timed_out_until: read::emptiable(body, "communication_disabled_until", until),
        };
        form.finish()?;
        Ok(draft)
    }

    fn apply(self, member: &mut Member) {
        if let Some(nick) = self.nick {
            member.nick = nick;
        }
        if let Some(roles) = self.roles {
            member.roles = roles.into_iter().collect();
        }
        if let Some(until) = self.timed_out_until {
            member.timed_out_until = until;
        }
    }
}

fn roles(form: &mut Form, body: &Value) -> Option<BTreeSet<RoleId>> {
    let list = form.list(body, "", "roles", MOST_ROLES)?;
    let ids: Option<BTreeSet<RoleId>> = list.iter().map(|id| id.as_str()?.parse().ok()).collect();
    if ids.is_none() {
        form.wrong("roles", "NUMBER_TYPE_COERCE", "Value is not snowflake.");
    }
    ids
}

fn until(form: &mut Form, body: &Value, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let key = "communication_disabled_until";
    let text = form.text(body, "", key, 0, 64)?;
    let until = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc());
    match until {
        Ok(at) if at <= now + bounds::TIME_OUT => return Some(at),
        Ok(_) => form.wrong(key, "DATE_TIME_RANGE", "Must be within the next 28 days."),
        Err(_) => form.wrong(key, "DATE_TIME_TYPE_PARSE", "Not an ISO 8601 timestamp."),
    }
    None
}

/// The bot's own nickname, with CHANGE_NICKNAME.
pub(super) fn own(world: &mut World, req: &Req, guild: GuildId) -> Outcome<Reply> {
    known(world, guild)?;
    let bot = world.app.bot;
    let nick = Draft::read(&req.body, world.now())?.nick;
    if let Some(nick) = nick {
        check_right(world, guild, Permissions::CHANGE_NICKNAME)?;
        world.change_member(guild, bot, |member| member.nick = nick);
    }
    answer(world, guild, bot)
}

/// Another's nickname, roles and time-out.
pub(super) fn other(world: &mut World, req: &Req, guild: GuildId, user: UserId) -> Outcome<Reply> {
    let server = known(world, guild)?;
    let Some(member) = server.members.get(&user) else {
        return Err(absent(world, user));
    };
    let draft = Draft::read(&req.body, world.now())?;
    check_voice(&req.body)?;
    if draft.nick.is_some() {
        check_right(world, guild, Permissions::MANAGE_NICKNAMES)?;
        check_below(world, server, user)?;
    }
    if let Some(roles) = &draft.roles {
        check_right(world, guild, Permissions::MANAGE_ROLES)?;
        let before: BTreeSet<RoleId> = member.roles.iter().copied().collect();
        for role in roles.symmetric_difference(&before) {
            check_free(server, *role)?;
            if !server.is_above_role(world.app.bot, *role) {
                return Err(ApiError::no_permission());
            }
        }
    }
    if draft.timed_out_until.is_some() {
        check_right(world, guild, Permissions::MODERATE_MEMBERS)?;
        check_below(world, server, user)?;
        let rights = world.base_rights(user, guild);
        if rights.contains(Permissions::ADMINISTRATOR) {
            return Err(ApiError::no_permission());
        }
    }
    world.change_member(guild, user, |member| draft.apply(member));
    answer(world, guild, user)
}

fn check_right(world: &World, guild: GuildId, right: Permissions) -> Outcome<()> {
    if world.server_rights(world.app.bot, guild).contains(right) {
        Ok(())
    } else {
        Err(ApiError::no_permission())
    }
}

fn check_below(world: &World, server: &Server, user: UserId) -> Outcome<()> {
    if user == world.app.bot || server.is_above_member(world.app.bot, user) {
        Ok(())
    } else {
        Err(ApiError::no_permission())
    }
}

/// Nobody is in a voice channel here.
fn check_voice(body: &Value) -> Outcome<()> {
    let asks = |key: &&str| !body[*key].is_null();
    if ["mute", "deaf", "channel_id"].iter().any(asks) {
        let why = "Target user is not connected to voice.";
        return Err(ApiError::new(400, 40032, why));
    }
    Ok(())
}
