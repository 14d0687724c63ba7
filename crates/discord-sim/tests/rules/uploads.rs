//! §3: files: uploaded, described, named by messages, kept and dropped by edits, fetched.

use discord_sim::Simulator;
use serde_json::{Value, json};

use crate::{
    client::{INTENTS, Story, answer, webhook_path},
    interactions::{run, with_command},
};

/// What it shows, the payload, the files, the status and Discord's code.
type Upload<'a> = (&'a str, Value, Vec<(&'a str, &'a [u8])>, (u16, u64));

const FILES: [(&str, &[u8]); 2] = [("norm.png", b"a norm"), ("my plan.png", b"a plan")];

fn messages(story: &Story) -> String {
    format!("/channels/{}/messages", story.support)
}

fn names(message: &Value) -> Vec<&str> {
    let files = message["attachments"].as_array().unwrap();
    files
        .iter()
        .map(|file| file["filename"].as_str().unwrap())
        .collect()
}

async fn fetch(url: &Value) -> Vec<u8> {
    let answer = reqwest::get(url.as_str().unwrap()).await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/png");
    answer.bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn s3_a_file_comes_as_multipart() {
    let story = Story::new().await;
    let payload = json!({ "content": "see", "attachments": [{ "id": "0", "description": "a norm" }, { "id": "1", "filename": "b.png" }] });
    let (status, sent) = story
        .rest
        .upload("POST", &messages(&story), payload, &FILES)
        .await;
    assert_eq!(status, 200, "{sent}");
    assert_eq!(names(&sent), ["norm.png", "b.png"]);
    let file = &sent["attachments"][0];
    assert_eq!(
        (&file["size"], &file["description"], &file["content_type"]),
        (&json!(6), &json!("a norm"), &json!("image/png"))
    );
    assert_eq!(fetch(&file["url"]).await, b"a norm");
    let gone = file["url"]
        .as_str()
        .unwrap()
        .replace(file["id"].as_str().unwrap(), "1");
    assert_eq!(reqwest::get(gone).await.unwrap().status(), 404);
}

#[tokio::test]
async fn s3_an_edit_adds_keeps_and_drops_files() {
    let story = Story::new().await;
    let (_, sent) = story
        .rest
        .upload(
            "POST",
            &messages(&story),
            json!({ "content": "see" }),
            &FILES,
        )
        .await;
    let path = format!("{}/{}", messages(&story), sent["id"].as_str().unwrap());
    let (_, edited) = story.rest.patch(&path, json!({ "content": "look" })).await;
    assert_eq!(names(&edited), ["norm.png", "my_plan.png"]);
    let more: [(&str, &[u8]); 1] = [("more.png", b"more")];
    let (_, edited) = story.rest.upload("PATCH", &path, json!({}), &more).await;
    assert_eq!(names(&edited), ["norm.png", "my_plan.png", "more.png"]);
    let kept = json!({ "attachments": [{ "id": sent["attachments"][1]["id"], "description": "the plan" }] });
    let (_, edited) = story.rest.patch(&path, kept).await;
    assert_eq!(names(&edited), ["my_plan.png"]);
    assert_eq!(edited["attachments"][0]["description"], "the plan");
    let (_, edited) = story.rest.patch(&path, json!({ "attachments": [] })).await;
    assert_eq!(names(&edited), Vec::<&str>::new());
}

#[tokio::test]
async fn s3_messages_name_their_own_files() {
    let story = Story::new().await;
    let embed = json!({ "title": "Norm", "image": { "url": "attachment://norm.png" }, "footer": { "text": "f", "icon_url": "attachment://norm.png" } });
    let (status, sent) = story
        .rest
        .upload(
            "POST",
            &messages(&story),
            json!({ "embeds": [embed] }),
            &FILES[..1],
        )
        .await;
    assert_eq!(status, 200, "{sent}");
    let url = &sent["attachments"][0]["url"];
    assert_eq!(&sent["embeds"][0]["image"]["url"], url);
    assert_eq!(&sent["embeds"][0]["footer"]["icon_url"], url);
    let components = json!([
        { "type": 13, "file": { "url": "attachment://norm.png" } },
        { "type": 12, "items": [{ "media": { "url": "https://example.org/a.png" } }, { "media": { "url": "attachment://norm.png" }, "description": "a norm" }] },
    ]);
    let (status, sent) = story
        .rest
        .upload(
            "POST",
            &messages(&story),
            json!({ "flags": 1 << 15, "components": components }),
            &FILES[..1],
        )
        .await;
    assert_eq!(status, 200, "{sent}");
    let (file, gallery) = (&sent["components"][0], &sent["components"][1]["items"]);
    assert_eq!(
        (&file["name"], &file["size"]),
        (&json!("norm.png"), &json!(6))
    );
    assert_eq!(file["file"]["attachment_id"], sent["attachments"][0]["id"]);
    assert_eq!(gallery[1]["media"]["url"], sent["attachments"][0]["url"]);
    assert_eq!(fetch(&gallery[1]["media"]["url"]).await, b"a norm");
}

#[tokio::test]
async fn s3_files_have_limits() {
    let story = Story::off_the_record().await;
    let path = messages(&story);
    let (eleven, x) = (vec![FILES[0]; 11], |n: usize| "x".repeat(n));
    let (full, over) = (vec![0; 10 << 20], vec![0; (10 << 20) + 1]);
    let described =
        |length: usize| json!({ "attachments": [{ "id": 0, "description": x(length) }] });
    let cases: Vec<Upload<'_>> = vec![
        ("10 MiB", json!({}), vec![("a", &full)], (200, 0)),
        ("over 10 MiB", json!({}), vec![("a", &over)], (413, 40005)),
        (
            "over 25 MiB",
            json!({}),
            vec![("a", &full), ("b", &full), ("c", &full)],
            (413, 40005),
        ),
        ("10 files", json!({}), eleven[1..].to_vec(), (200, 0)),
        ("11 files", json!({}), eleven, (400, 30015)),
        ("alt text 1024", described(1024), vec![FILES[0]], (200, 0)),
        (
            "alt text 1025",
            described(1025),
            vec![FILES[0]],
            (400, 50035),
        ),
        (
            "no such file",
            json!({ "attachments": [{ "id": 1 }] }),
            vec![FILES[0]],
            (400, 50035),
        ),
        (
            "no such name",
            json!({ "embeds": [{ "image": { "url": "attachment://b.png" } }] }),
            vec![FILES[0]],
            (400, 50035),
        ),
        (
            "a file from elsewhere",
            json!({ "flags": 1 << 15, "components": [{ "type": 13, "file": { "url": "https://example.org/a" } }] }),
            vec![FILES[0]],
            (400, 50035),
        ),
    ];
    for (name, payload, files, expected) in cases {
        let (status, answer) = story.rest.upload("POST", &path, payload, &files).await;
        let code = answer["code"].as_u64().unwrap_or(0);
        assert_eq!((status, code), expected, "{name}: {answer}");
    }
}

