//! A database that is in use comes through every migration with all that is in it.

use adagio::store::{MIGRATOR, Store};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, SqliteConnection};

/// One row in each table, as the first migration made them.
const FILLED: &str = "
    insert into person (user_id, created_at) values (21, 1), (22, 1);
    insert into quiet_window values (21, 0, 79200, 28800, 31);
    insert into digest_time values (21, 32400);
    insert into server (server_id, created_at) values (1, 1);
    insert into membership values (1, 21, 1);
    insert into norm values ('channel', 11, 1, 'sync');
    insert into shard values (0, 'session', 'wss://gateway', 7);
    insert into ping values (100, 21, 1, 10, 10, 22, 'mention', 'digest', 'held', null, 5, 0, x'00', 5);
    insert into touched values (100, 6, 0);
    insert into act values (100, 21, 'checked', 1, 6);
    insert into wrote values (10, 21, 101), (11, 21, 102), (10, 22, 103);
    insert into outbox (key, user_id, priority, nonce, state, due_at, changed_at)
        values ('digest:21:5:0', 21, 2, 'n', 'sent', 5, 6);
    insert into digest values (1, 21, 'digest', 5, 0);
    insert into delivery values (1, 0, 100, 21, 'waiting');
    insert into memo values ('commands', 'hash');
";

/// A table that is gone: what it held stands in rows of others.
const GONE: &str = "delivery";

/// Tables that came later, in alphabetical order.
const NEW: [&str; 18] = [
    "answer",
    "entry",
    "entry_answer",
    "history",
    "history_shut",
    "holiday",
    "mute",
    "participant",
    "phone_test",
    "prompt",
    "question",
    "reply",
    "role_act",
    "run",
    "standup",
    "standup_question",
    "terms",
    "week_thread",
];

#[tokio::test]
async fn every_migration_runs_on_a_filled_database_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("adagio.db");
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .disable_statement_logging();
    let mut db = options.create_if_missing(true).connect().await.unwrap();
    let first = MIGRATOR.iter().next().unwrap().clone();
    let first = Migrator::with_migrations(vec![first]);
    first.run(&mut db).await.unwrap();
    sqlx::raw_sql(FILLED).execute(&mut db).await.unwrap();
    let mut before = counts(&mut db).await;
    assert!(before.iter().all(|(_, rows)| *rows > 0), "{before:?}");
    before.retain(|(table, _)| table != GONE);

    let store = Store::open(&path).await.unwrap();
    store.close().await;
    let (new, after): (Vec<_>, Vec<_>) = counts(&mut db)
        .await
        .into_iter()
        .partition(|(table, _)| NEW.contains(&table.as_str()));
    assert_eq!(after, before);
    assert_eq!(new, NEW.map(|table| (table.to_owned(), 0)));
    let read_until: i64 = sqlx::query_scalar("select history_until_at from server")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(read_until, 5, "when the last ping came");
    let brought: (String, i64, i64) =
        sqlx::query_as("select holds, waiting, brought_at from digest, ping")
            .fetch_one(&mut db)
            .await
            .unwrap();
    assert_eq!(brought, ("[100]".to_owned(), 1, 5));
    let wrote: Vec<(i64, i64, i64)> =
        sqlx::query_as("select user_id, channel_id, message_id from wrote order by 1, 2")
            .fetch_all(&mut db)
            .await
            .unwrap();
    assert_eq!(wrote, [(21, 10, 101), (21, 11, 102), (22, 10, 103)]);
}

/// How many rows each of Adagio's tables has, but for those of the full-text index.
async fn counts(db: &mut SqliteConnection) -> Vec<(String, i64)> {
    let tables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' \
                  and name not like '_sqlx_%' and name not like 'entry_text%' order by name";
    let tables: Vec<String> = sqlx::query_scalar(tables)
        .fetch_all(&mut *db)
        .await
        .unwrap();
    let mut counts = Vec::new();
    for table in tables {
        let count = format!("select count(*) from {table}");
        let rows = sqlx::query_scalar(AssertSqlSafe(count))
            .fetch_one(&mut *db)
            .await;
        counts.push((table, rows.unwrap()));
    }
    counts
}
