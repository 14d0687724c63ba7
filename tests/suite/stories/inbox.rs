//! `/inbox`: what waits, at any time, without delivering it (PRODUCT P8).

use discord_sim::{AnswerKind, MessageId, Permissions, Person, Target};

use crate::harness::{Story, link};

/// Mentions somebody in #support.
fn asks(story: &Story, who: &Person, whom: &Person, what: &str) -> MessageId {
    let text = format!("{} {what}", whom.mention());
    who.post(story.support, &text).unwrap()
}

#[tokio::test]
async fn the_inbox_shows_what_waits_and_delivers_nothing() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked = asks(&story, &ana, &ben, "is the export final?");
    let jump = link(&story.acme, story.support, asked);

    for _ in 0..2 {
        let inbox = story.command(&ben, "inbox", &[]).await;
        assert!(inbox.is_ephemeral());
        let text = story.read(&inbox.text());
        assert!(text.starts_with("1 waits for you."), "{text}");
        assert!(
            text.contains(&jump) && text.contains("is the export final?"),
            "{text}"
        );
    }
    let direct = story
        .command_in(ben.open_dm(), &ben, "inbox", &[])
        .await
        .text();
    assert!(direct.contains(&jump), "{direct}");

    story.until("2026-03-02 08:00").await;
    assert!(story.letter(&ben).text().contains(&jump));
    let empty = story.command(&ben, "inbox", &[]).await.text();
    assert!(
        empty.starts_with("Nothing waits for you.\nYour next digest would come <t:1772463600:F>"),
        "{empty}"
    );
    assert!(empty.contains("Last digest"), "{empty}");
    story.end().await;
}

#[tokio::test]
async fn who_has_not_joined_is_told_how_and_finds_nothing() {
    let mut story = Story::begin().await;
    let (ana, li) = (story.person("ana"), story.person("li"));
    asks(&story, &ana, &li, "is the export final?");
    let inbox = story.command(&li, "inbox", &[]).await;
    assert!(
        inbox.text().starts_with("Nothing waits for you here"),
        "{}",
        inbox.text()
    );
    let panel = story.press(&li, &inbox, "Set my hours").await;
    assert!(
        panel
            .text()
            .starts_with("**What does your clock say now?**")
    );
    story.end().await;
}

#[tokio::test]
async fn ten_a_page_oldest_first_and_the_pages_turn_in_place() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    for number in 1..=23 {
        asks(&story, &ana, &ben, &format!("question {number}."));
    }
    let first = story.command(&ben, "inbox", &[]).await;
    let questions = |text: &str| -> Vec<u32> {
        let text = story.read(text);
        (1..=23)
            .filter(|number| text.contains(&format!("question {number}.")))
            .collect()
    };
    assert_eq!(questions(&first.text()), (1..=10).collect::<Vec<_>>());
    assert!(
        first.text().starts_with("23 wait for you.\nPage 1 of 3."),
        "{}",
        first.text()
    );

    let second = story.press(&ben, &first, "Later page").await;
    assert_eq!(second.message_id(), first.message_id());
    assert_eq!(questions(&second.text()), (11..=20).collect::<Vec<_>>());
    let third = story.press(&ben, &second, "Later page").await;
    assert_eq!(questions(&third.text()), (21..=23).collect::<Vec<_>>());
    let back = story.press(&ben, &third, "Earlier page").await;
    assert_eq!(questions(&back.text()), (11..=20).collect::<Vec<_>>());

    story.until("2026-03-02 08:00").await;
    assert!(story.letter(&ben).text().contains("23 wait for you"));
    story.end().await;
}

#[tokio::test]
async fn only_what_one_may_read_now_is_shown() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let team = story.acme.role("team", Permissions::default());
    for person in [&ana, &ben] {
        story.acme.give_role(person, team);
    }
    let bot = story.acme.bot_role();
    let secret = story
        .acme
        .private_text("secret", &[Target::Role(team), Target::Role(bot)]);
    ana.post(secret, &format!("{} the plan", ben.mention()))
        .unwrap();
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(story.read(&inbox).contains("the plan"), "{inbox}");

    // Nobody tells the bot that a role was taken: it has to ask.
    story.acme.take_role(&ben, team);
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(inbox.starts_with("Nothing waits for you."), "{inbox}");
    for word in ["plan", "secret", &secret.to_string()] {
        assert!(!inbox.contains(word), "{inbox}");
    }
    story.until("2026-03-03 12:00").await;
    story.end().await;
}

#[tokio::test]
async fn what_cannot_be_found_out_is_not_shown_and_the_answer_does_not_hang() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    asks(&story, &ana, &ben, "is the export final?");
    story.stage.settle().await.unwrap();
    story.sim().gateway().lose_next(0, "GUILD_MEMBERS_CHUNK", 1);

    let inbox = ben.run_command(story.support, "inbox", &[]).await.unwrap();
    assert_eq!(
        (inbox.kind(), inbox.message()),
        (AnswerKind::Deferred, None)
    );
    let inbox = inbox.settled().await.unwrap().text();
    assert!(
        inbox.starts_with("I can't see right now which channels you may read"),
        "{inbox}"
    );

    let again = story.command(&ben, "inbox", &[]).await.text();
    assert!(
        story.read(&again).contains("is the export final?"),
        "{again}"
    );
    story.until("2026-03-02 08:00").await;
    assert_eq!(story.letters(&ben).len(), 1);
    story.end().await;
}

#[tokio::test]
async fn a_channel_that_was_made_private_leaves_no_trace_in_the_inbox() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    ana.post(story.dev, &format!("{} a secret", ben.mention()))
        .unwrap();
    story.stage.settle().await.unwrap();
    let everyone = Target::Role(story.acme.everyone());
    story.acme.overwrite(
        story.dev,
        everyone,
        Permissions::NONE,
        Permissions::VIEW_CHANNEL,
    );
    story.stage.settle().await.unwrap();
    let inbox = story.command(&ben, "inbox", &[]).await;
    assert!(
        inbox.text().starts_with("Nothing waits for you."),
        "{}",
        inbox.text()
    );
    story.until("2026-03-02 12:00").await;
    story.end().await;
}