#[tokio::test]
async fn s1_2_files_and_polls_of_others_are_blank_without_the_toggle() {
    let sim = Simulator::builder().without_message_content().start();
    let story = Story::of(sim.await.unwrap());
    let mut socket = story.gateway(INTENTS & !(1 << 15)).await;
    let file = story.ben.upload("b.txt", b"ben's").unwrap();
    assert!(story.ana.post_files(story.support, "", &[file]).is_err());
    let posted = story.ben.post_files(story.support, "", &[file]).unwrap();
    assert_eq!(
        socket.until("MESSAGE_CREATE").await["attachments"],
        json!([])
    );
    story
        .ben
        .post_poll(story.support, "When?", &["Now"])
        .unwrap();
    assert_eq!(socket.until("MESSAGE_CREATE").await["poll"], Value::Null);
    let (_, page) = story.rest.get(&messages(&story)).await;
    assert_eq!(
        (&page[0]["poll"], &page[1]["attachments"]),
        (&Value::Null, &json!([]))
    );
    assert_eq!(story.sim.message(posted).unwrap().attachments, ["b.txt"]);
}

#[tokio::test]
async fn s5_an_answer_carries_files() {
    let (story, mut socket) = with_command(discord_sim::Limits::unlimited()).await;
    let running = run(&story);
    let (it, _) = answer(
        &mut socket,
        &story.rest,
        json!({ "type": 5, "data": { "flags": 64 } }),
    )
    .await;
    let shown = running.await.unwrap().unwrap();
    let path = format!("{}/messages/@original", webhook_path(&it));
    let (status, sent) = story
        .rest
        .upload("PATCH", &path, json!({ "content": "here" }), &FILES)
        .await;
    assert_eq!(
        (status, names(&sent)),
        (200, vec!["norm.png", "my_plan.png"])
    );
    assert_eq!(sent["attachments"][0]["ephemeral"], true);
    assert_eq!(
        shown.message().unwrap().attachments,
        ["norm.png", "my_plan.png"]
    );
    assert_eq!(fetch(&sent["attachments"][1]["url"]).await, b"a plan");
}
