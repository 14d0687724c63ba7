//! What is written in a run's thread: a participant's first plain message is their entry (PRODUCT S6), and a reply to an entry
//! reaches who wrote that (S12).

use adagio::config::MessageContent;
use adagio::sandbox::Props;
use chrono::TimeDelta;
use discord_sim::{ChannelId, MessageId, Person, Ping, SeenMessage};

use super::keeper;
use crate::harness::{Goes, Story};

impl Story {
    /// Somebody joins under the newest message of #dev, and wants to hear nothing.
    pub(super) async fn takes_part(&self, who: &Person) {
        let newest = self.sim().messages(self.dev).pop().unwrap();
        self.press_on(who, &newest, "Join").await;
    }

    fn newest_thread(&self) -> ChannelId {
        ChannelId::new(self.runs().pop().unwrap().id.get())
    }

    fn message(&self, channel: ChannelId, id: MessageId) -> SeenMessage {
        let mut messages = self.sim().messages(channel).into_iter();
        messages.find(|message| message.id == id).unwrap()
    }

    /// Whether Adagio ticked a message, and nobody else did.
    pub(super) fn is_ticked(&self, channel: ChannelId, id: MessageId) -> bool {
        let reactions = self.message(channel, id).reactions;
        assert!(reactions.len() <= 1 && reactions.iter().all(|it| it.users.len() == 1));
        reactions.iter().any(|reaction| reaction.emoji == "✅")
    }

    /// The summary of the newest run.
    fn summary(&self) -> String {
        let run = self.runs().pop().unwrap();
        self.read(&run.text())
    }
}

async fn begun(story: &mut Story) -> (Person, Person) {
    let mia = keeper(story).await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let li = story.joined("li", "Europe/Berlin").await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    for who in [&ben, &li] {
        story.takes_part(who).await;
    }
    story.until("2026-03-02 08:01").await;
    (ben, li)
}

#[tokio::test]
async fn the_first_plain_message_in_the_thread_is_the_entry() {
    let mut story = Story::of_words().await;
    let (ben, li) = begun(&mut story).await;
    let tom = story.person("tom");
    let thread = story.newest_thread();
    let first = ben
        .post(thread, "1. the invoice\n2. the refund\n3. no key")
        .unwrap();
    let second = ben.post(thread, "and tea").unwrap();
    let plain = li.post(thread, "the roadmap").unwrap();
    let stranger = tom.post(thread, "what is this?").unwrap();
    story.until("2026-03-02 08:10").await;
    let ticked = [first, second, plain, stranger].map(|id| story.is_ticked(thread, id));
    assert_eq!(ticked, [true, false, true, false]);
    let run = story.runs().pop().unwrap();
    assert!(run.text().contains("· 2 so far"), "{}", run.text());
    assert_eq!(story.entries(&run).len(), 0, "it isn't said twice");

    li.edit(thread, plain, "the roadmap, reworded").unwrap();
    story.until("2026-03-02 11:01").await;
    let summary = story.summary();
    assert!(
        summary.contains("no key") && summary.contains("the roadmap, reworded"),
        "{summary}"
    );
    assert!(
        !summary.contains("tea") && !summary.contains("what is this"),
        "{summary}"
    );
    story.until("2026-03-03 08:01").await;
    let form = story.asks_in(&ben, &story.runs().pop().unwrap()).await;
    let modal = form.modal().unwrap().to_string();
    assert!(
        modal.contains("the refund"),
        "what was numbered as a plan is one"
    );
    assert_eq!(story.sim().notifications(), [], "nobody is rung");
    story.end().await;
}

#[tokio::test]
async fn an_entry_that_is_deleted_is_none_and_the_form_replaces_one() {
    let mut story = Story::of_words().await;
    let (ben, li) = begun(&mut story).await;
    let thread = story.newest_thread();
    let wrong = ben.post(thread, "in the wrong thread").unwrap();
    let short = li.post(thread, "soon").unwrap();
    story.until("2026-03-02 08:10").await;
    ben.delete(thread, wrong).unwrap();
    story.until("2026-03-02 08:20").await;
    assert!(story.runs()[0].text().contains("· 1 so far"));
    let again = ben.post(thread, "the invoice").unwrap();
    let run = story.runs().remove(0);
    let form = story.asks_in(&li, &run).await;
    assert!(
        form.modal().unwrap().to_string().contains("soon"),
        "it stands in the form"
    );
    story.submits(&li, &form, &[("q1", "the roadmap")]).await;
    story.until("2026-03-02 08:30").await;
    assert!(story.is_ticked(thread, again) && story.is_ticked(thread, short));
    let posts = story.entries(&run);
    assert_eq!(posts.len(), 1, "{posts:#?}");
    li.edit(thread, short, "what I said first").unwrap();
    story.until("2026-03-02 11:01").await;
    let summary = story.summary();
    assert!(
        summary.contains("the invoice") && summary.contains("the roadmap"),
        "{summary}"
    );
    assert!(
        !summary.contains("wrong thread") && !summary.contains("said first"),
        "{summary}"
    );
    story.end().await;
}

#[tokio::test]
async fn what_is_said_after_the_close_or_without_the_words_is_no_entry() {
    for readable in [true, false] {
        let content = match readable {
            true => MessageContent::Readable,
            false => MessageContent::LinksOnly,
        };
        let mut story = Story::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.message_content = content;
        })
        .await;
        let (ben, _) = begun(&mut story).await;
        let thread = story.newest_thread();
        if readable {
            story.until("2026-03-02 11:01").await;
        }
        let said = ben.post(thread, "the invoice").unwrap();
        story.until("2026-03-02 11:10").await;
        assert!(!story.is_ticked(thread, said), "readable: {readable}");
        assert!(!story.summary().contains("the invoice"));
        story.end().await;
    }
}

#[tokio::test]
async fn what_was_said_while_the_bot_was_away_is_an_entry_once() {
    let mut story = Story::of_words().await;
    let (ben, _) = begun(&mut story).await;
    let thread = story.newest_thread();
    story.goes(Goes::Dead).await;
    let said = ben.post(thread, "the invoice").unwrap();
    story.comes_back_after(TimeDelta::hours(1)).await;
    story.until("2026-03-02 09:30").await;
    assert!(story.is_ticked(thread, said));
    assert!(story.runs()[0].text().contains("· 1 so far"));
    story.end().await;
}

#[tokio::test]
async fn a_reply_to_an_entry_reaches_its_writer_by_digest() {
    let mut story = Story::of_words().await;
    let (ben, li) = begun(&mut story).await;
    let tom = story.person("tom");
    let thread = story.newest_thread();
    let said = li.post(thread, "the roadmap").unwrap();
    story.answers(&ben, &[("q1", "the invoice")]).await;
    story.until("2026-03-02 08:10").await;
    let post = story.entries(&story.runs()[0]).remove(0);
    tom.reply(thread, said, "which roadmap?", Ping::Off)
        .unwrap();
    tom.reply(thread, post.id, "which invoice?", Ping::On)
        .unwrap();
    tom.reply(thread, post.id, "found it", Ping::Off).unwrap();
    story.until("2026-03-02 08:20").await;
    for (who, heard) in [
        (&ben, ["which invoice?", "found it"]),
        (&li, ["which roadmap?", ""]),
    ] {
        let inbox = story.command(who, "inbox", &[]).await;
        let text = story.read(&inbox.text());
        assert!(heard.iter().all(|words| text.contains(words)), "{text}");
    }
    assert_eq!(story.sim().notifications(), [], "nobody is rung");
    story.end().await;
}
