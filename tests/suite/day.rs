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
        assert_eq!(day.interruptions.without, figures.expected);
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
