//! §3: paging history, and who may read it.

use discord_sim::{MessageId, Permissions};
use serde_json::{Value, json};

use crate::client::Story;

fn ids(page: &Value) -> Vec<MessageId> {
    page.as_array()
        .unwrap()
        .iter()
        .map(|message| message["id"].as_str().unwrap().parse().unwrap())
        .collect()
}

#[tokio::test]
async fn s3_pages_are_exclusive_and_newest_first() {
    let story = Story::off_the_record().await;
    let sent: Vec<_> = (0..10)
        .map(|n| story.ana.post(story.support, &n.to_string()).unwrap())
        .collect();
    let pick = |at: &[usize]| at.iter().map(|at| sent[*at]).collect::<Vec<_>>();
    for (query, expected) in [
        ("limit=3".to_owned(), pick(&[9, 8, 7])),
        (format!("before={}&limit=2", sent[5]), pick(&[4, 3])),
        (format!("after={}&limit=2", sent[5]), pick(&[7, 6])),
        (format!("after={}&limit=100", sent[7]), pick(&[9, 8])),
        (format!("around={}&limit=3", sent[5]), pick(&[6, 5, 4])),
        (format!("after={}", sent[9]), vec![]),
    ] {
        let (status, page) = story
            .rest
            .get(&format!("/channels/{}/messages?{query}", story.support))
            .await;
        assert_eq!((status, ids(&page)), (200, expected), "{query}");
    }
    for wrong in ["limit=0", "limit=101", "limit=x", "before=1&after=2"] {
        let (status, _) = story
            .rest
            .get(&format!("/channels/{}/messages?{wrong}", story.support))
            .await;
        assert_eq!(status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn s3_without_read_message_history_the_page_is_empty() {
    let story = Story::new().await;
    let id = story.ana.post(story.support, "hello").unwrap();
    story.acme.overwrite(
        story.support,
        story.acme.bot_role(),
        Permissions::NONE,
        Permissions::READ_MESSAGE_HISTORY,
    );
    let path = format!("/channels/{}/messages", story.support);
    assert_eq!(story.rest.get(&path).await, (200, json!([])));
    assert_eq!(story.rest.get(&format!("{path}/{id}")).await.0, 403);
    let reply = json!({ "content": "x", "message_reference": { "message_id": id } });
    assert_eq!(story.say(reply).await.1["code"], 160_002);
    story.acme.overwrite(
        story.support,
        story.acme.bot_role(),
        Permissions::NONE,
        Permissions::VIEW_CHANNEL,
    );
    assert_eq!(story.rest.get(&path).await.1["code"], 50001);
}

#[tokio::test]
async fn s3_last_message_id_stays_when_that_message_is_deleted() {
    let story = Story::new().await;
    let id = story.ana.post(story.support, "hello").unwrap();
    story.ana.delete(story.support, id).unwrap();
    let (_, channel) = story
        .rest
        .get(&format!("/channels/{}", story.support))
        .await;
    assert_eq!(channel["last_message_id"], id.to_string());
    assert_eq!(id.created_at(), story.sim.clock().now());
}
