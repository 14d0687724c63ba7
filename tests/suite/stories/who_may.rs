//! Who may use which command and control: everybody their own, managers what is the server's (PRODUCT A3).
//!
//! Whoever clicks is the owner of what happens; an id of somebody else's finds nothing. Both tables are complete: a
//! verb or a command without a row fails.

use adagio::domain::letter::{Press, Verb};
use discord_sim::{Answer, CommandRefusal, Person};
use serde_json::{Value, json};

use crate::harness::Story;

const NOT_MANAGER: &str = "Only people with Manage Server can change this.";
const NOT_YOURS: &str = "That waits no longer, so it can't be changed";
const NOTHING_THERE: &str = "That is no longer there.";
const OLD: &str = "This button is from another version of me. Use the command anew: `/hours`, `/inbox`, `/privacy` \
                   or `/adagio setup`.";

/// A control as a stranger finds it, with ids of Ben's where it has any, and what stands in the answer.
struct Found {
    id: i64,
    arg: Option<&'static str>,
    /// Of a menu.
    value: Option<&'static str>,
    answer: &'static str,
}

const fn button(answer: &'static str) -> Found {
    Found {
        id: 1,
        arg: None,
        value: None,
        answer,
    }
}

const fn menu(value: &'static str, answer: &'static str) -> Found {
    Found {
        id: 0,
        arg: None,
        value: Some(value),
        answer,
    }
}

/// Stands for the message of an item of Ben's.
const BENS: &str = "Ben's";
const ITEM: i64 = i64::MIN;

const fn about_item(answer: &'static str) -> Found {
    Found {
        id: ITEM,
        ..button(answer)
    }
}

/// What a stranger gets, who has no rights in the server and never joined.
fn as_found(verb: Verb) -> Found {
    match verb {
        Verb::Hours => button("**What does your clock say now?**"),
        Verb::HoursPanel => button("**Your hours**\n**Clock** · not set."),
        Verb::HoursClock => button("**What does your clock say now?**"),
        Verb::HoursQuiet => button("**When may nothing reach you?**"),
        Verb::HoursDigests => button("**When do you want to read"),
        Verb::HoursDirect => {
            button("**Digests** · 09:00 and 16:00, Mon–Fri (until you choose your own)")
        }
        Verb::HoursPhone => button("**Quiet phone too?**"),
        Verb::Clock => menu("32400", "**Which city keeps your time?**"),
        Verb::Zone => menu("Asia/Tokyo", "**When may nothing reach you?**"),
        Verb::QuietFrom => menu("72000", "**When may nothing reach you?**"),
        Verb::QuietUntil => menu("21600", "**When may nothing reach you?**"),
        Verb::QuietDays => menu("6", "**When may nothing reach you?**"),
        Verb::QuietWhich => menu("0", "**When may nothing reach you?**"),
        Verb::QuietPreset => button("**Quiet hours** · 22:00–08:00, every day"),
        Verb::QuietTonight | Verb::QuietNotTonight | Verb::QuietClear => {
            button("**When may nothing reach you?**")
        }
        Verb::QuietUndo => Found {
            arg: Some("nonsense"),
            ..button(OLD)
        },
        Verb::DigestTimes => menu("28800", "**When do you want to read"),
        Verb::DigestDays => menu("2", "**When do you want to read"),
        Verb::DigestReset => button("**When do you want to read"),
        Verb::DmAllow | Verb::DmRefuse => button("**Your hours**\n**Clock** · Tokyo"),
        Verb::DmRetry => button("Good. What waits comes with your next digest."),
        Verb::PhoneTest => button("**Phone test** ·"),
        Verb::PhoneSilent | Verb::PhoneBadge | Verb::PhoneBuzzed => button("**Phone test** ·"),
        Verb::NotifierAdagio | Verb::NotifierDiscord => button("**Quiet phone too?**"),
        Verb::Page => Found {
            arg: Some("1"),
            ..button("This digest is no longer kept.")
        },
        Verb::InboxPage => Found {
            arg: Some("0"),
            ..button("Nothing waits for you.")
        },
        Verb::Privacy => button("**What I keep about you**"),
        Verb::Forget => button("**Forget you?**"),
        Verb::ForgetSure => button("Forgotten."),
        Verb::LeaveOut => button("**Leave you out?**"),
        Verb::LeaveOutSure => button("You are left out"),
        Verb::CountIn => button("You count again."),
        Verb::Setup | Verb::Welcome => button(NOT_MANAGER),
        Verb::ServerMode | Verb::ChannelMode | Verb::CategoryMode => menu("off", NOT_MANAGER),
        Verb::ChannelPick => menu("1", NOT_MANAGER),
        Verb::Item => menu(BENS, NOTHING_THERE),
        Verb::Done | Verb::NotDone | Verb::NotSnoozed => about_item(NOTHING_THERE),
        Verb::Snooze => Found {
            value: Some("date"),
            ..about_item(NOTHING_THERE)
        },
        Verb::SnoozeDate => about_item(OLD),
        Verb::Mute | Verb::NotMuted | Verb::Hush | Verb::NotHushed => about_item(NOTHING_THERE),
        Verb::Reply => about_item(NOTHING_THERE),
        Verb::ReplySend => about_item(OLD),
        Verb::Unreply => button(NOTHING_THERE),
        Verb::Mutes => button("You have muted nothing."),
        Verb::HearAgain => menu("s1", "That isn't muted."),
        Verb::Sent => button("Nothing that you sent waits to be read."),
        Verb::SentItem => menu(BENS, NOT_YOURS),
        Verb::TellChange | Verb::TellBack | Verb::TellAgain => about_item(NOT_YOURS),
        Verb::TellWords => about_item(OLD),
        // The words stand on the sender's own answer alone.
        Verb::TellPost => Found {
            arg: Some("1"),
            ..button(NOTHING_THERE)
        },
    }
}

