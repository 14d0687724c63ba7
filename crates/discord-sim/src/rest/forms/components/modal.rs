//! Modals (facts §5): labels and text inputs.

use serde_json::{Map, Value, json};

use super::reader::{Reader, Spot};
use crate::error::{Form, join};

/// A modal: title ≤ 45, custom_id ≤ 100, 1 to 5 top-level components.
pub(crate) fn modal(form: &mut Form, data: &Value) -> Value {
    let title = form.required_text(data, "data", "title", 1, 45).to_owned();
    let custom_id = form
        .required_text(data, "data", "custom_id", 1, 100)
        .to_owned();
    let list = form.list(data, "data", "components", 5).unwrap_or_default();
    if list.is_empty() {
        form.wrong(
            "data.components",
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 5 in length.",
        );
    }
    let components = Reader::default().each(form, list, "data.components", Spot::Modal);
    json!({ "title": title, "custom_id": custom_id, "components": components })
}

impl Reader {
    pub(super) fn text_input(
        &mut self,
        form: &mut Form,
        component: &Value,
        path: &str,
        spot: Spot,
        out: &mut Map<String, Value>,
    ) {
        self.custom_id(form, component, path, out);
        let style = component["style"].as_u64().unwrap_or(0);
        if !(1..=2).contains(&style) {
            form.wrong(
                &join(path, "style"),
                "BASE_TYPE_CHOICES",
                "Value must be one of (1, 2).",
            );
        }
        out.insert("style".to_owned(), style.into());
        if let Some(label) = form.text(component, path, "label", 0, 45) {
            out.insert("label".to_owned(), label.into());
        }
        if let Some(text) = form.text(component, path, "placeholder", 0, 100) {
            out.insert("placeholder".to_owned(), text.into());
        }
        let (min, max) = (
            component["min_length"].as_u64().unwrap_or(0),
            component["max_length"].as_u64().unwrap_or(4000),
        );
        if min > 4000 || !(1..=4000).contains(&max) || min > max {
            form.wrong(
                &join(path, "max_length"),
                "NUMBER_TYPE_BETWEEN",
                "int value should be between 1 and 4000.",
            );
        }
        if let Some(value) = form.text(
            component,
            path,
            "value",
            0,
            usize::try_from(max).unwrap_or(4000),
        ) {
            out.insert("value".to_owned(), value.into());
        }
        out.insert("min_length".to_owned(), min.into());
        out.insert("max_length".to_owned(), max.into());
        out.insert(
            "required".to_owned(),
            (component["required"] != false).into(),
        );
        debug_assert!(
            spot == Spot::Label,
            "inputs stand in rows and labels of modals"
        );
    }

    pub(super) fn label(
        &mut self,
        form: &mut Form,
        component: &Value,
        path: &str,
        out: &mut Map<String, Value>,
    ) {
        out.insert(
            "label".to_owned(),
            form.required_text(component, path, "label", 1, 45).into(),
        );
        if let Some(text) = form.text(component, path, "description", 0, 100) {
            out.insert("description".to_owned(), text.into());
        }
        if component["component"].is_null() {
            form.required(&join(path, "component"));
        } else {
            out.insert(
                "component".to_owned(),
                self.one(
                    form,
                    &component["component"],
                    &join(path, "component"),
                    Spot::Label,
                ),
            );
        }
    }
}
