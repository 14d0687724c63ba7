//! Discord stumbles over an answer that somebody waits for.

use discord_sim::Fault;
use serde_json::json;

use crate::harness::Story;

#[tokio::test]
async fn an_answer_that_discord_stumbles_over_is_given_again() {
    let stumbles = [
        Fault::Status(500, json!({})),
        Fault::RefuseConnection,
        Fault::AppliedButNoAnswer,
    ];
    for stumble in stumbles {
        let mut story = Story::begin().await;
        let ben = story.joined("ben", "Europe/Berlin").await;
        let callback = ("POST", "/interactions/*/*/callback");
        story.sim().faults().next(callback, stumble);
        let help = story.command(&ben, "help", &[]).await;
        assert!(help.is_ephemeral() && !help.text().is_empty());

        let original = ("PATCH", "/webhooks/*/*/messages/@original");
        story
            .sim()
            .faults()
            .next(original, Fault::Status(503, json!({})));
        let inbox = story.command(&ben, "inbox", &[]).await;
        assert!(inbox.text().contains("Nothing"), "{}", inbox.text());
        assert_eq!(story.sim().faults().hits(), 2);
        story.end().await;
    }
}
