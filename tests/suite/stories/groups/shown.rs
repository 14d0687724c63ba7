//! Who is shown what of it, and who isn't.

use adagio::config::MessageContent;
use discord_sim::Permissions;

use super::{MORNING, ONE, Office};
use crate::harness::link;

#[tokio::test]
async fn a_role_that_its_author_may_not_mention_pings_nobody() {
    let mut office = Office::open().await;
    let acme = office.story.acme.clone();
    acme.make_unmentionable(office.billing);
    let usual = Permissions::everyone_by_default() - Permissions::MENTION_EVERYONE;
    acme.role_permissions(acme.everyone(), usual);
    office.asks(office.story.support, "psst");
    let said = office.ana.post(office.story.dev, "@everyone hello");
    said.unwrap();
    assert_eq!(office.openings(MORNING).await, ["", "", ""]);
    office.story.end().await;
}

#[tokio::test]
async fn a_channel_that_a_holder_of_the_role_cannot_read_leaves_no_trace() {
    let mut office = Office::open().await;
    let acme = office.story.acme.clone();
    let board = acme.role("board", Permissions::NONE);
    let room = acme.private_text("board-room", &[board.into(), acme.bot_role().into()]);
    for person in [&office.ana, &office.cara] {
        acme.give_role(person, board);
    }
    office.asks(room, "the figures, please");

    assert_eq!(office.openings(MORNING).await, ["", ONE, ""]);
    let inbox = office.story.command(&office.ben, "inbox", &[]).await;
    assert!(
        inbox.text().starts_with("Nothing waits for you."),
        "{}",
        inbox.text()
    );
    office.story.end().await;
}

#[tokio::test]
async fn the_inbox_shows_what_is_asked_of_a_role_and_delivers_nothing() {
    let mut office = Office::open().await;
    let support = office.story.support;
    let asked = office.asks(support, "final?");
    let jump = link(&office.story.acme, support, asked);
    let inbox = office.story.command(&office.ben, "inbox", &[]).await.text();
    assert!(
        inbox.contains(&jump) && inbox.contains("to @billing"),
        "{inbox}"
    );
    let dans = office.story.command(&office.dan, "inbox", &[]).await.text();
    assert!(!dans.contains(&jump), "{dans}");
    assert_eq!(office.openings(MORNING).await, [ONE, ONE, ""]);
    office.story.end().await;
}

#[tokio::test]
async fn when_and_why_tells_holders_of_a_role_their_own_and_the_sender_nothing_about_them() {
    let mut office = Office::open().await;
    let herald = office.herald();
    let support = office.story.support;
    let asked = office.asks(support, "final?");
    let announced = herald.post(support, "@everyone cake").unwrap();

    let to_ben = office.story.why(&office.ben, support, asked).await.text();
    assert_eq!(
        to_ben,
        format!(
            "You read this with your digest of <t:1772438400:F> (<t:1772438400:R>).\n\
             - It is for everybody who has a role of yours; the first answer settles it for all.\n\
             - Pings wait in <#{support}> (`async`).\n\
             - The next digest after that: <t:1772438400:F>."
        )
    );
    let to_dan = office.story.why(&office.dan, support, asked).await.text();
    assert_eq!(to_dan, "Nothing here waits for a digest of yours.");
    let to_ana = office.story.why(&office.ana, support, asked).await.text();
    assert_eq!(
        to_ana,
        format!(
            "<@&{}>: who has the role and reads digests finds this in their next one, until the first of them answers.",
            office.billing
        )
    );
    let to_dan = office
        .story
        .why(&office.dan, support, announced)
        .await
        .text();
    assert!(
        to_dan.contains(
            "\n- It is for everybody here: that waits for the digest, whatever the channel.\n"
        ),
        "{to_dan}"
    );
    let to_herald = office.story.why(&herald, support, announced).await.text();
    assert_eq!(
        to_herald,
        "Everybody who reads digests finds this in their next one, among the last."
    );
    office.story.until(MORNING).await;
    office.openings(MORNING).await;
    office.story.end().await;
}

#[tokio::test]
async fn a_role_is_heard_with_or_without_words() {
    for content in [MessageContent::Readable, MessageContent::LinksOnly] {
        let mut office = Office::with(content).await;
        let herald = office.herald();
        let support = office.story.support;
        let asked = office.asks(support, "where is the invoice?");
        herald
            .post(support, "@everyone the invoice is here")
            .unwrap();
        office.story.until(MORNING).await;
        let text = office.story.letter(&office.cara).text();
        assert!(
            text.contains("to @billing") && text.contains("to everybody"),
            "{text}"
        );
        assert!(
            text.contains(&link(&office.story.acme, support, asked)),
            "{text}"
        );
        let quotes = content == MessageContent::Readable;
        assert_eq!(text.contains("invoice"), quotes, "{text}");
        office.openings(MORNING).await;
        office.story.end().await;
    }
}
