//! What changes while a run is open, or after it: its stand-up, who takes part, what they may read, what they wrote (PRODUCT S).

use discord_sim::{ChannelId, Permissions, Target};

use super::keeper;
use crate::harness::Story;

#[tokio::test]
async fn what_is_open_stays_with_the_channel_in_which_it_opened() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    let other = story.support;
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 08:01").await;
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let panel = story.press(&mia, &one, "Edit").await;
    let chosen = other.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&chosen]).await;
    story.press(&mia, &panel, "Save").await;
    let used = async |place, what| story.command_in(place, &ben, what, &[]).await;
    let there = used(other, "standup answer").await;
    assert!(
        there
            .text()
            .starts_with("No stand-up of this channel is open"),
        "{}",
        there.text()
    );
    let here = used(story.dev, "standup skip").await;
    assert!(here.text().contains("Nobody is told"), "{}", here.text());
    let past = used(story.dev, "standup join").await;
    assert!(past.text().starts_with("No stand-up"), "{}", past.text());
    let joined = used(other, "standup join").await;
    assert!(joined.text().contains("You are in **Daily**"));
    story.end().await;
}

#[tokio::test]
async fn who_wanted_to_hear_no_more_and_then_does_is_told_in_an_hour() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    let panel = story.joins_by_dm(&ben).await;
    story.press(&ben, &panel, "No reminders").await;
    story.until("2026-03-02 08:01").await;
    let prompt = story.letter(&ben);
    let panel = story.press(&ben, &panel, "Not at all").await;
    story.press(&ben, &panel, "By DM").await;
    let later = story.press_on(&ben, &prompt, "In an hour").await;
    assert!(later.text().starts_with("I tell you again"));
    story.until("2026-03-02 09:10").await;
    let again = story.letter(&ben);
    assert!(again.text().starts_with("Daily is still open."));
    story.press_on(&ben, &again, "Nothing new").await;
    story.until("2026-03-02 12:00").await;
    assert_eq!(story.letters(&ben).len(), 0);
    story.end().await;
}

#[tokio::test]
async fn who_lost_the_channel_is_not_told_what_opens_there() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.joins_by_dm(&ben).await;
    story.until("2026-03-02 07:59").await;
    let (member, view) = (Target::Member(ben.id()), Permissions::VIEW_CHANNEL);
    story
        .acme
        .overwrite(story.dev, member, Permissions::NONE, view);
    story.until("2026-03-02 12:00").await;
    assert_eq!(story.letters(&ben).len(), 0);
    assert_eq!(story.pushes(&ben).len(), 0);
    story
        .acme
        .overwrite(story.dev, member, view, Permissions::NONE);
    story.until("2026-03-03 08:01").await;
    assert!(story.letter(&ben).text().starts_with("Daily is open."));
    story.end().await;
}

#[tokio::test]
async fn a_line_in_the_digest_goes_with_the_wish_for_it() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    let ben = story.joins_so("ben", "In my digest").await;
    let li = story.joins_so("li", "In my digest").await;
    let noa = story.person("noa");
    story.takes_part(&noa).await;
    let chosen = {
        let newest = story.sim().messages(story.dev).pop().unwrap();
        let asked = story.press_on(&noa, &newest, "Join").await;
        story.press(&noa, &asked, "In my digest").await
    };
    assert!(
        chosen.text().contains("You have no digest yet"),
        "{}",
        chosen.text()
    );
    story.until("2026-03-02 08:10").await;
    let left = story
        .command_in(story.dev, &ben, "standup leave", &[])
        .await;
    assert!(left.text().starts_with("You are out of"), "{}", left.text());
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let sure = story.press(&mia, &one, "Delete").await;
    story.press(&mia, &sure, "Delete it").await;
    story.until("2026-03-03 10:00").await;
    for who in [&ben, &li] {
        assert_eq!(story.letters(who).len(), 0);
    }
    story.end().await;
}

#[tokio::test]
async fn what_is_taken_back_after_the_close_leaves_the_summary_too() {
    let mut story = Story::of_words().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    for who in [&ben, &li] {
        story.takes_part(who).await;
    }
    story.until("2026-03-02 08:01").await;
    let thread = ChannelId::new(story.runs()[0].id.get());
    let said = ben.post(thread, "the invoice").unwrap();
    story.answers(&li, &[("q1", "the roadmap")]).await;
    story.until("2026-03-02 11:01").await;
    assert!(story.runs()[0].text().contains("2 answered"));
    ben.delete(thread, said).unwrap();
    story.until("2026-03-02 11:10").await;
    let summary = story.read(&story.runs()[0].text());
    assert!(
        summary.contains("1 answered") && !summary.contains("the invoice"),
        "{summary}"
    );
    story.end().await;
}

#[tokio::test]
async fn who_lost_the_role_writes_no_entry_any_more() {
    let mut story = Story::of_words().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    let team = story.acme.role("team", Permissions::NONE);
    for member in [&ben, &li] {
        story.acme.give_role(member, team);
    }
    let panel = story.drafts(&mia, &[("when", "Mon-Fri 9-12")]).await;
    let (dev, role) = (story.dev.to_string(), team.to_string());
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    let panel = story.choose(&mia, &panel, "a1:surole", &[&role]).await;
    story.press(&mia, &panel, "Begin").await;
    story.joins_by_dm(&ben).await;
    story.takes_part(&li).await;
    story.until("2026-03-02 08:01").await;
    let prompt = story.letter(&ben);
    story.acme.take_role(&ben, team);
    let thread = ChannelId::new(story.runs()[0].id.get());
    let (mine, yours) = (
        ben.post(thread, "the invoice").unwrap(),
        li.post(thread, "the roadmap").unwrap(),
    );
    story.until("2026-03-02 08:10").await;
    let ticked = [mine, yours].map(|id| story.is_ticked(thread, id));
    assert_eq!(ticked, [false, true]);
    let refused = story.press_on(&ben, &prompt, "Nothing new").await;
    assert!(
        refused.text().contains("Only who has"),
        "{}",
        refused.text()
    );
    story.letters(&ben);
    story.end().await;
}

#[tokio::test]
async fn where_no_words_are_asked_for_there_is_nothing_to_tap() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let words = [
        ("when", "Mon-Fri 9-12"),
        ("questions", "How many tickets? [number]\nHow was it? [1-5]"),
    ];
    let panel = story.drafts(&mia, &words).await;
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    story.press(&mia, &panel, "Begin").await;
    story.until("2026-03-02 08:01").await;
    let run = story.runs().remove(0);
    let labels: Vec<_> = run.buttons().iter().map(|it| it.label.clone()).collect();
    assert_eq!(labels, ["Answer", "Skip today", "Join"]);
    story.end().await;
}
