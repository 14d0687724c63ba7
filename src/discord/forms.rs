//! A form as Discord takes and returns it: each input under a label of its own (facts §5).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::form::{Field, Form, Input, Need};

/// Discord's kinds of component.
const SELECT: u8 = 3;
const TEXT_INPUT: u8 = 4;
const LABEL: u8 = 18;
const RADIO_GROUP: u8 = 21;

/// Characters of a title or label, and of what stands below a label (facts §5).
const TITLE: usize = 45;
const HINT: usize = 100;

/// Options that are shown at once. More would fill a phone's screen, and open as a menu.
const AT_ONCE: usize = 5;

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
    component: Part,
}

/// What stands under a label; serenity has none of it.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Part {
    Text(TextInput),
    Choice(ChoiceInput),
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

#[derive(Debug, Serialize)]
struct ChoiceInput {
    #[serde(rename = "type")]
    kind: u8,
    custom_id: &'static str,
    required: bool,
    options: Vec<Offer>,
}

#[derive(Debug, Serialize)]
struct Offer {
    value: String,
    label: String,
    default: bool,
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
    let is_cut = field.label.chars().count() > TITLE;
    let below = field.hint.as_ref().or(is_cut.then_some(&field.label));
    Label {
        kind: LABEL,
        label: first(&field.label, TITLE),
        description: below.map(|below| first(below, HINT)),
        component: match &field.input {
            Input::Line => Part::Text(text(field, 1)),
            Input::Lines => Part::Text(text(field, 2)),
            Input::OneOf(offers) => Part::Choice(choice(field, offers)),
        },
    }
}

fn text(field: &Field, style: u8) -> TextInput {
    TextInput {
        kind: TEXT_INPUT,
        custom_id: field.name,
        style,
        max_length: field.at_most,
        required: field.need == Need::Required,
        value: field.value.clone(),
    }
}

fn choice(field: &Field, offers: &[(String, String)]) -> ChoiceInput {
    let offer = |(value, label): &(String, String)| Offer {
        value: value.clone(),
        label: label.clone(),
        default: field.value.as_ref() == Some(value),
    };
    ChoiceInput {
        kind: if offers.len() > AT_ONCE {
            SELECT
        } else {
            RADIO_GROUP
        },
        custom_id: field.name,
        required: field.need == Need::Required,
        options: offers.iter().map(offer).collect(),
    }
}

/// The first characters; what is cut off shows as `…`.
fn first(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// A part of a form that was filled in: an input, or what holds some.
#[derive(Debug, Deserialize)]
pub(crate) struct FilledFrame {
    custom_id: Option<String>,
    /// Text, what was chosen, or whether a box is ticked.
    #[serde(default)]
    value: Value,
    #[serde(default)]
    values: Vec<String>,
    component: Option<Box<Self>>,
    #[serde(default)]
    components: Vec<Self>,
}

impl FilledFrame {
    /// What it was filled in with. `None`: with nothing, or it is no input.
    fn filled(&mut self) -> Option<(String, String)> {
        let words = match std::mem::take(&mut self.value) {
            Value::String(words) => words,
            Value::Bool(ticked) => ticked.to_string(),
            _ if self.values.is_empty() => return None,
            _ => std::mem::take(&mut self.values).join("\n"),
        };
        Some((self.custom_id.take()?, words))
    }
}

/// What was written, by the fields' names.
pub(crate) fn written(parts: Vec<FilledFrame>) -> HashMap<String, String> {
    let mut fields = HashMap::new();
    let mut left = parts;
    while let Some(mut part) = left.pop() {
        fields.extend(part.filled());
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
                input: Input::Line,
                need: Need::Required,
                at_most: 40,
            }],
        };
        let modal = serde_json::to_value(Modal::of(&form)).unwrap();
        assert_eq!(
            modal,
            json!({
                "custom_id": "a1:page:3k", "title": format!("{}…", "t".repeat(44)),
                "components": [{
                    "type": 18, "label": "When?", "description": "3 March",
                    "component": {"type": 4, "custom_id": "date", "style": 1, "max_length": 40, "required": true},
                }],
            })
        );
    }

    #[test]
    fn a_choice_of_few_stands_open_and_one_of_many_is_a_menu() {
        let field = |count: u8| Field {
            name: "q1",
            label: "How sure are you that it is done by the end of Friday?".to_owned(),
            hint: None,
            value: Some("2".to_owned()),
            input: Input::OneOf(
                (1..=count)
                    .map(|n| (n.to_string(), format!("{n}.")))
                    .collect(),
            ),
            need: Need::Optional,
            at_most: 0,
        };
        let form = Form {
            press: Press::plain(Verb::Page),
            title: String::new(),
            fields: vec![field(2), field(6)],
        };
        let modal = serde_json::to_value(Modal::of(&form)).unwrap();
        assert_eq!(
            modal["components"][0],
            json!({
                "type": 18, "label": "How sure are you that it is done by the end …",
                "description": "How sure are you that it is done by the end of Friday?",
                "component": {"type": 21, "custom_id": "q1", "required": false, "options": [
                    {"value": "1", "label": "1.", "default": false},
                    {"value": "2", "label": "2.", "default": true},
                ]},
            })
        );
        assert_eq!(modal["components"][1]["component"]["type"], 3);
    }

    #[test]
    fn what_was_chosen_is_read_as_words() {
        let filled = json!([
            {"type": 18, "component": {"type": 21, "custom_id": "a", "value": "1"}},
            {"type": 18, "component": {"type": 3, "custom_id": "b", "values": ["2"]}},
            {"type": 18, "component": {"type": 23, "custom_id": "c", "value": true}},
            {"type": 18, "component": {"type": 21, "custom_id": "d", "value": null}},
            {"type": 18, "component": {"type": 3, "custom_id": "e", "values": []}},
        ]);
        let fields = written(serde_json::from_value(filled).unwrap());
        let mut read: Vec<_> = fields
            .iter()
            .map(|(name, words)| format!("{name}={words}"))
            .collect();
        read.sort_unstable();
        assert_eq!(read, ["a=1", "b=2", "c=true"]);
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
