//! The clock and the limits.

use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::{Limits, Simulator};
use serde_json::json;

use crate::{a_bot::ask, client::Control};

#[tokio::test]
async fn the_clock_moves_forwards_only() {
    let control = Control::new().await;
    assert_eq!(
        control.get("/clock").await,
        json!({ "now": "2026-03-02T08:00:00Z", "running": false })
    );
    let noon = json!({ "at": "2026-03-02T12:00:00Z" });
    control.post("/clock/set", noon.clone()).await;
    let later = control
        .post("/clock/advance", json!({ "seconds": 90 }))
        .await;
    assert_eq!(later["now"], "2026-03-02T12:01:30Z");
    assert_eq!(
        control.refused("/clock/set", noon).await,
        "time_runs_forwards"
    );
    assert_eq!(
        control
            .refused("/clock/advance", json!({ "seconds": 1e18 }))
            .await,
        "invalid_body"
    );
}

#[tokio::test]
async fn a_clock_that_runs_is_moved_on_too() {
    let control = Control::of(Simulator::builder().running()).await;
    let moved = control
        .post("/clock/advance", json!({ "seconds": 3600 }))
        .await;
    assert_eq!(moved["running"], true);
    let now: DateTime<Utc> = moved["now"].as_str().unwrap().parse().unwrap();
    let in_an_hour: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().unwrap();
    assert!(now > in_an_hour && now < in_an_hour + TimeDelta::minutes(5));
}

#[tokio::test]
async fn a_limit_is_changed_and_the_others_stay() {
    let control = Control::of(Simulator::builder().limits(Limits::discord())).await;
    let before = control.get("/limits").await;
    assert_eq!(before["interaction_deadline"], 3.0);
    let changed = control
        .patch(
            "/limits",
            json!({ "interaction_deadline": 0.5, "global_per_second": null }),
        )
        .await;
    assert_eq!(
        (
            &changed["interaction_deadline"],
            &changed["global_per_second"]
        ),
        (&json!(0.5), &json!(null))
    );
    assert_eq!(changed["nonce_window"], before["nonce_window"]);
    let (status, answer) = control
        .send("PATCH", "/limits", r#"{"nonce_window": -1}"#)
        .await;
    assert_eq!(
        (status, &answer["error"]["code"]),
        (400, &json!("invalid_body"))
    );
    assert_eq!(control.get("/limits").await, changed);
}

#[tokio::test]
async fn a_nonce_counts_until_it_is_forgotten() {
    let control = Control::new().await;
    let dm = control.post("/people/ana/open_dm", json!({})).await;
    let path = format!("/channels/{}/messages", dm["id"].as_str().unwrap());
    let hello = json!({ "content": "hello", "nonce": "1", "enforce_nonce": true });
    let mut ids = Vec::new();
    for _ in 0..2 {
        ids.push(ask(&control, "POST", &path, hello.clone()).await.1["id"].clone());
    }
    control.post("/limits/forget_nonces", json!({})).await;
    ids.push(ask(&control, "POST", &path, hello).await.1["id"].clone());
    assert!(ids[0] == ids[1] && ids[1] != ids[2], "{ids:?}");
}

#[tokio::test]
async fn a_world_begins_while_ids_can_tell_the_time() {
    for at in ["2015-06-01T00:00:00Z", "2155-01-01T00:00:00Z"] {
        let at: DateTime<Utc> = at.parse().unwrap();
        let why = Simulator::builder().start_at(at).start().await.unwrap_err();
        assert!(why.to_string().contains("ids hold no other times"), "{why}");
    }
}
