//! Components of messages and modals (facts §3, §5): nesting, counts, lengths, unique ids; completed with the defaults that
//! Discord adds.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::error::{Form, join};

/// Components of a V2 message, nested ones too.
const V2_TOTAL: usize = 40;
/// Characters of text displays in one message.
const V2_TEXT: usize = 4000;

/// Where a component stands decides what may stand there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spot {
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
struct Reader {
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
    fn each(&mut self, form: &mut Form, list: &[Value], path: &str, spot: Spot) -> Vec<Value> {
        list.iter()
            .enumerate()
            .map(|(at, component)| self.one(form, component, &join(path, at), spot))
            .collect()
    }

    fn one(&mut self, form: &mut Form, component: &Value, path: &str, spot: Spot) -> Value {
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

    fn row(
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

    fn custom_id(
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

    fn button(
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

    fn select(
        &mut self,
        form: &mut Form,
        component: &Value,
        path: &str,
        spot: Spot,
        kind: u64,
        out: &mut Map<String, Value>,
    ) {
        self.custom_id(form, component, path, out);
        if let Some(text) = form.text(component, path, "placeholder", 0, 150) {
            out.insert("placeholder".to_owned(), text.into());
        }
        let number = |key: &str, default: u64| component[key].as_u64().unwrap_or(default);
        let (min, max) = (number("min_values", 1), number("max_values", 1));
        if min > 25 || !(1..=25).contains(&max) || min > max {
            form.wrong(
                &join(path, "max_values"),
                "NUMBER_TYPE_BETWEEN",
                "int value should be between min_values and 25.",
            );
        }
        out.insert("min_values".to_owned(), min.into());
        out.insert("max_values".to_owned(), max.into());
        for key in ["default_values", "channel_types"] {
            if component[key].is_array() {
                out.insert(key.to_owned(), component[key].clone());
            }
        }
        if spot == Spot::Label {
            out.insert(
                "required".to_owned(),
                (component["required"] != false).into(),
            );
            if component["disabled"] == true {
                form.wrong(
                    &join(path, "disabled"),
                    "COMPONENT_DISABLED_IN_MODAL",
                    "A select in a modal can't be disabled",
                );
            }
        } else if component["disabled"] == true {
            out.insert("disabled".to_owned(), true.into());
        }
        if kind == 3 {
            let options = select_options(form, component, path, max);
            out.insert("options".to_owned(), options.into());
        }
    }

    fn text_input(
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

    fn section(
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

    fn label(
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

    fn other(
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

fn emoji(form: &mut Form, component: &Value, path: &str, out: &mut Map<String, Value>) {
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

/// 1 to 25 options with different values, no more defaults than may be chosen.
fn select_options(form: &mut Form, component: &Value, path: &str, max: u64) -> Vec<Value> {
    let list = form
        .list(component, path, "options", 25)
        .unwrap_or_default();
    let path = join(path, "options");
    if list.is_empty() {
        form.wrong(
            &path,
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 25 in length.",
        );
    }
    if u64::try_from(list.len()).is_ok_and(|count| count > 0 && max > count) {
        form.wrong(
            &path,
            "COMPONENT_OPTIONS_TOO_FEW",
            "max_values is more than there are options",
        );
    }
    let mut seen = HashSet::new();
    let mut defaults = 0;
    let options = list.iter().enumerate().map(|(at, option)| {
        let at = join(&path, at);
        let mut out = Map::new();
        out.insert(
            "label".to_owned(),
            form.required_text(option, &at, "label", 1, 100).into(),
        );
        let value = form.required_text(option, &at, "value", 1, 100).to_owned();
        if !seen.insert(value.clone()) {
            form.wrong(
                &join(&at, "value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            );
        }
        out.insert("value".to_owned(), value.into());
        if let Some(text) = form.text(option, &at, "description", 0, 100) {
            out.insert("description".to_owned(), text.into());
        }
        emoji(form, option, &at, &mut out);
        if option["default"] == true {
            defaults += 1;
            out.insert("default".to_owned(), true.into());
        }
        Value::Object(out)
    });
    let options: Vec<Value> = options.collect();
    if defaults > max {
        form.wrong(
            &path,
            "SELECT_COMPONENT_MAX_DEFAULTS",
            "More defaults than max_values",
        );
    }
    options
}
