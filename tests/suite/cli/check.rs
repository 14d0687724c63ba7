//! `adagio check`: a line for each thing that has to be right.

use std::fs;

use adagio::store::Store;
use discord_sim::Simulator;

use super::program::{Program, TOKEN};

#[test]
fn check_says_of_each_thing_how_it_is_and_fails_if_one_is_wrong() {
    let (_, lines) = Program::new(&["check"])
        .with("DISCORD_TOKEN", "no token at all")
        .listed();
    assert!(lines.contains("ok     settings "), "{lines}");
    assert!(
        lines.contains("wrong  token     DISCORD_TOKEN is no bot token"),
        "{lines}"
    );
    assert!(!lines.contains("at all"), "{lines}");
}

#[test]
fn the_health_check_fails_while_nothing_runs() {
    let sentence = Program::new(&["check", "--health"])
        .with("ADAGIO__SERVICE__LISTEN", "127.0.0.1:1")
        .refused();
    assert!(
        sentence.starts_with("adagio: ask 127.0.0.1:1 for /healthz: "),
        "{sentence}"
    );
}

#[test]
fn check_looks_at_the_database_and_the_key_and_leaves_them_alone() {
    let program = Program::new(&["check"])
        .with("DISCORD_TOKEN", TOKEN)
        .with_file(
            "data/adagio.db",
            "not a database at all, only a letter to somebody",
        )
        .with_file("data/adagio.key", "lost");
    let (folder, lines) = program.listed();
    assert!(
        lines.contains("wrong  database  the database data/adagio.db"),
        "{lines}"
    );
    assert!(
        lines.contains("wrong  key       the key file data/adagio.key holds no key"),
        "{lines}"
    );
    assert_eq!(fs::read_dir(folder.path().join("data")).unwrap().count(), 2);

    let (folder, lines) = Program::new(&["check"]).listed();
    assert!(
        lines.contains("ok     database  data/adagio.db will be made"),
        "{lines}"
    );
    assert!(
        lines.contains("ok     key       data/adagio.key will be made"),
        "{lines}"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_database_that_a_newer_adagio_wrote_is_left_alone() {
    let program = Program::new(&["check"]).with("DISCORD_TOKEN", TOKEN);
    let path = program.folder.path().join("data/adagio.db");
    let store = Store::open(&path).await.unwrap();
    let mut write = store.write().await.unwrap();
    let later =
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 values (99990101000000, 'later', 1, x'', 0)";
    sqlx::query(later).execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    store.close().await;

    let (_, lines) = program.listed();
    let sentence = "wrong  database  the database data/adagio.db was written by a newer adagio (migration 99990101000000)";
    assert!(lines.contains(sentence), "{lines}");
}

#[tokio::test]
async fn check_says_how_discord_receives_the_bot() {
    let sim = Simulator::builder().without_message_content();
    let sim = sim.start().await.unwrap();
    let check = |content: &str| {
        Program::new(&["check"])
            .with("DISCORD_TOKEN", sim.token())
            .with("ADAGIO__DISCORD__API_BASE", &sim.api_base())
            .with("ADAGIO__DISCORD__MESSAGE_CONTENT", content)
    };
    let (well, unwell) = (check("false"), check("true"));
    let well = tokio::task::spawn_blocking(|| well.said()).await.unwrap();
    assert!(
        well.contains("ok     discord   it answers and knows the bot as "),
        "{well}"
    );
    let unwell = tokio::task::spawn_blocking(|| unwell.listed()).await;
    let (_, unwell) = unwell.unwrap();
    assert!(
        unwell.contains("wrong  discord   Discord doesn't allow the message-content intent;"),
        "{unwell}"
    );
    assert_eq!(sim.gateway().sessions_begun(), 0);
    assert_eq!(sim.findings(), []);

    let (_, nobody) = Program::new(&["check"])
        .with("DISCORD_TOKEN", TOKEN)
        .listed();
    assert!(
        nobody.contains("wrong  discord   Discord can't be reached at http://127.0.0.1:1/api/v10;"),
        "{nobody}"
    );
}
