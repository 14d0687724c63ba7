//! Replays: recorded chat goes through gateway, rows, scheduler and direct messages, and every ping is accounted for.
//!
//! The corpus (J. Kummerfeld et al., ACL 2019; CC BY 4.0) stands beside the project where it is at hand; the invented
//! chat always is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use adagio::sandbox::{Fault, Played, Progress, Weather, Wishes, replay};

/// Nobody watches.
struct Unwatched;

impl Progress for Unwatched {
    fn begin(&mut self, _people: usize, _messages: usize) {}
    fn joined(&mut self) {}
    fn wrote(&mut self) {}
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn invented() -> Vec<PathBuf> {
    vec![here().join("tests/data/invented.jsonl")]
}

/// Five files of the corpus; without it, the invented chat in five channels.
fn five_files() -> Vec<PathBuf> {
    let corpus = fs::read_dir(here().join("../shared/data/chat"));
    let mut files: Vec<_> = corpus
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| is_dev(&name.to_string_lossy()))
        })
        .collect();
    files.sort();
    files.truncate(5);
    if files.is_empty() {
        vec![invented().remove(0); 5]
    } else {
        files
    }
}

fn is_dev(name: &str) -> bool {
    name.starts_with("dev.") && name.ends_with(".jsonl")
}

async fn play(files: Vec<PathBuf>, fault: Fault) -> Played {
    let wishes = Wishes {
        files,
        seed: 1,
        fault,
        ..Wishes::default()
    };
    replay(&wishes, &mut Unwatched).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_ping_of_the_invented_chat_is_accounted_for() {
    let played = play(invented(), Fault::None).await;
    let told = &played.account.differences;
    assert!(played.account.closes(), "{told:?}");
    assert!(played.account.figures.expected >= 40);
    assert!(played.joined * 10 >= played.names.len() * 9);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_ping_of_five_files_of_chat_is_accounted_for() {
    let played = play(five_files(), Fault::None).await;
    let told = &played.account.differences;
    assert!(played.account.closes(), "{told:?}");
    assert!(played.account.figures.expected >= 200);
    assert!(played.in_quiet * 10 >= played.account.figures.expected * 3);
    if played.messages > ENOUGH_FOR_ALL {
        assert_eq!(played.kinds.never(), Vec::<&str>::new());
        assert!(played.account.figures.returned > 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_ping_is_accounted_for_while_discord_fails() {
    let wishes = Wishes {
        files: five_files(),
        weather: Weather::Rough,
        seed: 1,
        ..Wishes::default()
    };
    let played = replay(&wishes, &mut Unwatched).await.unwrap();
    let told = &played.account.differences;
    assert!(played.account.closes(), "{told:?}");
    let trouble = played.trouble;
    assert!(trouble.requests + trouble.events > 0, "{trouble:?}");
}

/// Among more lines than this everything happens that the seed draws.
const ENOUGH_FOR_ALL: usize = 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_gives_the_same_account() {
    let once = play(invented(), Fault::None).await.account.figures;
    let again = play(invented(), Fault::None).await.account.figures;
    let timeless = |figures| adagio::sandbox::Figures {
        messages_per_s: 0.0,
        ..figures
    };
    assert_eq!(timeless(once), timeless(again));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_event_is_found_and_the_account_closes() {
    let account = play(invented(), Fault::LoseMessage(LINKED)).await.account;
    assert!(account.closes(), "{:?}", account.differences);
    assert_eq!(account.figures.recorded, account.figures.expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_is_lost_for_good_leaves_the_account_open() {
    let account = play(invented(), Fault::LoseForGood(LINKED)).await.account;
    assert!(!account.closes());
    assert_eq!((account.figures.lost, account.figures.doubled), (1, 0));
    assert_eq!(account.figures.recorded + 1, account.figures.expected);
}

/// The number of a message in the invented chat that a digest links to.
const LINKED: usize = 18;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_doubled_direct_message_leaves_the_account_open() {
    let account = play(invented(), Fault::DoubleDirect(1)).await.account;
    assert!(!account.closes());
    assert_eq!(account.figures.lost, 0);
    assert!(account.figures.doubled >= 1, "{:?}", account.figures);
}

/// The program, asked to replay `files`.
fn adagio(files: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_adagio"));
    command
        .current_dir(folder)
        .env_clear()
        .args(["sandbox", "--json", "--replay"]);
    command.args(files).output().unwrap()
}

#[test]
fn the_last_line_is_the_account_as_json() {
    let file = invented().remove(0);
    let output = adagio(&[file.to_str().unwrap()], here());
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    let last: serde_json::Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    let mut keys: Vec<_> = last
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    let mut expected = [
        "expected",
        "recorded",
        "delivered",
        "returned",
        "settled",
        "withdrawn",
        "dropped",
        "held",
        "lost",
        "doubled",
        "pushes_in_quiet",
        "messages_per_s",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(last["expected"], last["recorded"]);
}

#[test]
fn what_can_not_be_replayed_is_said_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let good = r#"{"at":"2024-03-11T08:02:00Z","author":"mara","content":"hello","mentions":[]}"#;
    fs::write(folder.path().join("good.jsonl"), good).unwrap();
    fs::write(
        folder.path().join("bad.jsonl"),
        format!("{good}\nnot json\n"),
    )
    .unwrap();
    fs::write(folder.path().join("empty.jsonl"), "").unwrap();
    let table = [
        ("nowhere.jsonl", "adagio: nowhere.jsonl can't be read: "),
        ("bad.jsonl", "adagio: bad.jsonl, line 2: "),
        (
            "empty.jsonl",
            "adagio: empty.jsonl holds no message; leave it out",
        ),
    ];
    for (file, expected) in table {
        let output = adagio(&["good.jsonl", file], folder.path());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{file}");
        assert!(said.starts_with(expected), "{said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    }
}
