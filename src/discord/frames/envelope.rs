//! What is around the data of a frame, read in one pass with it: `{"t":…,"s":…,"op":0,"d":{…}}`.
//!
//! Discord sends the type before the data, so the data is read as its type at once. If it came first, it would be skipped and
//! read afterwards.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::wire::Text;
use super::{Dispatch, UnreadableFrame, dispatch};

const DISPATCH: u8 = 0;

/// All of a frame but its data.
#[derive(Debug, Default)]
pub(super) struct Head<'a> {
    op: Option<u8>,
    kind: Option<Cow<'a, str>>,
    seq: Option<u64>,
    /// The data, if it stood before what it takes to read it.
    unread: Option<&'a RawValue>,
}

impl<'a> Head<'a> {
    /// The type and the place in the sequence. `None`: it is no dispatch.
    pub(super) fn into_dispatch(self) -> Option<(Cow<'a, str>, u64)> {
        match self {
            Self {
                op: Some(DISPATCH),
                kind: Some(kind),
                seq: Some(seq),
                ..
            } => Some((kind, seq)),
            _ => None,
        }
    }

    /// The type of the data that comes now, if all is known that has to be.
    fn kind_of_data(&self) -> Option<&str> {
        let is_known = self.op == Some(DISPATCH) && self.seq.is_some();
        self.kind.as_deref().filter(|_| is_known)
    }
}

/// Reads a frame: its head as far as it was read, and the data or why it can't be read.
pub(super) fn read(text: &str) -> (Head<'_>, Result<Dispatch<'_>, UnreadableFrame>) {
    let mut head = Head::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let data = reader.deserialize_map(Frame(&mut head));
    let data = data.and_then(|data| reader.end().map(|()| data));
    let kind = head.kind.as_deref().unwrap_or_default();
    let data = data.and_then(|data| match data {
        Some(data) => Ok(data),
        None => {
            let text = head.unread.map_or("null", RawValue::get);
            dispatch(kind, &mut serde_json::Deserializer::from_str(text))
        }
    });
    let data = data.map_err(UnreadableFrame::from);
    (head, data)
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Op,
    T,
    S,
    D,
    #[serde(other)]
    Other,
}

struct Frame<'h, 'a>(&'h mut Head<'a>);

impl<'a> Visitor<'a> for Frame<'_, 'a> {
    /// `None`: there is no data, or it couldn't be read yet.
    type Value = Option<Dispatch<'a>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a frame")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let head = self.0;
        let mut data = None;
        while let Some(key) = map.next_key()? {
            match key {
                Key::Op => head.op = Some(map.next_value()?),
                Key::T => head.kind = map.next_value::<Option<Text<'a>>>()?.map(|text| text.0),
                Key::S => head.seq = map.next_value()?,
                Key::D => match head.kind_of_data() {
                    Some(kind) => data = Some(map.next_value_seed(OfType(kind))?),
                    None => head.unread = map.next_value()?,
                },
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match head.op {
            Some(_) => Ok(data),
            None => Err(M::Error::missing_field("op")),
        }
    }
}

/// Reads data of this type.
struct OfType<'k>(&'k str);

impl<'a> DeserializeSeed<'a> for OfType<'_> {
    type Value = Dispatch<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Dispatch<'a>, D::Error> {
        dispatch(self.0, deserializer)
    }
}
