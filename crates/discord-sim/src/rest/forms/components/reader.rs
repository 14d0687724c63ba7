//! Reading components one by one: what may stand where, how many there may be, ids that are used once.

use std::collections::HashSet;

use serde_json::Value;

use crate::{
    form::{Fields, Form},
    rest::forms::attachments::Files,
    world::{World, component::kind},
};

/// Components of a V2 message, nested ones too.
pub(super) const V2_TOTAL: usize = 40;
/// Characters of text displays in one message.
const V2_TEXT: usize = 4000;

/// How a message is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Text, embeds and up to five rows.
    Legacy,
    /// Components V2: components alone.
    Components,
}

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
    ModalRow,
    Label,
}

impl Spot {
    const fn takes(self) -> &'static [u64] {
        match self {
            Self::Legacy => &[kind::ROW],
            Self::V2 => &[
                kind::ROW,
                kind::SECTION,
                kind::TEXT_DISPLAY,
                kind::MEDIA_GALLERY,
                kind::FILE,
                kind::SEPARATOR,
                kind::CONTAINER,
            ],
            Self::Container => &[
                kind::ROW,
                kind::SECTION,
                kind::TEXT_DISPLAY,
                kind::MEDIA_GALLERY,
                kind::FILE,
                kind::SEPARATOR,
            ],
            Self::Row => &[
                kind::BUTTON,
                kind::STRING_SELECT,
                kind::USER_SELECT,
                kind::ROLE_SELECT,
                kind::MENTIONABLE_SELECT,
                kind::CHANNEL_SELECT,
            ],
            Self::SectionText => &[kind::TEXT_DISPLAY],
            Self::Accessory => &[kind::BUTTON, kind::THUMBNAIL],
            Self::Modal => &[kind::ROW, kind::TEXT_DISPLAY, kind::LABEL],
            Self::ModalRow => &[kind::TEXT_INPUT],
            Self::Label => &[
                kind::STRING_SELECT,
                kind::TEXT_INPUT,
                kind::USER_SELECT,
                kind::ROLE_SELECT,
                kind::MENTIONABLE_SELECT,
                kind::CHANNEL_SELECT,
                kind::FILE_UPLOAD,
                kind::RADIO_GROUP,
                kind::CHECKBOX_GROUP,
                kind::CHECKBOX,
            ],
        }
    }
}

/// What the components of one message or modal have in common.
pub(super) struct Reader<'a> {
    pub(super) world: &'a mut World,
    pub(super) files: Files<'a>,
    custom_ids: HashSet<String>,
    ids: HashSet<u64>,
    given_ids: HashSet<u64>,
    last_id: u64,
    count: usize,
    text: usize,
}

/// The components in a message's `body`; `None` if the field is absent.
pub(crate) fn read(
    form: &mut Form,
    world: &mut World,
    body: &Value,
    layout: Layout,
    files: Files<'_>,
) -> Option<Vec<Value>> {
    let mut body = Fields::new(form, body, "");
    if !body.is_given("components") {
        return None;
    }
    let mut reader = Reader::new(world, files, body.raw("components"));
    let (spot, most) = match layout {
        Layout::Legacy => (Spot::Legacy, 5),
        Layout::Components => (Spot::V2, V2_TOTAL),
    };
    let mut read = Vec::new();
    body.objects("components", 0..=most, |part| {
        read.push(reader.one(part, spot));
        Value::Null
    });
    if layout == Layout::Components && reader.count > V2_TOTAL {
        body.wrong(
            "components",
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            "The total number of components is more than 40",
        );
    }
    if reader.text > V2_TEXT {
        body.wrong(
            "components",
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            "The text of all components is more than 4000",
        );
    }
    Some(read)
}

impl<'a> Reader<'a> {
    /// Knows the ids that are given, so that no other component gets one of them.
    pub(super) fn new(world: &'a mut World, files: Files<'a>, components: &Value) -> Self {
        let mut given_ids = HashSet::new();
        collect_ids(components, &mut given_ids);
        Self {
            world,
            files,
            custom_ids: HashSet::new(),
            ids: HashSet::new(),
            given_ids,
            last_id: 0,
            count: 0,
            text: 0,
        }
    }

