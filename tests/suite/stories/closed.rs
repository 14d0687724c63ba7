//! Direct messages that are closed, refused or not asked about: everything waits in the inbox (PRODUCT P4).

use discord_sim::{Answer, Person};

use crate::harness::{Story, at, link};

/// The follow-ups of an answer that speak of closed direct messages.
fn notices(answer: &Answer) -> Vec<String> {
    let follow_ups = answer.follow_ups().into_iter();
    let told = follow_ups.filter(|it| it.content.contains("direct messages are closed"));
    told.map(|it| it.content).collect()
}

fn ask(story: &Story, ana: &Person, ben: &Person) -> String {
    let asked = ana.post(story.support, &format!("{} ready?", ben.mention()));
    link(&story.acme, story.support, asked.unwrap())
}

#[tokio::test]
async fn closed_dms_are_told_once_and_what_waited_comes_when_they_open() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    ben.close_dms();
    let first = ask(&story, &ana, &ben);
    story.until("2026-03-02 12:00").await;
    let second = ask(&story, &ana, &ben);
    story.until("2026-03-03 12:00").await;

    let inbox = story.command(&ben, "inbox", &[]).await;
    let text = inbox.text();
    assert!(
        inbox.is_ephemeral() && text.starts_with("2 wait for you."),
        "{text}"
    );
    assert!(text.contains(&first) && text.contains(&second), "{text}");
    assert_eq!(notices(&inbox).len(), 1, "{:#?}", inbox.follow_ups());
    let panel = story.command(&ben, "hours", &[]).await;
    assert!(
        panel
            .content()
            .contains("Discord doesn't let me write to you"),
        "{}",
        panel.text()
    );
    assert_eq!(notices(&panel).len(), 0, "once");

    // They open them, and press the button of the notice.
    ben.open_dms();
    let notice = inbox.follow_ups().remove(0);
    let again = story.press_on(&ben, &notice, "Try again").await;
    assert!(again.content().contains("next digest"), "{}", again.text());
    story.until("2026-03-03 15:00").await;
    let digest = story.letter(&ben).text();
    assert!(
        digest.contains(&first) && digest.contains(&second),
        "{digest}"
    );
    assert_eq!(story.pushes(&ben), [at("2026-03-03 15:00")]);
    story.end().await;
}

#[tokio::test]
async fn after_days_without_a_digest_one_message_says_what_came_and_what_is_left() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    ben.close_dms();
    let mut left = Vec::new();
    for day in 2..=6 {
        story.until(&format!("2026-03-{day:02} 12:00")).await;
        left.push(ask(&story, &ana, &ben));
        // On the first day a digest is tried in vain.
        if day > 2 {
            let settled = story.asks(&ana, &ben, "and this?");
            ana.react(story.support, settled, "✅").unwrap();
        }
    }
    let inbox = story.command(&ben, "inbox", &[]).await;
    ben.open_dms();
    let notice = inbox.follow_ups().remove(0);
    story.until("2026-03-06 16:00").await;
    story.press_on(&ben, &notice, "Try again").await;

    story.until("2026-03-09 08:00").await;

    let digest = story.letter(&ben);
    let first = "5 wait for you. Of 9 in 6 days, 4 settled themselves.";
    assert_eq!(digest.content, first);
    let text = digest.text();
    let places: Vec<_> = left.iter().map(|link| text.find(link)).collect();
    assert!(places[0].is_some() && places.is_sorted(), "{text}");
    // The next one is a digest like any other.
    ask(&story, &ana, &ben);
    story.until("2026-03-09 15:00").await;
    assert_eq!(story.letter(&ben).content, "1 waits for you.");
    story.end().await;
}

#[tokio::test]
async fn who_tries_again_and_is_closed_still_is_told_anew_after_the_next_digest() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    ben.close_dms();
    let asked = ask(&story, &ana, &ben);
    story.until("2026-03-02 12:00").await;
    let inbox = story.command(&ben, "inbox", &[]).await;
    let notice = inbox.follow_ups().remove(0);
    let tried = story.press_on(&ben, &notice, "Try again").await;
    assert!(tried.content().contains("next digest"), "{}", tried.text());

    story.until("2026-03-02 18:00").await;
    let later = story.command(&ben, "inbox", &[]).await;
    assert!(later.text().contains(&asked), "{}", later.text());
    assert_eq!(notices(&later).len(), 1);
    story.end().await;
}

#[tokio::test]
async fn who_wants_no_direct_messages_reads_in_the_inbox() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.person("ben");
    // Asked, and said no.
    let panel = story
        .command(&ben, "hours", &[("zone", "Europe/Berlin")])
        .await;
    story.press(&ben, &panel, "No, inbox only").await;
    // Never answered the question.
    let dan = story.person("dan");
    story
        .command(&dan, "hours", &[("zone", "Europe/Berlin")])
        .await;
    let (to_ben, to_dan) = (ask(&story, &ana, &ben), ask(&story, &ana, &dan));

    story.until("2026-03-04 12:00").await;

    for (who, jump) in [(&ben, to_ben), (&dan, to_dan)] {
        assert!(who.dms().is_empty());
        let inbox = story.command(who, "inbox", &[]).await;
        assert!(inbox.text().contains(&jump), "{}", inbox.text());
        assert!(notices(&inbox).is_empty());
    }
    story.end().await;
}

#[tokio::test]
async fn after_days_in_which_nothing_settled_itself_how_much_came_is_said_too() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    story
        .command(&ben, "hours", &[("digests", "09:00 fri")])
        .await;
    for day in 2..=5 {
        ask(&story, &ana, &ben);
        story.until(&format!("2026-03-{day:02} 12:00")).await;
    }
    story.until("2026-03-06 08:00").await;
    let first = "4 wait for you. Of 4 in 4 days, none settled itself.";
    assert_eq!(story.letter(&ben).content, first);
    story.end().await;
}
