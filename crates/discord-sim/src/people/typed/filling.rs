//! Filling in one input of a modal, as strictly as Discord's client: required, lengths, counts, what is offered.

use serde_json::{Value, json};

use super::{
    chooser::{Chooser, Pick},
    offered,
};
use crate::world::component::kind;

/// What an input was filled with.
pub(super) struct Filling {
    /// `value` or `values`.
    pub(super) field: &'static str,
    pub(super) value: Value,
    pub(super) picks: Vec<Pick>,
}

/// Fills in an input: with what was typed (values of a menu, ids and files joined by commas), else with what stands in it from the
/// start. An error goes on after the input's name.
pub(super) fn fill(
    chooser: Chooser<'_>,
    input: &Value,
    typed: Option<&str>,
) -> Result<Filling, String> {
    let one = |value: Value| Filling {
        field: "value",
        value,
        picks: Vec::new(),
    };
    match input["type"].as_u64() {
        Some(kind::TEXT_INPUT) => text(input, typed).map(one),
        Some(kind::CHECKBOX) => checkbox(input, typed).map(one),
        Some(kind::RADIO_GROUP) => {
            let picked = listed(input, typed, (1, 1))?;
            Ok(one(picked.into_iter().next().into()))
        }
        Some(kind::STRING_SELECT | kind::CHECKBOX_GROUP) => Ok(Filling {
            field: "values",
            value: listed(input, typed, bounds(input))?.into(),
            picks: Vec::new(),
        }),
        _ => chosen(chooser, input, typed),
    }
}

fn text(input: &Value, typed: Option<&str>) -> Result<Value, String> {
    let text = typed.or(input["value"].as_str()).unwrap_or_default();
    if text.is_empty() {
        check_required(input)?;
        return Ok("".into());
    }
    if input["style"] == 1 && text.contains('\n') {
        return Err("has a single line".to_owned());
    }
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let min = input["min_length"].as_u64().unwrap_or(0);
    let max = input["max_length"].as_u64().unwrap_or(4000);
    if (min..=max).contains(&length) {
        Ok(text.into())
    } else {
        Err(format!("must have {min} to {max} characters"))
    }
}

fn checkbox(input: &Value, typed: Option<&str>) -> Result<Value, String> {
    match typed {
        None => Ok((input["default"] == true).into()),
        Some("true") => Ok(true.into()),
        Some("false") => Ok(false.into()),
        Some(other) => Err(format!("is true or false, not \"{other}\"")),
    }
}

/// Values of a list of options; each can be meant by what is written on it.
fn listed(input: &Value, typed: Option<&str>, between: (u64, u64)) -> Result<Vec<String>, String> {
    let options = &input["options"];
    let picked: Vec<String> = match typed {
        Some(typed) => split(typed)
            .map(|text| {
                let value = offered(options, text);
                let value = value.ok_or_else(|| format!("has no \"{text}\": it isn't offered"))?;
                Ok(value.to_owned())
            })
            .collect::<Result<_, String>>()?,
        None => options
            .as_array()
            .into_iter()
            .flatten()
            .filter(|option| option["default"] == true)
            .filter_map(|option| option["value"].as_str().map(str::to_owned))
            .collect(),
    };
    check_count(input, &picked, between)?;
    Ok(picked)
}

/// People, roles, channels or files.
fn chosen(chooser: Chooser<'_>, input: &Value, typed: Option<&str>) -> Result<Filling, String> {
    let from_start: Vec<String> = input["default_values"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|value| value["id"].as_str().map(str::to_owned))
        .collect();
    let texts = match typed {
        Some(typed) => split(typed).map(str::to_owned).collect(),
        None => from_start,
    };
    check_count(input, &texts, bounds(input))?;
    let picks: Vec<Pick> = texts
        .iter()
        .map(|text| {
            let pick = match input["type"].as_u64() {
                Some(kind::FILE_UPLOAD) => chooser.file(text),
                _ => chooser.select(input, text),
            };
            pick.map_err(|why| format!("can't be filled in: {why}"))
        })
        .collect::<Result<_, String>>()?;
    let ids: Vec<String> = picks.iter().map(|pick| pick.id()).collect();
    Ok(Filling {
        field: "values",
        value: json!(ids),
        picks,
    })
}

fn split(typed: &str) -> impl Iterator<Item = &str> {
    typed
        .split(',')
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

fn bounds(input: &Value) -> (u64, u64) {
    let number = |key: &str| input[key].as_u64().unwrap_or(1);
    (number("min_values"), number("max_values"))
}

/// Nothing at all is fine unless it is required; else so many, each once.
fn check_count(input: &Value, values: &[String], (min, max): (u64, u64)) -> Result<(), String> {
    if values.is_empty() {
        return check_required(input);
    }
    let count = u64::try_from(values.len()).unwrap_or(u64::MAX);
    if !(min..=max).contains(&count) {
        return Err(format!("takes {min} to {max} values, not {count}"));
    }
    let twice = values
        .iter()
        .enumerate()
        .find(|(at, value)| values[..*at].contains(value));
    match twice {
        Some((_, value)) => Err(format!("takes \"{value}\" only once")),
        None => Ok(()),
    }
}

fn check_required(input: &Value) -> Result<(), String> {
    if input["required"] == false {
        Ok(())
    } else {
        Err("must be filled in".to_owned())
    }
}
