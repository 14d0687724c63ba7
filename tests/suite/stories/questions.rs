//! `/inbox`, the tab "My questions": what one asked and nobody has answered (PRODUCT P8).

use discord_sim::{Permissions, Person, Ping};

use crate::harness::{Story, link};

/// The tab "My questions" of somebody's inbox.
async fn questions(story: &Story, who: &Person) -> String {
    let inbox = story.command_in(story.dev, who, "inbox", &[]).await;
    story.press(who, &inbox, "My questions").await.text()
}

#[tokio::test]
async fn what_one_asked_stands_in_the_inbox_until_somebody_answers_or_ticks_it() {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let cara = story.person("cara");
    let support = story.support;
    let open = story.asks(&ana, &cara, "open?");
    let replied = story.asks(&ana, &cara, "replied to?");
    cara.reply(support, replied, "yes", Ping::On).unwrap();
    let threaded = story.asks(&ana, &cara, "answered in its thread?");
    let thread = ana.start_thread(support, threaded, "more").unwrap();
    cara.post(thread, "yes").unwrap();
    let own = story.asks(&ana, &cara, "ticked by who asked?");
    ana.react(support, own, "✅").unwrap();
    let asked = story.asks(&ana, &ben, "ticked by who was asked?");
    ben.react(support, asked, "✅").unwrap();
    let other = story.asks(&ana, &cara, "ticked by somebody else?");
    ben.react(support, other, "✅").unwrap();
    let deleted = story.asks(&ana, &cara, "deleted?");
    ana.delete(support, deleted).unwrap();
    ana.post(support, "asked of nobody?").unwrap();
    story.asks(&cara, &ben, "asked by somebody else?");
    story.stage.settle().await.unwrap();

    let text = questions(&story, &ana).await;

    assert!(text.starts_with("2 of your questions are open."), "{text}");
    let places = [other, open].map(|asked| text.find(&link(&story.acme, support, asked)));
    assert!(places[0].is_some() && places.is_sorted(), "{text}");
    let of_ben = questions(&story, &ben).await;
    let none = "None of your questions is open.";
    assert!(of_ben.starts_with(none), "{of_ben}");
    // After two weeks nobody will answer.
    story.until("2026-03-17 12:00").await;
    let text = questions(&story, &ana).await;
    assert!(text.starts_with(none), "{text}");
    story.letters(&ana);
    story.letters(&ben);
    story.end().await;
}

#[tokio::test]
async fn a_question_whose_answer_is_deleted_is_open_again() {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let cara = story.person("cara");
    let asked = story.asks(&ana, &cara, "open?");
    let answer = cara.reply(story.support, asked, "no", Ping::Off).unwrap();
    story.stage.settle().await.unwrap();
    let text = questions(&story, &ana).await;
    assert!(text.starts_with("None of your questions"), "{text}");
    cara.delete(story.support, answer).unwrap();
    story.stage.settle().await.unwrap();
    let text = questions(&story, &ana).await;
    assert!(text.starts_with("1 of your questions is open."), "{text}");
    cara.reply(story.support, asked, "yes", Ping::Off).unwrap();
    story.stage.settle().await.unwrap();
    let text = questions(&story, &ana).await;
    assert!(text.starts_with("None of your questions"), "{text}");
    story.until("2026-03-02 08:00").await;
    let letter = story.letter(&ana).text();
    assert!(story.read(&letter).contains("> yes"), "{letter}");
    story.end().await;
}

#[tokio::test]
async fn what_one_asked_comes_ten_a_page_and_not_from_where_one_cannot_read() {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let cara = story.person("cara");
    for number in 0..11 {
        let text = format!("{} {number}?", cara.mention());
        ana.post(story.dev, &text).unwrap();
    }
    story.asks(&ana, &cara, "in here?");
    let everyone = story.acme.everyone();
    let (none, view) = (Permissions::NONE, Permissions::VIEW_CHANNEL);
    story.acme.overwrite(story.support, everyone, none, view);
    story.stage.settle().await.unwrap();
    let inbox = story.command_in(story.dev, &ana, "inbox", &[]).await;
    let first = story.press(&ana, &inbox, "My questions").await;
    let text = first.text();
    let head = "11 of your questions are open.\nPage 1 of 2.";
    assert!(text.starts_with(head), "{text}");
    assert!(!text.contains(&story.support.to_string()), "{text}");
    let second = story.press(&ana, &first, "Later page").await.text();
    assert_eq!(second.matches("[Open](").count(), 1, "{second}");
    story.end().await;
}
