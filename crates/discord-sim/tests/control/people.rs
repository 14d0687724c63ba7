//! What people do, and what reaches whom.

use serde_json::json;

use crate::client::Control;

#[tokio::test]
async fn a_mention_by_name_is_one_by_id_and_pushes() {
    let control = Control::new().await;
    let told =
        json!({ "channel": "Acme/support", "content": "<@ben> or <@&on-call>: where is <@bot>?" });
    let message = control.post("/people/ana/post", told).await;
    let ben = control.get("/people/ben").await;
    assert_eq!(message["mentions"][0], ben["id"]);
    assert_eq!(message["mentions"].as_array().unwrap().len(), 2);
    assert_eq!(message["mention_roles"].as_array().unwrap().len(), 1);
    let told = control.get("/notifications?person=ben").await;
    assert_eq!(
        (&told[0]["kind"], &told[0]["reason"]),
        (&json!("push"), &json!("mention"))
    );
    assert_eq!(
        control
            .delete("/notifications")
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(control.get("/notifications").await, json!([]));
}

#[tokio::test]
async fn messages_are_answered_edited_reacted_to_and_deleted() {
    let control = Control::new().await;
    let first = control
        .post(
            "/people/ana/post",
            json!({ "channel": "Acme/support", "content": "hello" }),
        )
        .await;
    let reply = json!({ "channel": "Acme/support", "message": first["id"], "content": "hi", "ping": "off" });
    let reply = control.post("/people/ben/reply", reply).await;
    assert_eq!(reply["reply_to"], first["id"]);
    assert_eq!(control.get("/notifications").await, json!([]));
    let edit = json!({ "channel": "Acme/support", "message": reply["id"], "content": "hi there" });
    assert_eq!(
        control.post("/people/ben/edit", edit.clone()).await["content"],
        "hi there"
    );
    assert_eq!(control.refused("/people/ana/edit", edit).await, "refused");
    let react = json!({ "channel": "Acme/support", "message": first["id"], "emoji": "✅" });
    assert_eq!(
        control.post("/people/ben/react", react.clone()).await["reactions"][0]["emoji"],
        "✅"
    );
    assert_eq!(
        control.post("/people/ben/unreact", react).await["reactions"],
        json!([])
    );
    let gone = json!({ "channel": "Acme/support", "message": first["id"] });
    control.post("/people/ana/delete", gone.clone()).await;
    assert_eq!(control.refused("/people/ana/delete", gone).await, "refused");
    let left = control.get("/messages?channel=Acme/support").await;
    assert_eq!(left.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn threads_are_found_by_name() {
    let control = Control::new().await;
    let message = control
        .post(
            "/people/ana/post",
            json!({ "channel": "Acme/support", "content": "fire" }),
        )
        .await;
    let start =
        json!({ "channel": "Acme/support", "message": message["id"], "name": "The fire / today" });
    let thread = control.post("/people/ben/start_thread", start).await;
    assert_eq!(thread["id"], message["id"]);
    let there = json!({ "channel": "Acme/support/The fire / today", "content": "it is out" });
    assert_eq!(
        control.post("/people/ana/post", there.clone()).await["channel"],
        thread["id"]
    );
    control
        .post(
            "/people/ben/archive_thread",
            json!({ "thread": thread["id"] }),
        )
        .await;
    control
        .post("/guilds/Acme/lock", json!({ "thread": thread["id"] }))
        .await;
    assert_eq!(control.refused("/people/ben/post", there).await, "refused");
    let idea = json!({ "channel": "Acme/ideas", "title": "Tea", "content": "more of it" });
    let post = control.post("/people/ben/forum_post", idea).await;
    assert_eq!(post["name"], "Tea");
}

#[tokio::test]
async fn people_come_and_go_and_shut_their_doors() {
    let control = Control::new().await;
    let eve = control.post("/people/eve/close_dms", json!({})).await;
    assert_eq!(eve["dms"], "closed");
    let hello = json!({ "channel": "Acme/support", "content": "hello" });
    assert_eq!(
        control.refused("/people/eve/post", hello.clone()).await,
        "refused"
    );
    control
        .post("/people/eve/join", json!({ "guild": "Acme" }))
        .await;
    control.post("/people/eve/post", hello).await;
    let dm = control
        .post("/people/eve/dm", json!({ "content": "hello bot" }))
        .await;
    assert_eq!(
        control.get("/messages?channel=@eve").await[0]["id"],
        dm["id"]
    );
    assert_eq!(control.get("/people/eve/dms").await[0]["id"], dm["id"]);
    control
        .post("/people/eve/leave", json!({ "guild": "Acme" }))
        .await;
    assert_eq!(
        control
            .refused("/people/eve/leave", json!({ "guild": "Acme" }))
            .await,
        "no_member"
    );
    let settings = json!({ "guild": "Acme", "settings": { "level": "nothing" } });
    assert_eq!(
        control
            .post("/people/ben/notification_settings", settings)
            .await["level"],
        "nothing"
    );
    control
        .post(
            "/people/ana/post",
            json!({ "channel": "Acme/support", "content": "<@ben>" }),
        )
        .await;
    assert_eq!(
        control.get("/notifications?person=ben").await[0]["kind"],
        "badge"
    );
}

#[tokio::test]
async fn a_name_that_two_have_is_refused_with_their_ids() {
    let control = Control::new().await;
    let second = control.sim.person("ben");
    let (status, answer) = control.send("GET", "/people/ben", "").await;
    assert_eq!(
        (status, &answer["error"]["code"]),
        (409, &json!("ambiguous_name"))
    );
    assert!(
        answer["error"]["message"]
            .as_str()
            .unwrap()
            .contains(&second.id().to_string())
    );
    assert_eq!(
        control.get(&format!("/people/{}", second.id())).await["name"],
        "ben"
    );
}

#[tokio::test]
async fn a_thread_is_joined_renamed_locked_and_opened_again() {
    let control = Control::new().await;
    let start = json!({ "channel": "Acme/support", "name": "Tea" });
    let thread = control.post("/people/ben/start_thread", start).await["id"].clone();
    let of_thread = json!({ "thread": thread });
    control
        .post("/people/ana/join_thread", of_thread.clone())
        .await;
    control
        .post("/people/eve/join", json!({ "guild": "Acme" }))
        .await;
    control
        .post(
            "/people/ana/add_to_thread",
            json!({ "thread": thread, "person": "eve" }),
        )
        .await;
    control
        .post(
            "/people/ben/rename_thread",
            json!({ "thread": thread, "name": "Coffee" }),
        )
        .await;
    assert_eq!(
        control
            .refused("/people/eve/lock_thread", of_thread.clone())
            .await,
        "refused"
    );
    control
        .post("/people/ana/lock_thread", of_thread.clone())
        .await;
    control
        .post("/people/ana/archive_thread", of_thread.clone())
        .await;
    assert_eq!(
        control
            .refused("/people/eve/unarchive_thread", of_thread.clone())
            .await,
        "refused"
    );
    control
        .post("/people/ana/unarchive_thread", of_thread)
        .await;
    assert_eq!(
        control.get("/channel?channel=Acme/support/Coffee").await["id"],
        thread
    );
}

#[tokio::test]
async fn what_somebody_reads_and_sees_can_be_asked() {
    let control = Control::new().await;
    let said = json!({ "channel": "Acme/support", "content": "hello" });
    let said = control.post("/people/ana/post", said).await;
    let id = said["id"].as_str().unwrap();
    for (who, does) in [("ben", true), ("eve", false)] {
        let reads = format!("/people/{who}/reads?channel=Acme/support");
        assert_eq!(control.get(&reads).await, json!({ "reads": does }));
        let sees = control
            .get(&format!("/people/{who}/sees?message={id}"))
            .await;
        assert_eq!(sees["sees"]["id"] == said["id"], does, "{sees}");
    }
}

#[tokio::test]
async fn doors_that_were_shut_open_again() {
    let control = Control::new().await;
    control.post("/people/ben/close_dms", json!({})).await;
    let ben = control.post("/people/ben/open_dms", json!({})).await;
    assert_eq!(ben["dms"], "open");
}

#[tokio::test]
async fn a_private_thread_is_seen_by_those_who_are_in_it() {
    let control = Control::new().await;
    let start = json!({ "channel": "Acme/support", "name": "Gift", "with": ["ana"] });
    let thread = control
        .post("/people/ben/start_private_thread", start)
        .await;
    let hello = json!({ "channel": thread["id"], "content": "<@eve>" });
    control.post("/people/ana/post", hello.clone()).await;
    let join = json!({ "guild": "Acme" });
    control.post("/people/eve/join", join).await;
    let eve = json!({ "thread": thread["id"], "person": "eve" });
    assert_eq!(
        control.refused("/people/eve/post", hello.clone()).await,
        "refused"
    );
    control.post("/people/ben/add_to_thread", eve.clone()).await;
    control.post("/people/eve/post", hello.clone()).await;
    control.post("/people/ben/remove_from_thread", eve).await;
    assert_eq!(control.refused("/people/eve/post", hello).await, "refused");
}
