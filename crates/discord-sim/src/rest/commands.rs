//! Registering commands over REST: upsert on POST, PUT overwrites all (facts §5).

use serde_json::{Value, json};

use crate::{
    CommandId, GuildId, Permissions,
    error::{ApiError, Form, Outcome},
    rest::{
        forms::{self, command::Scope},
        request::{Reply, Req},
        routes,
    },
    world::{
        World,
        command::{Command, kind},
    },
};

pub(crate) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    guild: Option<GuildId>,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    if guild.is_some_and(|guild| !world.guilds.contains_key(&guild)) {
        return Some(Err(ApiError::unknown("Guild")));
    }
    if method != "GET" {
        world.commands.registrations += 1;
    }
    Some(match (method, path) {
        ("GET", []) => Ok(Reply::ok(json_list(world, guild))),
        ("POST", []) => create(world, req, guild),
        ("PUT", []) => overwrite(world, req, guild),
        (_, [command]) => {
            return routes::with(command, |id: CommandId| one(world, req, method, guild, id));
        }
        _ => return None,
    })
}

const fn scope(guild: Option<GuildId>) -> Scope {
    if guild.is_some() {
        Scope::Guild
    } else {
        Scope::Global
    }
}

fn json_list(world: &World, guild: Option<GuildId>) -> Value {
    world
        .commands
        .list(guild)
        .iter()
        .map(|command| command.json.clone())
        .collect::<Vec<_>>()
        .into()
}

/// A checked body becomes a command; it keeps the id of the one that it replaces.
fn build(
    world: &mut World,
    mut json: Value,
    guild: Option<GuildId>,
    old: Option<CommandId>,
) -> Command {
    let id = old.unwrap_or_else(|| CommandId::new(world.next_id()));
    json["id"] = json!(id);
    json["application_id"] = json!(world.app.id);
    json["version"] = json!(world.next_id().to_string());
    if let Some(guild) = guild {
        json["guild_id"] = json!(guild);
    }
    let needs = json["default_member_permissions"]
        .as_str()
        .and_then(|bits| bits.parse().ok())
        .map(Permissions::from_bits);
    let in_dm = json["dm_permission"] != false && guild.is_none();
    let contexts = match json["contexts"].as_array() {
        Some(list) => list.iter().filter_map(Value::as_u64).collect(),
        None if in_dm => vec![0, 1],
        None => vec![0],
    };
    let name = json["name"].as_str().unwrap_or_default().to_owned();
    Command {
        id,
        kind: json["type"].as_u64().unwrap_or(kind::CHAT),
        name,
        needs,
        contexts,
        json,
    }
}

/// 30032 for more commands than there may be of a kind.
fn check_count<'a>(commands: impl Iterator<Item = &'a Command> + Clone) -> Outcome<()> {
    for (command_kind, most) in [(kind::CHAT, 100), (kind::USER, 15), (kind::MESSAGE, 15)] {
        let of_kind = |command: &&Command| command.kind == command_kind;
        if commands.clone().filter(of_kind).count() > most {
            return Err(ApiError::new(
                400,
                30032,
                format!("Maximum number of application commands reached ({most})"),
            ));
        }
    }
    Ok(())
}

fn create(world: &mut World, req: &Req, guild: Option<GuildId>) -> Outcome<Reply> {
    let mut form = Form::default();
    let json = forms::command::read(&mut form, &req.body, "", scope(guild));
    form.finish()?;
    let same = |command: &Command| {
        command.kind == json["type"].as_u64().unwrap_or(1) && json["name"] == command.name.as_str()
    };
    let at = world.commands.list(guild).iter().position(same);
    let old = at.map(|at| world.commands.list(guild)[at].id);
    let command = build(world, json, guild, old);
    let body = command.json.clone();
    if let Some(at) = at {
        world.commands.list_mut(guild)[at] = command;
        return Ok(Reply::ok(body));
    }
    check_count(world.commands.list(guild).iter().chain([&command]))?;
    world.count_creates(guild, 1)?;
    world.commands.list_mut(guild).push(command);
    Ok(Reply::created(body))
}

fn overwrite(world: &mut World, req: &Req, guild: Option<GuildId>) -> Outcome<Reply> {
    let Some(list) = req.body.as_array() else {
        return Err(ApiError::form(
            "",
            "LIST_TYPE_CONVERT",
            "Only iterables may be used in a ListType",
        ));
    };
    let mut form = Form::default();
    let read: Vec<Value> = list
        .iter()
        .enumerate()
        .map(|(at, body)| forms::command::read(&mut form, body, &at.to_string(), scope(guild)))
        .collect();
    check_names(&mut form, &read);
    form.finish()?;
    let mut commands = Vec::new();
    let mut created = 0;
    for json in read {
        let same = |command: &&Command| {
            json["name"] == command.name.as_str() && command.json["type"] == json["type"]
        };
        let old = world.commands.list(guild).iter().find(same);
        let old = old.map(|command| command.id);
        created += usize::from(old.is_none());
        commands.push(build(world, json, guild, old));
    }
    check_count(commands.iter())?;
    world.count_creates(guild, created)?;
    *world.commands.list_mut(guild) = commands;
    Ok(Reply::ok(json_list(world, guild)))
}

/// Names are unique among the commands of a kind.
fn check_names(form: &mut Form, commands: &[Value]) {
    for (at, command) in commands.iter().enumerate() {
        let same =
            |other: &Value| other["name"] == command["name"] && other["type"] == command["type"];
        if commands[..at].iter().any(same) {
            form.wrong(
                &format!("{at}.name"),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                "Application command names must be unique",
            );
        }
    }
}

fn one(
    world: &mut World,
    req: &Req,
    method: &str,
    guild: Option<GuildId>,
    id: CommandId,
) -> Option<Outcome<Reply>> {
    let Some(at) = world
        .commands
        .list(guild)
        .iter()
        .position(|command| command.id == id)
    else {
        return Some(Err(ApiError::unknown("application command")));
    };
    Some(match method {
        "GET" => Ok(Reply::ok(world.commands.list(guild)[at].json.clone())),
        "DELETE" => {
            world.commands.list_mut(guild).remove(at);
            Ok(Reply::nothing())
        }
        "PATCH" => patch(world, req, guild, at),
        _ => return None,
    })
}

fn patch(world: &mut World, req: &Req, guild: Option<GuildId>, at: usize) -> Outcome<Reply> {
    let old = &world.commands.list(guild)[at];
    let id = old.id;
    let mut body = old.json.clone();
    if let (Some(body), Some(change)) = (body.as_object_mut(), req.body.as_object()) {
        body.extend(
            change
                .iter()
                .map(|(key, value)| (key.clone(), value.clone())),
        );
    }
    let mut form = Form::default();
    let json = forms::command::read(&mut form, &body, "", scope(guild));
    form.finish()?;
    let command = build(world, json, guild, Some(id));
    let body = command.json.clone();
    world.commands.list_mut(guild)[at] = command;
    Ok(Reply::ok(body))
}
