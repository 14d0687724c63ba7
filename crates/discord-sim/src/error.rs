//! Discord's error answers: status, code, message and, for a form, what is wrong where.

use serde_json::{Map, Value, json};

/// An error as REST shows it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) message: String,
    pub(crate) errors: Option<Value>,
    /// Seconds; a 429.
    pub(crate) retry_after: Option<f64>,
}

pub(crate) type Outcome<T> = Result<T, ApiError>;

impl ApiError {
    pub(crate) fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            errors: None,
            retry_after: None,
        }
    }

    pub(crate) fn unknown(what: &str) -> Self {
        let code = match what {
            "Application" => 10002,
            "Channel" => 10003,
            "Guild" => 10004,
            "Member" => 10007,
            "Message" => 10008,
            "Role" => 10011,
            "User" => 10013,
            "Emoji" => 10014,
            "Webhook" => 10015,
            "Interaction" => 10062,
            "Application Command" | "application command" => 10063,
            _ => 0,
        };
        Self::new(404, code, format!("Unknown {what}"))
    }

    pub(crate) fn no_access() -> Self {
        Self::new(403, 50001, "Missing Access")
    }

    pub(crate) fn no_permission() -> Self {
        Self::new(403, 50013, "Missing Permissions")
    }

    /// A form error at one place.
    pub(crate) fn form(path: &str, code: &str, message: &str) -> Self {
        let mut form = Form::default();
        form.wrong(path, code, message);
        form.error()
    }

    pub(crate) fn body(&self) -> Value {
        let mut body = json!({ "message": self.message, "code": self.code });
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        if let Some(seconds) = self.retry_after {
            body["retry_after"] = seconds.into();
            body["global"] = false.into();
        }
        body
    }

    /// Whether a careful bot can run into it: the state of the world, not a mistake in the request.
    pub(crate) const fn is_about_state(&self) -> bool {
        self.status != 400
            || matches!(
                self.code,
                160_004 | 160_005 | 160_006 | 50083 | 30046 | 40003 | 20009 | 30010 | 50024 | 30033
            )
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}", self.message, self.code)?;
        if let Some(errors) = &self.errors {
            write!(f, ", {errors}")?;
        }
        f.write_str(")")
    }
}

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
        let length = text.chars().count();
        if length > max {
            self.wrong(
                path,
                "BASE_TYPE_MAX_LENGTH",
                &format!("Must be {max} or fewer in length."),
            );
        } else if length < min {
            self.wrong(
                path,
                "BASE_TYPE_BAD_LENGTH",
                &format!("Must be between {min} and {max} in length."),
            );
        }
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

    fn error(self) -> ApiError {
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
