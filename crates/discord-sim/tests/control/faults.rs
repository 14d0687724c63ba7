//! What goes wrong on request: REST by script, the gateway by its levers.

use serde_json::{Value, json};

use crate::{a_bot::ask, client::Control};

async fn gateway_bot(control: &Control) -> Result<u16, reqwest::Error> {
    let request = reqwest::Client::new().get(format!("{}/gateway/bot", control.sim.api_base()));
    let request = request.header("user-agent", "DiscordBot (https://example.org, 1)");
    let request = request.header("authorization", format!("Bot {}", control.sim.token()));
    request.send().await.map(|answer| answer.status().as_u16())
}

#[tokio::test]
async fn a_scripted_fault_hits_as_often_as_it_says() {
    let control = Control::new().await;
    let script = |times: Value, fault: Value| json!({ "method": "GET", "path": "/gateway/*", "times": times, "fault": fault });
    control
        .post("/faults", script(json!(2), json!({ "status": [503, {}] })))
        .await;
    control
        .post(
            "/faults",
            script(
                json!(1),
                json!({ "too_many": { "retry_after": 0.001, "scope": "global" } }),
            ),
        )
        .await;
    control
        .post("/faults", script(json!(1), json!("refuse_connection")))
        .await;
    control
        .post("/faults", script(json!("always"), json!({ "delay": 0.01 })))
        .await;
    let mut met = Vec::new();
    for _ in 0..5 {
        met.push(gateway_bot(&control).await.ok());
    }
    assert_eq!(met, [Some(503), Some(503), Some(429), None, Some(200)]);
    assert_eq!(control.delete("/faults").await["hits"], 5);
    gateway_bot(&control).await.unwrap();
    assert_eq!(control.get("/faults").await["hits"], 5);
}

#[tokio::test]
async fn what_a_seed_strikes_is_listed() {
    let control = Control::new().await;
    let mix = control
        .post(
            "/faults/seeded",
            json!({ "seed": 7, "server_errors": 1.0, "longest": 0.1 }),
        )
        .await;
    assert_eq!((&mix["seed"], &mix["too_many"]), (&json!(7), &json!(0.0)));
    assert!(gateway_bot(&control).await.unwrap() >= 500);
    let struck = control.get("/faults").await["struck"].clone();
    assert_eq!(struck[0]["what"], "GET /gateway/bot");
}

#[tokio::test]
async fn a_discord_that_goes_down_comes_back_by_itself() {
    let control = Control::new().await;
    control
        .post("/faults/go_down", json!({ "seconds": 0.2 }))
        .await;
    while gateway_bot(&control).await.is_ok() {}
    while gateway_bot(&control).await.is_err() {}
    assert_eq!(gateway_bot(&control).await.unwrap(), 200);
}

#[tokio::test]
async fn levers_of_a_shard_without_a_session_are_refused() {
    let control = Control::new().await;
    for (lever, body) in [
        ("drop_socket", json!({})),
        ("close", json!({ "shard": 1, "code": 4000 })),
        ("reconnect", json!({})),
        ("invalidate", json!({ "resumable": true })),
        ("repeat_last_event", json!({})),
        ("lose_next", json!({ "event": "MESSAGE_CREATE" })),
        ("hold", json!({})),
        ("release", json!({})),
        ("answer_heartbeats", json!({ "answer": false })),
        ("ask_for_heartbeat", json!({})),
        (
            "befall",
            json!({ "event": "MESSAGE_CREATE", "fault": { "late": 0.1 } }),
        ),
        ("refuse_next", json!({ "status": 503 })),
        ("refuse_for", json!({ "seconds": 1 })),
        ("let_in", json!({})),
    ] {
        let path = format!("/gateway/{lever}");
        let of_all = ["hold", "release", "refuse_next", "refuse_for", "let_in"];
        if of_all.contains(&lever) {
            assert_eq!(control.post(&path, body).await["sessions"], json!([]));
        } else {
            assert_eq!(control.refused(&path, body).await, "no_session", "{lever}");
        }
    }
    assert_eq!(
        control
            .refused("/gateway/wait_ready", json!({ "seconds": 0.01 }))
            .await,
        "not_ready"
    );
}

#[tokio::test]
async fn a_fault_can_meet_one_persons_dms() {
    let control = Control::new().await;
    let script = json!({ "dms_to": "ana", "fault": { "status": [503, {}] } });
    control.post("/faults", script).await;
    for (who, status) in [("ben", 200), ("ana", 503), ("ana", 200)] {
        let dm = control
            .post(&format!("/people/{who}/open_dm"), json!({}))
            .await;
        let path = format!("/channels/{}/messages", dm["id"].as_str().unwrap());
        let hello = json!({ "content": "hello" });
        assert_eq!(ask(&control, "POST", &path, hello).await.0, status, "{who}");
    }
}