fn control(custom_id: &str, value: Option<&str>) -> Value {
    match value {
        None => json!({ "type": 2, "style": 2, "label": "Press", "custom_id": custom_id }),
        Some(value) => json!({
            "type": 3, "custom_id": custom_id, "options": [{ "label": "this", "value": value }],
        }),
    }
}

/// Somebody uses a control that lies about in #dev; the last thing that they are told.
async fn uses(story: &Story, who: &Person, custom_id: &str, value: Option<&str>) -> String {
    let message = story.leftover(story.dev, control(custom_id, value)).await;
    let answer = match value {
        None => who.click(message, custom_id).await,
        Some(value) => who.select(message, custom_id, &[value]).await,
    };
    let answer = answer.unwrap().settled().await.unwrap();
    story.stage.settle().await.unwrap();
    let told = answer.follow_ups().pop();
    told.map_or_else(|| answer.text(), |told| told.text())
}

/// What Ben sees of his own.
async fn own(story: &Story, ben: &Person) -> String {
    let mut all = String::new();
    for command in ["hours", "quiet", "inbox", "privacy"] {
        all += &story.command(ben, command, &[]).await.text();
    }
    all
}

#[tokio::test]
async fn a_strangers_click_on_any_control_finds_and_changes_nothing_of_mine() {
    let mut story = Story::begin().await;
    let (ana, eve) = (story.person("ana"), story.person("eve"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asks = |number| format!("{} about the xylophone {number}", ben.mention());
    for number in 0..11 {
        ana.post(story.support, &asks(number)).unwrap();
    }
    let item = ana.post(story.support, &asks(11)).unwrap();
    story.until("2026-03-02 08:00").await;
    let digest = story.letter(&ben);
    // The row for pages below names this digest.
    let pages = digest
        .buttons()
        .into_iter()
        .filter_map(|button| button.custom_id);
    assert!(pages.into_iter().any(|id| id == "a1:page:1:1"));
    ana.post(story.support, &asks(12)).unwrap();
    let before = own(&story, &ben).await;

    for verb in Verb::ALL.iter().copied() {
        let found = as_found(verb);
        let item = i64::try_from(item.get()).unwrap();
        let id = if found.id == ITEM { item } else { found.id };
        let mut press = Press::about(verb, id);
        press.arg = found.arg.map(str::to_owned);
        let bens = item.to_string();
        let value = found
            .value
            .map(|value| if value == BENS { &bens } else { value });
        let told = uses(&story, &eve, &press.to_string(), value).await;
        assert!(told.contains(found.answer), "{verb:?}: {told}");
        assert!(
            !told.contains("xylophone") && !told.contains("Berlin,"),
            "{verb:?}: {told}"
        );
    }

    assert_eq!(own(&story, &ben).await, before);
    // It was the right digest: its owner turns the page.
    let turned = story.press_on(&ben, &digest, "Later page").await.text();
    assert!(story.read(&turned).contains("xylophone 11"), "{turned}");
    story.until("2026-03-02 12:00").await;
    story.end().await;
}

#[tokio::test]
async fn what_another_version_left_is_answered_kindly() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    for custom_id in [
        "a0:page:3k",
        "a2:hours:0",
        "a1:gone:0",
        "a1:page:%",
        "b7:page",
        "whatever",
    ] {
        assert_eq!(
            uses(&story, &ben, custom_id, None).await,
            OLD,
            "{custom_id}"
        );
    }
    for (custom_id, value) in [
        ("a1:qfrom:0", "dusk"),
        ("a1:quntil:0", "99999999"),
        ("a1:qdays:0", "7"),
        ("a1:zone:0", "Mars/Olympus"),
        ("a1:clock:0", "9223372036854775807"),
        ("a1:dtimes:0", "-1"),
    ] {
        assert_eq!(
            uses(&story, &ben, custom_id, Some(value)).await,
            OLD,
            "{custom_id}"
        );
    }
    story.end().await;
}

#[tokio::test]
async fn every_command_is_offered_where_it_belongs_to_those_who_may_use_it() {
    let mut story = Story::begin().await;
    let eve = story.person("eve");
    let dm = eve.open_dm();
    let mut registered: Vec<_> = story
        .sim()
        .registered_commands()
        .iter()
        .map(|command| command["name"].as_str().unwrap().to_owned())
        .collect();
    registered.sort();
    assert_eq!(
        registered,
        [
            "Put in their digest",
            "Save for my digest",
            "When and why?",
            "adagio",
            "help",
            "hours",
            "inbox",
            "privacy",
            "quiet",
            "tell"
        ]
    );

    for name in ["help", "hours", "inbox", "privacy", "quiet"] {
        for place in [story.support, dm] {
            let answer = story.command_in(place, &eve, name, &[]).await;
            assert!(answer.message().is_some(), "{name}");
        }
    }
    let refused = eve.run_command(story.support, "adagio setup", &[]).await;
    assert!(
        matches!(refused, Err(CommandRefusal::NotPermitted(_))),
        "{:?}",
        refused.map(|it: Answer| it.text())
    );
    let refused = eve.run_command(dm, "adagio setup", &[]).await;
    assert!(matches!(refused, Err(CommandRefusal::WrongContext(_))));
    let telling = [("who", eve.id().to_string()), ("message", "hi".to_owned())];
    let telling = telling
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let refused = eve.run_command(dm, "tell", &telling).await;
    assert!(matches!(refused, Err(CommandRefusal::WrongContext(_))));
    let said = eve.dm("hello").unwrap();
    for menu in ["When and why?", "Save for my digest", "Put in their digest"] {
        let refused = eve.message_menu(dm, said, menu).await;
        assert!(matches!(refused, Err(CommandRefusal::WrongContext(_))));
    }
    story.letters(&eve);
    story.end().await;
}

#[tokio::test]
async fn commands_are_registered_once_and_not_again_at_a_restart() {
    let mut story = Story::begin().await;
    assert_eq!(story.sim().count_of_registrations(), 1);
    story.stage.stop_bot().await;
    story.stage.start_bot().await.unwrap();
    story.stage.kill_bot();
    story.stage.start_bot().await.unwrap();
    assert_eq!(story.sim().count_of_registrations(), 1);
    story.end().await;
}
