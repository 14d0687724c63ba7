//! "When and why?" tells each what is theirs to know (PRODUCT P2, principle 5).

use discord_sim::{MessageId, Person};

use crate::harness::Story;

async fn asks_why(story: &Story, who: &Person, message: MessageId) -> String {
    let answer = who
        .message_menu(story.support, message, "When and why?")
        .await
        .unwrap();
    let text = answer.settled().await.unwrap().text();
    story.stage.settle().await.unwrap();
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sender_reader_and_others_each_learn_their_part() {
    let mut story = Story::begin().await;
    let (ana, eve) = (story.person("ana"), story.person("eve"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    story
        .command(&ben, "quiet", &[("from", "22:00"), ("until", "10:00")])
        .await;
    let asked = ana
        .post(story.support, &format!("{} ready?", ben.mention()))
        .unwrap();
    story.stage.settle().await.unwrap();
    let ten = story
        .stage
        .now()
        .date_naive()
        .and_hms_opt(9, 0, 0)
        .unwrap()
        .and_utc()
        .timestamp();
    let sender = asks_why(&story, &ana, asked).await;
    let expected = format!(
        "{} reads this with the digest of <t:{ten}:F> (<t:{ten}:R>).",
        ben.mention()
    );
    assert_eq!(sender, expected);
    let reader = asks_why(&story, &ben, asked).await;
    assert!(
        reader.starts_with("You read this with your digest of"),
        "{reader}"
    );
    assert!(
        reader.contains("the channel") || reader.contains("`async`"),
        "{reader}"
    );
    assert!(reader.contains("it is quiet for you until"), "{reader}");
    assert_eq!(
        asks_why(&story, &eve, asked).await,
        "Nothing here waits for a digest of yours."
    );
    story.until("2026-03-02 09:00").await;
    story.letter(&ben);
    assert!(
        asks_why(&story, &ana, asked)
            .await
            .ends_with("was in a digest.")
    );
    story.end().await;
}
