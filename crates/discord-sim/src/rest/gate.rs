//! What every request passes on its way to its route: who was shut out, `User-Agent`, version, token, rate limits; and what
//! its answer counts for (facts §2).

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use serde_json::Value;

use super::{
    known_routes,
    limiter::Verdict,
    request::{Reply, Req, decode},
    response::Outgoing,
    routes::{self, is_open},
};
use crate::{
    FindingKind,
    error::{ApiError, Outcome},
    world::World,
};

/// The page of Cloudflare's error 1015.
const SHUT_OUT: &str = "<!doctype html><title>Access denied</title><h1>Error 1015</h1><p>You are being rate limited</p>";
/// The page of its error 1010.
const NO_USER_AGENT: &str = "<!doctype html><title>Access denied</title><h1>Error 1010</h1>";

impl World {
    /// Answers one request; `read` says whether its body could be read.
    pub(crate) fn answer(&mut self, req: &Req, read: Outcome<()>) -> Outgoing {
        if let Some(left) = self.shut_out_for() {
            self.find(
                FindingKind::TooFast,
                format!("{req}: shut out for invalid requests"),
            );
            return Outgoing::page(429, SHUT_OUT).with(retry_after(left));
        }
        let path = req.segments();
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        if let Some(refused) = self.turn_away(req, &path) {
            self.note_answer(&path, refused.status, refused.json(), None);
            return refused;
        }
        let verdict = self.check_rate(req);
        if verdict.refusal().is_some() {
            return self.refuse_for_now(req, &path, &verdict);
        }
        let reply = Outgoing::from(self.route(req, &path, read));
        self.note_answer(&path, reply.status, reply.json(), None);
        reply.with(verdict.headers())
    }

    /// A 429, and what it counts for.
    pub(super) fn refuse_for_now(
        &mut self,
        req: &Req,
        path: &[&str],
        verdict: &Verdict,
    ) -> Outgoing {
        if verdict.is_held_against_it() {
            self.find(FindingKind::TooFast, format!("{req}: 429"));
        }
        let reply = Outgoing::too_many(verdict);
        self.note_answer(path, reply.status, reply.json(), verdict.refusal());
        reply
    }

    /// The answer to a request that doesn't come as Discord demands, whatever it asks for.
    fn turn_away(&mut self, req: &Req, path: &[&str]) -> Option<Outgoing> {
        // Routes that need no token are asked by webhook clients too: discord.py answers interactions in aiohttp's own name, and is
        // let through.
        if !req.names_its_bot && !is_open(path) {
            let what = format!("{req}: no User-Agent \"DiscordBot (url, version)\"");
            self.find(FindingKind::BadRequest, what);
            return Some(Outgoing::page(403, NO_USER_AGENT));
        }
        if !req.pins_version {
            let what = format!("{req}: not pinned to /api/v10");
            self.find(FindingKind::BadRequest, what);
            return Some(Outgoing::error(400, 50041, "Invalid API version provided"));
        }
        let token = req.token.as_deref();
        let is_bot = token.is_some_and(|it| it.starts_with("Bot ") && self.is_token(it));
        if !is_bot && !is_open(path) {
            self.find(FindingKind::BadRequest, format!("{req}: 401 Unauthorized"));
            return Some(Outgoing::error(401, 0, "401: Unauthorized"));
        }
        None
    }

    /// Lets the route answer, and holds against the client what it should have known.
    fn route(&mut self, req: &Req, path: &[&str], read: Outcome<()>) -> Reply {
        let outcome = match read {
            Ok(()) => routes::route(self, req, path),
            Err(error) => Some(Err(error)),
        };
        debug_assert!(
            match &outcome {
                Some(Ok(_)) => known_routes::are_like(&req.method, &req.path),
                // An id or a token that is wrong is told before the rest of the path is looked at.
                Some(Err(_)) => true,
                None => !known_routes::are_like(&req.method, &req.path),
            },
            "{req}: the table of routes is wrong"
        );
        let reply = match outcome {
            Some(Ok(reply)) => reply,
            Some(Err(error)) => self.refuse(req, &error),
            None => {
                self.find(FindingKind::UnknownRoute, req.to_string());
                let not_found = ApiError::new(404, 0, "404: Not Found");
                return Reply {
                    status: 404,
                    body: not_found.body(),
                };
            }
        };
        debug_assert!(
            reply.status != 204 || reply.body == Value::Null,
            "204 has no body"
        );
        reply
    }

    fn refuse(&mut self, req: &Req, error: &ApiError) -> Reply {
        let is_mistake = !error.is_about_state() || error.status == 413;
        if is_mistake && !self.repeats_what_is_untold(req) {
            self.find(FindingKind::BadRequest, format!("{req}: {error}"));
        }
        Reply {
            status: error.status,
            body: error.body(),
        }
    }
}

impl Req {
    /// The path's segments, percent-encoding undone.
    pub(crate) fn segments(&self) -> Vec<String> {
        self.path.split('/').skip(1).map(decode).collect()
    }
}

/// `Retry-After` alone, in whole seconds.
fn retry_after(left: Duration) -> HeaderMap {
    let seconds = left.as_secs_f64().ceil().to_string();
    let value = HeaderValue::from_str(&seconds).unwrap_or(HeaderValue::from_static("1"));
    HeaderMap::from_iter([(header::RETRY_AFTER, value)])
}
