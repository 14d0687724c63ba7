//! What goes wrong on request: REST by script, the gateway by its levers.

use serde_json::{Value, json};

use crate::client::Control;

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
        .post(
            "/faults",
            script(json!(2), json!({ "kind": "status", "status": 503 })),
        )
        .await;
    control
        .post(
            "/faults",
            script(
                json!(1),
                json!({ "kind": "too_many", "retry_after": 0.5, "scope": "global" }),
            ),
        )
        .await;
    control
        .post(
            "/faults",
            script(json!(1), json!({ "kind": "refuse_connection" })),
        )
        .await;
    control
        .post(
            "/faults",
            script(
                json!("always"),
                json!({ "kind": "delay", "seconds": 0.001 }),
            ),
        )
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
async fn levers_of_a_shard_without_a_session_do_nothing() {
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
    ] {
        let answer = control.post(&format!("/gateway/{lever}"), body).await;
        assert_eq!(answer["sessions"], json!([]), "{lever}");
    }
    assert_eq!(
        control
            .refused("/gateway/wait_ready", json!({ "seconds": 0.01 }))
            .await,
        "not_ready"
    );
}
