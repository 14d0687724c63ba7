//! The data of a completed modal: the value of each input, or what it was filled with.

use serde_json::{Value, json};

use super::Typed;
use crate::CommandRefusal;

/// The data of a completed modal.
pub(crate) fn modal_data(modal: &Value, values: &[(&str, &str)]) -> Typed<Value> {
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
