//! A stand-up in the digest: that it is open, and how it went (PRODUCT S3, S6, S9).

use discord_sim::{Permissions, Person, Target};

use super::super::acting::open;
use super::keeper;
use crate::harness::{Story, link};

impl Story {
    /// Somebody in Berlin who reads a digest at ten joins, and says how they want to be told.
    pub(super) async fn joins_so(&mut self, name: &str, how: &str) -> Person {
        let who = self.joined(name, "Europe/Berlin").await;
        self.command(&who, "hours", &[("digests", "10:00 mon-fri")])
            .await;
        let newest = self.sim().messages(self.dev).pop().unwrap();
        let asked = self.press_on(&who, &newest, "Join").await;
        self.press(&who, &asked, how).await;
        who
    }
}

#[tokio::test]
async fn who_is_told_by_digest_reads_that_it_is_open_and_then_how_it_went() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    let ben = story.joins_so("ben", "In my digest").await;
    let li = story.joins_so("li", "In my digest").await;
    let noa = story.joins_so("noa", "Only how it went").await;
    let tom = story.joins_so("tom", "Not at all").await;
    story.until("2026-03-02 08:30").await;
    story.answers(&li, &[("q1", "the roadmap")]).await;
    story.until("2026-03-02 09:01").await;
    let letter = story.letter(&ben);
    let first = "1 waits for you, with an answer expected today.";
    assert_eq!(letter.content, first);
    let (text, run) = (letter.text(), story.runs().remove(0));
    assert!(
        text.contains("**Daily · Mon 2 March** is open") && text.contains("answer expected by"),
        "{text}"
    );
    assert!(
        text.contains(&link(&story.acme, story.dev, run.id)),
        "{text}"
    );
    for who in [&li, &noa, &tom] {
        assert_eq!(story.letters(who).len(), 0, "who answered, or isn't asked");
    }
    story.answers(&ben, &[("q1", "the invoice")]).await;
    let inbox = story.command(&ben, "inbox", &[]).await;
    assert!(!inbox.text().contains("is open"), "{}", inbox.text());

    story.until("2026-03-03 09:01").await;
    for (who, is_asked) in [(&ben, true), (&li, true), (&noa, false)] {
        let text = story.letter(who).text();
        assert!(
            text.contains("**Daily · Mon 2 March** is over") && text.contains("> 2 answered."),
            "{text}"
        );
        let is_open = text.contains("**Daily · Tue 3 March** is open");
        assert_eq!(is_open, is_asked, "{text}");
    }
    assert_eq!(story.letters(&tom).len(), 0);
    story.end().await;
}

#[tokio::test]
async fn a_line_of_a_stand_up_leaves_no_trace_where_its_channel_is_lost() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    let ben = story.joins_so("ben", "In my digest").await;
    let (member, view) = (Target::Member(ben.id()), Permissions::VIEW_CHANNEL);
    story.until("2026-03-02 08:59").await;
    story
        .acme
        .overwrite(story.dev, member, Permissions::NONE, view);
    story.until("2026-03-02 10:00").await;
    assert_eq!(story.letters(&ben).len(), 0);
    let inbox = story.command(&ben, "inbox", &[]).await;
    assert!(
        inbox.text().starts_with("Nothing waits for you."),
        "{}",
        inbox.text()
    );
    story.end().await;
}

#[tokio::test]
async fn a_line_of_a_stand_up_is_done_with_and_put_off_like_every_item() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    let ben = story.joins_so("ben", "In my digest").await;
    story.until("2026-03-02 09:01").await;
    let letter = story.letter(&ben);
    let opened = open(&story, &ben, &letter, 1).await;
    let shown = opened.text();
    assert!(
        shown.contains("Done") && !shown.contains("Reply"),
        "{shown}"
    );
    story.press(&ben, &opened, "Done").await;
    story.until("2026-03-02 10:30").await;
    let inbox = story.command(&ben, "inbox", &[]).await;
    assert!(
        inbox.text().starts_with("Nothing waits for you."),
        "{}",
        inbox.text()
    );
    story.end().await;
}

#[tokio::test]
async fn where_nobody_answered_there_is_nothing_to_tell() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon 9-12").await;
    let ben = story.joins_so("ben", "In my digest").await;
    let noa = story.joins_so("noa", "Only how it went").await;
    story.until("2026-03-02 09:01").await;
    story.letter(&ben);
    story.until("2026-03-04 10:00").await;
    for who in [&ben, &noa] {
        assert_eq!(story.letters(who).len(), 0);
        let inbox = story.command(who, "inbox", &[]).await;
        assert!(
            inbox.text().starts_with("Nothing waits for you."),
            "{}",
            inbox.text()
        );
    }
    story.end().await;
}
