//! `/quiet`: set, tonight, clear, put back, and what can't be read (PRODUCT Q3).

use discord_sim::{Answer, Person};

use crate::harness::Story;

/// What is said of the windows.
fn windows(answer: &Answer) -> String {
    let text = answer.text();
    let line = text
        .lines()
        .find(|line| line.starts_with("**Quiet hours**"));
    line.unwrap()
        .trim_start_matches("**Quiet hours** · ")
        .to_owned()
}

/// Ana mentions somebody in #support.
fn ana_asks(story: &mut Story, whom: &Person) {
    let ana = story.person("ana");
    let text = format!("{} is the export final?", whom.mention());
    ana.post(story.support, &text).unwrap();
}

#[tokio::test]
async fn windows_are_set_by_weekday_and_make_room_for_each_other() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    for (from, until, days, said) in [
        ("22:00", "08:00", "", "22:00–08:00, every day"),
        (
            "10.30pm",
            "7:15",
            "weekdays",
            "22:00–08:00, Sat and Sun; 22:30–07:15, Mon–Fri",
        ),
        (
            "all day",
            "",
            "sat, sun",
            // Sunday's night stays: it leads into Monday morning.
            "22:00–08:00, Sat and Sun; 22:30–07:15, Mon–Fri; all day, Sat and Sun",
        ),
        (
            "20-midnight",
            "",
            "fri",
            "22:00–08:00, Sat and Sun; 22:30–07:15, Mon–Thu; all day, Sat and Sun; 20:00–00:00, Fri",
        ),
    ] {
        let typed = [("from", from), ("until", until), ("days", days)];
        let given: Vec<_> = typed
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let answer = story.command(&ben, "quiet", &given).await;
        assert_eq!(windows(&answer), said);
    }
    story.end().await;
}

#[tokio::test]
async fn a_digest_in_a_window_across_midnight_waits_for_its_end_and_the_answer_says_so() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    story
        .command(&ben, "hours", &[("digests", "23:00 daily")])
        .await;
    let typed = [("from", "22:00"), ("until", "07:30"), ("days", "sun-thu")];
    let answer = story.command(&ben, "quiet", &typed).await.text();
    assert!(
        answer.contains(
            "23:00 falls into your quiet hours: on Mon–Thu and Sun that digest comes at 07:30 the day after."
        ),
        "{answer}"
    );

    // After the end of Sunday's window, in which Sunday's digest came.
    story.until("2026-03-02 07:00").await;
    ana_asks(&mut story, &ben);
    story.until("2026-03-03 06:29").await;
    assert_eq!(story.letters(&ben), []);
    story.until("2026-03-03 06:30").await;
    let letter = story.letter(&ben).text();
    assert!(story.read(&letter).contains("is the export final?"));

    // On Friday the window doesn't begin, so 23:00 is 23:00.
    story.until("2026-03-06 12:00").await;
    ana_asks(&mut story, &ben);
    story.until("2026-03-06 22:00").await;
    let letter = story.letter(&ben).text();
    assert!(story.read(&letter).contains("is the export final?"));
    story.end().await;
}

#[tokio::test]
async fn quiet_only_tonight_ends_in_the_morning_and_does_not_come_back() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    story
        .command(&ben, "hours", &[("digests", "21:00 daily")])
        .await;
    // 19:00 in Berlin.
    story.until("2026-03-02 18:00").await;
    let answer = story
        .command(&ben, "quiet", &[("from", "tonight"), ("until", "9")])
        .await;
    assert!(
        answer
            .text()
            .contains("**Only tonight** · <t:1772474400:F> to <t:1772524800:F>"),
        "{}",
        answer.text()
    );

    ana_asks(&mut story, &ben);
    story.until("2026-03-03 07:59").await;
    assert_eq!(story.letters(&ben), []);
    story.until("2026-03-03 08:00").await;
    assert!(story.letter(&ben).text().contains("1 waits for you"));

    ana_asks(&mut story, &ben);
    story.until("2026-03-03 20:00").await;
    assert!(story.letter(&ben).text().contains("1 waits for you"));
    story.end().await;
}

