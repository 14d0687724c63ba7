//! A bot by a plain client of the gateway and REST, for tests of what people ask of it.

use std::{collections::VecDeque, sync::Arc};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio_tungstenite::tungstenite::Message;

use crate::client::Control;

/// A bot that gives prepared answers, one to each interaction, and keeps what it heard.
pub(crate) struct Bot {
    heard: Arc<Mutex<Vec<Value>>>,
    answers: Arc<Mutex<VecDeque<Value>>>,
}

impl Bot {
    pub(crate) async fn connect(control: &Control) -> Self {
        let (api, token) = (control.sim.api_base(), control.sim.token().to_owned());
        let url = format!(
            "{}/?v=10&encoding=json",
            control.sim.origin().replacen("http", "ws", 1)
        );
        let (mut socket, _) = tokio_tungstenite::connect_async(url).await.unwrap();
        let identify = json!({ "op": 2, "d": { "token": token, "intents": 513, "properties": { "os": "o", "browser": "b", "device": "d" } } });
        socket
            .send(Message::text(identify.to_string()))
            .await
            .unwrap();
        let bot = Self {
            heard: Arc::default(),
            answers: Arc::default(),
        };
        let (heard, answers) = (bot.heard.clone(), bot.answers.clone());
        tokio::spawn(async move {
            let http = reqwest::Client::new();
            while let Some(Ok(Message::Text(text))) = socket.next().await {
                let frame: Value = serde_json::from_str(&text).unwrap();
                let d = &frame["d"];
                if frame["t"] == "INTERACTION_CREATE" {
                    let answer = answers
                        .lock()
                        .await
                        .pop_front()
                        .expect("an answer is prepared");
                    heard.lock().await.push(d.clone());
                    let url = format!(
                        "{api}/interactions/{}/{}/callback",
                        text_of(&d["id"]),
                        text_of(&d["token"])
                    );
                    let request = http.post(url).header("content-type", "application/json");
                    let request =
                        request.header("user-agent", "DiscordBot (https://example.org, 1)");
                    assert_eq!(
                        request
                            .body(answer.to_string())
                            .send()
                            .await
                            .unwrap()
                            .status(),
                        204
                    );
                }
            }
        });
        control.post("/gateway/wait_ready", json!({})).await;
        bot
    }

    pub(crate) async fn will_answer(&self, answer: Value) {
        self.answers.lock().await.push_back(answer);
    }

    pub(crate) async fn heard_last(&self) -> Value {
        self.heard.lock().await.last().unwrap().clone()
    }
}

pub(crate) fn text_of(value: &Value) -> &str {
    value.as_str().unwrap()
}

pub(crate) async fn register(control: &Control, command: Value) {
    let path = format!("/applications/{}/commands", control.sim.application_id());
    assert_eq!(ask(control, "POST", &path, command).await.0, 201);
}

/// A request of the bot's: status and body.
pub(crate) async fn ask(control: &Control, method: &str, path: &str, body: Value) -> (u16, Value) {
    let url = format!("{}{path}", control.sim.api_base());
    let request = reqwest::Client::new()
        .request(method.parse().unwrap(), url)
        .header("authorization", format!("Bot {}", control.sim.token()))
        .header("content-type", "application/json")
        .header("user-agent", "DiscordBot (https://example.org, 1)");
    let answer = request.body(body.to_string()).send().await.unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or_default())
}
