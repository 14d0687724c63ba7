//! `/quiet`, the short way to quiet hours (PRODUCT Q3).

use discord_sim::{Answer, Person};

use crate::harness::Story;

async fn quiet(story: &Story, who: &Person, options: &[(&str, &str)]) -> (Answer, String) {
    let answer = story.command(who, "quiet", options).await;
    let text = answer.text();
    (answer, text)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quiet_hours_are_set_shown_cleared_and_put_back() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let night = [("from", "22:00"), ("until", "8"), ("days", "mon-fri")];
    let (_, text) = quiet(&story, &ben, &night).await;
    assert!(text.contains("22:00–08:00, Mon–Fri"), "{text}");
    let (answer, text) = quiet(&story, &ben, &[("from", "clear")]).await;
    assert!(text.contains("none"), "{text}");
    let back = story.press(&ben, &answer, "Put it back").await;
    assert!(
        back.text().contains("22:00–08:00, Mon–Fri"),
        "{}",
        back.text()
    );
    let (_, text) = quiet(&story, &ben, &[("from", "all day"), ("days", "weekend")]).await;
    assert!(
        text.contains("22:00–08:00, Mon–Fri; all day, Sat and Sun"),
        "{text}"
    );
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_tonight_holds_a_digest_back_once() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let (_, text) = quiet(&story, &ben, &[("from", "tonight"), ("until", "10:00")]).await;
    assert!(text.contains("Only tonight"), "{text}");
    story.until("2026-03-02 20:00").await;
    ana.post(story.support, &format!("{} ready?", ben.mention()))
        .unwrap();
    story.until("2026-03-03 08:59").await;
    assert!(
        story.letters(&ben).is_empty(),
        "09:00 in Berlin is still quiet"
    );
    story.until("2026-03-03 09:00").await;
    assert!(story.letter(&ben).text().starts_with("1 waits for you."));
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cant_be_read_is_said_with_an_example() {
    let mut story = Story::begin().await;
    let ben = story.person("ben");
    let table: [(&[(&str, &str)], &str); 4] = [
        (
            &[("from", "22:00"), ("until", "22:00")],
            "22:00 to 22:00 is no window. For a whole day write *all day*.",
        ),
        (
            &[("from", "22:00")],
            "From 22:00 until when? For example: `/quiet from:22:00 until:08:00`.",
        ),
        (
            &[("from", "22:00"), ("until", "8"), ("days", "funday")],
            "“funday” is no day I can read. For example: mon-fri.",
        ),
        (
            &[("from", "tonight")],
            "Tell me your clock first; then “tonight” means something. `/hours` asks for it.",
        ),
    ];
    for (options, expected) in table {
        assert_eq!(quiet(&story, &ben, options).await.1, expected);
    }
    let offered = ben
        .autocomplete(story.support, "quiet", "from", "to")
        .await
        .unwrap();
    assert_eq!(offered[0].value, "tonight");
    story.end().await;
}
