//! A form as Discord takes and returns it: each input under a label of its own (facts §5).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::domain::form::{Field, Form, Lines, Need};

/// Discord's kinds of component.
const TEXT_INPUT: u8 = 4;
const LABEL: u8 = 18;

/// Characters of a title or label, and of what stands below a label (facts §5).
const TITLE: usize = 45;
const HINT: usize = 100;

/// A form on its way to somebody.
#[derive(Debug, Serialize)]
pub(crate) struct Modal {
    custom_id: String,
    title: String,
    components: Vec<Label>,
}

#[derive(Debug, Serialize)]
struct Label {
    #[serde(rename = "type")]
    kind: u8,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    component: TextInput,
}

#[derive(Debug, Serialize)]
struct TextInput {
    #[serde(rename = "type")]
    kind: u8,
    custom_id: &'static str,
    style: u8,
    max_length: u16,
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

impl Modal {
    pub(crate) fn of(form: &Form) -> Self {
        Self {
            custom_id: form.press.to_string(),
            title: first(&form.title, TITLE),
            components: form.fields.iter().map(label).collect(),
        }
    }
}

fn label(field: &Field) -> Label {
    let style = match field.lines {
        Lines::One => 1,
        Lines::Many => 2,
    };
    Label {
        kind: LABEL,
        label: first(&field.label, TITLE),
        description: field.hint.as_deref().map(|hint| first(hint, HINT)),
        component: TextInput {
            kind: TEXT_INPUT,
            custom_id: field.name,
            style,
            max_length: field.at_most,
            required: field.need == Need::Required,
            value: field.value.clone(),
        },
    }
}

fn first(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// A part of a form that was filled in: an input, or what holds some.
#[derive(Debug, Deserialize)]
pub(crate) struct FilledFrame {
    custom_id: Option<String>,
    value: Option<String>,
    component: Option<Box<Self>>,
    #[serde(default)]
    components: Vec<Self>,
}

/// What was written, by the fields' names.
pub(crate) fn written(parts: Vec<FilledFrame>) -> HashMap<String, String> {
    let mut fields = HashMap::new();
    let mut left = parts;
    while let Some(part) = left.pop() {
        fields.extend(part.custom_id.zip(part.value));
        left.extend(part.component.map(|inner| *inner));
        left.extend(part.components);
    }
    fields
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::letter::{Press, Verb};

    #[test]
    fn each_field_stands_under_its_label() {
        let form = Form {
            press: Press::about(Verb::Page, 128),
            title: "t".repeat(50),
            fields: vec![Field {
                name: "date",
                label: "When?".to_owned(),
                hint: Some("3 March".to_owned()),
                value: None,
                lines: Lines::One,
                need: Need::Required,
                at_most: 40,
            }],
        };
        let modal = serde_json::to_value(Modal::of(&form)).unwrap();
        assert_eq!(
            modal,
            json!({
                "custom_id": "a1:page:3k", "title": "t".repeat(45),
                "components": [{
                    "type": 18, "label": "When?", "description": "3 March",
                    "component": {"type": 4, "custom_id": "date", "style": 1, "max_length": 40, "required": true},
                }],
            })
        );
    }

    #[test]
    fn what_was_written_is_found_in_labels_and_rows() {
        let filled = json!([
            {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "a", "value": "1"}},
            {"type": 1, "id": 3, "components": [{"type": 4, "id": 4, "custom_id": "b", "value": "2"}]},
            {"type": 10, "id": 5},
        ]);
        let fields = written(serde_json::from_value(filled).unwrap());
        assert_eq!((fields["a"].as_str(), fields["b"].as_str()), ("1", "2"));
    }
}
