//! What arranges others: rows, sections; and what is only kept: separators, pictures, inputs of files and choices.

use serde_json::{Map, Value};

use super::reader::{Reader, Spot};
use crate::error::{Form, join};

impl Reader {
    pub(super) fn row(
        &mut self,
        form: &mut Form,
        component: &Value,
        path: &str,
        spot: Spot,
        out: &mut Map<String, Value>,
    ) {
        let list = form
            .list(component, path, "components", 5)
            .unwrap_or_default();
        let at = join(path, "components");
        if list.is_empty() {
            form.wrong(
                &at,
                "BASE_TYPE_BAD_LENGTH",
                "Must be between 1 and 5 in length.",
            );
        }
        let inner = if spot == Spot::Modal {
            Spot::Label
        } else {
            Spot::Row
        };
        let selects = list.iter().filter(|child| child["type"] != 2).count();
        if list.len() > 1 && selects > 0 {
            form.wrong(
                &at,
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "A row holds up to five buttons or one select",
            );
        }
        out.insert(
            "components".to_owned(),
            self.each(form, list, &at, inner).into(),
        );
    }

    pub(super) fn section(
        &mut self,
        form: &mut Form,
        component: &Value,
        path: &str,
        out: &mut Map<String, Value>,
    ) {
        let texts = form
            .list(component, path, "components", 3)
            .unwrap_or_default();
        if texts.is_empty() {
            form.wrong(
                &join(path, "components"),
                "BASE_TYPE_BAD_LENGTH",
                "Must be between 1 and 3 in length.",
            );
        }
        out.insert(
            "components".to_owned(),
            self.each(form, texts, &join(path, "components"), Spot::SectionText)
                .into(),
        );
        if component["accessory"].is_null() {
            form.required(&join(path, "accessory"));
        } else {
            out.insert(
                "accessory".to_owned(),
                self.one(
                    form,
                    &component["accessory"],
                    &join(path, "accessory"),
                    Spot::Accessory,
                ),
            );
        }
    }

    pub(super) fn other(
        &mut self,
        form: &mut Form,
        component: &Value,
        path: &str,
        kind: u64,
        out: &mut Map<String, Value>,
    ) {
        match kind {
            14 => {
                out.insert("divider".to_owned(), (component["divider"] != false).into());
                out.insert(
                    "spacing".to_owned(),
                    component["spacing"].as_u64().unwrap_or(1).into(),
                );
            }
            11 => {
                out.insert("media".to_owned(), component["media"].clone());
                out.insert("description".to_owned(), component["description"].clone());
                out.insert("spoiler".to_owned(), (component["spoiler"] == true).into());
            }
            _ => {
                if matches!(kind, 19 | 21..=23) {
                    self.custom_id(form, component, path, out);
                }
                for (key, value) in component.as_object().into_iter().flatten() {
                    out.entry(key.clone()).or_insert_with(|| value.clone());
                }
            }
        }
    }
}
