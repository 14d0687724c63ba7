//! Reading components one by one: what may stand where, how many there may be, ids that are used once.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::error::{Form, join};

/// Components of a V2 message, nested ones too.
const V2_TOTAL: usize = 40;
/// Characters of text displays in one message.
const V2_TEXT: usize = 4000;

/// Where a component stands decides what may stand there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    Legacy,
    V2,
    Row,
    Container,
    SectionText,
    Accessory,
    Modal,
    Label,
}

impl Spot {
    fn takes(self, kind: u64) -> bool {
        match self {
            Self::Legacy => kind == 1,
            Self::V2 => matches!(kind, 1 | 9 | 10 | 12 | 13 | 14 | 17),
            Self::Container => matches!(kind, 1 | 9 | 10 | 12 | 13 | 14),
            Self::Row => matches!(kind, 2 | 3 | 5..=8),
            Self::SectionText => kind == 10,
            Self::Accessory => matches!(kind, 2 | 11),
            Self::Modal => matches!(kind, 1 | 10 | 18),
            Self::Label => matches!(kind, 3..=8 | 19 | 21..=23),
        }
    }
}

#[derive(Default)]
pub(super) struct Reader {
    seen_custom: HashSet<String>,
    next_id: u64,
    count: usize,
    text: usize,
}

/// The components in a message's `body`; `None` if the field is absent.
pub(crate) fn read(form: &mut Form, body: &Value, v2: bool) -> Option<Vec<Value>> {
    let list = form.list(body, "", "components", if v2 { V2_TOTAL } else { 5 })?;
    let mut reader = Reader::default();
    let spot = if v2 { Spot::V2 } else { Spot::Legacy };
    let components = reader.each(form, list, "components", spot);
    if v2 && reader.count > V2_TOTAL {
        form.wrong(
            "components",
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            "The total number of components is more than 40",
        );
    }
    if reader.text > V2_TEXT {
        form.wrong(
            "components",
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            "The text of all components is more than 4000",
        );
    }
    Some(components)
}

impl Reader {
    pub(super) fn each(
        &mut self,
        form: &mut Form,
        list: &[Value],
        path: &str,
        spot: Spot,
    ) -> Vec<Value> {
        list.iter()
            .enumerate()
            .map(|(at, component)| self.one(form, component, &join(path, at), spot))
            .collect()
    }

    pub(super) fn one(
        &mut self,
        form: &mut Form,
        component: &Value,
        path: &str,
        spot: Spot,
    ) -> Value {
        self.count += 1;
        self.next_id += 1;
        let kind = component["type"].as_u64().unwrap_or(0);
        if !spot.takes(kind) {
            let why = format!("Component type {kind} can't stand here");
            form.wrong(&join(path, "type"), "UNION_TYPE_CHOICES", &why);
            return Value::Null;
        }
        let id = component["id"]
            .as_u64()
            .filter(|id| *id > 0)
            .unwrap_or(self.next_id);
        let mut out = Map::from_iter([
            ("type".to_owned(), json!(kind)),
            ("id".to_owned(), json!(id)),
        ]);
        match kind {
            1 => self.row(form, component, path, spot, &mut out),
            2 => self.button(form, component, path, &mut out),
            3 | 5..=8 => self.select(form, component, path, spot, kind, &mut out),
            4 => self.text_input(form, component, path, spot, &mut out),
            9 => self.section(form, component, path, &mut out),
            10 => {
                let content = form.required_text(component, path, "content", 1, V2_TEXT);
                self.text += content.chars().count();
                out.insert("content".to_owned(), content.into());
            }
            17 => {
                let list = form
                    .list(component, path, "components", V2_TOTAL)
                    .unwrap_or_default();
                out.insert(
                    "components".to_owned(),
                    self.each(form, list, &join(path, "components"), Spot::Container)
                        .into(),
                );
                out.insert("accent_color".to_owned(), component["accent_color"].clone());
                out.insert("spoiler".to_owned(), (component["spoiler"] == true).into());
            }
            18 => self.label(form, component, path, &mut out),
            _ => self.other(form, component, path, kind, &mut out),
        }
        Value::Object(out)
    }

    pub(super) fn custom_id(
        &mut self,
        form: &mut Form,
        component: &Value,
        path: &str,
        out: &mut Map<String, Value>,
    ) {
        let id = form
            .required_text(component, path, "custom_id", 1, 100)
            .to_owned();
        if !self.seen_custom.insert(id.clone()) {
            let why = "Component custom id cannot be duplicated";
            form.wrong(
                &join(path, "custom_id"),
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                why,
            );
        }
        out.insert("custom_id".to_owned(), id.into());
    }
}
