//! What may be filled in: ranges of numbers, choices, suggestions.

use serde_json::Value;

use super::names::{Letters, check_siblings, localised};
use crate::{form::Fields, world::command::option};

/// Integers lie between -2^53 and 2^53.
const INTEGER: u64 = 1 << 53;

/// `min_value` and `max_value`: numbers of the option's type, in this order.
pub(super) fn check_range(option: &mut Fields<'_, '_>, kind: u64) {
    let min = bound(option, "min_value", kind);
    let max = bound(option, "max_value", kind);
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        option.wrong(
            "min_value",
            "APPLICATION_COMMAND_OPTIONS_MIN_VALUE_INVALID",
            "min_value must not be greater than max_value",
        );
    }
}

fn bound(option: &mut Fields<'_, '_>, key: &str, kind: u64) -> Option<f64> {
    let value = option.raw(key);
    if value.is_null() {
        return None;
    }
    if check_number(option, key, kind) {
        option.keep(key, value.clone());
        value.as_f64()
    } else {
        None
    }
}

/// Notes what is no number of this type; whether it is one.
fn check_number(fields: &mut Fields<'_, '_>, key: &str, kind: u64) -> bool {
    let value = fields.raw(key);
    let (fits, name) = if kind == option::INTEGER {
        let fits = value
            .as_i64()
            .is_some_and(|number| number.unsigned_abs() <= INTEGER);
        (fits, "int")
    } else {
        (value.is_number(), "float")
    };
    if !fits {
        let at = fields.at(key);
        fields.form().not_a(value, &at, name);
    }
    fits
}

/// Choices or autocomplete: one of them, and only for texts and numbers.
pub(super) fn read_suggestions(option: &mut Fields<'_, '_>, kind: u64, size: &mut usize) {
    let autocomplete = option.flag("autocomplete");
    let choices = option.list("choices", 0..=25);
    if autocomplete {
        option.keep("autocomplete", true);
    }
    let may = matches!(kind, option::STRING | option::INTEGER | option::NUMBER);
    if (autocomplete || !choices.is_empty()) && !may || autocomplete && !choices.is_empty() {
        option.wrong(
            "autocomplete",
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE",
            "Autocomplete and choices exclude each other and other types",
        );
    }
    let path = option.at("choices");
    check_siblings(
        option.form(),
        choices,
        &path,
        "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
    );
    option.objects("choices", 0..=usize::MAX, |choice| {
        read_choice(choice, kind, size)
    });
}

fn read_choice(mut choice: Fields<'_, '_>, kind: u64, size: &mut usize) -> Value {
    *size += localised(&mut choice, "name", 1..=100, Letters::Any);
    if kind == option::STRING {
        *size += choice.required_text("value", 1..=100).chars().count();
    } else if !choice.is_given("value") {
        choice.required("value");
    } else if check_number(&mut choice, "value", kind) {
        let value = choice.raw("value").clone();
        *size += value.to_string().len();
        choice.keep("value", value);
    }
    choice.kept()
}
