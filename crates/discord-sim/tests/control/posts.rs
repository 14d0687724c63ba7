//! Posts of forums, and messages with more than a text.

use serde_json::json;

use crate::client::Control;

#[tokio::test]
async fn posts_are_tagged_by_name() {
    let control = Control::new().await;
    let forum = json!({ "name": "bugs", "kind": "forum", "tags": [{ "name": "open" }, { "name": "done", "by": "moderators" }] });
    control.post("/guilds/Acme/channels", forum).await;
    control
        .post("/guilds/Acme/require_tag", json!({ "channel": "bugs" }))
        .await;
    let bug = json!({ "channel": "Acme/bugs", "title": "Tea", "content": "cold" });
    assert_eq!(
        control.refused("/people/ben/forum_post", bug.clone()).await,
        "refused"
    );
    let tagged = |tags| {
        let mut bug = bug.clone();
        bug["tags"] = tags;
        bug
    };
    assert_eq!(
        control
            .refused("/people/ben/forum_post", tagged(json!(["shut"])))
            .await,
        "unknown_tag"
    );
    assert_eq!(
        control
            .refused("/people/ben/forum_post", tagged(json!(["done"])))
            .await,
        "refused"
    );
    let post = control
        .post("/people/ben/forum_post", tagged(json!(["open"])))
        .await;
    assert_eq!(post["applied_tags"].as_array().unwrap().len(), 1);
    let done = json!({ "thread": "Acme/bugs/Tea", "tags": ["done"] });
    assert_eq!(
        control.refused("/people/ben/tag_post", done.clone()).await,
        "refused"
    );
    control.post("/people/ana/tag_post", done).await;
    let again = json!({ "channel": "bugs", "tag": { "name": "open" } });
    assert_eq!(
        control.refused("/guilds/Acme/forum_tag", again).await,
        "name_taken"
    );
    assert_eq!(
        control
            .refused("/guilds/Acme/require_tag", json!({ "channel": "support" }))
            .await,
        "wrong_kind"
    );
    control
        .post(
            "/guilds/Acme/pin_post",
            json!({ "thread": "Acme/bugs/Tea" }),
        )
        .await;
}

#[tokio::test]
async fn files_and_polls_are_posted() {
    let control = Control::new().await;
    let plain = control
        .post(
            "/people/ana/upload",
            json!({ "name": "a.txt", "text": "hello" }),
        )
        .await;
    let binary = control
        .post(
            "/people/ana/upload",
            json!({ "name": "b.bin", "base64": "AAEC" }),
        )
        .await;
    let files = json!({ "channel": "Acme/support", "content": "see", "files": [plain["id"], binary["id"]] });
    assert_eq!(
        control
            .refused("/people/ben/post_files", files.clone())
            .await,
        "refused"
    );
    let message = control.post("/people/ana/post_files", files).await;
    assert_eq!(message["attachments"], json!(["a.txt", "b.bin"]));
    let poll = json!({ "channel": "Acme/support", "question": "Tea?", "answers": ["yes", "no"] });
    control.post("/people/ana/post_poll", poll).await;
}
