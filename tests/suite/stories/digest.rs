//! What a digest looks like: grouped, ranked, ten a page, its links open what they should (PRODUCT P5).

use discord_sim::{CommandRefusal, MessageId, SeenMessage};

use crate::harness::{Story, at, link};

const MORNING: &str = "2026-03-02 08:00";

/// Where each of these stands in the text.
#[track_caller]
fn order(text: &str, parts: &[&str]) -> Vec<usize> {
    let place = |part: &&str| {
        text.find(*part)
            .unwrap_or_else(|| panic!("no {part} in {text}"))
    };
    parts.iter().map(place).collect()
}

#[tokio::test]
async fn a_digest_groups_by_server_and_channel_and_the_longest_wait_leads() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let beta = story.another_server("Beta & *Sons*");
    beta.add_member(&ana);
    beta.add_member(&ben);
    let lobby = beta.text("lobby");
    ben.run_command(lobby, "hours", &[]).await.unwrap();
    story.stage.settle().await.unwrap();
    let ask = |channel, text: &str| ana.post(channel, &format!("{} {text}", ben.mention()));
    let mut minute = at("2026-03-02 06:10");
    for (channel, text) in [
        (lobby, "first"),
        (story.dev, "second"),
        (story.support, "third"),
        (story.dev, "fourth"),
        (lobby, "fifth"),
    ] {
        story.stage.set_clock(minute);
        ask(channel, text).unwrap();
        minute += chrono::TimeDelta::minutes(5);
    }

    story.until(MORNING).await;

    let digest = story.letter(&ben);
    let text = story.read(&digest.text());
    assert_eq!(digest.content, "5 wait for you.");
    let (lobby, dev, support) = (
        format!("<#{lobby}>"),
        format!("<#{}>", story.dev),
        format!("<#{}>", story.support),
    );
    let shown = [
        r"Beta & \*Sons\*",
        &lobby,
        "`1`",
        "first",
        "`2`",
        "fifth",
        "Acme",
        &dev,
        "`3`",
        "second",
        "`4`",
        "fourth",
        &support,
        "`5`",
        "third",
    ];
    let places = order(&text, &shown);
    assert!(places.is_sorted(), "{text}");
    assert_eq!(story.pushes(&ben).last(), Some(&at(MORNING)));
    story.end().await;
}

/// The numbers of the items that a page shows.
fn numbers(page: &SeenMessage) -> Vec<usize> {
    let items = page
        .embeds
        .iter()
        .filter_map(|embed| embed["description"].as_str());
    let lines = items
        .flat_map(str::lines)
        .filter_map(|line| line.strip_prefix('`'));
    lines
        .filter_map(|line| line.split('`').next()?.parse().ok())
        .collect()
}

fn labels(page: &SeenMessage) -> Vec<String> {
    page.buttons()
        .into_iter()
        .map(|button| button.label)
        .collect()
}

#[tokio::test]
async fn a_digest_shows_ten_a_page_and_its_pages_turn_in_place() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    let asked: Vec<MessageId> = (1..=23)
        .map(|n| {
            ana.post(story.dev, &format!("{} question {n}", ben.mention()))
                .unwrap()
        })
        .collect();

    story.until(MORNING).await;

    let digest = story.letter(&ben);
    assert_eq!(digest.content, "23 wait for you.\nPage 1 of 3.");
    assert_eq!(numbers(&digest), (1..=10).collect::<Vec<_>>());
    assert_eq!(
        labels(&digest),
        ["Done with all", "Later page", "Why these?", "My hours"]
    );
    let second = story
        .press_on(&ben, &digest, "Later page")
        .await
        .message()
        .unwrap();
    assert_eq!(second.id, digest.id, "it turns in place");
    assert_eq!(numbers(&second), (11..=20).collect::<Vec<_>>());
    assert_eq!(
        labels(&second),
        [
            "Done with all",
            "Earlier page",
            "Later page",
            "Why these?",
            "My hours"
        ]
    );
    // What is settled meanwhile is gone from its page, and the pages keep their places.
    ana.delete(story.dev, asked[20]).unwrap();
    story.stage.settle().await.unwrap();
    let third = story
        .press_on(&ben, &digest, "Later page")
        .await
        .message()
        .unwrap();
    assert_eq!(third.content, "22 wait for you.\nPage 3 of 3.");
    assert_eq!(numbers(&third), [22, 23]);
    assert!(
        third
            .text()
            .contains(&link(&story.acme, story.dev, asked[22]))
    );
    assert_eq!(
        labels(&third),
        ["Done with all", "Earlier page", "Why these?", "My hours"]
    );
    story.press_on(&ben, &digest, "Earlier page").await;
    let first = story
        .press_on(&ben, &digest, "Earlier page")
        .await
        .message()
        .unwrap();
    assert_eq!(numbers(&first), (1..=10).collect::<Vec<_>>());
    assert_eq!(story.pushes(&ben), [at(MORNING)], "turning pages is silent");
    story.end().await;
}