#[tokio::test]
async fn every_change_can_be_put_back() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    story
        .command(
            &ben,
            "quiet",
            &[("from", "22:30"), ("until", "07:15"), ("days", "mon-fri")],
        )
        .await;
    let before = "22:30–07:15, Mon–Fri";
    for typed in [
        vec![("from", "clear")],
        vec![("from", "tonight")],
        vec![("from", "all day"), ("days", "sun")],
    ] {
        let changed = story.command(&ben, "quiet", &typed).await;
        let back = story.press(&ben, &changed, "Put it back").await;
        assert!(back.text().starts_with("Put back.\n"), "{}", back.text());
        assert_eq!(windows(&back), before);
        assert!(!back.text().contains("Only tonight"), "{}", back.text());
    }
    let shown = story.command(&ben, "quiet", &[]).await;
    assert_eq!(windows(&shown), before);
    story.end().await;
}

#[tokio::test]
async fn the_panel_builds_windows_without_typing() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let panel = story.command(&ben, "hours", &[]).await;
    let open = story.press(&ben, &panel, "Quiet hours").await;
    let open = story.pick(&ben, &open, &["From 21:00"]).await;
    let open = story.pick(&ben, &open, &["Until 09:00"]).await;
    let open = story.pick(&ben, &open, &["Monday", "Tuesday"]).await;
    assert_eq!(windows(&open), "21:00–09:00, Mon and Tue");

    let open = story.pick(&ben, &open, &["Another window"]).await;
    let open = story.pick(&ben, &open, &["Saturday"]).await;
    assert_eq!(windows(&open), "21:00–09:00, Mon and Tue; 22:00–08:00, Sat");

    let open = story.press(&ben, &open, "Only tonight").await;
    assert!(open.text().contains("**Only tonight**"), "{}", open.text());
    let open = story.press(&ben, &open, "Not tonight after all").await;
    assert!(
        !open.text().contains("**Only tonight** ·"),
        "{}",
        open.text()
    );
    let open = story.press(&ben, &open, "Clear").await;
    assert!(windows(&open).starts_with("none."), "{}", open.text());
    let back = story.press(&ben, &open, "Back").await;
    assert!(back.text().starts_with("**Your hours**"));
    story.end().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_what_can() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let (li, set) = (story.person("li"), "22:30–07:15, every day");
    story
        .command(&ben, "quiet", &[("from", "22:30"), ("until", "07:15")])
        .await;
    let table: &[(&[(&str, &str)], &str)] = &[
        (
            &[("from", "22"), ("until", "22:00")],
            "22:00 to 22:00 is no window. For a whole day write *all day*.",
        ),
        (
            &[("from", "late"), ("until", "8")],
            "“late” is no time I can read. For example: 9:30.",
        ),
        (
            &[("from", "22")],
            "From 22:00 until when? For example: `/quiet from:22:00 until:08:00`.",
        ),
        (
            &[("until", "8")],
            "Until 08:00, from when? For example: `/quiet from:22:00 until:08:00`.",
        ),
        (
            &[("days", "mon")],
            "On these days, from when until when? For example: `/quiet from:22:00 until:08:00 days:mon-fri`.",
        ),
        (
            &[("from", "22"), ("until", "8"), ("days", "funday")],
            "“funday” is no day I can read. For example: mon-fri.",
        ),
        (
            &[("from", "@everyone [x](http://e.vil)")],
            "“@\u{200b}everyone \\[x\\](http://e.vil)” is no window I can read. For example: 22:00-08:00.",
        ),
    ];
    for (typed, said) in table {
        let refused = story.command(&ben, "quiet", typed).await;
        assert!(refused.is_ephemeral());
        assert_eq!(refused.text(), *said);
    }
    let shown = story.command(&ben, "quiet", &[]).await;
    assert_eq!(windows(&shown), set);

    let zoneless = story
        .command(&li, "quiet", &[("from", "tonight")])
        .await
        .text();
    assert_eq!(
        zoneless,
        "Tell me your clock first; then “tonight” means something. `/hours` asks for it."
    );
    story.end().await;
}
