//! What counts as a ping, and that each is kept whatever happens (PRODUCT P1).

use discord_sim::{Permissions, Ping};

use crate::harness::{Story, link};

/// 09:00 in Berlin on the day of the story.
const MORNING: &str = "2026-03-02 08:00";

#[tokio::test]
async fn a_mention_and_a_pinged_reply_wait_for_the_digest() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let own = ben.post(story.dev, "export is running").unwrap();
    let question = format!("{} is the export final?", ben.mention());
    let asked = ana.post(story.support, &question).unwrap();
    let replied = ana.reply(story.dev, own, "which one?", Ping::On).unwrap();

    story.until(MORNING).await;

    let letter = story.letter(&ben);
    let text = story.read(&letter.text());
    assert_eq!(letter.content, "2 wait for you.");
    assert!(
        text.contains(&link(&story.acme, story.support, asked)),
        "{text}"
    );
    assert!(
        text.contains(&link(&story.acme, story.dev, replied)),
        "{text}"
    );
    assert!(text.contains("**ana** replied to you"), "{text}");
    assert!(text.contains("> is the export final?"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn what_pings_nobody_who_joined_here_is_not_recorded() {
    let mut story = Story::begin().await;
    let (ana, cara) = (story.person("ana"), story.person("cara"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    let elsewhere = story.another_server("Elsewhere");
    elsewhere.add_member(&ana);
    elsewhere.add_member(&ben);
    let lobby = elsewhere.text("lobby");

    let own = ben.post(story.support, "export is running").unwrap();
    ana.reply(story.support, own, "which one?", Ping::Off)
        .unwrap();
    ana.post(story.support, &format!("{}?", cara.mention()))
        .unwrap();
    ana.post(story.support, "ben, are you there?").unwrap();
    ana.post(lobby, &format!("{} has not joined here", ben.mention()))
        .unwrap();
    ben.post(story.dev, &format!("note to self, {}", ben.mention()))
        .unwrap();

    story.until("2026-03-04 18:00").await;
    let inbox = story.command(&ben, "inbox", &[]).await;
    assert!(
        inbox.content().starts_with("Nothing waits for you."),
        "{}",
        inbox.text()
    );
    story.end().await;
}

#[tokio::test]
async fn one_message_to_two_people_waits_for_each_of_them() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let dan = story.joined("dan", "America/New_York").await;
    let both = format!(
        "@silent {} {}, who of you two?",
        ben.mention(),
        dan.mention()
    );
    let asked = ana.post(story.support, &both).unwrap();
    let jump = link(&story.acme, story.support, asked);

    story.until(MORNING).await;
    let text = story.letter(&ben).text();
    assert!(
        text.contains(&jump) && story.read(&text).contains("who of you two?"),
        "{text}"
    );
    assert!(
        story.letters(&dan).is_empty(),
        "it is three in the morning in New York"
    );

    story.until("2026-03-02 14:00").await;
    assert!(story.letter(&dan).text().contains(&jump));
    story.end().await;
}

#[tokio::test]
async fn a_mention_in_a_thread_stands_under_its_channel() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let starter = ana.post(story.dev, "about the rate limiter").unwrap();
    let thread = ana
        .start_thread(story.dev, starter, "rate limiter")
        .unwrap();
    let asked = ana
        .post(thread, &format!("{} your view?", ben.mention()))
        .unwrap();

    story.until(MORNING).await;

    let text = story.letter(&ben).text();
    assert!(
        text.contains(&format!("<#{}> › <#{thread}>", story.dev)),
        "{text}"
    );
    assert!(text.contains(&link(&story.acme, thread, asked)), "{text}");
    story.end().await;
}

#[tokio::test]
async fn an_archived_thread_is_found_again_for_the_digest() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let thread = ana.open_thread(story.dev, "rate limiter").unwrap();
    let asked = ana
        .post(thread, &format!("{} your view?", ben.mention()))
        .unwrap();
    story.stage.settle().await.unwrap();
    ana.archive_thread(thread).unwrap();

    story.until(MORNING).await;

    let text = story.letter(&ben).text();
    assert!(text.contains(&link(&story.acme, thread, asked)), "{text}");
    story.end().await;
}

#[tokio::test]
async fn a_forum_post_that_mentions_somebody_waits_like_any_message() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let ideas = story.acme.forum("ideas");
    let post = ana
        .forum_post(
            ideas,
            "dark mode",
            &format!("{} possible?", ben.mention()),
            &[],
        )
        .unwrap();

    story.until(MORNING).await;

    let letter = story.letter(&ben);
    let text = letter.text();
    assert_eq!(letter.content, "1 waits for you.");
    assert!(text.contains(&format!("<#{ideas}> › <#{post}>")), "{text}");
    assert!(text.contains(&format!("/{post}/{post})")), "{text}");
    story.end().await;
}

