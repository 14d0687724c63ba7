//! The value of one option: of its type, in its range, one of its choices.

use serde_json::Value;

use crate::{
    ChannelId, RoleId, UserId,
    world::{World, command::option},
};

/// Integers of options lie between -2^53 and 2^53.
const MAX_INTEGER: u64 = 1 << 53;

/// One option's value; choices can be picked by name or value.
pub(super) fn read_value(
    world: &World,
    entry: &Value,
    kind: u64,
    text: &str,
) -> Result<Value, String> {
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
