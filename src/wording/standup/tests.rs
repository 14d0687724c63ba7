//! Sentences as people see them.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::testing::seen;
use super::*;
use crate::domain::ids::{ChannelId, MessageId, OutboxId, RunId, ServerId, StandupId, TermsId};
use crate::domain::quiet::Span;
use crate::domain::refusal::Refusal;
use crate::domain::standup::{
    Begun, Calls, Draft, Drafted, Held, Listed, OpenRun, Standing, Sums, Threads, Trouble, Venue,
    read_questions, read_when,
};

mod answering;
mod joining;
mod pictures;
mod places;
mod prompt;

/// Monday, 2 March 2026, 09:00 in Berlin.
fn monday() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_438_400, 0).unwrap()
}

fn span() -> Span {
    Span {
        from: monday(),
        until: monday() + TimeDelta::hours(3),
    }
}

fn terms(when: &str) -> Terms {
    let when = read_when(when, monday().date_naive()).unwrap();
    Terms {
        name: "Daily *1*".parse().unwrap(),
        channel: ChannelId::new(11),
        venue: Venue::Text,
        threads: Threads::ADay,
        zone: "Europe/Berlin".parse().unwrap(),
        clocks: Clocks::One,
        timetable: Timetable {
            recurrence: when.recurrence,
            window: when.window,
            holidays: ["2026-12-24".parse().unwrap()].into(),
        },
        questions: read_questions("Done?\nSure? [1-5]\nBlocked? [yes/no]\nWhere? [home, office]")
            .unwrap(),
        reveal: Reveal::AtOnce,
        sums: Sums::ByPerson,
        title: None,
        role: Some(RoleId::new(31)),
        calls: Calls::Never,
    }
}

fn listed() -> Listed {
    Listed {
        id: StandupId::new(3),
        terms: terms("mon-fri 9-12"),
        standing: Standing::Active,
        trouble: Some(Trouble::Forbidden),
        next_at: Some(monday()),
        joined: 4,
        open: vec![OpenRun {
            closes_at: span().until,
            message: Some(MessageId::new(7)),
        }],
    }
}

#[test]
fn days_and_hours_are_said_the_short_way() {
    let table = [
        ("mon-fri 9-12", "Mon–Fri, 09:00–12:00 (Berlin)"),
        (
            "every 2 weeks mon 22-2",
            "Mon every 2 weeks, 22:00–02:00 (Berlin)",
        ),
        (
            "last fri 15-18",
            "the last Friday of the month, 15:00–18:00 (Berlin)",
        ),
        (
            "mon-fri evening before 18-10",
            "Mon–Fri, 18:00 the evening before to 10:00 (Berlin)",
        ),
    ];
    for (when, expected) in table {
        assert_eq!(times(&Tongue::english(), &terms(when)), expected);
    }
    let own = Terms {
        clocks: Clocks::EachOnes,
        ..terms("9-12")
    };
    insta::assert_snapshot!(times(&Tongue::english(), &own), @"Mon–Fri, 09:00–12:00 (each person's own clock, Berlin for who hasn't set one)");
}

