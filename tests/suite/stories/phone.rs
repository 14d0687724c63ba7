//! "Quiet phone too?" (PRODUCT P3a): the way through Discord's settings, and a test of what the phone does.

use discord_sim::{
    Answer, ChannelSettings, Level, Notification, NotificationKind, Permissions, Person, Settings,
};

use crate::harness::{Goes, Story};

const NOTHING: Settings = Settings {
    level: Level::Nothing,
    muted: false,
    suppress_roles: true,
    suppress_everyone: true,
    mobile_push: false,
};

const TURNED: &str = "**Notifications** · from me.";

/// Opens "Quiet phone too?" and asks for the test.
async fn asks_for_a_test(story: &Story, who: &Person) -> Answer {
    let panel = story.command(who, "hours", &[]).await;
    let walk = story.press(who, &panel, "Quiet phone too?").await;
    let steps = walk.text();
    for step in [
        "**Nothing** (a *mute*",
        "suppress @everyone",
        "mobile push off",
    ] {
        assert!(steps.contains(step), "{steps}");
    }
    story.press(who, &walk, "Test my phone").await
}

/// What this person's client did since the day began.
fn told(story: &Story, who: &Person) -> Vec<Notification> {
    story.sim().notifications_of(who.id())
}

/// Whether the test stands in #support.
fn stands(story: &Story) -> bool {
    let messages = story.sim().messages(story.support);
    messages
        .iter()
        .any(|message| message.content.contains("this is the phone test"))
}

#[tokio::test]
async fn a_phone_that_only_shows_a_badge_makes_adagio_the_notifier() {
    let mut story = Story::begin().await;
    let (ana, cara) = (story.person("ana"), story.person("cara"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    ben.notification_settings(&story.acme, NOTHING);
    let test = asks_for_a_test(&story, &ben).await;
    assert!(test.text().contains("lock the phone"), "{}", test.text());
    assert!(
        told(&story, &ben).is_empty(),
        "not before the phone is locked"
    );

    story.until("2026-03-02 06:02").await;
    let heard = told(&story, &ben);
    assert_eq!(heard.len(), 1, "{heard:#?}");
    assert_eq!(heard[0].kind, NotificationKind::Badge);
    assert_eq!(heard[0].channel, story.support);
    assert!(stands(&story));
    for other in [&ana, &cara] {
        assert!(told(&story, other).is_empty(), "it mentions Ben alone");
    }
    let quiet = story.press(&ben, &test, "Only a badge").await;
    assert!(
        quiet.text().starts_with("Your phone stays quiet") && quiet.text().contains(TURNED),
        "{}",
        quiet.text()
    );
    assert!(!stands(&story), "it is deleted");

    let undone = story.press(&ben, &quiet, "Leave it to Discord").await;
    assert!(!undone.text().contains(TURNED), "{}", undone.text());
    story.end().await;
}

#[tokio::test]
async fn a_phone_that_does_nothing_makes_adagio_the_notifier() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    ben.notification_settings(&story.acme, NOTHING);
    let test = asks_for_a_test(&story, &ben).await;
    story.until("2026-03-02 06:02").await;
    let quiet = story.press(&ben, &test, "Nothing").await;
    assert!(quiet.text().contains(TURNED), "{}", quiet.text());
    assert!(story.pushes(&ben).is_empty());
    story.end().await;
}

#[tokio::test]
async fn a_phone_that_buzzed_leads_to_the_switch_that_is_still_on() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    // Muted is not enough.
    let muted = Settings {
        muted: true,
        ..Settings::default()
    };
    ben.notification_settings(&story.acme, muted);
    let test = asks_for_a_test(&story, &ben).await;
    story.until("2026-03-02 06:02").await;
    assert_eq!(story.pushes(&ben).len(), 1);
    let led = story.press(&ben, &test, "It buzzed").await;
    let text = led.text();
    assert!(
        text.starts_with("**It buzzed**, so one switch is still on."),
        "{text}"
    );
    assert!(text.contains("A *mute* isn't enough"), "{text}");
    assert!(!stands(&story));

    // The channel has a choice of its own.
    ben.notification_settings(&story.acme, NOTHING);
    let mentions = ChannelSettings {
        level: Some(Level::Mentions),
        ..ChannelSettings::default()
    };
    ben.channel_notification_settings(story.support, mentions);
    let test = story.press(&ben, &led, "Test again").await;
    story.until("2026-03-02 06:04").await;
    assert_eq!(story.pushes(&ben).len(), 2);
    let led = story.press(&ben, &test, "It buzzed").await;
    assert!(
        led.text().contains("the channel, its category"),
        "{}",
        led.text()
    );

    ben.channel_notification_settings(story.support, ChannelSettings::default());
    let test = story.press(&ben, &led, "Test again").await;
    story.until("2026-03-02 06:06").await;
    assert_eq!(story.pushes(&ben).len(), 2);
    let quiet = story.press(&ben, &test, "Only a badge").await;
    assert!(quiet.text().contains(TURNED), "{}", quiet.text());
    story.end().await;
}

#[tokio::test]
async fn an_answer_before_the_test_has_come_says_nothing_and_two_presses_are_one_test() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let test = asks_for_a_test(&story, &ben).await;
    let early = story.press(&ben, &test, "Only a badge").await;
    assert!(early.text().contains("lock the phone"), "{}", early.text());
    // Another panel, another press: the test is under way.
    let panel = story.command(&ben, "hours", &[]).await;
    let again = story.press(&ben, &panel, "Quiet phone too?").await;
    assert!(again.text().contains("lock the phone"), "{}", again.text());
    story.until("2026-03-02 06:05").await;
    assert_eq!(story.pushes(&ben).len(), 1);

    // Nobody answers: it goes all the same, and an answer hours later finds nothing to say.
    story.until("2026-03-02 06:12").await;
    assert!(!stands(&story));
    story.until("2026-03-02 07:30").await;
    let late = story.press(&ben, &again, "Only a badge").await;
    assert!(
        late.text().contains("**Quiet phone too?**"),
        "{}",
        late.text()
    );
    assert!(!late.text().contains(TURNED), "{}", late.text());
    story.end().await;
}

#[tokio::test]
async fn a_test_that_could_not_go_out_says_nothing_about_the_phone() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let acme = story.acme.clone();
    let test = asks_for_a_test(&story, &ben).await;
    story.goes(Goes::Dead).await;
    // The minute passes meanwhile: a mention hours later would say nothing.
    story.comes_back_after(chrono::TimeDelta::minutes(30)).await;
    story.stage.settle().await.unwrap();
    assert!(!stands(&story) && story.pushes(&ben).is_empty());
    let lost = story.press(&ben, &test, "Nothing").await;
    assert!(
        lost.text().starts_with("The test could not go out"),
        "{}",
        lost.text()
    );

    // Where the bot may not write there is no test.
    let (bot, send) = (acme.bot_role(), Permissions::SEND_MESSAGES);
    acme.overwrite(story.dev, bot, Permissions::NONE, send);
    let panel = story.command_in(story.dev, &ben, "hours", &[]).await;
    let walk = story.press(&ben, &panel, "Quiet phone too?").await;
    let refused = story.press(&ben, &walk, "Test my phone").await;
    let told = refused
        .follow_ups()
        .pop()
        .map_or(refused.text(), |told| told.text());
    assert!(told.contains("I can't write in"), "{told}");
    story.end().await;
}
