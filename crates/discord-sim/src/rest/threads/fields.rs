//! The fields that bodies about threads and forums have in common.

use serde_json::Value;

use crate::{TagId, bounds::SLOWMODE, error::Form};

/// Tags of a post, at most.
const APPLIED_TAGS: usize = 5;

/// 60, 1440, 4320 or 10080 minutes; absent or null is `None`.
pub(super) fn auto_archive(form: &mut Form, body: &Value, key: &str) -> Option<u32> {
    match (&body[key], body[key].as_u64()) {
        (Value::Null, _) => None,
        (_, Some(minutes @ (60 | 1440 | 4320 | 10080))) => u32::try_from(minutes).ok(),
        _ => {
            let why = "Value must be one of (60, 1440, 4320, 10080).";
            form.wrong(key, "BASE_TYPE_CHOICES", why);
            None
        }
    }
}

/// Seconds of slowmode, 0 to 21600; absent is `None`, null is 0.
pub(super) fn seconds(form: &mut Form, body: &Value, key: &str) -> Option<u32> {
    match body.get(key)? {
        Value::Null => Some(0),
        value => {
            let seconds = value.as_u64().and_then(|it| u32::try_from(it).ok());
            let seconds = seconds.filter(|seconds| *seconds <= SLOWMODE);
            if seconds.is_none() {
                let why = format!("int value should be between 0 and {SLOWMODE}.");
                form.wrong(key, "NUMBER_TYPE_BETWEEN", &why);
            }
            seconds
        }
    }
}

/// `applied_tags`, each once; absent is `None`, null is none.
pub(super) fn applied_tags(form: &mut Form, body: &Value) -> Option<Vec<TagId>> {
    body.get("applied_tags")?;
    let list = form.list(body, "", "applied_tags", APPLIED_TAGS);
    let mut tags: Vec<TagId> = Vec::new();
    for (at, tag) in list.unwrap_or_default().iter().enumerate() {
        match tag.as_str().and_then(|text| text.parse().ok()) {
            Some(tag) if tags.contains(&tag) => {}
            Some(tag) => tags.push(tag),
            None => {
                let why = format!("Value {tag} is not snowflake.");
                form.wrong(&format!("applied_tags.{at}"), "NUMBER_TYPE_COERCE", &why);
            }
        }
    }
    Some(tags)
}
