//! The simulator's program, and what people do in it over its control API.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A Discord in a process of its own. Dropped, it is killed.
pub(super) struct Discord {
    child: Child,
    http: reqwest::Client,
    control: String,
    pub(super) api_base: String,
    pub(super) token: String,
    _folder: TempDir,
}

impl Discord {
    /// Begins with this world, on the machine's clock.
    pub(super) fn begin(world: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("world.toml");
        std::fs::write(&file, world).unwrap();
        let mut command = Command::new(program());
        command.args([
            "--listen",
            "127.0.0.1:0",
            "--limits",
            "unlimited",
            "--world",
        ]);
        let mut child = command.arg(file).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let text = |key: &str| told[key].as_str().unwrap().to_owned();
        Self {
            child,
            http: reqwest::Client::new(),
            control: text("control"),
            api_base: text("api_base"),
            token: text("token"),
            _folder: folder,
        }
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> Value {
        let answer = request.send().await.unwrap();
        let (status, url) = (answer.status(), answer.url().clone());
        let told: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{url}: {told}");
        told
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        self.ask(self.http.get(format!("{}{path}", self.control)))
            .await
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> Value {
        self.ask(
            self.http
                .post(format!("{}{path}", self.control))
                .json(&body),
        )
        .await
    }

    /// From now on nothing goes wrong.
    pub(super) async fn be_well(&self) {
        self.ask(self.http.delete(format!("{}/faults", self.control)))
            .await;
    }

    /// How many requests went wrong so far.
    pub(super) async fn hits(&self) -> u64 {
        self.get("/faults").await["hits"].as_u64().unwrap()
    }

    pub(super) async fn is_connected(&self) -> bool {
        self.get("/gateway").await["connected_shards"] == 1
    }

    /// Somebody uses `/hours`: its panel.
    pub(super) async fn sets_hours(&self, who: &str, options: Value) -> Value {
        let told = json!({ "channel": "Acme/support", "command": "hours", "options": options });
        let panel = self.post(&format!("/people/{who}/run_command"), told).await;
        self.settled(&panel).await
    }

    /// Somebody sets their clock and allows DMs, by the real commands.
    pub(super) async fn joins(&self, who: &str) {
        let mut panel = self.sets_hours(who, json!({ "zone": "UTC" })).await;
        for label in ["Delivery", "Yes, by DM"] {
            let shown = self.settled(&panel).await;
            let buttons = shown["message"]["buttons"].as_array().unwrap();
            if buttons.iter().any(|button| button["label"] == label) {
                let press = json!({ "message": shown["message"]["id"], "label": label });
                panel = self.post(&format!("/people/{who}/click"), press).await;
            }
        }
        self.settled(&panel).await;
    }

    async fn settled(&self, answer: &Value) -> Value {
        let interaction = answer["interaction"].as_str().unwrap();
        self.post(&format!("/answers/{interaction}/settled"), json!({}))
            .await
    }

    /// Ana asks somebody something: the link to it.
    pub(super) async fn ana_asks(&self, whom: &str, text: &str) -> String {
        let told = json!({ "channel": "Acme/support", "content": format!("<@{whom}> {text}") });
        let message = self.post("/people/ana/post", told).await;
        let id = |value: &Value| value.as_str().unwrap().to_owned();
        let guild = self.get("/channel?channel=Acme/support").await["guild_id"].clone();
        format!(
            "/{}/{}/{}",
            id(&guild),
            id(&message["channel"]),
            id(&message["id"])
        )
    }

    /// Everything that the bot has written to somebody.
    pub(super) async fn letters_to(&self, who: &str) -> String {
        let dms = self.get(&format!("/people/{who}/dms")).await;
        let texts = dms
            .as_array()
            .unwrap()
            .iter()
            .map(|dm| dm["text"].as_str().unwrap());
        texts.collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Discord {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The simulator's program, as fast as this one; built if it is missing or older than what it is built from.
fn program() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--message-format", "json"]);
    build.args(["--package", "discord-sim", "--bin", "discord-sim"]);
    build.args(["--profile", &profile()]);
    build.current_dir(env!("CARGO_MANIFEST_DIR"));
    let built = build.stderr(Stdio::inherit()).output().unwrap();
    assert!(built.status.success(), "the simulator can't be built");
    // Cargo says where it is: that depends on settings of which this program doesn't know.
    let told = String::from_utf8(built.stdout).unwrap();
    let told = told.lines().map(serde_json::from_str::<Value>);
    let mut programs = told.filter_map(|told| Some(told.unwrap()["executable"].as_str()?.into()));
    programs.next_back().expect("a program was built")
}

/// The profile that this program was built with: the folder above its own is named after it.
fn profile() -> String {
    let here = std::env::current_exe().unwrap();
    let folder = here.ancestors().nth(2).and_then(Path::file_name).unwrap();
    match folder.to_str().unwrap() {
        "debug" => "dev".to_owned(),
        named => named.to_owned(),
    }
}
