//! One request before it is sent: method, path, body, and how soon it has to go.
//!
//! serenity's own `Request` is not used: it records the whole body in a trace span, and adds the bot's
//! token to interaction routes, which carry their own.

use reqwest::Method;
use twilight_http_ratelimiting::Endpoint;

use crate::discord::lanes::Lane;

/// A file that goes with a message. Discord tells its kind by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
    /// The same in words, for who doesn't see it. `None`: it is text.
    pub(crate) description: Option<String>,
}

/// A request to Discord's API.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) method: Method,
    /// From the slash after the version on: `/channels/7/messages?limit=50`.
    path: String,
    pub(super) body: Option<Vec<u8>>,
    pub(super) files: Vec<File>,
    pub(super) lane: Lane,
}

impl Call {
    /// A request without body.
    pub(super) fn new(method: Method, path: String, lane: Lane) -> Self {
        Self {
            method,
            path,
            body: None,
            files: Vec::new(),
            lane,
        }
    }

    /// A question.
    pub(super) fn get(path: String, lane: Lane) -> Self {
        Self::new(Method::GET, path, lane)
    }

    /// The same with a body in JSON.
    pub(super) fn json(mut self, body: &impl serde::Serialize) -> Result<Self, serde_json::Error> {
        self.body = Some(serde_json::to_vec(body)?);
        Ok(self)
    }

    /// The same with files, beside which the body goes as a part of a form (facts §3).
    pub(super) fn with(mut self, files: &[File]) -> Self {
        self.files = files.to_vec();
        self
    }

    /// Where it goes.
    pub(super) fn url(&self, api_base: &str) -> String {
        format!("{}{}", api_base.trim_end_matches('/'), self.path)
    }

    /// Whether its address carries its own token and stands outside the bot's limits (facts §2).
    pub(super) fn is_of_interaction(&self) -> bool {
        self.path.starts_with("/interactions/") || self.path.starts_with("/webhooks/")
    }

    /// What limits it: the route with its channel or server; other ids share their limit.
    pub(super) fn endpoint(&self) -> Endpoint {
        let path = self.path.split('?').next().unwrap_or_default();
        let path = path
            .trim_start_matches('/')
            .split('/')
            .enumerate()
            .map(|(at, segment)| {
                if at > 1 && is_id(segment) {
                    "_"
                } else {
                    segment
                }
            })
            .collect::<Vec<_>>()
            .join("/");
        Endpoint {
            method: limited_method(&self.method),
            path,
        }
    }
}

fn is_id(segment: &str) -> bool {
    segment.bytes().all(|byte| byte.is_ascii_digit())
}

fn limited_method(method: &Method) -> twilight_http_ratelimiting::Method {
    use twilight_http_ratelimiting::Method as Limited;
    match *method {
        Method::DELETE => Limited::Delete,
        Method::PATCH => Limited::Patch,
        Method::POST => Limited::Post,
        Method::PUT => Limited::Put,
        _ => Limited::Get,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(path: &str) -> Call {
        Call::get(path.to_owned(), Lane::Live)
    }

    #[test]
    fn a_path_goes_to_the_configured_address() {
        assert_eq!(
            call("/channels/7/messages?limit=50").url("http://127.0.0.1:4000/api/v10/"),
            "http://127.0.0.1:4000/api/v10/channels/7/messages?limit=50"
        );
    }

    #[test]
    fn routes_share_a_limit_by_channel_and_not_by_message() {
        let table = [
            ("/channels/7/messages?limit=50", "channels/7/messages"),
            ("/channels/7/messages/12", "channels/7/messages/_"),
            (
                "/channels/7/thread-members/3",
                "channels/7/thread-members/_",
            ),
            ("/guilds/9/threads/active", "guilds/9/threads/active"),
            ("/users/@me/channels", "users/@me/channels"),
        ];
        for (path, limited_as) in table {
            assert_eq!(call(path).endpoint().path, limited_as);
        }
    }
}
