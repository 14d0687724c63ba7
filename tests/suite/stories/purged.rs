//! What is kept of people's words goes out of the files, byte for byte (PRODUCT A5).

use std::path::Path;

use discord_sim::{Fault, Ping};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use super::acting::reply_to_item;
use crate::harness::Story;

/// What people write in this story, and what they are called.
const WORDS: [&str; 4] = ["xylophone", "quagmire", "anastasia", "benedict"];

/// Enough of something sealed to know it again.
const PART: usize = 24;

/// The files of the database: itself, and the log of what is written to it.
fn files(folder: &Path) -> Vec<u8> {
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap_or_default();
    [read("adagio.db"), read("adagio.db-wal")].concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// All that is sealed at the moment: what people wrote, and what is or was to be sent.
async fn sealed(db: &mut SqliteConnection) -> Vec<Vec<u8>> {
    let sealed = "select excerpt from ping where excerpt is not null \
                  union all select body from outbox where body is not null \
                  union all select excerpt from reply where excerpt is not null";
    sqlx::query_scalar(sealed).fetch_all(db).await.unwrap()
}

/// Without the message-content intent there are no words to keep.
#[tokio::test]
async fn seven_days_after_delivery_no_word_stands_in_the_files_not_even_sealed() {
    let mut story = Story::of_words().await;
    let ana = story.joined("anastasia", "Europe/Berlin").await;
    let ben = story.joined("benedict", "Europe/Berlin").await;
    let folder = story.stage.folder().to_owned();
    let database = SqliteConnectOptions::new().filename(folder.join("adagio.db"));
    let looking = database.read_only(true).disable_statement_logging();
    let mut db = looking.connect().await.unwrap();
    let mut ever: Vec<Vec<u8>> = Vec::new();
    // Enough for pages to be moved about, answered in both ways, some of it edited.
    for number in 0..40 {
        let what = format!("the xylophone {number} {}", "la ".repeat(number));
        let asked = story.asks(&ana, &ben, &what);
        if number % 4 == 0 {
            let text = format!("{} and the quagmire {number}", ben.mention());
            ana.edit(story.support, asked, &text).unwrap();
        }
        if number % 5 == 0 {
            ben.reply(story.support, asked, "no xylophone", Ping::Off)
                .unwrap();
        }
        story.stage.settle().await.unwrap();
        ever.extend(sealed(&mut db).await);
    }
    for time in ["2026-03-02 08:00", "2026-03-02 15:00"] {
        story.until(time).await;
        ever.extend(sealed(&mut db).await);
        let bytes = files(&folder);
        for word in WORDS {
            assert!(!holds(&bytes, word.as_bytes()), "“{word}” at {time}");
        }
    }
    story.letters(&ana);
    let letters = story.letters(&ben);
    // Which is on its way for a while, and waits for who asked then.
    let route = format!("/channels/{}/messages", story.support);
    let unanswered = Fault::Status(503, serde_json::json!({}));
    let faults = || story.sim().faults();
    faults().always(("POST", route.as_str()), unanswered);
    let item = (letters.last().unwrap(), 1);
    reply_to_item(&story, &ben, item, "the quagmire").await;
    ever.extend(sealed(&mut db).await);
    faults().clear();
    story.until("2026-03-02 15:10").await;
    ever.extend(sealed(&mut db).await);
    ever.retain(|sealed| sealed.len() > 2 * PART);
    ever.sort();
    ever.dedup();
    let part = |sealed: &Vec<u8>| sealed[sealed.len() - PART..].to_vec();
    let now = sealed(&mut db).await;
    let bytes = files(&folder);
    assert!(!now.is_empty() && now.iter().all(|one| holds(&bytes, &part(one))));

    story.until("2026-03-11 09:00").await;

    assert_eq!(sealed(&mut db).await, Vec::<Vec<u8>>::new());
    let bytes = files(&folder);
    // The search finds what is there.
    assert!(holds(&bytes, b"Europe/Berlin"));
    let left = ever.iter().filter(|sealed| holds(&bytes, &part(sealed)));
    assert_eq!(left.count(), 0, "of {}", ever.len());
    db.close().await.unwrap();
    story.letters(&ana);
    story.end().await;
}
