//! Numbers that Discord writes as text: `"id": "175928847299117063"`, `"permissions": "1024"`; and text that is borrowed.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

/// Text that is borrowed from the frame unless something in it is escaped, also where it may be missing: serde alone
/// borrows no `Option<Cow<str>>`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// A value that stands in JSON as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Wire<T>(pub T);

impl<'de, T: FromStr> Deserialize<'de> for Wire<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(AsText(PhantomData))
    }
}

struct AsText<T>(PhantomData<T>);

impl<T: FromStr> Visitor<'_> for AsText<T> {
    type Value = Wire<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number as text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        text.parse()
            .map(Wire)
            .map_err(|_| E::custom("no number as text"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::MessageId;

    #[test]
    fn ids_and_permissions_are_read_from_text() {
        let id: Wire<MessageId> = serde_json::from_str("\"175928847299117063\"").unwrap();
        assert_eq!(id.0, MessageId::new(175_928_847_299_117_063));
        let permissions: Wire<u64> = serde_json::from_str("\"4503599627370496\"").unwrap();
        assert_eq!(permissions.0, 1 << 52);
        assert!(serde_json::from_str::<Wire<MessageId>>("\"x\"").is_err());
    }
}
