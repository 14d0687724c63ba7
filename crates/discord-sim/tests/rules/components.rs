//! §5: buttons and menus, used only as shown.

use discord_sim::{AnswerKind, Limits, Permissions};
use serde_json::{Value, json};

use crate::{
    client::{answer, webhook_path},
    interactions::{click, run, with_command},
};

#[tokio::test]
async fn s5_buttons_and_menus_are_used_only_as_shown() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let running = run(&story);
    let rows = json!([
        { "type": 1, "components": [
            { "type": 2, "style": 1, "label": "Next", "custom_id": "next" },
            { "type": 2, "style": 2, "label": "Off", "custom_id": "off", "disabled": true },
            { "type": 2, "style": 5, "label": "Docs", "url": "https://example.org" },
        ] },
        { "type": 1, "components": [{ "type": 3, "custom_id": "zone", "max_values": 2, "options": [
            { "label": "A", "value": "a" }, { "label": "B", "value": "b" }, { "label": "C", "value": "c" },
        ] }] },
        { "type": 1, "components": [{ "type": 5, "custom_id": "who" }] },
    ]);
    let reply =
        json!({ "type": 4, "data": { "content": "pick", "flags": 64, "components": rows } });
    answer(&mut socket, &story.rest, reply).await;
    let shown = running.await.unwrap().unwrap();
    assert_eq!(shown.text(), "pick\nNext\nOff\nDocs");
    for (refusal, why) in [
        (story.ana.click(&shown, "nope").await, "no \"nope\""),
        (story.ana.click_label(&shown, "Off").await, "disabled"),
        (story.ben.click(&shown, "next").await, "can't be seen"),
        (
            story.ana.select(&shown, "zone", &["z"]).await,
            "isn't offered",
        ),
        (
            story.ana.select(&shown, "zone", &["a", "b", "c"]).await,
            "takes 1 to 2 values",
        ),
        (story.ana.select(&shown, "who", &["5"]).await, "doesn't fit"),
    ] {
        let refusal = refusal.unwrap_err().to_string();
        assert!(refusal.contains(why), "{refusal}");
    }
    let (ana, on, ben) = (story.ana.clone(), shown.clone(), story.ben.id().to_string());
    let chosen = ben.clone();
    let running = tokio::spawn(async move { ana.select(&on, "who", &[&chosen]).await });
    let (it, _) = answer(&mut socket, &story.rest, json!({ "type": 6 })).await;
    assert_eq!(
        (&it["data"]["values"], &it["message"]["flags"]),
        (&json!([ben]), &json!(64))
    );
    assert_eq!(it["data"]["resolved"]["users"][&ben]["username"], "ben");
    assert_eq!(
        running.await.unwrap().unwrap().kind(),
        AnswerKind::DeferredUpdate
    );
    let running = click(&story, &shown, "next");
    let (it, _) = answer(&mut socket, &story.rest, json!({ "type": 6 })).await;
    assert_eq!(it["data"]["component_type"], 2);
    let pressed = running.await.unwrap().unwrap();
    let edit = json!({ "content": "page 2", "components": [] });
    assert_eq!(
        story
            .rest
            .patch(&format!("{}/messages/@original", webhook_path(&it)), edit)
            .await
            .0,
        200
    );
    assert_eq!(
        (pressed.content(), shown.content()),
        ("page 2".to_owned(), "page 2".to_owned())
    );
}

#[tokio::test]
async fn s5_menus_of_roles_channels_and_both_are_resolved() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let crew = story.acme.role("crew", Permissions::NONE).to_string();
    let hidden = story.acme.private_text("board", &[]).to_string();
    let running = run(&story);
    let menu = |kind: u64, more: Value| {
        let mut menu = json!({ "type": kind, "custom_id": kind.to_string() });
        menu.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({ "type": 1, "components": [menu] })
    };
    let rows = json!([
        menu(6, json!({})),
        menu(7, json!({ "max_values": 2 })),
        menu(8, json!({ "channel_types": [0] }))
    ]);
    let reply = json!({ "type": 4, "data": { "content": "pick", "components": rows } });
    answer(&mut socket, &story.rest, reply).await;
    let shown = running.await.unwrap().unwrap();
    let (ben, place) = (story.ben.id().to_string(), story.support.to_string());
    for (menu, values, why) in [
        ("6", vec![ben.as_str()], "no such role"),
        ("7", vec![&hidden], "no such role"),
        ("7", vec![&ben, &ben], "only once"),
        ("8", vec![&hidden], "no such channel can be seen"),
        ("8", vec![], "takes 1 to 1 values, not 0"),
    ] {
        let refusal = story.ana.select(&shown, menu, &values).await.unwrap_err();
        assert!(refusal.to_string().contains(why), "{refusal}");
    }
    for (menu, values, maps) in [
        ("6", vec![crew.clone()], vec!["roles"]),
        ("7", vec![ben, crew], vec!["members", "roles", "users"]),
        ("8", vec![place], vec!["channels"]),
    ] {
        let (ana, on, chosen) = (story.ana.clone(), shown.clone(), values.clone());
        let running = tokio::spawn(async move {
            let chosen: Vec<_> = chosen.iter().map(String::as_str).collect();
            ana.select(&on, menu, &chosen).await
        });
        let (it, _) = answer(&mut socket, &story.rest, json!({ "type": 6 })).await;
        running.await.unwrap().unwrap();
        assert_eq!(it["data"]["values"], json!(values));
        let resolved: Vec<_> = it["data"]["resolved"].as_object().unwrap().keys().collect();
        assert_eq!(resolved, maps);
    }
}
