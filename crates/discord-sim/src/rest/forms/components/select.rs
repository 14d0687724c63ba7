//! Select menus: how many may be chosen, of what, and what is chosen from the start.

use serde_json::Value;

use super::{
    choices::{Emojis, check_defaults, check_enough, options},
    reader::{Reader, Spot},
};
use crate::{form::Fields, world::component::kind};

/// Most options and most values of a select.
const MOST: usize = 25;

/// How many values may be chosen.
#[derive(Clone, Copy)]
pub(super) struct Values {
    pub(super) min: u64,
    pub(super) max: u64,
}

impl Reader<'_> {
    pub(super) fn select(&mut self, part: &mut Fields<'_, '_>, kind: u64, spot: Spot) {
        self.custom_id(part);
        part.text("placeholder", 0..=150);
        let values = values(part, 25, 1);
        let disabled = part.flag("disabled");
        if spot == Spot::Label {
            required(part);
            if disabled {
                part.wrong(
                    "disabled",
                    "COMPONENT_DISABLED_IN_MODAL",
                    "Components in a modal cannot be disabled",
                );
            }
        } else if disabled {
            part.keep("disabled", true);
        }
        match kind {
            kind::STRING_SELECT => {
                let count = options(self.world, part, 1..=MOST, Emojis::Allowed);
                check_enough(part, count, values.max, MOST);
                check_defaults(part, values.max);
            }
            kind::USER_SELECT => default_values(part, values, &["user"]),
            kind::ROLE_SELECT => default_values(part, values, &["role"]),
            kind::MENTIONABLE_SELECT => default_values(part, values, &["user", "role"]),
            _ => {
                channel_types(part);
                default_values(part, values, &["channel"]);
            }
        }
    }
}

/// `min_values` (0 to `most`) and `max_values` (1 to `most`), both kept.
pub(super) fn values(part: &mut Fields<'_, '_>, most: u64, default_max: u64) -> Values {
    let min = part.number("min_values", 0..=most).unwrap_or(1);
    let max = part.number("max_values", 1..=most).unwrap_or(default_max);
    if min > max {
        let why = format!("min_values ({min}) must not be greater than max_values ({max})");
        part.wrong("min_values", "COMPONENT_MIN_VALUES_EXCEED_MAX_VALUES", &why);
    }
    part.keep("min_values", min);
    part.keep("max_values", max);
    Values { min, max }
}

/// `required` of a modal's component, true by default; what is required needs at least one value.
pub(super) fn required(part: &mut Fields<'_, '_>) {
    let required = part.flag_or("required", true);
    part.keep("required", required);
    if required && part.raw("min_values").as_u64() == Some(0) {
        part.wrong(
            "min_values",
            "COMPONENT_REQUIRED_MIN_VALUES",
            "min_values must be at least 1 if the component is required",
        );
    }
}

/// Who or what is chosen from the start: as many as may be chosen, of the right types.
fn default_values(part: &mut Fields<'_, '_>, values: Values, types: &[&str]) {
    let count = part.objects("default_values", 0..=MOST, |mut value| {
        let id = value.snowflake("id");
        if !value.is_given("id") {
            value.required("id");
        }
        let kind = value.required_text("type", 1..=16);
        if !types.contains(&kind) {
            let listed = types.join("', '");
            let why = format!("Value must be one of ('{listed}').");
            value.wrong("type", "BASE_TYPE_CHOICES", &why);
        }
        value.keep("id", id.map(|id| id.to_string()));
        value.kept()
    });
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    if count > 0 && !(values.min..=values.max).contains(&count) {
        let (min, max) = (values.min, values.max);
        let why = format!("Must be between {min} and {max} in length.");
        part.wrong("default_values", "BASE_TYPE_BAD_LENGTH", &why);
    }
}

/// Discord's types of channel, each once.
pub(in crate::rest::forms) fn channel_types(part: &mut Fields<'_, '_>) {
    const KNOWN: [u64; 13] = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16];
    let types = part.list("channel_types", 0..=KNOWN.len());
    let path = part.at("channel_types");
    for (at, kind) in types.iter().enumerate() {
        let known = kind.as_u64().is_some_and(|kind| KNOWN.contains(&kind));
        if !known || types[..at].contains(kind) {
            let path = format!("{path}.{at}");
            let why = format!("Value must be one of {KNOWN:?}, each once.");
            part.form().wrong(&path, "BASE_TYPE_CHOICES", &why);
        }
    }
    if !types.is_empty() {
        part.keep("channel_types", Value::from(types));
    }
}
