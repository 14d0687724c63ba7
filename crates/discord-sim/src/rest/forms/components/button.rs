//! Buttons, and the emoji of buttons and options.

use serde_json::json;

use super::reader::Reader;
use crate::{form::Fields, world::World};

/// Styles of button (docs components/reference.mdx).
mod style {
    pub(super) const LINK: u64 = 5;
    pub(super) const PREMIUM: u64 = 6;
}

impl Reader<'_> {
    pub(super) fn button(&mut self, part: &mut Fields<'_, '_>) {
        if !part.is_given("style") {
            part.required("style");
        }
        match part.one_of("style", &[1, 2, 3, 4, style::LINK, style::PREMIUM]) {
            Some(style::LINK) => link(part),
            Some(style::PREMIUM) => part.wrong(
                "sku_id",
                "UNSUPPORTED",
                "The simulator sells nothing: it has no premium buttons",
            ),
            Some(_) => {
                self.custom_id(part);
                excludes(part, "custom_id", &["url", "sku_id"]);
            }
            None => {}
        }
        part.text("label", 0..=80);
        emoji(self.world, part);
        if !part.has("label") && !part.has("emoji") {
            part.required("label");
        }
        if part.flag("disabled") {
            part.keep("disabled", true);
        }
    }
}

/// A link: an address, and nothing that the bot would be told of.
fn link(part: &mut Fields<'_, '_>) {
    let url = part.required_text("url", 1..=512);
    let schemes = ["http://", "https://", "discord://"];
    if !url.is_empty() && !schemes.iter().any(|scheme| url.starts_with(scheme)) {
        part.wrong(
            "url",
            "URL_TYPE_INVALID_SCHEME",
            "Scheme must be one of ('http', 'https', 'discord').",
        );
    }
    excludes(part, "url", &["custom_id", "sku_id"]);
}

fn excludes(part: &mut Fields<'_, '_>, kept: &str, others: &[&str]) {
    for key in others {
        if part.is_given(key) {
            let why = format!("A {kept} and a {key} cannot both be specified");
            part.wrong(key, "BUTTON_COMPONENT_FIELDS_EXCLUSIVE", &why);
        }
    }
}

/// The emoji: one of the application's by id, or a Unicode one by name.
pub(super) fn emoji(world: &World, part: &mut Fields<'_, '_>) {
    let Some(mut emoji) = part.part("emoji") else {
        return;
    };
    let id = emoji.snowflake("id");
    let name = emoji.text("name", 0..=32).unwrap_or_default();
    let reference = id.map_or_else(|| name.to_owned(), |id| format!("{name}:{id}"));
    let Ok(known) = world.check_emoji(&reference) else {
        emoji.wrong("name", "COMPONENT_INVALID_EMOJI", "Invalid emoji");
        return;
    };
    let shown = match known.split_once(':') {
        Some((name, id)) => {
            json!({ "id": id, "name": name, "animated": emoji.flag("animated") })
        }
        None => json!({ "name": known }),
    };
    part.keep("emoji", shown);
}
