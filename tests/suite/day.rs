//! The scripted day, as it is told in the terminal.

use adagio::sandbox::{Day, Look, play_day};

async fn day(seed: u64) -> (Day, String) {
    let mut told = Vec::new();
    let day = play_day(seed, &mut told, Look::Plain).await.unwrap();
    (day, String::from_utf8(told).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_day_accounts_for_everything_whatever_the_seed() {
    for seed in 1..=6 {
        let (day, told) = day(seed).await;
        let figures = day.account.figures;
        assert!(day.account.closes(), "seed {seed}:\n{told}");
        assert!(figures.expected >= 12 && day.interruptions.without_in_quiet >= 5);
        let kinds = [
            figures.delivered,
            figures.settled,
            figures.withdrawn,
            figures.dropped,
        ];
        assert!(kinds.iter().all(|pings| *pings > 0), "seed {seed}:\n{told}");
        // Discord makes no sound for two texts that are told, one that is sent with `@silent`, one that is saved and one
        // that answers from a digest.
        assert_eq!(day.interruptions.without + 5, figures.expected);
        assert_eq!(day.interruptions.in_quiet, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_tells_the_same_day_and_another_seed_another() {
    let (_, once) = day(7).await;
    let (_, again) = day(7).await;
    let (_, other) = day(8).await;
    assert_eq!(once, again);
    assert_ne!(once, other);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn digests_show_the_edited_text_and_nothing_deleted_or_hidden() {
    let (_, told) = day(1).await;
    let letters: Vec<_> = told.lines().filter(|line| line.contains('│')).collect();
    let letters = letters.join("\n");
    assert!(letters.contains("an index was missing"), "{told}");
    assert!(!letters.contains("Basel"), "{told}");
    assert!(
        !letters.contains("candidate") && !letters.contains("#hiring"),
        "{told}"
    );
    assert!(letters.contains("replied to you"), "{told}");
    assert!(letters.contains("Probably seen"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nine_in_the_morning_is_nine_after_the_clock_change_too() {
    let (_, told) = day(1).await;
    let monday = told.split_once("Monday, 30 March 2026").unwrap().1;
    let first_at_nine = monday
        .lines()
        .find(|line| line.starts_with(" 09:00"))
        .unwrap();
    assert!(first_at_nine.contains("✉"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_readme_shows_what_the_day_tells() {
    let (_, told) = day(1).await;
    let readme = include_str!("../../README.md");
    let (_, shown) = readme.split_once("```text\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let lines: Vec<_> = shown.lines().skip(1).filter(|it| !it.is_empty()).collect();
    assert!(lines.len() > 8, "{shown}");
    for line in lines {
        assert!(told.lines().any(|it| it == line), "{line}\n\n{told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_people_can_do_is_on_the_day() {
    let (_, told) = day(1).await;
    let deeds = [
        "/tell @",
        "(takes back what",
        "(Put in their digest)",
        "(Save for my digest",
        "(When and why?",
        "(Why these?)",
        "(Done, on item",
        "(Done with all)",
        "(Later…, With the next digest",
        "from the digest: ",
        "/inbox\n",
        "/inbox, My questions",
        "@silent @",
        "@phone ",
    ];
    for deed in deeds {
        assert!(told.contains(deed), "{deed}\n\n{told}");
    }
    let outcomes = [
        "put this into your digest",
        "told you · ",
        "saved by you",
        "answered your question",
        "Taken back. Nobody reads it.",
    ];
    for outcome in outcomes {
        assert!(told.contains(outcome), "{outcome}\n\n{told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_day_opens_with_a_stand_up_and_ends_with_its_summary() {
    let (_, told) = day(1).await;
    let letters: Vec<_> = told.split("   ✉ to ").skip(1).collect();
    assert!(
        letters[0].contains("Daily · Fri 27 March · open until"),
        "{told}"
    );
    let of_monday = told.split_once("Tuesday, 31 March").unwrap().0;
    let last = of_monday.rsplit("   ✉ to ").next().unwrap();
    assert!(last.starts_with("#dev"), "{last}");
    assert!(last.contains("Daily · Mon 30 March · 2 answered"), "{last}");
    assert!(last.contains("In the way"), "{last}");
    assert!(told.contains("(answers the stand-up) "), "{told}");
    assert!(told.contains("Daily is open."), "{told}");
}
