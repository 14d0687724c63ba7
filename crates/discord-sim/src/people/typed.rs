//! What a person types into a command or a form, checked against what is registered and turned into Discord's JSON.

use serde_json::{Map, Value, json};

use crate::{
    ChannelId, CommandRefusal, RoleId, UserId,
    world::{
        World,
        command::{Command, option},
    },
};

/// Integers of options lie between -2^53 and 2^53.
const MAX_INTEGER: u64 = 1 << 53;

type Typed<T> = Result<T, CommandRefusal>;

fn wrong(why: impl Into<String>) -> CommandRefusal {
    CommandRefusal::Option(why.into())
}

/// The part of an interaction's data that names the command.
pub(super) fn head(command: &Command) -> Value {
    let mut head = json!({ "id": command.id, "name": command.name, "type": command.kind });
    if let Some(guild) = command.json["guild_id"].as_str() {
        head["guild_id"] = guild.into();
    }
    head
}

/// Follows the words of `path` down to the command or subcommand: its options, and the subcommands on the way.
fn leaf<'a>(command: &'a Command, path: &str) -> Typed<(&'a [Value], Vec<&'a Value>)> {
    let list = |of: &'a Value| of["options"].as_array().map_or(&[][..], Vec::as_slice);
    let nested = |options: &[Value]| {
        options.iter().any(|entry| {
            entry["type"]
                .as_u64()
                .is_some_and(|kind| kind <= option::GROUP)
        })
    };
    let (mut options, mut steps) = (list(&command.json), Vec::new());
    for word in path.split(' ').skip(1) {
        let found = options.iter().find(|entry| {
            entry["name"] == word
                && entry["type"]
                    .as_u64()
                    .is_some_and(|kind| kind <= option::GROUP)
        });
        let step = found.ok_or_else(|| CommandRefusal::UnknownCommand(path.to_owned()))?;
        steps.push(step);
        options = list(step);
    }
    if nested(options) {
        return Err(CommandRefusal::UnknownCommand(format!(
            "{path}: a subcommand is missing"
        )));
    }
    Ok((options, steps))
}

/// Puts the typed options under the subcommands that lead to them.
fn wrap(mut data: Value, steps: &[&Value], options: Vec<Value>) -> Value {
    let mut inner = options;
    for step in steps.iter().rev() {
        inner = vec![json!({ "name": step["name"], "type": step["type"], "options": inner })];
    }
    if !inner.is_empty() {
        data["options"] = inner.into();
    }
    data
}

/// The data of a chat command.
pub(super) fn command_data(
    world: &World,
    place: ChannelId,
    command: &Command,
    path: &str,
    typed: &[(&str, &str)],
) -> Typed<Value> {
    let (options, steps) = leaf(command, path)?;
    if let Some((name, _)) = typed
        .iter()
        .find(|(name, _)| !options.iter().any(|entry| entry["name"] == *name))
    {
        return Err(wrong(format!("/{path} has no option \"{name}\"")));
    }
    let (mut values, mut named) = (Vec::new(), Vec::new());
    for entry in options {
        let name = entry["name"].as_str().unwrap_or_default();
        let kind = entry["type"].as_u64().unwrap_or(0);
        let Some((_, text)) = typed.iter().find(|(typed, _)| *typed == name) else {
            if entry["required"] == true {
                return Err(wrong(format!("/{path} needs \"{name}\"")));
            }
            continue;
        };
        let value = read_value(world, entry, kind, text)
            .map_err(|why| wrong(format!("\"{name}\": {why}")))?;
        if let (option::USER..=option::MENTIONABLE, Ok(id)) = (kind, text.parse()) {
            named.push((kind, id));
        }
        values.push(json!({ "name": name, "type": kind, "value": value }));
    }
    let mut data = wrap(head(command), &steps, values);
    if !named.is_empty() {
        data["resolved"] = resolved(world, place, &named);
    }
    Ok(data)
}

/// The data while somebody types in an option.
pub(super) fn autocomplete_data(
    command: &Command,
    path: &str,
    name: &str,
    typed: &str,
) -> Typed<Value> {
    let (options, steps) = leaf(command, path)?;
    let entry = options
        .iter()
        .find(|entry| entry["name"] == name)
        .ok_or_else(|| wrong(format!("/{path} has no option \"{name}\"")))?;
    if entry["autocomplete"] != true {
        return Err(wrong(format!("\"{name}\" has no autocomplete")));
    }
    let focused = json!({ "name": name, "type": entry["type"], "value": typed, "focused": true });
    Ok(wrap(head(command), &steps, vec![focused]))
}

