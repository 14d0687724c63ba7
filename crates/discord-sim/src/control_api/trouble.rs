//! What is wrong with a request, told in one shape: `{"error": {"code": …, "message": …}}`.

use axum::{
    Json,
    http::{Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{CommandRefusal, PlanError, Refusal, bounds::Bounded, world::NameError};

/// Why a request was not done.
#[derive(Debug)]
pub(super) struct Trouble {
    status: StatusCode,
    code: String,
    message: String,
}

impl Trouble {
    fn new(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.into(),
        }
    }

    /// The request itself is wrong.
    pub(super) fn bad(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// A field of the body that isn't held to its bounds.
    pub(super) fn in_field(name: &str, bounded: Bounded) -> Result<(), Self> {
        bounded.map_err(|why| Self::bad("invalid_body", format!("`{name}`: {why}")))
    }

    /// Nothing is called so.
    pub(super) fn unknown(what: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("unknown_{what}"), message)
    }

    /// As the world stands, it can't be.
    pub(super) fn refused(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, message)
    }

    /// A mistake of the simulator's own.
    pub(super) fn broken(ended: tokio::task::JoinError) -> Self {
        let said = ended.try_into_panic().ok().and_then(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        });
        let message = said.unwrap_or_else(|| "the route ended without an answer".to_owned());
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "broken", message)
    }
}

pub(super) async fn unknown_route(method: Method, uri: Uri) -> Trouble {
    let message = format!(
        "there is no {method} /_sim{}; GET /_sim lists what there is",
        uri.path()
    );
    Trouble::unknown("route", message)
}

pub(super) async fn wrong_method(method: Method, uri: Uri) -> Trouble {
    let message = format!(
        "/_sim{} doesn't take {method}; GET /_sim lists what there is",
        uri.path()
    );
    Trouble::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", message)
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let body = json!({ "error": { "code": self.code, "message": self.message } });
        (self.status, Json(body)).into_response()
    }
}

impl From<NameError> for Trouble {
    fn from(error: NameError) -> Self {
        let message = error.to_string();
        match error {
            NameError::Unknown { what, .. } => Self::unknown(what, message),
            NameError::Ambiguous { .. } => Self::refused("ambiguous_name", message),
        }
    }
}

impl From<PlanError> for Trouble {
    fn from(error: PlanError) -> Self {
        Self::refused("impossible_plan", error.to_string())
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::refused("refused", refusal.to_string())
    }
}

impl From<CommandRefusal> for Trouble {
    fn from(refusal: CommandRefusal) -> Self {
        let code = match refusal {
            CommandRefusal::UnknownCommand(_) => "unknown_command",
            CommandRefusal::Option(_) => "wrong_option",
            CommandRefusal::NotPermitted(_) => "not_permitted",
            CommandRefusal::WrongContext(_) => "wrong_place",
            CommandRefusal::Component(_) => "nothing_to_press",
            CommandRefusal::Offline => "bot_is_offline",
            CommandRefusal::NoAnswer => "no_answer",
        };
        Self::refused(code, refusal.to_string())
    }
}
