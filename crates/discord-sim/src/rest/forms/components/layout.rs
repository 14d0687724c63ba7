//! What arranges others: rows, sections, containers.

use serde_json::Value;

use super::reader::{Reader, Spot, V2_TOTAL};
use crate::{form::Fields, world::component::kind};

impl Reader<'_> {
    /// Up to five buttons or one select; in a modal one text input.
    pub(super) fn row(&mut self, part: &mut Fields<'_, '_>, spot: Spot) {
        let inner = if spot == Spot::Modal {
            Spot::ModalRow
        } else {
            Spot::Row
        };
        let children = part.raw("components").as_array();
        let wide = |child: &Value| child["type"].as_u64() != Some(kind::BUTTON);
        if children.is_some_and(|children| children.len() > 1 && children.iter().any(wide)) {
            part.wrong(
                "components",
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width",
            );
        }
        part.objects("components", 1..=5, |child| self.one(child, inner));
    }

    /// One to three texts and a button or picture beside them.
    pub(super) fn section(&mut self, part: &mut Fields<'_, '_>) {
        part.objects("components", 1..=3, |child| {
            self.one(child, Spot::SectionText)
        });
        self.child(part, "accessory", Spot::Accessory);
    }

    pub(super) fn container(&mut self, part: &mut Fields<'_, '_>) {
        part.objects("components", 1..=V2_TOTAL, |child| {
            self.one(child, Spot::Container)
        });
        if part.number("accent_color", 0..=0xFF_FFFF).is_none() {
            part.keep("accent_color", Value::Null);
        }
        let spoiler = part.flag("spoiler");
        part.keep("spoiler", spoiler);
    }

    /// A text above one thing to fill in.
    pub(super) fn label(&mut self, part: &mut Fields<'_, '_>) {
        part.required_text("label", 1..=45);
        part.text("description", 1..=100);
        self.child(part, "component", Spot::Label);
    }

    /// The one component at `key`; its absence is noted.
    fn child(&mut self, part: &mut Fields<'_, '_>, key: &str, spot: Spot) {
        let child = part.part(key).map(|child| self.one(child, spot));
        match child {
            Some(child) => part.keep(key, child),
            None => part.required(key),
        }
    }
}
