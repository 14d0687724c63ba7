//! What is kept, both ways out, and that nobody finds people's words (PRODUCT A4, A5).

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use discord_sim::{MessageId, Person};

use crate::harness::{Story, link};

/// Words that stand nowhere but in what people wrote, and the names that go with them.
const WORDS: [&str; 5] = ["xylophone", "quagmire", "zeppelin", "anastasia", "benedict"];

/// What the files of the bot hold, all in one.
fn files(folder: &Path) -> Vec<u8> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(
        paths.iter().any(|path| path.ends_with("adagio.db-wal")),
        "{paths:?}"
    );
    paths
        .iter()
        .flat_map(|path| std::fs::read(path).unwrap())
        .collect()
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes
        .windows(word.len())
        .any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

fn mentions(story: &Story, who: &Person, whom: &Person, what: &str) -> MessageId {
    let text = format!("{} {what}", whom.mention());
    who.post(story.support, &text).unwrap()
}

/// Without the intent no word reaches Adagio.
#[tokio::test]
async fn after_a_days_traffic_no_word_of_it_stands_in_the_files() {
    let mut story = Story::of_words().await;
    let ana = story.person("anastasia");
    let ben = story.joined("benedict", "Europe/Berlin").await;
    mentions(&story, &ana, &ben, "where is the xylophone?");
    let edited = mentions(&story, &ana, &ben, "and the other thing?");
    let text = format!("{} and the quagmire?", ben.mention());
    ana.edit(story.support, edited, &text).unwrap();
    story.stage.settle().await.unwrap();
    let waiting = files(story.stage.folder());

    // Composed and kept in the outbox while Discord is away, then sent.
    let overloaded = serde_json::json!({"message": "overloaded", "code": 130_000});
    let sending = ("POST", "/channels/*/messages");
    story
        .sim()
        .faults()
        .times(2, sending, discord_sim::Fault::Status(503, overloaded));
    story.until("2026-03-02 08:00").await;
    let composed = files(story.stage.folder());
    mentions(&story, &ana, &ben, "the zeppelin is here");
    story.until("2026-03-02 20:00").await;
    let sent = files(story.stage.folder());

    let letters: String = story
        .letters(&ben)
        .iter()
        .map(|letter| letter.text())
        .collect();
    for word in ["xylophone", "quagmire", "zeppelin", "anastasia"] {
        assert!(letters.contains(word), "{word}: {letters}");
    }
    for (when, bytes) in [("waiting", waiting), ("composed", composed), ("sent", sent)] {
        // The search finds what is there.
        assert!(holds(&bytes, "Europe/Berlin"), "{when}");
        for word in WORDS {
            assert!(
                !holds(&bytes, word),
                "“{word}” is in the files while {when}"
            );
        }
    }
    story.end().await;
}

/// What is logged, however small the filter lets it be.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, part: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Without the intent no word reaches Adagio.
#[tokio::test]
async fn no_word_and_no_name_is_logged_whatever_the_filter() {
    let mut story = Story::of_words().await;
    let log = Log::default();
    let writer = log.clone();
    let everything = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let logging = tracing::subscriber::set_default(everything);
    let ana = story.person("anastasia");
    let ben = story.joined("benedict", "Europe/Berlin").await;
    mentions(&story, &ana, &ben, "where is the xylophone?");
    story.until("2026-03-02 08:00").await;
    assert!(story.letter(&ben).text().contains("xylophone"));
    story.stage.stop_bot().await;
    story.stage.start_bot().await.unwrap();
    drop(logging);

    let lines = log.0.lock().unwrap().clone();
    assert!(holds(&lines, "adagio"), "nothing was logged");
    for word in WORDS.iter().chain([&story.sim().token()]) {
        let text = String::from_utf8_lossy(&lines);
        let line = text.lines().find(|line| line.contains(word));
        assert_eq!(line, None);
    }
    story.end().await;
}

#[tokio::test]
async fn without_a_key_no_words_are_kept_and_digests_link() {
    let mut story = Story::prepared(adagio::sandbox::Props::default(), |stage| {
        stage.settings_mut().storage.key_file = None;
    })
    .await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked = mentions(&story, &ana, &ben, "where is the xylophone?");
    story.until("2026-03-02 08:00").await;
    let text = story.letter(&ben).text();
    assert!(text.starts_with("1 waits for you."), "{text}");
    assert!(
        text.contains(&link(&story.acme, story.support, asked)),
        "{text}"
    );
    assert!(!text.contains("xylophone"), "{text}");
    story.end().await;
}

