//! `/adagio setup`: modes and the welcome message, for those who manage the server (PRODUCT A1, A3).

use chrono::TimeDelta;
use discord_sim::{Fault, Permissions, Person};

use crate::harness::Story;

fn manager(story: &mut Story) -> Person {
    let mia = story.person("mia");
    let role = story.acme.role("managers", Permissions::MANAGE_GUILD);
    story.acme.give_role(&mia, role);
    mia
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_chooses_what_channels_promise() {
    let mut story = Story::begin().await;
    let mia = manager(&mut story);
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let panel = story.command(&mia, "adagio setup", &[]).await;
    assert!(
        panel.text().contains("until you choose"),
        "{}",
        panel.text()
    );
    let dev = story.dev.to_string();
    let channel = story.choose(&mia, &panel, "a1:cpick", &[&dev]).await;
    let panel = story.choose(&mia, &channel, "a1:cmode", &["off"]).await;
    assert!(
        panel.text().contains(&format!("<#{dev}> · `off`")),
        "{}",
        panel.text()
    );
    let panel = story.choose(&mia, &panel, "a1:smode", &["social"]).await;
    assert!(
        panel.text().contains("**This server** · `social`"),
        "{}",
        panel.text()
    );
    ana.post(story.dev, &format!("{} not watched", ben.mention()))
        .unwrap();
    story.until("2026-03-02 12:00").await;
    let channel = story.choose(&mia, &panel, "a1:cpick", &[&dev]).await;
    let panel = story.choose(&mia, &channel, "a1:cmode", &["inherit"]).await;
    assert!(!panel.text().contains(&dev), "{}", panel.text());
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_welcome_message_is_posted_once_and_its_button_works() {
    let mut story = Story::begin().await;
    let mia = manager(&mut story);
    let panel = story.command(&mia, "adagio setup", &[]).await;
    let posted = story
        .press(&mia, &panel, "Post the welcome message here")
        .await;
    assert!(posted.text().contains("on its way"), "{}", posted.text());
    let messages = story.sim().messages(story.support);
    assert_eq!(messages.len(), 1, "{messages:#?}");
    assert_eq!(story.sim().notifications(), [], "it may wake nobody");
    // The answer takes the panel's place, so that a second tap posts no second one.
    assert_eq!(posted.message_id(), panel.message_id());
    let again = mia
        .click_label(&panel, "Post the welcome message here")
        .await;
    assert!(again.is_err());
    let back = story.press(&mia, &posted, "Back").await;
    assert!(back.text().starts_with("**Set-up**"), "{}", back.text());
    let ben = story.person("ben");
    let answer = ben
        .click_label(messages[0].id, "Set my hours")
        .await
        .unwrap();
    assert!(answer.is_ephemeral());
    assert!(
        answer.text().contains("What does your clock say now?"),
        "{}",
        answer.text()
    );
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_welcome_message_whose_answer_is_lost_is_found_again_and_not_posted_twice() {
    let mut story = Story::begin().await;
    let mia = manager(&mut story);
    let panel = story.command(&mia, "adagio setup", &[]).await;
    let sending = ("POST", "/channels/*/messages");
    story
        .sim()
        .faults()
        .next(sending, Fault::AppliedButNoAnswer);
    story
        .press(&mia, &panel, "Post the welcome message here")
        .await;
    assert_eq!(story.sim().faults().hits(), 1);
    // Long after Discord has forgotten the nonce.
    let later = story.stage.now() + TimeDelta::minutes(30);
    story.stage.set_clock(later);
    story.stage.settle().await.unwrap();
    assert_eq!(story.sim().messages(story.support).len(), 1);
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn set_up_is_for_managers_and_where_the_bot_may_write() {
    let mut story = Story::begin().await;
    let mia = manager(&mut story);
    let ben = story.person("ben");
    assert!(
        ben.run_command(story.support, "adagio setup", &[])
            .await
            .is_err()
    );
    let panel = story.command(&mia, "adagio setup", &[]).await;
    let bot = discord_sim::Target::Role(story.acme.bot_role());
    story.acme.overwrite(
        story.support,
        bot,
        Permissions::NONE,
        Permissions::SEND_MESSAGES,
    );
    let refused = story
        .press(&mia, &panel, "Post the welcome message here")
        .await;
    assert!(
        refused.text().starts_with("I can't write in"),
        "{}",
        refused.text()
    );
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_press_that_discord_sends_twice_is_done_once() {
    let mut story = Story::begin().await;
    let mia = manager(&mut story);
    let panel = story.command(&mia, "adagio setup", &[]).await;
    let posted = mia
        .click_label(&panel, "Post the welcome message here")
        .await
        .unwrap();
    story.sim().gateway().repeat_last_event(0);
    story.stage.settle().await.unwrap();
    assert!(posted.text().contains("on its way"), "{}", posted.text());
    assert_eq!(story.sim().messages(story.support).len(), 1);
    story.end().await;
}

#[tokio::test]
async fn a_category_speaks_for_its_channels_until_one_speaks_for_itself() {
    let mut story = Story::begin().await;
    let (mia, ana) = (manager(&mut story), story.person("ana"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    let desk = story.acme.category("desk");
    let (watched, not) = (
        story.acme.text_in(desk, "orders"),
        story.acme.text_in(desk, "lounge"),
    );
    let panel = story.command(&mia, "adagio setup", &[]).await;
    let (category, channel) = (desk.to_string(), watched.to_string());
    let question = story.choose(&mia, &panel, "a1:cpick", &[&category]).await;
    assert!(
        question
            .text()
            .starts_with(&format!("**What do the channels in <#{desk}> promise?**")),
        "{}",
        question.text()
    );
    let panel = story.choose(&mia, &question, "a1:catmode", &["off"]).await;
    let question = story.choose(&mia, &panel, "a1:cpick", &[&channel]).await;
    story.choose(&mia, &question, "a1:cmode", &["async"]).await;

    ana.post(not, &format!("{} in the lounge", ben.mention()))
        .unwrap();
    ana.post(watched, &format!("{} an order", ben.mention()))
        .unwrap();
    story.until("2026-03-02 08:00").await;
    let text = story.letter(&ben).text();
    let text = story.read(&text);
    assert!(
        text.starts_with("1 waits for you.") && text.contains("an order"),
        "{text}"
    );
    story.end().await;
}

#[tokio::test]
async fn the_welcome_message_speaks_to_everybody_and_each_click_is_ones_own() {
    let mut story = Story::begin().await;
    let mia = manager(&mut story);
    let panel = story.command(&mia, "adagio setup", &[]).await;
    story
        .press(&mia, &panel, "Post the welcome message here")
        .await;
    let welcome = story.sim().messages(story.support).remove(0);
    for (name, reads) in [("ben", "07:00 (Mon)"), ("li", "14:00 (Mon)")] {
        let person = story.person(name);
        let clock = story.press_on(&person, &welcome, "Set my hours").await;
        assert!(clock.is_ephemeral());
        let city = story.pick(&person, &clock, &[reads]).await;
        assert!(city.text().starts_with("**Which city keeps your time?**"));
    }
    assert_eq!(story.sim().messages(story.support), [welcome]);
    story.end().await;
}
