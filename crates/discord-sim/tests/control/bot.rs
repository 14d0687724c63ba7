//! What people ask of a bot: commands, buttons, menus, forms, each answered by a plain client of the gateway and REST.

use std::{collections::VecDeque, sync::Arc};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio_tungstenite::tungstenite::Message;

use crate::client::Control;

/// A bot that gives prepared answers, one to each interaction, and keeps what it heard.
struct Bot {
    heard: Arc<Mutex<Vec<Value>>>,
    answers: Arc<Mutex<VecDeque<Value>>>,
}

impl Bot {
    async fn connect(control: &Control) -> Self {
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

    async fn will_answer(&self, answer: Value) {
        self.answers.lock().await.push_back(answer);
    }

    async fn heard_last(&self) -> Value {
        self.heard.lock().await.last().unwrap().clone()
    }
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap()
}

async fn register(control: &Control, command: Value) {
    let url = format!(
        "{}/applications/{}/commands",
        control.sim.api_base(),
        control.sim.application_id()
    );
    let request = reqwest::Client::new()
        .post(url)
        .header("authorization", format!("Bot {}", control.sim.token()));
    let request = request
        .header("content-type", "application/json")
        .header("user-agent", "DiscordBot (https://example.org, 1)");
    assert_eq!(
        request
            .body(command.to_string())
            .send()
            .await
            .unwrap()
            .status(),
        201
    );
}

#[tokio::test]
async fn a_command_a_click_and_a_form_go_to_the_bot_and_its_answers_come_back() {
    let control = Control::new().await;
    let options = json!([{ "type": 3, "name": "from", "description": "Since when", "required": true },
                         { "type": 6, "name": "who", "description": "Who" }]);
    register(
        &control,
        json!({ "name": "quiet", "description": "Be quiet", "options": options }),
    )
    .await;
    let bot = Bot::connect(&control).await;

    let button = json!({ "type": 2, "style": 1, "label": "Next", "custom_id": "next" });
    let shown = json!({ "content": "Quiet.", "flags": 64, "components": [{ "type": 1, "components": [button] }] });
    bot.will_answer(json!({ "type": 4, "data": shown })).await;
    let told =
        json!({ "channel": "Acme/support", "command": "quiet", "options": { "from": "22:00" } });
    let answer = control.post("/people/ben/run_command", told).await;
    assert_eq!(
        (text_of(&answer["kind"]), answer["ephemeral"].as_bool()),
        ("message", Some(true))
    );
    assert_eq!(answer["message"]["buttons"][0]["label"], "Next");
    assert_eq!(
        bot.heard_last().await["data"]["options"][0]["value"],
        "22:00"
    );
    let again = control
        .get(&format!("/answers/{}", text_of(&answer["interaction"])))
        .await;
    assert_eq!(again, answer);

    let input = json!({ "type": 4, "custom_id": "why", "style": 1 });
    let label = json!({ "type": 18, "label": "Why", "component": input });
    let modal = json!({ "custom_id": "ask", "title": "Why?", "components": [label] });
    bot.will_answer(json!({ "type": 9, "data": modal })).await;
    let click = json!({ "message": answer["message"]["id"], "label": "Next" });
    assert_eq!(
        control.refused("/people/ana/click", click.clone()).await,
        "nothing_to_press"
    );
    let form = control.post("/people/ben/click", click).await;
    assert_eq!(
        (text_of(&form["kind"]), text_of(&form["modal"]["title"])),
        ("modal", "Why?")
    );

    bot.will_answer(json!({ "type": 4, "data": { "content": "I see." } }))
        .await;
    let filled = json!({ "interaction": form["interaction"], "values": { "why": "sleep" } });
    let done = control.post("/people/ben/submit_modal", filled).await;
    assert_eq!(done["message"]["text"], "I see.");
    assert_eq!(control.get("/findings").await, json!([]));
}

#[tokio::test]
async fn what_the_client_would_not_let_through_is_refused_with_its_reason() {
    let control = Control::new().await;
    let ask = |command: &str, options: Value| json!({ "channel": "Acme/support", "command": command, "options": options });
    assert_eq!(
        control
            .refused("/people/ben/run_command", ask("quiet", json!({})))
            .await,
        "unknown_command"
    );
    let option = json!({ "type": 4, "name": "hours", "description": "How long", "required": true });
    register(
        &control,
        json!({ "name": "quiet", "description": "Be quiet", "options": [option] }),
    )
    .await;
    assert_eq!(
        control
            .refused(
                "/people/ben/run_command",
                ask("quiet", json!({ "hours": 2 }))
            )
            .await,
        "bot_is_offline"
    );
    let _bot = Bot::connect(&control).await;
    for options in [
        json!({}),
        json!({ "hours": "two" }),
        json!({ "hours": 2, "days": 1 }),
    ] {
        assert_eq!(
            control
                .refused("/people/ben/run_command", ask("quiet", options))
                .await,
            "wrong_option"
        );
    }
    assert_eq!(
        control
            .refused(
                "/people/eve/run_command",
                ask("quiet", json!({ "hours": 2 }))
            )
            .await,
        "wrong_place"
    );
}