/// Without the intent the links are all that there ever was.
#[tokio::test]
async fn seven_days_after_delivery_the_words_are_gone_and_the_links_still_there() {
    let mut story = Story::of_words().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked: Vec<_> = (1..=12)
        .map(|number| mentions(&story, &ana, &ben, &format!("question {number}.")))
        .collect();
    story.until("2026-03-02 08:00").await;
    let digest = story.letter(&ben);

    story.until("2026-03-09 07:00").await;
    let later = story.press_on(&ben, &digest, "Later page").await.text();
    assert!(
        later.contains("question 11.") && later.contains("question 12."),
        "{later}"
    );
    story.until("2026-03-10 09:00").await;
    let first = story.press_on(&ben, &digest, "Earlier page").await.text();
    assert!(
        first.contains(&link(&story.acme, story.support, asked[0])),
        "{first}"
    );
    assert!(!first.contains("question"), "{first}");
    story.end().await;
}

#[tokio::test]
async fn forgetting_takes_everything_of_ones_own_and_in_others_pings_leaves_the_link() {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    mentions(&story, &ben, &ana, "are you there?");
    let asked = mentions(&story, &ana, &ben, "where is the xylophone?");
    let kept = story.command(&ana, "privacy", &[]).await;
    for said in [
        "• Your settings: clock,",
        "• That you joined in 1 server.",
        "• 1 ping that waits for you.",
        "• Your id with 1 ping of yours to somebody else.",
        "• 2 notes of where you wrote last",
    ] {
        assert!(kept.text().contains(said), "{said}: {}", kept.text());
    }

    let sure = story.press(&ana, &kept, "Forget me").await;
    let kept = story.press(&ana, &sure, "No, keep it").await;
    assert!(kept.text().contains("1 ping that waits"), "{}", kept.text());
    let sure = story.press(&ana, &kept, "Forget me").await;
    let gone = story.press(&ana, &sure, "Yes, forget me").await;
    assert!(gone.text().starts_with("Forgotten."), "{}", gone.text());

    let nothing = story.command(&ana, "privacy", &[]).await.text();
    assert!(nothing.contains("\nNothing.\n"), "{nothing}");
    story.until("2026-03-02 08:00").await;
    assert_eq!(story.letters(&ana), []);
    let text = story.letter(&ben).text();
    assert!(
        text.contains(&link(&story.acme, story.support, asked)),
        "{text}"
    );
    assert!(
        !text.contains("xylophone") && !text.contains("ana"),
        "{text}"
    );
    assert!(text.contains("**Somebody**"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn leave_me_out_works_without_joining_and_holds_until_it_is_taken_back() {
    let mut story = Story::begin().await;
    let li = story.person("li");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let before = mentions(&story, &li, &ben, "the quagmire");
    let kept = story.command(&li, "privacy", &[]).await;
    let sure = story.press(&li, &kept, "Leave me out").await;
    let out = story.press(&li, &sure, "Yes, leave me out").await;
    assert!(out.text().starts_with("You are left out"), "{}", out.text());

    let after = mentions(&story, &li, &ben, "the xylophone");
    for name in ["hours", "quiet", "inbox"] {
        let refused = story.command(&li, name, &[]).await.text();
        assert!(
            refused.starts_with("You asked to be left out"),
            "{name}: {refused}"
        );
    }
    story.until("2026-03-02 08:00").await;
    let text = story.letter(&ben).text();
    for message in [before, after] {
        assert!(
            text.contains(&link(&story.acme, story.support, message)),
            "{text}"
        );
    }
    for word in ["quagmire", "xylophone", "**li**"] {
        assert!(!text.contains(word), "{text}");
    }

    let kept = story.command(&li, "privacy", &[]).await;
    let counted = story.press(&li, &kept, "Count me in again").await;
    assert!(
        counted.text().starts_with("You count again."),
        "{}",
        counted.text()
    );
    mentions(&story, &li, &ben, "the zeppelin");
    story.until("2026-03-02 15:00").await;
    let letter = story.letter(&ben).text();
    assert!(story.read(&letter).contains("the zeppelin"));
    story.end().await;
}

#[tokio::test]
async fn a_member_who_leaves_out_gets_nothing_more_even_of_what_waited() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    mentions(&story, &ana, &ben, "before");
    let kept = story.command(&ben, "privacy", &[]).await;
    let sure = story.press(&ben, &kept, "Leave me out").await;
    story.press(&ben, &sure, "Yes, leave me out").await;
    mentions(&story, &ana, &ben, "after");
    story.stage.stop_bot().await;
    story.stage.start_bot().await.unwrap();
    mentions(&story, &ana, &ben, "after a restart");
    story.until("2026-03-03 12:00").await;
    let kept = story.command(&ben, "privacy", &[]).await.text();
    assert!(
        kept.contains("You are left out") && !kept.contains("ping"),
        "{kept}"
    );
    story.end().await;
}
