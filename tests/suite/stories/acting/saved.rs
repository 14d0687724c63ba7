//! "Save for my digest": a message set aside among one's own items (PRODUCT P8).

use adagio::config::MessageContent;
use adagio::sandbox::Props;
use chrono::TimeDelta;
use discord_sim::{Answer, ChannelId, MessageId, Permissions, Person};

use super::{AFTERNOON, MORNING, open};
use crate::harness::{Goes, Story, link};

async fn save(story: &Story, who: &Person, place: ChannelId, message: MessageId) -> Answer {
    let answer = who.message_menu(place, message, "Save for my digest").await;
    let answer = answer.unwrap().settled().await.unwrap();
    story.stage.settle().await.unwrap();
    answer
}

#[tokio::test]
async fn a_message_that_is_saved_comes_with_the_next_digest_whoever_wrote_it() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let first = ana.post(story.support, "a long read, for later").unwrap();
    let thread = ana.start_thread(story.support, first, "reading").unwrap();
    let own = ben.post(thread, "my own promise").unwrap();
    let answer = save(&story, &ben, story.support, first).await;
    assert!(answer.is_ephemeral());
    assert_eq!(
        answer.content(),
        "Saved. It comes with your digest of <t:1772438400:F> (<t:1772438400:R>)."
    );
    save(&story, &ben, thread, own).await;
    // Writing there, or answering, ends nothing that was set aside.
    ben.post(story.support, "something else").unwrap();

    story.until(MORNING).await;
    let digest = story.letter(&ben);
    assert_eq!(digest.content, "2 wait for you.");
    let text = story.read(&digest.text());
    assert!(text.contains("**ana** · saved by you · "), "{text}");
    assert!(
        text.contains("> a long read, for later") && text.contains("> my own promise"),
        "{text}"
    );
    assert!(text.contains(&link(&story.acme, thread, own)), "{text}");
    story.end().await;
}

#[tokio::test]
async fn what_waits_already_is_not_doubled_and_what_was_delivered_comes_once_more() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked = story.asks(&ana, &ben, "is the export final?");
    for _ in 0..2 {
        let answer = save(&story, &ben, story.support, asked).await;
        assert!(
            answer
                .text()
                .starts_with("It waits for you already. It comes with"),
            "{}",
            answer.text()
        );
    }
    story.until(MORNING).await;
    assert_eq!(story.letter(&ben).content, "1 waits for you.");
    let answer = save(&story, &ben, story.support, asked).await;
    assert!(
        answer.text().starts_with("Saved. It comes with"),
        "{}",
        answer.text()
    );
    story.until(AFTERNOON).await;
    assert_eq!(story.letter(&ben).content, "1 waits for you.");
    // And taken out again, it doesn't.
    let answer = save(&story, &ben, story.support, asked).await;
    let list = story.press(&ben, &answer, "Take it out").await.text();
    assert!(
        list.starts_with("Nothing waits for you.") && list.contains("\nDone."),
        "{list}"
    );
    story.until("2026-03-03 12:00").await;
    story.end().await;
}

#[tokio::test]
async fn what_is_saved_is_read_again_at_delivery() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let edited = ana.post(story.support, "in its first words").unwrap();
    let deleted = ana.post(story.support, "soon deleted").unwrap();
    let hidden = ana.post(story.dev, "soon hidden").unwrap();
    for (place, message) in [
        (story.support, edited),
        (story.support, deleted),
        (story.dev, hidden),
    ] {
        save(&story, &ben, place, message).await;
    }
    story.until("2026-03-02 07:00").await;
    ana.edit(story.support, edited, "in its last words")
        .unwrap();
    ana.delete(story.support, deleted).unwrap();
    let acme = story.acme.clone();
    acme.overwrite(
        story.dev,
        acme.everyone(),
        Permissions::NONE,
        Permissions::VIEW_CHANNEL,
    );
    story.until(MORNING).await;
    let digest = story.letter(&ben);
    assert_eq!(digest.content, "1 waits for you. 1 settled itself.");
    let text = story.read(&digest.text());
    assert!(
        text.contains(&link(&story.acme, story.support, edited)),
        "{text}"
    );
    assert!(text.contains("> in its last words"), "{text}");
    for word in ["first words", "soon", &story.dev.to_string()] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    story.end().await;
}

#[tokio::test]
async fn saving_joins_and_a_left_out_person_keeps_nothing() {
    let mut story = Story::begin().await;
    let (ana, li) = (story.person("ana"), story.person("li"));
    let message = ana.post(story.support, "a long read").unwrap();
    let answer = save(&story, &li, story.support, message).await;
    assert!(
        answer.text().starts_with("Saved. It is in `/inbox`."),
        "{}",
        answer.text()
    );
    assert!(answer.text().contains("Set my hours"), "{}", answer.text());
    let inbox = story.command(&li, "inbox", &[]).await.text();
    let inbox = story.read(&inbox);
    assert!(
        inbox.starts_with("1 waits for you.") && inbox.contains("> a long read"),
        "{inbox}"
    );

    let kept = story.command(&li, "privacy", &[]).await;
    let sure = story.press(&li, &kept, "Leave me out").await;
    story.press(&li, &sure, "Yes, leave me out").await;
    let answer = save(&story, &li, story.support, message).await;
    assert!(
        super::told(&answer).starts_with("You asked to be left out"),
        "{}",
        super::told(&answer)
    );
    // Of who is left out, others keep the link alone.
    let ben = story.joined("ben", "Europe/Berlin").await;
    let words = li.post(story.support, "words of li").unwrap();
    save(&story, &ben, story.support, words).await;
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(
        inbox.contains("**Somebody**") && !inbox.contains("words of li"),
        "{inbox}"
    );
    story.until(MORNING).await;
    story.letters(&ben);
    story.end().await;
}

#[tokio::test]
async fn saved_with_or_without_its_words() {
    for content in [MessageContent::Readable, MessageContent::LinksOnly] {
        let mut story = Story::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.message_content = content;
        })
        .await;
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        let message = ana.post(story.support, "a long read").unwrap();
        save(&story, &ben, story.support, message).await;
        story.until(MORNING).await;
        let text = story.letter(&ben).text();
        assert!(
            text.contains(&link(&story.acme, story.support, message)),
            "{text}"
        );
        assert_eq!(
            text.contains("a long read"),
            content == MessageContent::Readable,
            "{text}"
        );
        story.end().await;
    }
}

#[tokio::test]
async fn what_is_older_than_all_that_is_kept_is_kept_from_when_it_was_saved() {
    let mut story = Story::of_words().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let old = ana.post(story.support, "how we deploy").unwrap();
    story.goes(Goes::Dead).await;
    story.comes_back_after(TimeDelta::days(100)).await;
    story.until("2026-06-12 16:00").await;
    save(&story, &ben, story.support, old).await;
    // A weekend lies between, and the daily purge.
    story.until("2026-06-15 07:00").await;
    let digest = story.letter(&ben);
    let text = digest.text();
    assert!(text.contains("**ana** · saved by you · "), "{text}");
    assert!(text.contains("> how we deploy"), "{text}");
    story.until("2026-06-17 12:00").await;
    let opened = open(&story, &ben, &digest, 1).await;
    let done = story.press(&ben, &opened, "Done").await.text();
    assert!(done.contains("\nDone.\n"), "{done}");
    story.end().await;
}
