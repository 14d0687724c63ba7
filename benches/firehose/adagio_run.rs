//! `adagio run` under the firehose: the program as an operator starts it, on a database in which everybody joined.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use discord_sim::{Answer, Person, Simulator};
use futures_util::{StreamExt as _, stream};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use tempfile::TempDir;
use tokio::time::timeout;

use super::frames::{Asked, Messages};
use super::process::{Process, Run, pause};
use super::town::{Server, Town};

/// How often the database is asked how far Adagio has come.
const LOOK: Duration = Duration::from_millis(4);
/// People who join at a time.
const AT_A_TIME: usize = 32;
/// How long a page may take to turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// Messages that are looked for in their recipients' inboxes afterwards.
const LOOKED_FOR: usize = 100;

/// The program in this folder, with its defaults but for where Discord is.
pub(crate) fn program(folder: &Path, sim: &Simulator) -> anyhow::Result<Process> {
    Process::start(&mut command(folder, sim))
}

fn command(folder: &Path, sim: &Simulator) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_adagio"));
    command
        .arg("run")
        .current_dir(folder)
        .env_clear()
        .env("DISCORD_TOKEN", sim.token())
        .env("ADAGIO__DISCORD__API_BASE", sim.api_base())
        .env("ADAGIO__SERVICE__LISTEN", "")
        // A hundred inboxes in a row ask who may read what more often than Discord allows in a minute.
        .env("ADAGIO__DISCORD__GATEWAY_PER_MINUTE", "6000")
        .env("ADAGIO__LOG__FILTER", "warn");
    command
}

/// A folder with a database in which everybody has joined by their own command.
pub(crate) async fn joined(town: &Town) -> anyhow::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let mut command = command(folder.path(), &town.sim);
    // A channel has to be opened for each of them; Discord's 50 a second would take a while.
    command.env("ADAGIO__DISCORD__GLOBAL_PER_SECOND", "10000");
    let bot = Process::start(&mut command)?;
    town.sim.wait_ready(1).await;
    let joining = stream::iter(town.everybody())
        .map(|(server, person)| join(server, person))
        .buffer_unordered(AT_A_TIME);
    let outcomes: Vec<_> = joining.collect().await;
    outcomes.into_iter().collect::<anyhow::Result<()>>()?;
    let mut db = database(folder.path()).await?;
    while allowed(&mut db).await? < town.everybody().count() {
        pause(LOOK).await;
    }
    drop(bot);
    town.forget_sessions();
    // Every round begins with a session of its own.
    sqlx::query("delete from shard").execute(&mut db).await?;
    sqlx::query("pragma wal_checkpoint(truncate)")
        .execute(&mut db)
        .await?;
    Ok(folder)
}

/// Tells Adagio the zone, and agrees to digests by DM.
async fn join(server: &Server, person: &Person) -> anyhow::Result<()> {
    let place = server.channels[0];
    let panel = person
        .run_command(place, "hours", &[("zone", "Europe/Berlin")])
        .await?
        .settled()
        .await?;
    let question = if has_button(&panel, "Yes, by DM") {
        panel
    } else {
        person
            .click_label(&panel, "Delivery")
            .await?
            .settled()
            .await?
    };
    person
        .click_label(&question, "Yes, by DM")
        .await?
        .settled()
        .await?;
    Ok(())
}

/// How many people agreed.
async fn allowed(db: &mut SqliteConnection) -> anyhow::Result<usize> {
    let count: i64 = sqlx::query_scalar("select count(*) from person where dm = 'allowed'")
        .fetch_one(db)
        .await?;
    Ok(usize::try_from(count)?)
}

fn has_button(answer: &Answer, label: &str) -> bool {
    answer
        .message()
        .is_some_and(|message| message.buttons().iter().any(|button| button.label == label))
}

/// Pours the messages, until the last one is committed; then looks for some of them.
pub(crate) async fn round(
    town: &Town,
    joined: &TempDir,
    messages: &Messages,
) -> anyhow::Result<Run> {
    let folder = tempfile::tempdir()?;
    copy(&joined.path().join("data"), &folder.path().join("data"))?;
    let bot = program(folder.path(), &town.sim)?;
    town.sim.wait_ready(1).await;
    let mut db = database(folder.path()).await?;
    while position(&mut db).await? < town.sim.last_seq(0) {
        pause(LOOK).await;
    }

    let gateway = town.sim.gateway();
    let stopwatch = bot.stopwatch()?;
    let committed = async {
        let last = gateway.pour(0, &messages.frames).await;
        while position(&mut db).await? < last {
            pause(LOOK).await;
        }
        bot.measured(&stopwatch, messages.frames.len())
    };
    let run = committed.await?;

    let rows: i64 = sqlx::query_scalar("select count(*) from ping")
        .fetch_one(&mut db)
        .await?;
    ensure!(
        usize::try_from(rows) == Ok(messages.frames.len()),
        "{rows} rows of {} messages",
        messages.frames.len()
    );
    for asked in messages.some(LOOKED_FOR) {
        find(asked).await?;
    }
    drop(bot);
    town.forget_sessions();
    Ok(run)
}

/// Turns the pages of the recipient's inbox until the message is there.
async fn find(asked: &Asked) -> anyhow::Result<()> {
    let inbox = asked.whom.run_command(asked.channel, "inbox", &[]).await?;
    let mut page = inbox.settled().await?;
    while !page.text().contains(&asked.link) {
        let before = page.text();
        let next = asked.whom.click_label(&page, "Later page").await;
        page = next.with_context(|| format!("{} is in no page", asked.link))?;
        let turned = async {
            while page.text() == before {
                pause(LOOK).await;
            }
        };
        let turned = timeout(PATIENCE, turned).await;
        turned.context("a page was not turned")?;
    }
    Ok(())
}

/// A connection beside the program's own.
pub(crate) async fn database(folder: &Path) -> anyhow::Result<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(folder.join("data/adagio.db"));
    Ok(options.connect().await?)
}

/// The sequence number of the last event that is committed; 0 before the first.
pub(crate) async fn position(db: &mut SqliteConnection) -> anyhow::Result<u64> {
    let seq: Option<i64> = sqlx::query_scalar("select seq from shard where shard_id = 0")
        .fetch_optional(db)
        .await?;
    Ok(seq.unwrap_or_default().unsigned_abs())
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        std::fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}