#[tokio::test]
async fn a_digest_is_for_its_reader_alone() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let dan = story.joined("dan", "Europe/Berlin").await;
    for n in 1..=11 {
        ana.post(story.dev, &format!("{} question {n}", ben.mention()))
            .unwrap();
    }

    story.until(MORNING).await;

    let digest = story.letter(&ben);
    assert_eq!(dan.sees(digest.id), None);
    let refused = dan.click_label(&digest, "Later page").await;
    assert!(
        matches!(refused, Err(CommandRefusal::Component(_))),
        "{refused:?}"
    );
    story.end().await;
}

#[tokio::test]
async fn a_page_that_is_turned_later_shows_what_its_reader_may_read_then() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let secret = story.acme.text("secret");
    for n in 1..=10 {
        ana.post(story.dev, &format!("{} question {n}", ben.mention()))
            .unwrap();
    }
    story.until("2026-03-02 06:30").await;
    ana.post(secret, &format!("{} between us", ben.mention()))
        .unwrap();
    story.until(MORNING).await;
    let digest = story.letter(&ben);
    assert!(digest.content.starts_with("11 wait for you."));

    let view = discord_sim::Permissions::VIEW_CHANNEL;
    let none = discord_sim::Permissions::NONE;
    story
        .acme
        .overwrite(secret, story.acme.everyone(), none, view);
    let page = story.press_on(&ben, &digest, "Later page").await;

    let text = page.text();
    assert!(
        !text.contains("between us") && !text.contains(&secret.to_string()),
        "{text}"
    );
    story.end().await;
}

#[tokio::test]
async fn my_hours_opens_from_a_digest_as_an_answer_of_its_own() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    ana.post(story.dev, &format!("{} ready?", ben.mention()))
        .unwrap();
    story.until(MORNING).await;
    let digest = story.letter(&ben);
    let panel = story.press_on(&ben, &digest, "My hours").await;
    assert!(
        panel.content().starts_with("**Your hours**"),
        "{}",
        panel.text()
    );
    assert_ne!(panel.message_id(), Some(digest.id));
    assert_eq!(
        ben.sees(digest.id).unwrap().content,
        "1 waits for you.",
        "it stays as it is"
    );
    story.letters(&ben);
    story.end().await;
}

#[tokio::test]
async fn an_item_says_how_long_it_has_waited_in_its_readers_own_time() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let night = [("from", "18:00"), ("until", "08:00"), ("days", "daily")];
    story.command(&ben, "quiet", &night).await;
    // Friday, half past four in Berlin.
    story.until("2026-03-06 15:30").await;
    story.asks(&ana, &ben, "is the export final?");
    // An hour and a half on Friday, one on Monday, nothing at night and at the weekend.
    story.until("2026-03-09 08:00").await;
    let digest = story.letter(&ben);
    assert!(digest.text().contains(" · waits 2 h\n"), "{digest:#?}");
    let why = story.press_on(&ben, &digest, "Why these?").await.text();
    assert!(why.contains("counts your own time"), "{why}");
    // What has only just been said needs no word.
    story.until("2026-03-09 10:30").await;
    story.asks(&ana, &ben, "and the invoice?");
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(story.read(&inbox).contains("and the invoice?"), "{inbox}");
    assert!(!inbox.contains(" · waits "), "{inbox}");
    story.until("2026-03-09 11:00").await;
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(inbox.contains(" · waits 30 min\n"), "{inbox}");
    story.until("2026-03-09 15:00").await;
    story.letter(&ben);
    story.end().await;
}
