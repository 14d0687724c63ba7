//! The value of one option: of its type, in its range, one of its choices.

use serde_json::Value;

use super::chooser::{Chooser, Pick};
use crate::world::command::option;

/// Integers of options lie between -2^53 and 2^53.
const MAX_INTEGER: u64 = 1 << 53;
/// Characters of a text (facts §5).
const MAX_TEXT: u64 = 6000;

/// What stands in an option.
pub(super) enum Input {
    Plain(Value),
    /// An id, to be resolved.
    Chosen(Pick),
}

/// One option's value; choices can be picked by name or value.
pub(super) fn read_value(
    chooser: Chooser<'_>,
    entry: &Value,
    kind: u64,
    text: &str,
) -> Result<Input, String> {
    if let Some(choices) = entry["choices"].as_array() {
        return choice(choices, text).map(Input::Plain);
    }
    match kind {
        option::STRING => string(entry, text).map(Input::Plain),
        option::INTEGER => integer(entry, text).map(Input::Plain),
        option::NUMBER => number(entry, text).map(Input::Plain),
        option::BOOLEAN => boolean(text).map(Input::Plain),
        option::USER => chooser.user(text).map(Input::Chosen),
        option::ROLE => chooser.role(text).map(Input::Chosen),
        option::CHANNEL => chooser
            .channel(text, &entry["channel_types"])
            .map(Input::Chosen),
        option::MENTIONABLE => chooser
            .user(text)
            .or_else(|_| chooser.role(text))
            .map(Input::Chosen),
        option::ATTACHMENT => chooser.file(text).map(Input::Chosen),
        other => Err(format!("there are no options of type {other}")),
    }
}

fn choice(choices: &[Value], text: &str) -> Result<Value, String> {
    choices
        .iter()
        .find(|choice| choice["name"] == text || plain(&choice["value"]) == text)
        .map(|choice| choice["value"].clone())
        .ok_or_else(|| format!("\"{text}\" isn't one of its choices"))
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn string(entry: &Value, text: &str) -> Result<Value, String> {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let min = entry["min_length"].as_u64().unwrap_or(1).max(1);
    let max = entry["max_length"].as_u64().unwrap_or(MAX_TEXT);
    if (min..=max).contains(&length) {
        Ok(text.into())
    } else {
        Err(format!("must have {min} to {max} characters"))
    }
}

fn integer(entry: &Value, text: &str) -> Result<Value, String> {
    let number: i64 = text
        .parse()
        .ok()
        .filter(|number: &i64| number.unsigned_abs() <= MAX_INTEGER)
        .ok_or_else(|| format!("\"{text}\" is no integer"))?;
    #[expect(clippy::cast_precision_loss, reason = "it has at most 53 bits")]
    check_range(entry, number as f64)?;
    Ok(number.into())
}

fn number(entry: &Value, text: &str) -> Result<Value, String> {
    let number: f64 = text
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
        .ok_or_else(|| format!("\"{text}\" is no number"))?;
    check_range(entry, number)?;
    Ok(number.into())
}

fn check_range(entry: &Value, number: f64) -> Result<(), String> {
    let low = entry["min_value"].as_f64().is_none_or(|min| number >= min);
    let high = entry["max_value"].as_f64().is_none_or(|max| number <= max);
    if low && high {
        Ok(())
    } else {
        Err(format!("{number} is out of its range"))
    }
}

fn boolean(text: &str) -> Result<Value, String> {
    text.to_lowercase()
        .parse::<bool>()
        .map(Value::from)
        .map_err(|_| format!("\"{text}\" is neither true nor false"))
}
