//! Every route of Discord's that the simulator has, for who must name one without asking it.
//!
//! Each answered request is held against the table in builds with debug assertions, so it misses none that a test asks.

/// Methods, and a path in which `{…}` stands for one segment.
#[rustfmt::skip]
const TABLE: &[(&str, &str)] = &[
    ("GET", "/gateway"),
    ("GET", "/gateway/bot"),
    ("GET", "/users/@me"),
    ("GET", "/users/@me/guilds"),
    ("DELETE", "/users/@me/guilds/{guild}"),
    ("POST", "/users/@me/channels"),
    ("GET", "/users/{user}"),
    ("GET", "/applications/@me"),
    ("GET", "/oauth2/applications/@me"),
    ("GET POST", "/applications/{application}/emojis"),
    ("GET DELETE", "/applications/{application}/emojis/{emoji}"),
    ("GET POST PUT", "/applications/{application}/commands"),
    ("GET PATCH DELETE", "/applications/{application}/commands/{command}"),
    ("GET POST PUT", "/applications/{application}/guilds/{guild}/commands"),
    ("GET PATCH DELETE", "/applications/{application}/guilds/{guild}/commands/{command}"),
    ("POST", "/interactions/{interaction}/{token}/callback"),
    ("POST", "/webhooks/{application}/{token}"),
    ("GET PATCH DELETE", "/webhooks/{application}/{token}/messages/{message}"),
    ("GET PATCH", "/guilds/{guild}"),
    ("GET POST PATCH", "/guilds/{guild}/channels"),
    ("GET", "/guilds/{guild}/threads/active"),
    ("GET POST PATCH", "/guilds/{guild}/roles"),
    ("GET", "/guilds/{guild}/roles/member-counts"),
    ("GET PATCH DELETE", "/guilds/{guild}/roles/{role}"),
    ("GET", "/guilds/{guild}/members"),
    ("GET", "/guilds/{guild}/members/search"),
    ("PATCH", "/guilds/{guild}/members/@me"),
    ("GET PATCH DELETE", "/guilds/{guild}/members/{user}"),
    ("PUT DELETE", "/guilds/{guild}/members/{user}/roles/{role}"),
    ("GET", "/guilds/{guild}/bans"),
    ("POST", "/guilds/{guild}/bulk-ban"),
    ("GET PUT DELETE", "/guilds/{guild}/bans/{user}"),
    ("GET PATCH DELETE", "/channels/{channel}"),
    ("PUT DELETE", "/channels/{channel}/permissions/{overwrite}"),
    ("POST", "/channels/{channel}/typing"),
    ("GET POST", "/channels/{channel}/messages"),
    ("POST", "/channels/{channel}/messages/bulk-delete"),
    ("GET", "/channels/{channel}/messages/pins"),
    ("PUT DELETE", "/channels/{channel}/messages/pins/{message}"),
    ("GET", "/channels/{channel}/pins"),
    ("PUT DELETE", "/channels/{channel}/pins/{message}"),
    ("POST", "/channels/{channel}/polls/{message}/expire"),
    ("GET PATCH DELETE", "/channels/{channel}/messages/{message}"),
    ("POST", "/channels/{channel}/messages/{message}/threads"),
    ("DELETE", "/channels/{channel}/messages/{message}/reactions"),
    ("GET DELETE", "/channels/{channel}/messages/{message}/reactions/{emoji}"),
    ("PUT DELETE", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me"),
    ("DELETE", "/channels/{channel}/messages/{message}/reactions/{emoji}/{user}"),
    ("POST", "/channels/{channel}/threads"),
    ("GET", "/channels/{channel}/threads/archived/public"),
    ("GET", "/channels/{channel}/threads/archived/private"),
    ("GET", "/channels/{channel}/users/@me/threads/archived/private"),
    ("GET", "/channels/{channel}/thread-members"),
    ("GET PUT DELETE", "/channels/{channel}/thread-members/{user}"),
];

/// Whether requests can be like this; in `path`, too, `*` stands for one segment.
pub(crate) fn are_like(method: &str, path: &str) -> bool {
    let fits = |methods: &str, route: &str| {
        let same = |(route, step): (&str, &str)| {
            route == step || step == "*" || (route.starts_with('{') && !step.is_empty())
        };
        methods.split(' ').any(|it| it == method)
            && route.split('/').count() == path.split('/').count()
            && route.split('/').zip(path.split('/')).all(same)
    };
    TABLE.iter().any(|(methods, route)| fits(methods, route))
}

/// As [`are_like`].
///
/// # Errors
/// None can, and which can: those with the same first segment, or else all.
pub(crate) fn check(method: &str, path: &str) -> Result<(), String> {
    if are_like(method, path) {
        return Ok(());
    }
    let first = |path: &str| path.split('/').nth(1).unwrap_or_default().to_owned();
    let kindred = TABLE
        .iter()
        .filter(|(_, route)| first(route) == first(path));
    let mut kindred: Vec<_> = kindred.collect();
    if kindred.is_empty() {
        kindred.extend(TABLE);
    }
    let known = kindred
        .iter()
        .map(|(methods, route)| format!("{} {route}", methods.replace(' ', "|")));
    Err(format!(
        "no request is like {method} {path}; there is: {}",
        known.collect::<Vec<_>>().join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_or_an_id_stands_where_a_route_has_one() {
        for (method, path, expected) in [
            ("POST", "/channels/*/messages", true),
            ("POST", "/channels/17/messages", true),
            ("PUT", "/channels/*/messages", false),
            ("POST", "/channels/*/mesages", false),
            ("POST", "/channels//messages", false),
            ("GET", "/gateway/*", true),
            ("GET", "/gateway/17", false),
            ("PUT", "/channels/*/messages/*/reactions/*/@me", true),
        ] {
            assert_eq!(are_like(method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn who_names_no_route_is_told_those_that_are_near() {
        let why = check("POST", "/gateways").unwrap_err();
        assert!(why.contains("GET|POST /channels/{channel}/messages"));
        let why = check("POST", "/gateway").unwrap_err();
        assert_eq!(
            why,
            "no request is like POST /gateway; there is: GET /gateway, GET /gateway/bot"
        );
    }
}
