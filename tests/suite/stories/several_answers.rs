//! Several answers to one question: one is told, and none is lost or told twice.

use chrono::TimeDelta;
use discord_sim::{Person, Ping, SeenMessage};

use super::acting::open;
use super::answers::asked;
use crate::harness::{Goes, Story, link};

const MORNING: &str = "2026-03-02 08:00";
const AFTERNOON: &str = "2026-03-02 15:00";

#[tokio::test]
async fn of_several_answers_the_first_that_may_be_shown_is_told() {
    for what in ["deleted", "muted", "hidden"] {
        let (mut story, ana, ben, question) = asked().await;
        let cara = story.person("cara");
        let support = story.support;
        let thread = cara.start_thread(support, question, "more").unwrap();
        let first = ben.post(thread, "no").unwrap();
        let second = cara.reply(support, question, "yes", Ping::Off).unwrap();
        cara.reply(support, question, "it is", Ping::Off).unwrap();
        story.stage.settle().await.unwrap();
        match what {
            "deleted" => ben.delete(thread, first).unwrap(),
            "muted" => {
                let inbox = story.command(&ana, "inbox", &[]).await;
                let list = inbox.message().unwrap();
                tend_to_first(&story, &ana, &list, "Nothing more from this person").await;
            }
            _ => story.acme.delete_channel(thread),
        }
        story.until(MORNING).await;
        let digest = story.letter(&ana);
        let head = "1 of your questions was answered.";
        assert!(digest.content.starts_with(head), "{what}: {digest:#?}");
        let text = story.read(&digest.text());
        let address = link(&story.acme, support, second);
        assert!(text.contains(&address) && !text.contains("> no"), "{text}");
        // Nothing else of it comes later.
        story.until("2026-03-03 12:00").await;
        story.letters(&ben);
        assert_eq!(story.letters(&ana), [], "{what}");
        story.end().await;
    }
}

/// Somebody opens the first item of a list, and presses a button there.
async fn tend_to_first(story: &Story, who: &Person, list: &SeenMessage, label: &str) {
    let menu = list.selects().remove(0);
    let item = &menu.options[0].1;
    let opened = who.select(list, &menu.custom_id, &[item]).await.unwrap();
    let opened = opened.settled().await.unwrap();
    story.stage.settle().await.unwrap();
    story.press(who, &opened, label).await;
    story.stage.settle().await.unwrap();
}

#[tokio::test]
async fn what_answers_after_it_was_told_is_told_and_what_was_there_is_not() {
    let (mut story, ana, ben, question) = asked().await;
    let cara = story.person("cara");
    let support = story.support;
    ben.reply(support, question, "yes", Ping::Off).unwrap();
    cara.reply(support, question, "it is", Ping::Off).unwrap();
    story.until(MORNING).await;
    story.letter(&ana);
    story.sim().gateway().lose_next(0, "MESSAGE_CREATE", 1);
    cara.reply(support, question, "no, wait", Ping::Off)
        .unwrap();
    story.until("2026-03-02 08:30").await;
    let list = story.sim().messages(ana.open_dm()).pop().unwrap();
    tend_to_first(&story, &ana, &list, "Done").await;
    story.stage.settle().await.unwrap();

    story.until(AFTERNOON).await;

    let letter = story.letter(&ana).text();
    let text = story.read(&letter);
    assert!(
        text.contains("> no, wait") && !text.contains("> it is"),
        "{text}"
    );
    story.letters(&ben);
    story.end().await;
}

#[tokio::test]
async fn an_answer_that_was_told_can_be_put_off_though_its_reader_wrote_there_since() {
    let (mut story, ana, ben, question) = asked().await;
    let support = story.support;
    ben.reply(support, question, "yes", Ping::Off).unwrap();
    story.until(MORNING).await;
    story.letter(&ana);
    ana.post(support, "thanks").unwrap();
    story.stage.settle().await.unwrap();

    let list = story.sim().messages(ana.open_dm()).pop().unwrap();
    let opened = open(&story, &ana, &list, 1).await;
    story.pick(&ana, &opened, &["Tomorrow"]).await;

    story.until("2026-03-03 08:00").await;
    let letter = story.letter(&ana).text();
    let text = story.read(&letter);
    assert!(text.contains("> yes"), "{text}");
    story.letters(&ben);
    story.end().await;
}

#[tokio::test]
async fn what_was_there_before_names_are_edited_in_is_no_answer_heard_or_read_in_history() {
    for is_read in [false, true] {
        let mut story = Story::begin().await;
        let ana = story.joined("ana", "Europe/Berlin").await;
        let ben = story.joined("ben", "Europe/Berlin").await;
        let (support, acme) = (story.support, story.acme.clone());
        let asked = ana.post(support, "is the export final?").unwrap();
        let early = ben.reply(support, asked, "which one?", Ping::Off).unwrap();
        story.until("2026-03-02 06:05").await;
        let named = format!("{} is the March export final?", ben.mention());
        ana.edit(support, asked, &named).unwrap();
        story.until("2026-03-02 06:10").await;
        let answer = ben.reply(support, asked, "yes", Ping::Off).unwrap();
        story.stage.settle().await.unwrap();
        if is_read {
            story.goes(Goes::Dead).await;
            ben.post(support, "all of it").unwrap();
            story.comes_back_after(TimeDelta::minutes(30)).await;
        }

        story.until(MORNING).await;

        let digest = story.letter(&ana);
        let expected = "1 of your questions was answered.";
        assert_eq!(digest.content, expected, "{is_read}");
        let text = story.read(&digest.text());
        assert!(text.contains(&link(&acme, support, answer)), "{text}");
        assert!(!text.contains(&link(&acme, support, early)), "{text}");
        story.end().await;
    }
}
