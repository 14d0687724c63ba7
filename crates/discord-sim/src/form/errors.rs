//! Collecting what is wrong with a form, each thing at its place.

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

use crate::error::{ApiError, Outcome};

/// Collects what is wrong with a form: 400, 50035 (docs reference.mdx "Error messages").
#[derive(Debug, Default)]
pub(crate) struct Form {
    errors: Map<String, Value>,
}

impl Form {
    /// Notes an error at a dotted path, such as `embeds.0.title`.
    pub(crate) fn wrong(&mut self, path: &str, code: &str, message: &str) {
        let mut at = &mut self.errors;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let next = at.entry(step).or_insert_with(|| json!({}));
            if !next.is_object() {
                *next = json!({});
            }
            let Value::Object(inner) = next else { return };
            at = inner;
        }
        let list = at.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({ "code": code, "message": message }));
        }
    }

    pub(crate) fn required(&mut self, path: &str) {
        self.wrong(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// Notes a text that is shorter or longer than allowed, in characters.
    pub(crate) fn length(&mut self, path: &str, text: &str, min: usize, max: usize) {
        self.count(path, text.chars().count(), min..=max);
    }

    /// Notes too many or too few of anything.
    pub(crate) fn count(&mut self, path: &str, count: usize, allowed: RangeInclusive<usize>) {
        let (min, max) = (allowed.start(), allowed.end());
        if allowed.contains(&count) {
            return;
        }
        if *min == 0 {
            let why = format!("Must be {max} or fewer in length.");
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", &why);
        } else {
            let why = format!("Must be between {min} and {max} in length.");
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", &why);
        }
    }

    /// An integer within bounds; absent or null is `None`, anything else is noted.
    pub(crate) fn number(
        &mut self,
        value: &Value,
        path: &str,
        between: RangeInclusive<u64>,
    ) -> Option<u64> {
        if value.is_null() {
            return None;
        }
        let Some(number) = value.as_u64() else {
            self.not_a(value, path, "int");
            return None;
        };
        let (min, max) = between.into_inner();
        if number < min {
            let why = format!("int value should be greater than or equal to {min}.");
            self.wrong(path, "NUMBER_TYPE_MIN", &why);
        } else if number > max {
            let why = format!("int value should be less than or equal to {max}.");
            self.wrong(path, "NUMBER_TYPE_MAX", &why);
        } else {
            return Some(number);
        }
        None
    }

    /// An id, as a text of digits or a number; absent or null is `None`, anything else is noted.
    pub(crate) fn snowflake(&mut self, value: &Value, path: &str) -> Option<u64> {
        if value.is_null() {
            return None;
        }
        let id = value.as_u64().or_else(|| value.as_str()?.parse().ok());
        if id.is_none() {
            self.not_a(value, path, "snowflake");
        }
        id
    }

    /// `true` or `false` at `key` of `body`; absent or null is `None`, anything else is noted.
    pub(crate) fn flag(&mut self, body: &Value, key: &str) -> Option<bool> {
        let value = &body[key];
        if !(value.is_null() || value.is_boolean()) {
            let why = "Must be either true or false.";
            self.wrong(key, "BOOLEAN_TYPE_CONVERT", why);
        }
        value.as_bool()
    }

    /// Notes a value that is not of this type, by Discord's name for it.
    pub(crate) fn not_a(&mut self, value: &Value, path: &str, kind: &str) {
        let shown = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let why = format!("Value \"{shown}\" is not {kind}.");
        self.wrong(path, "NUMBER_TYPE_COERCE", &why);
    }

    /// A text at `key` of `value`: absent or null is `None`; another type or length is noted.
    pub(crate) fn text<'a>(
        &mut self,
        value: &'a Value,
        path: &str,
        key: &str,
        min: usize,
        max: usize,
    ) -> Option<&'a str> {
        let at = join(path, key);
        match &value[key] {
            Value::Null => None,
            Value::String(text) => {
                self.length(&at, text, min, max);
                Some(text)
            }
            _ => {
                self.wrong(
                    &at,
                    "STRING_TYPE_CONVERT",
                    "Could not interpret value as string.",
                );
                None
            }
        }
    }

    /// As [`Form::text`], but absence is noted.
    pub(crate) fn required_text<'a>(
        &mut self,
        value: &'a Value,
        path: &str,
        key: &str,
        min: usize,
        max: usize,
    ) -> &'a str {
        if value[key].is_null() {
            self.required(&join(path, key));
        }
        self.text(value, path, key, min, max).unwrap_or_default()
    }

    /// A list at `key` of `value`: absent or null is `None`; another type or too many entries are noted.
    pub(crate) fn list<'a>(
        &mut self,
        value: &'a Value,
        path: &str,
        key: &str,
        max: usize,
    ) -> Option<&'a [Value]> {
        let at = join(path, key);
        match &value[key] {
            Value::Null => None,
            Value::Array(list) => {
                if list.len() > max {
                    self.wrong(
                        &at,
                        "BASE_TYPE_MAX_LENGTH",
                        &format!("Must be {max} or fewer in length."),
                    );
                }
                Some(list)
            }
            _ => {
                self.wrong(
                    &at,
                    "LIST_TYPE_CONVERT",
                    "Only iterables may be used in a ListType",
                );
                None
            }
        }
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    pub(crate) fn error(self) -> ApiError {
        let mut error = ApiError::new(400, 50035, "Invalid Form Body");
        error.errors = Some(Value::Object(self.errors));
        error
    }

    pub(crate) fn finish(self) -> Outcome<()> {
        if self.is_clean() {
            Ok(())
        } else {
            Err(self.error())
        }
    }
}

/// A dotted path and one more step.
pub(crate) fn join(path: &str, key: impl std::fmt::Display) -> String {
    if path.is_empty() {
        key.to_string()
    } else {
        format!("{path}.{key}")
    }
}