#[tokio::test]
async fn a_private_thread_is_shown_to_those_in_it_alone() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let dan = story.joined("dan", "Europe/Berlin").await;
    let rights = Permissions::bot_by_default() | Permissions::MANAGE_THREADS;
    story.acme.bot_permissions(rights);
    let salaries = ana
        .start_private_thread(story.dev, "salaries", &[&ben])
        .unwrap();
    let text = format!("{} and not {}", ben.mention(), dan.mention());
    let asked = ana.post(salaries, &text).unwrap();
    // The mention took Dan into the thread; he leaves it with the server, and comes back to the server alone.
    story.acme.kick(&dan);
    story.acme.add_member(&dan);
    assert_eq!(dan.sees(asked), None);

    story.until(MORNING).await;

    let text = story.letter(&ben).text();
    assert!(text.contains(&link(&story.acme, salaries, asked)), "{text}");
    story.end().await;
}

#[tokio::test]
async fn announcements_are_not_watched_and_voice_chats_wait() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let (news, lounge) = (story.acme.announcement("news"), story.acme.voice("lounge"));
    let post = Permissions::SEND_MESSAGES | Permissions::MANAGE_MESSAGES;
    story
        .acme
        .overwrite(news, story.acme.everyone(), post, Permissions::NONE);
    ana.post(news, &format!("thanks to {}", ben.mention()))
        .unwrap();
    let called = ana
        .post(lounge, &format!("{} coffee?", ben.mention()))
        .unwrap();

    story.until(MORNING).await;

    let letter = story.letter(&ben);
    assert_eq!(letter.content, "1 waits for you.");
    assert!(letter.text().contains(&link(&story.acme, lounge, called)));
    story.end().await;
}

#[tokio::test]
async fn a_ping_is_recorded_once_whatever_comes_twice() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked = ana
        .post(story.support, &format!("{} ready?", ben.mention()))
        .unwrap();
    story.stage.settle().await.unwrap();
    story.sim().gateway().repeat_last_event(0);
    story.stage.settle().await.unwrap();
    story.stage.kill_bot();
    story.stage.start_bot().await.unwrap();
    story.sim().gateway().repeat_last_event(0);
    story.sim().gateway().drop_socket(0);

    story.until("2026-03-03 18:00").await;

    let text = story.letter(&ben).text();
    let jump = link(&story.acme, story.support, asked);
    assert_eq!(text.matches(&jump).count(), 1, "{text}");
    story.end().await;
}

#[tokio::test]
async fn a_mention_that_is_edited_in_counts_from_then_on() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked = ana.post(story.support, "is the export final?").unwrap();
    // Ben wrote there before he was mentioned, so he can't have seen that he is.
    story.until("2026-03-02 09:30").await;
    ben.post(story.support, "good morning").unwrap();

    story.until("2026-03-02 10:00").await;
    ana.edit(
        story.support,
        asked,
        &format!("is the export final, {}?", ben.mention()),
    )
    .unwrap();
    story.until("2026-03-02 14:59").await;
    assert!(
        story.letters(&ben).is_empty(),
        "the digest of the afternoon is at 15:00 UTC"
    );

    story.until("2026-03-02 15:00").await;
    let letter = story.letter(&ben);
    assert_eq!(letter.content, "1 waits for you.");
    assert!(
        letter
            .text()
            .contains(&link(&story.acme, story.support, asked))
    );
    story.end().await;
}
