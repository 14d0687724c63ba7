//! Select menus: counts, options, defaults.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{
    button::emoji,
    reader::{Reader, Spot},
};
use crate::error::{Form, join};

impl Reader {
    pub(super) fn select(
        &mut self,
        form: &mut Form,
        component: &Value,
        path: &str,
        spot: Spot,
        kind: u64,
        out: &mut Map<String, Value>,
    ) {
        self.custom_id(form, component, path, out);
        if let Some(text) = form.text(component, path, "placeholder", 0, 150) {
            out.insert("placeholder".to_owned(), text.into());
        }
        let number = |key: &str, default: u64| component[key].as_u64().unwrap_or(default);
        let (min, max) = (number("min_values", 1), number("max_values", 1));
        if min > 25 || !(1..=25).contains(&max) || min > max {
            form.wrong(
                &join(path, "max_values"),
                "NUMBER_TYPE_BETWEEN",
                "int value should be between min_values and 25.",
            );
        }
        out.insert("min_values".to_owned(), min.into());
        out.insert("max_values".to_owned(), max.into());
        for key in ["default_values", "channel_types"] {
            if component[key].is_array() {
                out.insert(key.to_owned(), component[key].clone());
            }
        }
        if spot == Spot::Label {
            out.insert(
                "required".to_owned(),
                (component["required"] != false).into(),
            );
            if component["disabled"] == true {
                form.wrong(
                    &join(path, "disabled"),
                    "COMPONENT_DISABLED_IN_MODAL",
                    "A select in a modal can't be disabled",
                );
            }
        } else if component["disabled"] == true {
            out.insert("disabled".to_owned(), true.into());
        }
        if kind == 3 {
            let options = select_options(form, component, path, max);
            out.insert("options".to_owned(), options.into());
        }
    }
}

/// 1 to 25 options with different values, no more defaults than may be chosen.
fn select_options(form: &mut Form, component: &Value, path: &str, max: u64) -> Vec<Value> {
    let list = form
        .list(component, path, "options", 25)
        .unwrap_or_default();
    let path = join(path, "options");
    if list.is_empty() {
        form.wrong(
            &path,
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 25 in length.",
        );
    }
    if u64::try_from(list.len()).is_ok_and(|count| count > 0 && max > count) {
        form.wrong(
            &path,
            "COMPONENT_OPTIONS_TOO_FEW",
            "max_values is more than there are options",
        );
    }
    let mut seen = HashSet::new();
    let mut defaults = 0;
    let options = list.iter().enumerate().map(|(at, option)| {
        let at = join(&path, at);
        let mut out = Map::new();
        out.insert(
            "label".to_owned(),
            form.required_text(option, &at, "label", 1, 100).into(),
        );
        let value = form.required_text(option, &at, "value", 1, 100).to_owned();
        if !seen.insert(value.clone()) {
            form.wrong(
                &join(&at, "value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            );
        }
        out.insert("value".to_owned(), value.into());
        if let Some(text) = form.text(option, &at, "description", 0, 100) {
            out.insert("description".to_owned(), text.into());
        }
        emoji(form, option, &at, &mut out);
        if option["default"] == true {
            defaults += 1;
            out.insert("default".to_owned(), true.into());
        }
        Value::Object(out)
    });
    let options: Vec<Value> = options.collect();
    if defaults > max {
        form.wrong(
            &path,
            "SELECT_COMPONENT_MAX_DEFAULTS",
            "More defaults than max_values",
        );
    }
    options
}
