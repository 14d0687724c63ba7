//! The data of a completed modal: each input with what it was filled with, found by `custom_id` or by its label.

use serde_json::{Value, json};

use super::{
    Typed,
    chooser::{Chooser, Pick},
    filling::fill,
};
use crate::{CommandRefusal, world::component::kind};

/// The data of a completed modal.
pub(crate) fn modal_data(
    chooser: Chooser<'_>,
    modal: &Value,
    typed: &[(&str, &str)],
) -> Typed<Value> {
    let mut form = Filled {
        chooser,
        typed,
        used: Vec::new(),
        picks: Vec::new(),
    };
    let components = form.each(&modal["components"])?;
    if let Some((name, _)) = typed.iter().find(|(name, _)| !form.used.contains(name)) {
        return Err(refused(format!("the form has no \"{name}\"")));
    }
    let mut data = json!({ "custom_id": modal["custom_id"], "components": components });
    if !form.picks.is_empty() {
        data["resolved"] = chooser.resolved(&form.picks);
    }
    Ok(data)
}

/// A form while it is filled in.
struct Filled<'a> {
    chooser: Chooser<'a>,
    typed: &'a [(&'a str, &'a str)],
    /// The names that an input was found for.
    used: Vec<&'a str>,
    picks: Vec<Pick>,
}

impl<'a> Filled<'a> {
    fn each(&mut self, components: &Value) -> Typed<Vec<Value>> {
        let components = components.as_array().into_iter().flatten();
        components
            .map(|component| self.one(component, &component["label"]))
            .collect()
    }

    /// A component of the form as its submission shows it: its type, its id, what was filled in.
    fn one(&mut self, component: &Value, label: &Value) -> Typed<Value> {
        let mut out = json!({ "type": component["type"], "id": component["id"] });
        match component["type"].as_u64() {
            Some(kind::ROW) => out["components"] = self.each(&component["components"])?.into(),
            Some(kind::LABEL) => out["component"] = self.one(&component["component"], label)?,
            Some(kind::TEXT_DISPLAY) | None => {}
            Some(_) => {
                let name = component["custom_id"].as_str().unwrap_or_default();
                let typed = self.typed_for(name, label.as_str())?;
                let input = fill(self.chooser, component, typed)
                    .map_err(|why| refused(format!("\"{name}\" {why}")))?;
                out["custom_id"] = name.into();
                out[input.field] = input.value;
                self.picks.extend(input.picks);
            }
        }
        Ok(out)
    }

    /// What was typed for an input, by its `custom_id` or its label.
    fn typed_for(&mut self, custom_id: &str, label: Option<&str>) -> Typed<Option<&'a str>> {
        let meant = |name: &str| name == custom_id || Some(name) == label;
        let mut found = self.typed.iter().filter(|(name, _)| meant(name));
        let Some((name, text)) = found.next() else {
            return Ok(None);
        };
        if found.next().is_some() || self.used.contains(name) {
            let why = format!("\"{name}\" means two inputs, or one is filled in twice");
            return Err(refused(why));
        }
        self.used.push(name);
        Ok(Some(text))
    }
}

fn refused(why: String) -> CommandRefusal {
    CommandRefusal::Component(why)
}
