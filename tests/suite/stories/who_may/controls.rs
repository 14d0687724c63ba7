//! Controls: each verb, as a stranger finds it.

use adagio::domain::letter::{Press, Verb};

use super::{Bens, NO_DIGEST, NOT_MANAGER, NOT_YOURS, NOTHING_THERE, OLD, uses};

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

/// Stands for the instant at which Ben was done with two things at once, and put off what was left.
const DONE: i64 = i64::MIN + 1;

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
            ..button(NO_DIGEST)
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
        Verb::SnoozeDate => about_item(NOTHING_THERE),
        Verb::Mute | Verb::NotMuted | Verb::Hush | Verb::NotHushed => about_item(NOTHING_THERE),
        Verb::Reply => about_item(NOTHING_THERE),
        Verb::ReplySend => about_item(OLD),
        Verb::Unreply => button(NOTHING_THERE),
        Verb::AllDone => Found {
            arg: Some("1.0"),
            ..button("\nNothing was left here.")
        },
        Verb::AllLater => Found {
            arg: Some("1.0"),
            value: Some("next"),
            ..button("\nNothing was left here to put off.")
        },
        Verb::AllLaterDate => button(OLD),
        Verb::AllNotDone | Verb::AllNotLater => Found {
            id: DONE,
            ..button("Nothing was left to take back.")
        },
        Verb::WhyThese => Found {
            arg: Some("1.0"),
            ..button(NO_DIGEST)
        },
        Verb::Mutes => button("You have muted nothing."),
        Verb::HearAgain => menu("s1", "That isn't muted."),
        Verb::Questions => button("None of your questions is open."),
        Verb::Sent => button("Nothing that you sent waits to be read."),
        Verb::SentItem => menu(BENS, NOT_YOURS),
        Verb::TellChange | Verb::TellBack | Verb::TellAgain => about_item(NOT_YOURS),
        Verb::TellWords => about_item(OLD),
        Verb::StandupWords => button(OLD),
        Verb::StandupRewrite | Verb::StandupAgree => button(NOT_MANAGER),
        Verb::StandupDrop | Verb::StandupClocks | Verb::StandupList => button(NOT_MANAGER),
        Verb::StandupSums | Verb::StandupCalls => button(NOT_MANAGER),
        Verb::StandupThreads | Verb::StandupTags => button(NOT_MANAGER),
        Verb::StandupTagged => menu("1", NOT_MANAGER),
        Verb::StandupReveal | Verb::StandupTry | Verb::StandupTryAnswer => button(NOT_MANAGER),
        Verb::StandupTried => button(OLD),
        Verb::StandupPictures => Found {
            arg: Some("1"),
            ..button(NOTHING_THERE)
        },
        Verb::StandupHistory => Found {
            arg: Some("1"),
            ..button("Nobody has answered in a stand-up of this channel")
        },
        Verb::StandupEdit | Verb::StandupPause | Verb::StandupResume => button(NOT_MANAGER),
        Verb::StandupDelete | Verb::StandupDeleteSure => button(NOT_MANAGER),
        Verb::StandupChannel | Verb::StandupRole => menu("1", NOT_MANAGER),
        Verb::StandupZone => menu("Asia/Tokyo", NOT_MANAGER),
        Verb::StandupShow => menu("1", NOT_MANAGER),
        Verb::StandupJoin | Verb::StandupHush => Found {
            arg: Some("1"),
            ..button(NOTHING_THERE)
        },
        Verb::StandupTell => Found {
            arg: Some("direct"),
            ..button(NOTHING_THERE)
        },
        Verb::StandupLeave => button(NOTHING_THERE),
        Verb::StandupNudge => Found {
            arg: Some("light"),
            ..button(NOTHING_THERE)
        },
        Verb::StandupAnswer | Verb::StandupSkip | Verb::StandupTellAgain => Found {
            arg: Some("1"),
            ..button(NOTHING_THERE)
        },
        Verb::StandupPlanned | Verb::StandupNothing | Verb::StandupLater => Found {
            arg: Some("1"),
            ..button(NOTHING_THERE)
        },
        Verb::StandupEntry => button(OLD),
        Verb::StandupDeleteAll => button(NOT_MANAGER),
        // The words stand on the sender's own answer alone.
        Verb::TellPost => Found {
            arg: Some("1"),
            ..button(NOTHING_THERE)
        },
    }
}

#[tokio::test]
async fn a_strangers_click_on_any_control_finds_and_changes_nothing_of_mine() {
    let mut bens = Bens::begin().await;
    let eve = bens.story.person("eve");
    let before = bens.own().await;

    for verb in Verb::ALL.iter().copied() {
        let found = as_found(verb);
        let id = match found.id {
            ITEM => i64::try_from(bens.item.get()).unwrap(),
            DONE => bens.undo.id,
            id => id,
        };
        let mut press = Press::about(verb, id);
        press.arg = found.arg.map(str::to_owned);
        let item = bens.item.to_string();
        let value = found
            .value
            .map(|value| if value == BENS { &item } else { value });
        let told = uses(&bens.story, &eve, &press.to_string(), value).await;
        bens.is_told(&format!("{verb:?}"), &told, found.answer);
    }

    bens.end(before).await;
}
