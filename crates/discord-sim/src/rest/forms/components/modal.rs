//! Modals (facts §5): what they hold, and what people fill in.

use serde_json::Value;

use super::{
    choices::{Emojis, check_defaults, check_enough, options},
    reader::{Reader, Spot},
    select::{required, values},
};
use crate::{
    form::{Fields, Form, chars},
    rest::forms::attachments::Files,
    world::World,
};

/// Characters of a text input.
const TEXT: u64 = 4000;
/// Options of a radio group or checkbox group, files of an upload.
const MOST: usize = 10;

/// A modal: title ≤ 45, custom_id ≤ 100, 1 to 5 top-level components.
pub(crate) fn modal(form: &mut Form, world: &mut World, data: &Value) -> Value {
    let mut reader = Reader::new(world, Files::none(), &data["components"]);
    let mut modal = Fields::new(form, data, "data");
    modal.required_text("title", 1..=45);
    modal.required_text("custom_id", 1..=100);
    modal.objects("components", 1..=5, |part| reader.one(part, Spot::Modal));
    modal.kept()
}

impl Reader<'_> {
    /// A text of one line or more.
    pub(super) fn text_input(&mut self, part: &mut Fields<'_, '_>, spot: Spot) {
        self.custom_id(part);
        if !part.is_given("style") {
            part.required("style");
        }
        part.one_of("style", &[1, 2]);
        if spot == Spot::ModalRow {
            part.required_text("label", 1..=45);
        } else if part.is_given("label") {
            part.wrong(
                "label",
                "TEXT_INPUT_LABEL_IN_LABEL",
                "A text input in a label has no label of its own",
            );
        }
        part.text("placeholder", 0..=100);
        let min = part.number("min_length", 0..=TEXT).unwrap_or(0);
        let max = part.number("max_length", 1..=TEXT).unwrap_or(TEXT);
        if min > max {
            let why = format!("min_length ({min}) must not be greater than max_length ({max})");
            part.wrong("min_length", "TEXT_INPUT_MIN_LENGTH_EXCEEDS_MAX", &why);
        }
        let value = part.text("value", 0..=4000);
        let length = u64::try_from(chars(value)).unwrap_or(u64::MAX);
        if length > 0 && length <= TEXT && !(min..=max).contains(&length) {
            let why = format!("Must be between {min} and {max} in length.");
            part.wrong("value", "BASE_TYPE_BAD_LENGTH", &why);
        }
        part.keep("min_length", min);
        part.keep("max_length", max);
        let required = part.flag_or("required", true);
        part.keep("required", required);
    }

    /// Files: 0 to 10.
    pub(super) fn file_upload(&mut self, part: &mut Fields<'_, '_>) {
        self.custom_id(part);
        values(part, 10, 1);
        required(part);
    }

    /// One of 2 to 10 options.
    pub(super) fn radio_group(&mut self, part: &mut Fields<'_, '_>) {
        self.custom_id(part);
        options(self.world, part, 2..=MOST, Emojis::None);
        check_defaults(part, 1);
        required(part);
    }

    /// Some of 1 to 10 options; all of them unless `max_values` says fewer.
    pub(super) fn checkbox_group(&mut self, part: &mut Fields<'_, '_>) {
        self.custom_id(part);
        let count = options(self.world, part, 1..=MOST, Emojis::None);
        let all = u64::try_from(count).unwrap_or(u64::MAX);
        let values = values(part, 10, all.clamp(1, 10));
        check_enough(part, count, values.max, MOST);
        check_defaults(part, values.max);
        required(part);
    }

    /// Yes or no.
    pub(super) fn checkbox(&mut self, part: &mut Fields<'_, '_>) {
        self.custom_id(part);
        if part.flag("default") {
            part.keep("default", true);
        }
    }
}
