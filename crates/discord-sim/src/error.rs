//! Discord's error answers: status, code, message and, for a form, what is wrong where.

use serde_json::{Value, json};

pub(crate) use crate::form::Form;

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

    /// The same, with what is wrong in a form one step deeper.
    pub(crate) fn under(mut self, key: &str) -> Self {
        self.errors = self.errors.map(|errors| json!({ key: errors }));
        self
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
                160_004
                    | 160_005
                    | 160_006
                    | 50083
                    | 30046
                    | 40003
                    | 30003
                    | 30010
                    | 50024
                    | 30033
                    | 30047
                    | 40066
                    | 40067
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
