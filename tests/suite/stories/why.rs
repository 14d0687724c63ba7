//! "When and why?" on a message: when to the sender, why too to the reader, nothing to anybody else (PRODUCT P2).

use crate::harness::Story;

#[tokio::test]
async fn a_sender_learns_when_a_reader_why_too_and_nobody_else_anything() {
    let mut story = Story::begin().await;
    let (ana, li) = (story.person("ana"), story.person("li"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    story
        .command(&ben, "quiet", &[("from", "22:00"), ("until", "08:00")])
        .await;
    let support = story.support;
    let text = format!("{} {} is the export final?", ben.mention(), li.mention());
    let asked = ana.post(support, &text).unwrap();

    let to_sender = story.why(&ana, support, asked).await;
    assert!(to_sender.is_ephemeral());
    // li has not joined: nothing is said of them.
    assert_eq!(
        to_sender.text(),
        format!(
            "{} reads this with the digest of <t:1772438400:F> (<t:1772438400:R>).",
            ben.mention()
        )
    );
    let to_reader = story.why(&ben, support, asked).await.text();
    assert_eq!(
        to_reader,
        "You read this with your digest of <t:1772438400:F> (<t:1772438400:R>).\nWhy: pings wait in this channel \
         (`async`) · your quiet hours until <t:1772434800:F> · the next digest after it: <t:1772438400:F>"
    );
    let to_li = story.why(&li, support, asked).await.text();
    assert_eq!(to_li, "Nothing here waits for a digest of yours.");

    story.until("2026-03-02 08:00").await;
    story.letter(&ben);
    let later = story.why(&ana, support, asked).await.text();
    assert_eq!(later, format!("{}: was in a digest.", ben.mention()));
    let was = story.why(&ben, support, asked).await.text();
    assert!(
        was.starts_with("This was in a digest of yours.\nWhy: pings wait"),
        "{was}"
    );
    story.end().await;
}

#[tokio::test]
async fn what_settled_a_ping_is_said_to_its_reader_only() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let support = story.support;
    let asked = ana
        .post(support, &format!("{} ready?", ben.mention()))
        .unwrap();
    ben.reply(support, asked, "yes", discord_sim::Ping::Off)
        .unwrap();

    let to_reader = story.why(&ben, support, asked).await.text();
    assert_eq!(
        to_reader,
        "This no longer waits for you.\nWhy: you answered"
    );
    let to_sender = story.why(&ana, support, asked).await.text();
    assert_eq!(
        to_sender,
        format!("{}: nothing waits any more.", ben.mention())
    );
    story.end().await;
}

#[tokio::test]
async fn a_message_that_pings_nobody_has_a_plain_answer() {
    let mut story = Story::begin().await;
    let (ana, li) = (story.person("ana"), story.person("li"));
    let said = ana.post(story.support, "good morning").unwrap();
    let to_sender = story.why(&ana, story.support, said).await.text();
    assert_eq!(
        to_sender,
        "Nothing here waits in a digest. Discord told whoever is mentioned."
    );
    let to_other = story.why(&li, story.support, said).await.text();
    assert_eq!(to_other, "Nothing here waits for a digest of yours.");
    story.end().await;
}

#[tokio::test]
async fn who_reads_in_the_inbox_only_is_said_to_do_so() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.person("ben");
    let panel = story
        .command(&ben, "hours", &[("zone", "Europe/Berlin")])
        .await;
    story.press(&ben, &panel, "No, inbox only").await;
    let asked = ana
        .post(story.support, &format!("{} ready?", ben.mention()))
        .unwrap();
    let to_sender = story.why(&ana, story.support, asked).await.text();
    assert_eq!(
        to_sender,
        format!(
            "{} reads this when they look into their inbox.",
            ben.mention()
        )
    );
    let to_reader = story.why(&ben, story.support, asked).await.text();
    assert_eq!(
        to_reader,
        "This waits in your `/inbox`.\nWhy: pings wait in this channel (`async`) · you chose the inbox instead of DMs"
    );
    story.until("2026-03-03 12:00").await;
    story.end().await;
}
