//! Roles and channels, renamed and put in order by an admin's hand.

use serde_json::{Value, json};

use crate::client::Control;

#[tokio::test]
async fn roles_are_renamed_and_put_in_order() {
    let control = Control::new().await;
    let renamed = json!({ "role": "on-call", "name": "at-hand" });
    let role = control.post("/guilds/Acme/rename_role", renamed).await;
    assert_eq!(role["name"], "at-hand");
    let moved = json!({ "role": "at-hand", "position": 7 });
    let role = control.post("/guilds/Acme/move_role", moved).await;
    assert_eq!(role["position"], 7);
}

#[tokio::test]
async fn channels_are_put_in_order_and_into_categories() {
    let control = Control::new().await;
    let make = async |plan| control.post("/guilds/Acme/channels", plan).await;
    let team = make(json!({ "name": "Team", "kind": "category" })).await;
    let lounge = make(json!({ "name": "lounge", "kind": "voice" })).await;

    let put = json!({ "channel": "support", "category": "Team" });
    let support = control.post("/guilds/Acme/put_into", put).await;
    assert_eq!(support["parent_id"], team["id"]);
    let out = json!({ "channel": "support" });
    let support = control.post("/guilds/Acme/put_into", out).await;
    assert_eq!(support["parent_id"], Value::Null);

    let moved = json!({ "channel": "support", "position": 9 });
    let support = control.post("/guilds/Acme/move_channel", moved).await;
    assert_eq!(support["position"], 9);

    let afk = json!({ "channel": "lounge" });
    let acme = control.post("/guilds/Acme/set_afk_channel", afk).await;
    assert_eq!(acme["afk_channel_id"], lounge["id"]);
    let acme = control
        .post("/guilds/Acme/set_afk_channel", json!({}))
        .await;
    assert_eq!(acme["afk_channel_id"], Value::Null);
}

#[tokio::test]
async fn a_category_holds_fifty() {
    let control = Control::new().await;
    let team = json!({ "name": "Team", "kind": "category" });
    control.post("/guilds/Acme/channels", team).await;
    for n in 0..50 {
        let plan = json!({ "name": format!("room-{n}"), "category": "Team" });
        control.post("/guilds/Acme/channels", plan).await;
    }
    let put = json!({ "channel": "support", "category": "Team" });
    let code = control.refused("/guilds/Acme/put_into", put).await;
    assert_eq!(code, "category_full");
}