    /// One component and what is in it; null where its type can't stand.
    pub(super) fn one(&mut self, mut part: Fields<'_, '_>, spot: Spot) -> Value {
        self.count += 1;
        let Some(kind) = component_kind(&mut part, spot) else {
            return Value::Null;
        };
        part.keep("type", kind);
        self.id(&mut part);
        match kind {
            kind::ROW => self.row(&mut part, spot),
            kind::BUTTON => self.button(&mut part),
            kind::TEXT_INPUT => self.text_input(&mut part, spot),
            kind::SECTION => self.section(&mut part),
            kind::TEXT_DISPLAY => self.text_display(&mut part),
            kind::THUMBNAIL => self.thumbnail(&mut part),
            kind::MEDIA_GALLERY => self.gallery(&mut part),
            kind::FILE => self.file(&mut part),
            kind::SEPARATOR => separator(&mut part),
            kind::CONTAINER => self.container(&mut part),
            kind::LABEL => self.label(&mut part),
            kind::FILE_UPLOAD => self.file_upload(&mut part),
            kind::RADIO_GROUP => self.radio_group(&mut part),
            kind::CHECKBOX_GROUP => self.checkbox_group(&mut part),
            kind::CHECKBOX => self.checkbox(&mut part),
            _ => self.select(&mut part, kind, spot),
        }
        part.kept()
    }

    /// The id: given and used once, or the next that nobody has. Zero counts as not given.
    fn id(&mut self, part: &mut Fields<'_, '_>) {
        const MOST: u64 = i32::MAX as u64;
        let given = part.number("id", 0..=MOST).filter(|id| *id > 0);
        let id = given.unwrap_or_else(|| {
            self.last_id += 1;
            while self.given_ids.contains(&self.last_id) {
                self.last_id += 1;
            }
            self.last_id
        });
        if !self.ids.insert(id) {
            part.wrong(
                "id",
                "COMPONENT_ID_DUPLICATED",
                "Component id cannot be duplicated",
            );
        }
        part.keep("id", id);
    }

    fn text_display(&mut self, part: &mut Fields<'_, '_>) {
        let content = part.required_text("content", 1..=V2_TEXT);
        self.text += content.chars().count();
    }

    /// The `custom_id`: 1 to 100 characters, used once.
    pub(super) fn custom_id(&mut self, part: &mut Fields<'_, '_>) {
        let id = part.required_text("custom_id", 1..=100);
        if !id.is_empty() && !self.custom_ids.insert(id.to_owned()) {
            part.wrong(
                "custom_id",
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            );
        }
    }
}

/// The type, if it may stand here.
fn component_kind(part: &mut Fields<'_, '_>, spot: Spot) -> Option<u64> {
    if !part.is_given("type") {
        part.required("type");
        return None;
    }
    let kind = part
        .raw("type")
        .as_u64()
        .filter(|kind| spot.takes().contains(kind));
    if kind.is_none() {
        let takes: Vec<String> = spot.takes().iter().map(u64::to_string).collect();
        let why = format!(
            "Value of field \"type\" must be one of ({}).",
            takes.join(", ")
        );
        part.wrong("type", "UNION_TYPE_CHOICES", &why);
    }
    kind
}

fn separator(part: &mut Fields<'_, '_>) {
    let divider = part.flag_or("divider", true);
    part.keep("divider", divider);
    if part.one_of("spacing", &[1, 2]).is_none() {
        part.keep("spacing", 1);
    }
}

/// The ids that are given anywhere in the tree.
fn collect_ids(components: &Value, ids: &mut HashSet<u64>) {
    for component in components.as_array().into_iter().flatten() {
        ids.extend(component["id"].as_u64());
        collect_ids(&component["components"], ids);
        for key in ["accessory", "component"] {
            ids.extend(component[key]["id"].as_u64());
        }
    }
}
