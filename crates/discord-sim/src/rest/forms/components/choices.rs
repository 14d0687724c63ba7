//! Lists of options to choose from: those of selects, radio groups and checkbox groups.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::button::emoji;
use crate::{form::Fields, world::World};

/// Whether options may have an emoji.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Emojis {
    Allowed,
    None,
}

/// Options with different values: labels, values and descriptions of up to 100, no more defaults than may be chosen. How many
/// there are.
pub(super) fn options(
    world: &World,
    part: &mut Fields<'_, '_>,
    count: RangeInclusive<usize>,
    emojis: Emojis,
) -> usize {
    let mut values = HashSet::new();
    part.objects("options", count, |mut option| {
        option.required_text("label", 1..=100);
        let value = option.required_text("value", 1..=100);
        if !values.insert(value) {
            option.wrong(
                "value",
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            );
        }
        option.text("description", 0..=100);
        if emojis == Emojis::Allowed {
            emoji(world, &mut option);
        }
        if option.flag("default") {
            option.keep("default", true);
        }
        option.kept()
    })
}

/// Notes more options that are chosen from the start than may be chosen.
pub(super) fn check_defaults(part: &mut Fields<'_, '_>, most: u64) {
    let options = part.raw("options").as_array();
    let defaults = options.map_or(0, |options| {
        options
            .iter()
            .filter(|option| option["default"] == true)
            .count()
    });
    if u64::try_from(defaults).is_ok_and(|defaults| defaults > most) {
        let why = format!("At most {most} options can be default");
        part.wrong("options", "SELECT_COMPONENT_TOO_MANY_DEFAULTS", &why);
    }
}

/// Notes fewer options than may be chosen.
pub(super) fn check_enough(part: &mut Fields<'_, '_>, count: usize, chosen: u64, most: usize) {
    if count > 0 && u64::try_from(count).is_ok_and(|count| chosen > count) {
        let why = format!("Must be between {chosen} and {most} in length.");
        part.wrong("options", "BASE_TYPE_BAD_LENGTH", &why);
    }
}