#[test]
fn the_panel_says_what_is_chosen_and_what_would_come_of_it() {
    let tongue = Tongue::english();
    let draft = Draft::from(terms("mon-fri 9-12"));
    let full = Drafted {
        id: TermsId::new(5),
        standup: Some(StandupId::new(3)),
        draft: draft.clone(),
        next: vec![span()],
        has_opened: false,
        open_until: Some(span().until),
    };
    insta::assert_snapshot!(seen(&panel(&tongue, &full)), @r"
    **Daily \*1\*** · a change, not saved yet
    **When** · Mon–Fri, 09:00–12:00 (Berlin)
    **Where** · <#11>, a thread each time
    **Who may join** · <@&31>; nobody is signed up by anybody else
    **Answers** · each is posted at once
    **Summary** · what each said first
    1. Done?
    2. Sure? · 1 to 5
    3. Blocked? · yes or no
    4. Where? · home / office
    **Days off** · Thu 24 December
    **Next**, in your time:
    - <t:1772438400:F> (<t:1772438400:R>)
    The one that is open goes on as it began, until <t:1772449200:f>. The change holds from the next one on.
    (#Where does it open?)
    (By whose clock? Others: write the city behind the hours: Berlin*, Kolkata, Shanghai, New York, Chicago, Los Angeles, London, Paris, Sao Paulo, Tokyo, Moscow, Istanbul, Jakarta, Mexico City, Manila, Madrid, Rome, Warsaw, Seoul, Lagos, Cairo, Karachi, Dhaka, Amsterdam, Toronto)
    (@Only who has this role may join (none: everybody))
    [[Save]] [Change the words] [Each person's own clock] [!Discard]
    [All at the close] [Summary by question] [One thread a week] [Ping the role once]
    ");
    let empty = Drafted {
        standup: None,
        draft: Draft {
            channel: None,
            zone: None,
            role: None,
            ..draft
        },
        next: Vec::new(),
        open_until: None,
        ..full
    };
    insta::assert_snapshot!(seen(&panel(&tongue, &empty)), @r"
    **Daily \*1\*** · not begun yet
    **When** · Mon–Fri, 09:00–12:00. By whose clock? Choose below.
    **Where** · not chosen yet
    **Who may join** · everybody; nobody is signed up by anybody else
    **Answers** · each is posted at once
    **Summary** · what each said first
    1. Done?
    2. Sure? · 1 to 5
    3. Blocked? · yes or no
    4. Where? · home / office
    **Days off** · Thu 24 December
    (#Where does it open?)
    (By whose clock? Others: write the city behind the hours: Kolkata, Shanghai, New York, Chicago, Los Angeles, London, Berlin, Paris, Sao Paulo, Tokyo, Moscow, Istanbul, Jakarta, Mexico City, Manila, Madrid, Rome, Warsaw, Seoul, Lagos, Cairo, Karachi, Dhaka, Amsterdam, Toronto)
    (@Only who has this role may join (none: everybody))
    [[Begin]] [Change the words] [!Discard]
    [All at the close] [Summary by question] [One thread a week]
    ");
    let begun_by = Begun {
        terms: terms("mon-fri 9-12"),
        next_at: monday(),
        open_until: None,
    };
    insta::assert_snapshot!(seen(&begun(&tongue, &begun_by)), @r"
    **Daily \*1\*** · Mon–Fri, 09:00–12:00 (Berlin). It opens in <#11>, next <t:1772438400:F>.
    [All stand-ups]
    ");
}

#[test]
fn what_can_not_be_read_is_given_back() {
    let words = ["Daily", "Done?\n```sure?", "mon", "", ""];
    let letter = unread(&Tongue::english(), &Refusal::NoName, words);
    insta::assert_snapshot!(seen(&letter), @r"
    A stand-up needs a name.
    ▌ What you wrote
    ```
    Daily

    Done?
    ˋˋˋsure?

    mon
    ```
    ");
}

#[test]
fn keepers_see_each_stand_up_and_how_it_stands() {
    let tongue = Tongue::english();
    insta::assert_snapshot!(seen(&list(&tongue, &[])), @"There are no stand-ups in this server yet. `/adagio standup new` makes one.");
    let paused = Listed {
        standing: Standing::Paused,
        next_at: None,
        trouble: None,
        joined: 5,
        open: Vec::new(),
        ..listed()
    };
    let never = Listed {
        next_at: None,
        ..listed()
    };
    insta::assert_snapshot!(seen(&list(&tongue, &[listed(), paused.clone(), never])), @r"
    **Stand-ups of this server**
    **Daily \*1\*** · <#11> · next <t:1772438400:R>
    **Daily \*1\*** · <#11> · ⏸ paused
    **Daily \*1\*** · <#11> · never opens: its days are all off
    (Choose one…: Daily *1*, Daily *1*, Daily *1*)
    ");
    insta::assert_snapshot!(seen(&one(&tongue, &listed())), @r"
    **Daily \*1\***
    Mon–Fri, 09:00–12:00 (Berlin)
    **Where** · <#11>, a thread each time
    **Who may join** · <@&31>; nobody is signed up by anybody else
    **Answers** · each is posted at once
    1. Done?
    2. Sure? · 1 to 5
    3. Blocked? · yes or no
    4. Where? · home / office
    The last one could not be opened: in <#11> I need View Channel, Send Messages, Create Public Threads, Send Messages in Threads and Read Message History.
    **Next** · <t:1772438400:F>
    **Open now**, until <t:1772449200:f>
    -# How many joined is said from 5 people on.
    [Edit] [Pause] [Try it out] [!Delete] [All stand-ups]
    ");
    insta::assert_snapshot!(seen(&one(&tongue, &paused)), @r"
    **Daily \*1\***
    Mon–Fri, 09:00–12:00 (Berlin)
    **Where** · <#11>, a thread each time
    **Who may join** · <@&31>; nobody is signed up by anybody else
    **Answers** · each is posted at once
    1. Done?
    2. Sure? · 1 to 5
    3. Blocked? · yes or no
    4. Where? · home / office
    **Next** · ⏸ paused, until somebody resumes it
    -# 5 joined. Who they are is theirs to say.
    [Edit] [[Resume]] [Try it out] [!Delete] [All stand-ups]
    ");
    insta::assert_snapshot!(seen(&ask_delete(&tongue, &paused)), @r"
    **Delete Daily \*1\*?** It opens no more, and who joined is forgotten. What is posted stays in its channel; what was answered is kept as its history, unless you delete that too.
    [!Delete it] [!Delete it and its history] [Keep it]
    ");
}

#[test]
fn a_list_of_all_that_a_server_can_have_fits() {
    let mut long = listed();
    long.terms.name = "*".repeat(40).parse().unwrap();
    long.terms.channel = ChannelId::new(i64::MAX);
    let letter = list(&Tongue::english(), &vec![long; 25]);
    let length = letter.text.chars().count();
    assert!(length <= 2_000, "{length}");
}

#[test]
fn what_is_posted_says_until_when_and_what_is_asked() {
    let (tongue, terms) = (Tongue::english(), terms("mon-fri 9-12"));
    let ids = (StandupId::new(3), OutboxId::new(128));
    let run_ids = (RunId::new(9), ids.0, ids.1);
    let day = monday().date_naive();
    insta::assert_snapshot!(seen(&invitation(&tongue, ids, &terms, monday())), @r"
    **Daily \*1\*** · Mon–Fri, 09:00–12:00 (Berlin). Each opens with a thread here, next <t:1772438400:F>. Join if you like; nobody sees who did.
    ▌ -
    1. Done?
    2. Sure? · 1 to 5
    3. Blocked? · yes or no
    4. Where? · home / office
    [[Join]]
    ");
    let held = [
        ("ben", "no key yet, @li", true),
        ("li", "the *draft*", false),
    ];
    let held = held.map(|(name, words, is_solved)| Held {
        name: name.to_owned(),
        words: words.to_owned(),
        is_solved,
    });
    let open = Anchor {
        ids: run_ids,
        terms: &terms,
        when: (day, span().until),
        so_far: 2,
        held: &held,
        calls: None,
    };
    insta::assert_snapshot!(seen(&anchor(&tongue, &open)), @r"
    **Daily \*1\* · Mon 2 March** · open until <t:1772449200:f> · 2 so far
    ▌ -
    1. Done?
    2. Sure? · 1 to 5
    3. Blocked? · yes or no
    4. Where? · home / office
    ▌ In the way last time
    **li** · the \*draft\* · open
    **ben** · no key yet, @li · solved
    [[Answer]] [Nothing new] [Skip today] [Join]
    ");
    assert_eq!(title(&tongue, &terms, day), "Daily *1* · Mon 2 March");
    insta::assert_snapshot!(seen(&trouble(&tongue, ids.1, &terms, Trouble::Gone)), @r"
    **Daily \*1\*** · The last one could not be opened: its channel is gone. Edit it and choose another.
    [My hours]
    ");
}