/// One option's value; choices can be picked by name or value.
fn read_value(world: &World, entry: &Value, kind: u64, text: &str) -> Result<Value, String> {
    if let Some(choices) = entry["choices"].as_array() {
        let picked = choices
            .iter()
            .find(|choice| choice["name"] == text || plain(&choice["value"]) == text);
        return picked
            .map(|choice| choice["value"].clone())
            .ok_or_else(|| format!("\"{text}\" isn't one of its choices"));
    }
    let between = |number: f64| {
        let low = entry["min_value"].as_f64().is_none_or(|min| number >= min);
        let high = entry["max_value"].as_f64().is_none_or(|max| number <= max);
        if low && high {
            Ok(())
        } else {
            Err(format!("{text} is out of its range"))
        }
    };
    match kind {
        option::STRING => {
            let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
            let (min, max) = (
                entry["min_length"].as_u64().unwrap_or(1),
                entry["max_length"].as_u64().unwrap_or(6000),
            );
            if !(min..=max).contains(&length) {
                return Err(format!("must have {min} to {max} characters"));
            }
            Ok(text.into())
        }
        option::INTEGER => {
            let number: i64 = text
                .parse()
                .ok()
                .filter(|number: &i64| number.unsigned_abs() <= MAX_INTEGER)
                .ok_or_else(|| format!("\"{text}\" is no integer"))?;
            #[expect(clippy::cast_precision_loss, reason = "it has at most 53 bits")]
            between(number as f64)?;
            Ok(number.into())
        }
        option::NUMBER => {
            let number: f64 = text
                .parse()
                .map_err(|_| format!("\"{text}\" is no number"))?;
            between(number)?;
            Ok(number.into())
        }
        option::BOOLEAN => text
            .to_lowercase()
            .parse::<bool>()
            .map(Value::from)
            .map_err(|_| format!("\"{text}\" is neither true nor false")),
        option::USER..=option::MENTIONABLE => {
            let id: u64 = text.parse().map_err(|_| format!("\"{text}\" is no id"))?;
            let known = match kind {
                option::USER => world.users.contains_key(&UserId::new(id)),
                option::CHANNEL => channel_fits(world, ChannelId::new(id), entry),
                option::ROLE => is_role(world, id),
                _ => world.users.contains_key(&UserId::new(id)) || is_role(world, id),
            };
            if known {
                Ok(text.into())
            } else {
                Err(format!("{text} doesn't fit"))
            }
        }
        _ => Err("the simulator can't fill this type yet".to_owned()),
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn is_role(world: &World, id: u64) -> bool {
    world
        .guilds
        .values()
        .any(|server| server.roles.contains_key(&RoleId::new(id)))
}

fn channel_fits(world: &World, id: ChannelId, entry: &Value) -> bool {
    let Some(channel) = world.channels.get(&id) else {
        return false;
    };
    entry["channel_types"].as_array().is_none_or(|kinds| {
        kinds.is_empty() || kinds.iter().any(|kind| *kind == channel.kind.number())
    })
}

/// `resolved` of ids with their option types. The server is the channel's own, or the one that the ids are in.
pub(super) fn resolved(world: &World, place: ChannelId, ids: &[(u64, u64)]) -> Value {
    let mut maps: Map<String, Value> = Map::new();
    let mut put = |map: &str, id: u64, value: Value| {
        let entry = maps.entry(map).or_insert_with(|| json!({}));
        entry[id.to_string()] = value;
    };
    for (kind, id) in ids {
        let (user, role, channel) = (UserId::new(*id), RoleId::new(*id), ChannelId::new(*id));
        let server = world
            .guild_of(place)
            .and_then(|guild| world.guilds.get(&guild));
        let server = server.or_else(|| {
            world
                .guilds
                .values()
                .find(|server| server.roles.contains_key(&role))
        });
        if *kind == option::CHANNEL {
            if let Some(found) = world.channels.get(&channel) {
                let mut json = world.json_channel(found);
                json["permissions"] = json!(world.raw_rights(world.app.bot, channel));
                put("channels", *id, json);
            }
        } else if let Some(role) = server.and_then(|server| server.roles.get(&role)) {
            put("roles", *id, world.json_role(role));
        } else if world.users.contains_key(&user) {
            put("users", *id, world.json_user(user));
            if let Some(member) = server.and_then(|server| server.members.get(&user)) {
                let mut json = world.json_partial_member(member);
                json["permissions"] = json!(world.raw_rights(user, place));
                put("members", *id, json);
            }
        }
    }
    Value::Object(maps)
}

/// `resolved` of a user, role, mentionable or channel menu.
pub(super) fn resolve_values(
    world: &World,
    place: ChannelId,
    component: u64,
    values: &[&str],
) -> Typed<Value> {
    let kind = match component {
        5 => option::USER,
        6 => option::ROLE,
        7 => option::MENTIONABLE,
        _ => option::CHANNEL,
    };
    let mut ids = Vec::new();
    for value in values {
        let id: u64 = value
            .parse()
            .map_err(|_| CommandRefusal::Component(format!("\"{value}\" is no id")))?;
        let json = json!({});
        read_value(world, &json, kind, value).map_err(CommandRefusal::Component)?;
        ids.push((kind, id));
    }
    Ok(resolved(world, place, &ids))
}

/// The data of a completed modal.
pub(super) fn modal_data(modal: &Value, values: &[(&str, &str)]) -> Typed<Value> {
    let mut used = Vec::new();
    let components = modal["components"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let filled: Vec<Value> = components
        .iter()
        .map(|component| fill(component, values, &mut used))
        .collect::<Typed<_>>()?;
    if let Some((name, _)) = values
        .iter()
        .find(|(name, _)| !used.iter().any(|used| used == name))
    {
        return Err(CommandRefusal::Component(format!(
            "the form has no \"{name}\""
        )));
    }
    Ok(json!({ "custom_id": modal["custom_id"], "components": filled }))
}

fn fill(component: &Value, values: &[(&str, &str)], used: &mut Vec<String>) -> Typed<Value> {
    let mut out = json!({ "type": component["type"], "id": component["id"] });
    match component["type"].as_u64() {
        Some(1) => {
            let inner = component["components"]
                .as_array()
                .map_or(&[][..], Vec::as_slice);
            out["components"] = inner
                .iter()
                .map(|child| fill(child, values, used))
                .collect::<Typed<Vec<_>>>()?
                .into();
        }
        Some(18) => out["component"] = fill(&component["component"], values, used)?,
        Some(10) => {}
        Some(kind) => {
            let name = component["custom_id"].as_str().unwrap_or_default();
            let typed = values
                .iter()
                .find(|(typed, _)| *typed == name)
                .map(|(_, value)| *value);
            let text = typed
                .or_else(|| component["value"].as_str())
                .unwrap_or_default();
            used.push(name.to_owned());
            if text.is_empty() && component["required"] == true {
                return Err(CommandRefusal::Component(format!(
                    "\"{name}\" must be filled in"
                )));
            }
            out["custom_id"] = name.into();
            if kind == 4 {
                let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
                let (min, max) = (
                    component["min_length"].as_u64().unwrap_or(0),
                    component["max_length"].as_u64().unwrap_or(4000),
                );
                if !text.is_empty() && !(min..=max).contains(&length) {
                    return Err(CommandRefusal::Component(format!(
                        "\"{name}\" must have {min} to {max} characters"
                    )));
                }
                out["value"] = text.into();
            } else if matches!(kind, 21 | 23) {
                out["value"] = if kind == 23 {
                    (text == "true").into()
                } else {
                    text.into()
                };
            } else {
                let picked: Vec<&str> = text
                    .split(',')
                    .map(str::trim)
                    .filter(|value| !value.is_empty())
                    .collect();
                let options = component["options"].as_array();
                let offered = |value: &&&str| {
                    options.is_none_or(|options| {
                        options.iter().any(|option| option["value"] == ***value)
                    })
                };
                if let Some(value) = picked.iter().find(|value| !offered(value)) {
                    return Err(CommandRefusal::Component(format!(
                        "\"{value}\" isn't offered in \"{name}\""
                    )));
                }
                out["values"] = json!(picked);
            }
        }
        None => {}
    }
    Ok(out)
}
