//! A plain HTTP client of the control API, and what most tests begin with.

use discord_sim::{Builder, Simulator, WorldPlan};
use serde_json::{Value, json};

pub(crate) struct Control {
    pub(crate) sim: Simulator,
    http: reqwest::Client,
}

/// Acme with #support and a forum, Ana, who owns it, and Ben; Eve isn't in it.
pub(crate) fn acme() -> WorldPlan {
    toml::from_str(
        r#"
        people = [{ name = "ana" }, { name = "ben" }, { name = "eve" }]

        [[guilds]]
        name = "Acme"
        owner = "ana"
        roles = [{ name = "on-call", mentionable = true }]
        channels = [{ name = "support" }, { name = "ideas", kind = "forum" }]
        members = [{ person = "ben", roles = ["on-call"] }]
        "#,
    )
    .unwrap()
}

impl Control {
    pub(crate) async fn new() -> Self {
        Self::of(Simulator::builder()).await
    }

    pub(crate) async fn of(builder: Builder) -> Self {
        let sim = builder.control_api().start().await.unwrap();
        sim.build(&acme()).unwrap();
        Self {
            sim,
            http: reqwest::Client::new(),
        }
    }

    /// Status and body, whatever they are.
    pub(crate) async fn send(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let url = format!("{}/_sim{path}", self.sim.origin());
        let request = self
            .http
            .request(method.parse().unwrap(), url)
            .body(body.to_owned());
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (
            status,
            serde_json::from_str(&text).unwrap_or_else(|_| json!({ "no json": text })),
        )
    }

    async fn well(&self, method: &str, path: &str, body: &str) -> Value {
        let (status, answer) = self.send(method, path, body).await;
        assert_eq!(status, 200, "{method} {path} {body}: {answer}");
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.well("GET", path, "").await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        self.well("POST", path, &body.to_string()).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Value {
        self.well("PATCH", path, &body.to_string()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Value {
        self.well("DELETE", path, "").await
    }

    /// The code of the error.
    pub(crate) async fn refused(&self, path: &str, body: Value) -> String {
        let (status, answer) = self.send("POST", path, &body.to_string()).await;
        assert!(
            (400..500).contains(&status),
            "{path} {body}: {status} {answer}"
        );
        answer["error"]["code"].as_str().unwrap().to_owned()
    }
}
