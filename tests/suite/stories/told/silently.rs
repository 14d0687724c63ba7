//! What was told to who reads no digests: posted without a sound instead.

use adagio::sandbox::Props;
use discord_sim::{Answer, NotificationKind, Permissions, Person, Target};

use super::{OFFER, tell};
use crate::harness::Story;

#[tokio::test]
async fn to_who_reads_no_digests_nothing_is_kept_and_a_silent_post_is_offered() {
    let mut story = Story::begin().await;
    let (ana, li) = (story.person("ana"), story.person("li"));
    let out = story.person("out");
    let leaving = story.command(&out, "privacy", &[]).await;
    let sure = story.press(&out, &leaving, "Leave me out").await;
    story.press(&out, &sure, "Yes, leave me out").await;
    for reader in [&li, &out] {
        let words = format!("is the export <@{}> *final*?", ana.id());
        let answer = tell(&story, &ana, reader, &words).await;
        let text = answer.text();
        // Who is left out can't be told from who never joined.
        assert!(
            text.starts_with(&format!(
                "{} reads no digests here, so I keep nothing.",
                reader.mention()
            )),
            "{text}"
        );
        let posted = story.press(&ana, &answer, OFFER).await;
        assert_eq!(posted.text(), "Posted here, without a sound.");

        let messages = story.sim().messages(story.support);
        let message = messages.last().unwrap();
        assert_eq!(
            message.content,
            format!(
                "{} to {}: is the export @ana \\*final\\*?",
                ana.mention(),
                reader.mention()
            )
        );
        let notifications = story.sim().notifications_of(reader.id());
        let kinds: Vec<_> = notifications.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [NotificationKind::Badge]);
        assert!(story.sim().notifications_of(ana.id()).is_empty());
        // The answer has no button any more; an old copy of it posts nothing twice.
        assert!(posted.message().unwrap().buttons().is_empty());
    }
    assert_eq!(story.sim().messages(story.support).len(), 2);
    let kept = story.command(&ana, "privacy", &[]).await.text();
    assert!(kept.contains("\nNothing."), "{kept}");
    story.end().await;
}

#[tokio::test]
async fn a_silent_post_keeps_to_the_rights_of_its_sender_and_reaches_its_reader() {
    let mut story = Story::begin().await;
    let (ana, li) = (story.person("ana"), story.person("li"));
    let answer = tell(&story, &ana, &li, "the site is slow").await;
    let deny = |who: &Person, what| {
        let target = Target::Member(who.id());
        story
            .acme
            .overwrite(story.support, target, Permissions::default(), what);
    };
    deny(&ana, Permissions::SEND_MESSAGES);
    let refused = story.press(&ana, &answer, OFFER).await;
    let told = |answer: &Answer| answer.follow_ups().pop().unwrap().text();
    assert_eq!(
        told(&refused),
        format!(
            "You can't write in <#{}> right now, so I post nothing there for you.",
            story.support
        )
    );
    deny(&ana, Permissions::default());
    deny(&li, Permissions::VIEW_CHANNEL);
    let refused = story.press(&ana, &answer, OFFER).await;
    assert_eq!(
        told(&refused),
        format!(
            "{} can't read <#{}>. Use `/tell` again in a channel that you both read.",
            li.mention(),
            story.support
        )
    );
    assert!(story.sim().messages(story.support).is_empty());
    deny(&li, Permissions::default());
    let posted = story.press(&ana, &answer, OFFER).await;
    assert_eq!(posted.text(), "Posted here, without a sound.");
    assert_eq!(story.sim().messages(story.support).len(), 1);
    story.end().await;
}

#[tokio::test]
async fn without_a_key_words_are_posted_or_not_at_all() {
    let mut story = Story::prepared(Props::default(), |stage| {
        stage.settings_mut().storage.key_file = None;
    })
    .await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let answer = tell(&story, &ana, &ben, "the site is slow").await;
    assert!(
        answer.text().starts_with("Words aren't kept here"),
        "{}",
        answer.text()
    );
    story.press(&ana, &answer, OFFER).await;
    let message = story.sim().messages(story.support).pop().unwrap();
    assert!(
        message.content.ends_with(": the site is slow"),
        "{}",
        message.content
    );
    story.end().await;
}
