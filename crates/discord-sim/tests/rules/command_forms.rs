//! §5: what a command may look like.

mod shape;
mod types;

use crate::client::Story;

#[tokio::test]
async fn s5_what_can_be_registered() {
    let story = Story::off_the_record().await;
    let path = format!("/applications/{}/commands", story.sim.application_id());
    for (name, body, fits) in shape::cases().into_iter().chain(types::cases()) {
        let (status, answer) = story.rest.post(&path, body).await;
        assert_eq!(status < 300, fits, "{name}: {status} {}", answer["errors"]);
    }
}
