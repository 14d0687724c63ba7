//! Buttons, and the emoji of buttons and options.

use serde_json::{Map, Value};

use super::reader::Reader;
use crate::error::{Form, join};

impl Reader {
    pub(super) fn button(
        &mut self,
        form: &mut Form,
        component: &Value,
        path: &str,
        out: &mut Map<String, Value>,
    ) {
        let style = component["style"].as_u64().unwrap_or(0);
        out.insert("style".to_owned(), style.into());
        match style {
            1..=4 => self.custom_id(form, component, path, out),
            5 => {
                let url = form.required_text(component, path, "url", 1, 512);
                if !url.is_empty()
                    && !["http://", "https://", "discord://"]
                        .iter()
                        .any(|scheme| url.starts_with(scheme))
                {
                    form.wrong(
                        &join(path, "url"),
                        "URL_TYPE_INVALID_URL",
                        "Not a well formed URL.",
                    );
                }
                out.insert("url".to_owned(), url.into());
                if !component["custom_id"].is_null() {
                    let why = "A custom id and url cannot both be specified";
                    form.wrong(&join(path, "custom_id"), "COMPONENT_CUSTOM_ID_AND_URL", why);
                }
            }
            _ => form.wrong(
                &join(path, "style"),
                "BASE_TYPE_CHOICES",
                "Value must be one of (1, 2, 3, 4, 5).",
            ),
        }
        let label = form
            .text(component, path, "label", 0, 80)
            .filter(|label| !label.is_empty());
        if let Some(label) = label {
            out.insert("label".to_owned(), label.into());
        }
        emoji(form, component, path, out);
        if label.is_none() && !out.contains_key("emoji") {
            form.required(&join(path, "label"));
        }
        if component["disabled"] == true {
            out.insert("disabled".to_owned(), true.into());
        }
    }
}

pub(super) fn emoji(form: &mut Form, component: &Value, path: &str, out: &mut Map<String, Value>) {
    let emoji = &component["emoji"];
    if emoji.is_null() {
        return;
    }
    if emoji["name"].is_null() && emoji["id"].is_null() {
        form.wrong(
            &join(path, "emoji.name"),
            "COMPONENT_INVALID_EMOJI",
            "Invalid emoji",
        );
    }
    let mut kept = Map::new();
    for key in ["id", "name", "animated"] {
        if !emoji[key].is_null() {
            kept.insert(key.to_owned(), emoji[key].clone());
        }
    }
    kept.entry("name").or_insert_with(|| "".into());
    out.insert("emoji".to_owned(), kept.into());
}
