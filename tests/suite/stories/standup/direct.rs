//! A reply to the prompt in direct messages is the entry (PRODUCT S6).

use chrono::TimeDelta;
use discord_sim::{MessageId, Permissions, Person, Ping, Target};

use super::keeper;
use crate::harness::{Goes, Story};

impl Story {
    /// Somebody replies to a direct message of Adagio's.
    async fn says_directly(&self, who: &Person, to: MessageId, text: &str) -> MessageId {
        let said = who.reply(who.open_dm(), to, text, Ping::Off).unwrap();
        self.stage.settle().await.unwrap();
        said
    }

    /// Whether Adagio ticked a direct message.
    fn is_ticked_directly(&self, who: &Person, id: MessageId) -> bool {
        self.is_ticked(who.open_dm(), id)
    }
}

async fn told(story: &mut Story, questions: &str) -> (Person, MessageId) {
    let mia = keeper(story).await;
    let ben = story.person("ben");
    let words = [("when", "Mon-Fri 9-12"), ("questions", questions)];
    let panel = story.drafts(&mia, &words).await;
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    story.press(&mia, &panel, "Begin").await;
    story.joins_by_dm(&ben).await;
    story.until("2026-03-02 08:01").await;
    let prompt = story.letter(&ben);
    let asks_for_words = !questions.contains("[number]");
    assert_eq!(
        prompt.text().contains("A reply to this message"),
        asks_for_words
    );
    (ben, prompt.id)
}

#[tokio::test]
async fn a_reply_to_the_prompt_is_the_entry_and_is_edited_with_it() {
    let mut story = Story::begin().await;
    let (ben, prompt) = told(&mut story, "Done?\nNext? [plan]").await;
    let said = story
        .says_directly(&ben, prompt, "1. the invoice\n2. tea")
        .await;
    story.until("2026-03-02 08:10").await;
    assert!(story.is_ticked_directly(&ben, said));
    let run = story.runs().remove(0);
    assert!(run.text().contains("· 1 so far"), "{}", run.text());
    let posts = story.entries(&run);
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0].embeds[0]["author"]["name"], "ben");
    assert_eq!(story.first_answers(), ["the invoice"]);

    ben.edit(ben.open_dm(), said, "1. the refund\n2. tea")
        .unwrap();
    story.until("2026-03-02 08:20").await;
    assert_eq!(story.first_answers(), ["the refund"]);
    let more = story.says_directly(&ben, prompt, "and more").await;
    story.until("2026-03-02 08:30").await;
    assert!(!story.is_ticked_directly(&ben, more));
    let before = story.letter(&ben);
    assert!(before.text().starts_with("You have answered already"));
    let form = story.press_on(&ben, &before, "Edit").await;
    story.submits(&ben, &form, &[("q1", "the form")]).await;
    ben.edit(ben.open_dm(), said, "1. what I said first")
        .unwrap();
    story.until("2026-03-02 08:40").await;
    assert_eq!(story.first_answers(), ["the form"], "who said so later");
    story.until("2026-03-02 12:00").await;
    assert_eq!(story.letters(&ben).len(), 0, "who answered isn't reminded");

    story.until("2026-03-03 08:01").await;
    let prompt = story.letter(&ben);
    let late = story
        .says_directly(&ben, prompt.id, "tea, as planned")
        .await;
    story.until("2026-03-03 08:10").await;
    assert!(story.is_ticked_directly(&ben, late));
    assert_eq!(story.first_answers(), ["tea, as planned"]);
    ben.delete(ben.open_dm(), late).unwrap();
    story.until("2026-03-03 08:20").await;
    let run = story.runs().remove(1);
    assert!(run.text().contains("· 0 so far"), "{}", run.text());
    let post = story.entries(&run).remove(0);
    assert!(post.text().contains("(taken back)"), "{}", post.text());
    story.end().await;
}

#[tokio::test]
async fn a_reply_is_no_entry_of_who_lost_the_channel_and_they_are_told() {
    let mut story = Story::begin().await;
    let (ben, prompt) = told(&mut story, "Done?").await;
    let (member, view) = (Target::Member(ben.id()), Permissions::VIEW_CHANNEL);
    story
        .acme
        .overwrite(story.dev, member, Permissions::NONE, view);
    let said = story.says_directly(&ben, prompt, "the invoice").await;
    story.until("2026-03-02 08:10").await;
    let told = story.letter(&ben);
    assert!(
        told.text().starts_with("You can't read the channel"),
        "{}",
        told.text()
    );
    assert!(!story.is_ticked_directly(&ben, said));
    let run = story.runs().remove(0);
    assert_eq!(story.entries(&run).len(), 0);
    story.until("2026-03-02 12:00").await;
    story.end().await;
}

#[tokio::test]
async fn where_only_numbers_are_asked_for_a_reply_is_shown_the_form() {
    let mut story = Story::begin().await;
    let (ben, prompt) = told(&mut story, "How many? [number]").await;
    story.says_directly(&ben, prompt, "three, I think").await;
    story.until("2026-03-02 08:10").await;
    let told = story.letter(&ben);
    assert!(told.text().contains("only the form"), "{}", told.text());
    let form = story.press_on(&ben, &told, "Answer again").await;
    story.submits(&ben, &form, &[("q1", "3")]).await;
    story.until("2026-03-02 12:00").await;
    assert_eq!(story.entries(&story.runs()[0]).len(), 1);
    story.letters(&ben);
    story.end().await;
}

#[tokio::test]
async fn a_reply_is_taken_in_after_a_crash_and_in_quiet_hours_and_other_words_are_none() {
    let mut story = Story::begin().await;
    let (ben, prompt) = told(&mut story, "Done?").await;
    let plain = ben.dm("what is this?").unwrap();
    story.until("2026-03-02 08:10").await;
    assert_eq!(story.entries(&story.runs()[0]).len(), 0);
    story.joins(&ben, "Europe/Berlin").await;
    let window = [("from", "08:00"), ("until", "20:00")];
    story.command(&ben, "quiet", &window).await;
    let said = ben
        .reply(ben.open_dm(), prompt, "the invoice", Ping::Off)
        .unwrap();
    story.goes(Goes::Dead).await;
    story.comes_back_after(TimeDelta::minutes(1)).await;
    story.until("2026-03-02 08:20").await;
    assert!(story.is_ticked_directly(&ben, said));
    assert!(!story.is_ticked_directly(&ben, plain));
    assert_eq!(story.first_answers(), ["the invoice"]);
    story.letters(&ben);
    story.end().await;
}
