//! Which requests a scripted fault is for.

use std::collections::HashMap;

use crate::{ChannelId, UserId, rest::known_routes};

/// Which requests: a method and a path pattern without `/api/v10`, in which `*` stands for one segment.
/// `("POST", "/channels/*/messages")` converts into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteMatch(Which);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Which {
    Route { method: String, path: String },
    DmsTo(UserId),
    Every,
}

impl From<(&str, &str)> for RouteMatch {
    fn from((method, path): (&str, &str)) -> Self {
        Self(Which::Route {
            method: method.to_owned(),
            path: path.to_owned(),
        })
    }
}

impl RouteMatch {
    /// New messages to this person's DM channel, once there is one.
    #[must_use]
    pub const fn dms_to(person: UserId) -> Self {
        Self(Which::DmsTo(person))
    }

    /// Every request.
    #[must_use]
    pub const fn every() -> Self {
        Self(Which::Every)
    }

    /// Whether a request can be meant.
    ///
    /// # Errors
    /// The simulator has no such route, and which it has.
    pub(crate) fn check(&self) -> Result<(), String> {
        match &self.0 {
            Which::Route { method, path } => known_routes::check(method, path),
            Which::DmsTo(_) | Which::Every => Ok(()),
        }
    }

    /// Whether a request is meant; `dms`: the DM channels that there are.
    pub(super) fn fits(&self, dms: &HashMap<UserId, ChannelId>, method: &str, path: &str) -> bool {
        match &self.0 {
            Which::Every => true,
            Which::DmsTo(person) => dms.get(person).is_some_and(|channel| {
                method == "POST" && path == format!("/channels/{channel}/messages")
            }),
            Which::Route {
                method: wanted,
                path: pattern,
            } => wanted == method && fits(pattern, path),
        }
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut steps) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), steps.next()) {
            (None, None) => break true,
            (Some("*"), Some(_)) => {}
            (Some(wanted), Some(step)) if wanted == step => {}
            _ => break false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_segment() {
        let route = RouteMatch::from(("POST", "/channels/*/messages"));
        for (method, path, expected) in [
            ("POST", "/channels/1/messages", true),
            ("GET", "/channels/1/messages", false),
            ("POST", "/channels/1/messages/2", false),
            ("POST", "/channels/messages", false),
        ] {
            let fits = route.fits(&HashMap::new(), method, path);
            assert_eq!(fits, expected, "{method} {path}");
        }
    }

    #[test]
    fn a_person_is_written_to_where_their_dm_channel_is() {
        let dms = HashMap::from([(UserId::new(1), ChannelId::new(7))]);
        let fits = |person, path| RouteMatch::dms_to(UserId::new(person)).fits(&dms, "POST", path);
        assert!(fits(1, "/channels/7/messages"));
        assert!(!fits(1, "/channels/8/messages"));
        assert!(!fits(2, "/channels/7/messages"));
    }
}
