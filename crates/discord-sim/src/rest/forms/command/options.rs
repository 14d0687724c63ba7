//! Options and subcommands.

use serde_json::Value;

use super::{
    choices::{check_range, read_suggestions},
    names::{Letters, check_siblings, localised},
};
use crate::{
    form::{Fields, join},
    rest::forms::components::channel_types,
    world::command::option,
};

/// Characters of a text option.
const TEXT: u64 = 6000;

/// How deep an option stands, which decides what it may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    Command,
    Group,
    Subcommand,
}

impl Depth {
    const fn takes(self) -> &'static [u64] {
        match self {
            Self::Command => &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            Self::Group => &[option::SUBCOMMAND],
            Self::Subcommand => &[3, 4, 5, 6, 7, 8, 9, 10, 11],
        }
    }
}

/// Options: at most 25, required ones first, subcommands only among themselves, names used once in every language.
pub(super) fn read_options(parent: &mut Fields<'_, '_>, depth: Depth, size: &mut usize) {
    let list = parent.list("options", 0..=25);
    let path = parent.at("options");
    let is_nested = |entry: &&Value| (option::SUBCOMMAND..=option::GROUP).contains(&kind_of(entry));
    let nested = list.iter().filter(is_nested).count();
    let form = parent.form();
    if nested != 0 && nested != list.len() {
        form.wrong(&path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types");
    }
    let first_optional = list.iter().position(|entry| entry["required"] != true);
    let late = |at: usize| nested == 0 && first_optional.is_some_and(|optional| optional < at);
    for (at, _) in list
        .iter()
        .enumerate()
        .filter(|(at, entry)| entry["required"] == true && late(*at))
    {
        form.wrong(
            &join(&join(&path, at), "required"),
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
            "Required options must be placed before non-required options",
        );
    }
    check_siblings(
        form,
        list,
        &path,
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    );
    parent.objects("options", 0..=usize::MAX, |option| {
        read_option(option, depth, size)
    });
}

fn kind_of(entry: &Value) -> u64 {
    entry["type"].as_u64().unwrap_or(0)
}

fn read_option(mut option: Fields<'_, '_>, depth: Depth, size: &mut usize) -> Value {
    if !option.is_given("type") {
        option.required("type");
    }
    let kind = option.one_of("type", depth.takes());
    *size += localised(&mut option, "name", 1..=32, Letters::Name);
    *size += localised(&mut option, "description", 1..=100, Letters::Any);
    match kind {
        Some(option::GROUP) => {
            if option.list("options", 0..=25).is_empty() {
                option.required("options");
            }
            read_options(&mut option, Depth::Group, size);
        }
        Some(option::SUBCOMMAND) => read_options(&mut option, Depth::Subcommand, size),
        Some(kind) => read_value_option(&mut option, kind, size),
        None => {}
    }
    option.kept()
}

/// What a person fills in: how long, how much, of which kinds, from which choices.
fn read_value_option(option: &mut Fields<'_, '_>, kind: u64, size: &mut usize) {
    if option.flag("required") {
        option.keep("required", true);
    }
    match kind {
        option::STRING => check_lengths(option),
        option::INTEGER | option::NUMBER => check_range(option, kind),
        option::CHANNEL => channel_types(option),
        _ => {}
    }
    read_suggestions(option, kind, size);
}

/// `min_length` 0 to 6000, `max_length` 1 to 6000, in this order.
fn check_lengths(option: &mut Fields<'_, '_>) {
    let min = option.number("min_length", 0..=TEXT);
    let max = option.number("max_length", 1..=TEXT);
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        option.wrong(
            "min_length",
            "APPLICATION_COMMAND_OPTIONS_MIN_LENGTH_INVALID",
            "min_length must not be greater than max_length",
        );
    }
}
