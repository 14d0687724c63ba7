//! What else may become of a reply to a prompt: the wrong one, two at a time, while Adagio is away (PRODUCT S6).

use chrono::TimeDelta;
use discord_sim::{Permissions, Person, Ping, Target};

use super::keeper;
use crate::harness::{Goes, Story};

/// A stand-up that Ben and Li are told of, and what they were told.
async fn told(story: &mut Story) -> [(Person, discord_sim::MessageId); 2] {
    let mia = keeper(story).await;
    let people = [story.person("ben"), story.person("li")];
    let words = [("when", "Mon-Fri 9-12"), ("questions", "Done?")];
    let panel = story.drafts(&mia, &words).await;
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    story.press(&mia, &panel, "Begin").await;
    for who in &people {
        story.joins_by_dm(who).await;
    }
    story.until("2026-03-02 08:01").await;
    people.map(|who| {
        let prompt = story.letter(&who).id;
        (who, prompt)
    })
}

impl Story {
    /// What is posted in the newest run: who said what first.
    fn said(&self) -> Vec<(String, String)> {
        let posts = self.entries(&self.runs().pop().unwrap());
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let said = posts.iter().map(|post| {
            let embed = &post.embeds[0];
            (
                text(&embed["author"]["name"]),
                text(&embed["fields"][0]["value"]),
            )
        });
        said.collect()
    }
}

fn by(name: &str, words: &str) -> (String, String) {
    (name.to_owned(), words.to_owned())
}

#[tokio::test]
async fn other_words_of_who_lost_the_channel_are_shown_to_nobody() {
    let mut story = Story::begin().await;
    let [(ben, prompt), (li, _)] = told(&mut story).await;
    let said = ben.reply(ben.open_dm(), prompt, "the invoice", Ping::Off);
    let said = said.unwrap();
    story.until("2026-03-02 08:10").await;
    assert_eq!(story.said(), [by("ben", "the invoice")]);
    let (member, view) = (Target::Member(ben.id()), Permissions::VIEW_CHANNEL);
    story
        .acme
        .overwrite(story.dev, member, Permissions::NONE, view);
    ben.edit(ben.open_dm(), said, "something else").unwrap();
    story.until("2026-03-02 08:20").await;
    assert_eq!(story.said(), [by("ben", "the invoice")]);
    let told = story.letter(&ben).text();
    assert!(told.starts_with("You can't read the channel"), "{told}");
    // Taking back needs no right.
    ben.delete(ben.open_dm(), said).unwrap();
    story.until("2026-03-02 08:40").await;
    assert!(story.runs()[0].text().contains("· 0 so far"));
    story.letters(&li);
    story.end().await;
}

#[tokio::test]
async fn a_reply_is_taken_back_weeks_later_too() {
    let mut story = Story::begin().await;
    let [(ben, prompt), (li, _)] = told(&mut story).await;
    let said = ben.reply(ben.open_dm(), prompt, "the invoice", Ping::Off);
    let said = said.unwrap();
    story.until("2026-03-20 08:10").await;
    ben.delete(ben.open_dm(), said).unwrap();
    story.until("2026-03-20 12:00").await;
    let options = [("words", "invoice")];
    let found = story
        .command_in(story.dev, &li, "standup search", &options)
        .await;
    assert!(
        found.text().starts_with("Nothing that was answered"),
        "{}",
        found.text()
    );
    for who in [&ben, &li] {
        story.letters(who);
    }
    story.end().await;
}

#[tokio::test]
async fn a_reply_to_what_asks_for_nothing_is_no_answer() {
    let mut story = Story::begin().await;
    let [(ben, _), (li, _)] = told(&mut story).await;
    story.until("2026-03-05 08:01").await;
    let line = story.letters(&ben).pop().unwrap();
    assert!(
        line.text().starts_with("You let **Daily** pass"),
        "{}",
        line.text()
    );
    let said = ben.reply(ben.open_dm(), line.id, "I am ill, please stop", Ping::Off);
    story.until("2026-03-05 08:30").await;
    assert_eq!(story.said(), []);
    assert!(!story.is_ticked(ben.open_dm(), said.unwrap()));
    story.letters(&li);
    story.end().await;
}

#[tokio::test]
async fn of_two_replies_at_a_time_one_is_the_answer_and_the_other_is_told_so() {
    let mut story = Story::begin().await;
    let [(ben, prompt), (li, _)] = told(&mut story).await;
    story.goes(Goes::Dead).await;
    let say = |words: &str| ben.reply(ben.open_dm(), prompt, words, Ping::Off).unwrap();
    let (first, second) = (say("the invoice"), say("and the refund"));
    story.comes_back_after(TimeDelta::minutes(1)).await;
    story.until("2026-03-02 08:20").await;
    assert_eq!(story.said(), [by("ben", "the invoice")]);
    assert!(story.is_ticked(ben.open_dm(), first));
    assert!(!story.is_ticked(ben.open_dm(), second));
    let told = story.letter(&ben).text();
    assert!(told.starts_with("You have answered already"), "{told}");
    story.letters(&li);
    story.end().await;
}

#[tokio::test]
async fn what_was_replied_edited_and_taken_back_while_adagio_was_away_is_taken_in() {
    let mut story = Story::begin().await;
    let [(ben, first), (li, second)] = told(&mut story).await;
    let say = |who: &Person, to, words: &str| who.reply(who.open_dm(), to, words, Ping::Off);
    let li_said = say(&li, second, "the roadmap").unwrap();
    story.until("2026-03-02 08:05").await;
    assert_eq!(story.said(), [by("li", "the roadmap")]);
    story.goes(Goes::Dead).await;
    let ben_said = say(&ben, first, "the invoice").unwrap();
    li.edit(li.open_dm(), li_said, "the plan").unwrap();
    // Longer than a session lasts.
    story.comes_back_after(TimeDelta::minutes(40)).await;
    story.until("2026-03-02 09:10").await;
    assert_eq!(
        story.said(),
        [by("li", "the plan"), by("ben", "the invoice")]
    );
    assert!(story.is_ticked(ben.open_dm(), ben_said));

    story.goes(Goes::Dead).await;
    li.delete(li.open_dm(), li_said).unwrap();
    story.comes_back_after(TimeDelta::minutes(40)).await;
    story.until("2026-03-02 10:30").await;
    assert!(
        story.runs()[0].text().contains("· 1 so far"),
        "{}",
        story.runs()[0].text()
    );
    for who in [&ben, &li] {
        let told = story.letters(who);
        assert!(
            told.iter().all(|it| !it.text().contains("still open")),
            "nobody is reminded"
        );
    }
    story.end().await;
}

#[tokio::test]
async fn a_reply_about_what_was_deleted_with_its_history_is_answered() {
    let mut story = Story::begin().await;
    let [(ben, prompt), (li, _)] = told(&mut story).await;
    let mia = story.sim().person("mia again");
    story.acme.add_member(&mia);
    let role = story.acme.role("keeper again", Permissions::MANAGE_GUILD);
    story.acme.give_role(&mia, role);
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let sure = story.press(&mia, &one, "Delete").await;
    story.press(&mia, &sure, "Delete it and its history").await;
    ben.reply(ben.open_dm(), prompt, "the invoice", Ping::Off)
        .unwrap();
    story.until("2026-03-02 08:30").await;
    let told = story.letter(&ben).text();
    assert!(
        told.starts_with("The stand-up that you answered was deleted"),
        "{told}"
    );
    story.letters(&li);
    story.end().await;
}
