//! Holds `docs/control.md` against the routes that there are.

use std::{collections::BTreeSet, path::Path};

use crate::client::Control;

#[tokio::test]
async fn every_route_that_is_described_is_there() {
    let control = Control::new().await;
    let index = control.get("").await;
    let routes = index["routes"].as_array().unwrap();
    assert!(routes.len() > 70, "{}", routes.len());
    for route in routes.iter().map(|route| route.as_str().unwrap()) {
        let (method, path) = route.split_once(" /_sim").unwrap();
        let path = path
            .replace("{who}", "ana")
            .replace("{guild}", "Acme")
            .replace("{message}", "1")
            .replace("{interaction}", "1");
        let (status, answer) = control.send(method, &path, "[false]").await;
        let code = answer["error"]["code"].as_str().unwrap_or_default();
        assert!(
            !["unknown_route", "wrong_method", "broken"].contains(&code),
            "{route}: {status} {answer}"
        );
    }
}

#[tokio::test]
async fn every_route_that_is_there_is_described() {
    let control = Control::new().await;
    let index = control.get("").await;
    let routes = index["routes"].as_array().unwrap().iter();
    let told: BTreeSet<String> = routes
        .map(|route| route.as_str().unwrap().replace(" /_sim", " "))
        .collect();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/control_api");
    let mut there = BTreeSet::new();
    for file in std::fs::read_dir(source).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let routes = text.split(".route(").skip(1);
        there.extend(routes.flat_map(routes_in));
    }
    assert_eq!(there, told);
}

/// Method and path of each route in `"/path", get(one).post(make))…`.
fn routes_in(source: &str) -> Vec<String> {
    let (_, rest) = source.split_once('"').unwrap();
    let (path, handlers) = rest.split_once('"').unwrap();
    let mut depth = 1;
    let end = handlers.find(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    let calls = handlers[..end.unwrap()].split('(');
    let methods = calls.filter_map(|before| {
        let name = before.rsplit(|c: char| !c.is_ascii_lowercase()).next()?;
        let known = ["get", "post", "put", "patch", "delete"].contains(&name);
        known.then(|| name.to_uppercase())
    });
    let path = path.trim_end_matches('/');
    methods.map(|method| format!("{method} {path}")).collect()
}

#[tokio::test]
async fn nothing_of_it_is_in_the_wire_log_or_in_the_traffic() {
    let folder = std::env::temp_dir().join(format!("discord-sim-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let log = folder.join("wire.jsonl");
    let control = Control::of(discord_sim::Simulator::builder().wire_log(&log)).await;
    control.get("/world").await;
    control.send("POST", "/nowhere", "{").await;
    assert_eq!(control.sim.traffic().exchanges, 0);
    assert_eq!(control.sim.findings(), []);
    assert_eq!(std::fs::read_to_string(&log).unwrap(), "");
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn without_it_there_is_only_discord() {
    let sim = discord_sim::Simulator::builder().start().await.unwrap();
    let answer = reqwest::get(format!("{}/_sim", sim.origin()))
        .await
        .unwrap();
    assert!(answer.status().is_client_error(), "{}", answer.status());
}
