//! Names that are edited in long after a message was sent. Discord tells nobody of them, so Adagio does (PRODUCT P1, P12).

use discord_sim::Permissions;

use crate::harness::{Story, link};

#[tokio::test]
async fn a_role_that_is_edited_into_a_message_of_days_ago_reaches_who_has_it() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let dan = story.joined("dan", "Europe/Berlin").await;
    let (support, acme) = (story.support, story.acme.clone());
    let billing = acme.role("billing", Permissions::NONE);
    acme.make_mentionable(billing);
    acme.give_role(&ben, billing);
    let call = |what: &str| format!("<@&{billing}> {what}");
    let old = ana.post(support, "is the March export final?").unwrap();
    // On Wednesday what was said to roles is looked through for everybody.
    story.until("2026-03-04 10:00").await;
    ana.post(support, &call("and the invoice?")).unwrap();
    story.until("2026-03-04 15:00").await;
    assert_eq!(story.letter(&ben).content, "1 waits for you.");

    story.until("2026-03-05 10:00").await;
    let edited = call("is the March export final?");
    ana.edit(support, old, &edited).unwrap();
    story.until("2026-03-05 15:00").await;

    let digest = story.letter(&ben);
    assert_eq!(digest.content, "1 waits for you.");
    let text = story.read(&digest.text());
    assert!(text.contains(&link(&acme, support, old)), "{text}");
    assert!(text.contains("is the March export final?"), "{text}");
    // Once, and to nobody else.
    story.until("2026-03-06 15:00").await;
    assert!(story.letters(&ben).is_empty() && story.letters(&dan).is_empty());
    story.end().await;
}
