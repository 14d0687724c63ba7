//! Lists of JSON objects that are kept for long: embeds, components.

use std::sync::Arc;

use serde_json::Value;

/// A list of JSON objects as text, shared by its clones: as a tree of values it would take ten times the room.
#[derive(Clone, Default)]
pub(crate) struct JsonList(Option<Arc<str>>);

impl JsonList {
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The objects themselves.
    pub(crate) fn read(&self) -> Vec<Value> {
        // It was written from such a list, so reading it back never fails.
        self.0
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    }
}

impl From<Vec<Value>> for JsonList {
    fn from(list: Vec<Value>) -> Self {
        Self((!list.is_empty()).then(|| Value::Array(list).to_string().into()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_reads_back_as_it_was_written() {
        let list = vec![json!({ "type": 1, "components": [{ "label": "ü\n" }] })];
        assert_eq!(JsonList::from(list.clone()).read(), list);
        assert!(JsonList::from(Vec::new()).is_empty());
        assert_eq!(JsonList::default().read(), Vec::<Value>::new());
    }
}
