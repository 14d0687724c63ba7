//! Holds `.ci/wire-coverage`, what the tests have to show on the wire, against the sources: a route or an event that the bot
//! uses has its row there, and a row its use.

use std::collections::BTreeSet;
use std::path::Path;

/// The connection reads it by itself, as an end of what a resumed session missed.
const OF_THE_CONNECTION: &str = "event RESUMED";

#[test]
fn every_route_and_event_of_the_bot_has_to_be_seen_on_the_wire() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let mut used = BTreeSet::from([OF_THE_CONNECTION.to_owned()]);
    for file in ["routes", "messages", "threads", "responses", "history"] {
        used.extend(routes_in(&read(&format!("src/discord/http/{file}.rs"))));
    }
    used.extend(events_in(&read("src/discord/frames.rs")));
    let table = read(".ci/wire-coverage");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(used, rows.map(unnamed).collect());
}

/// The routes of functions that make one call each: `GET /guilds/{}`.
fn routes_in(code: &str) -> BTreeSet<String> {
    let functions = code.split("fn ").skip(1);
    functions
        .filter_map(|function| {
            let path = function.split("\"/").nth(1)?.split(['"', '?']).next()?;
            assert_eq!(function.matches("Call::").count(), 1, "{function}");
            let method = match function.split_once("Method::") {
                Some((_, rest)) => rest.split(',').next()?,
                None => "GET",
            };
            Some(unnamed(&format!("{method} /{path}")))
        })
        .collect()
}

/// The names that the frames are told apart by.
fn events_in(code: &str) -> BTreeSet<String> {
    let arms = code
        .split("match kind {")
        .nth(1)
        .and_then(|rest| rest.split("_ =>").next())
        .expect("the frames are told apart by their kind");
    let names = arms.split('"').skip(1).step_by(2);
    names.map(|name| format!("event {name}")).collect()
}

/// `GET /guilds/{guild_id}` as `GET /guilds/{}`: sources call what stands there as they like.
fn unnamed(route: &str) -> String {
    let segment = |part: &str| match part.starts_with('{') {
        true => "{}".to_owned(),
        false => part.to_owned(),
    };
    route.split('/').map(segment).collect::<Vec<_>>().join("/")
}

#[test]
fn routes_and_events_are_found_in_the_sources() {
    let code = r#"
        async fn server(&self) { self.read(Call::get(format!("/guilds/{server}"), Lane::Live)) }
        async fn say(&self) { let path = format!("/channels/{channel}/messages?limit=1&{after}"); Call::new(Method::POST, path, lane) }
        fn helper(&self) {}
    "#;
    let found: Vec<_> = routes_in(code).into_iter().collect();
    assert_eq!(found, ["GET /guilds/{}", "POST /channels/{}/messages"]);
    let code = r#"match kind { "READY" | "A_B" => f(data), _ => "other" }"#;
    let found: Vec<_> = events_in(code).into_iter().collect();
    assert_eq!(found, ["event A_B", "event READY"]);
}
