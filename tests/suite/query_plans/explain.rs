//! Has SQLite say how it goes about a statement.

use adagio::store::MIGRATOR;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, SqliteConnection};

use super::exempt::{OPEN, SMALL, STATEMENTS};
use super::record;

/// Rows in each table. Adagio has no statistics made of them, so that plans follow from tables and indexes alone.
const ROWS: u32 = 1_000;

/// What isn't planned: it begins and ends transactions, or makes tables.
const UNPLANNED: [&str; 9] = [
    "begin",
    "commit",
    "rollback",
    "savepoint",
    "release",
    "pragma",
    "create",
    "alter",
    "drop",
];

/// Fails if a statement that was recorded lately goes through a table that grows.
pub(crate) async fn hold_what_is_recorded() {
    let new = record::take_new();
    if new.is_empty() {
        return;
    }
    let mut db = filled().await;
    let mut found = Vec::new();
    for text in new {
        found.extend(faults(&mut db, &text).await);
    }
    assert!(
        found.is_empty(),
        "looked through as a whole:\n{}",
        found.join("\n")
    );
}

/// What is wrong with a statement, if anything.
async fn faults(db: &mut SqliteConnection, text: &str) -> Option<String> {
    let begins_with = |word: &str| text.to_lowercase().starts_with(word);
    let is_exempt = STATEMENTS.iter().any(|(begin, _)| text.starts_with(begin));
    let is_migration = MIGRATOR.iter().any(|it| it.sql.as_str().trim() == text);
    if is_exempt || is_migration || UNPLANNED.into_iter().any(begins_with) {
        return None;
    }
    let steps = plan(db, text).await;
    let steps: Vec<_> = steps.into_iter().filter(|step| is_costly(step)).collect();
    (!steps.is_empty()).then(|| format!("{text}\n    {}", steps.join("\n    ")))
}

/// The steps in which SQLite executes a statement.
async fn plan(db: &mut SqliteConnection, text: &str) -> Vec<String> {
    let explain = AssertSqlSafe(format!("explain query plan {text}"));
    let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain)
        .fetch_all(db)
        .await
        .unwrap_or_else(|error| panic!("{error}, of {text}"));
    steps.into_iter().map(|(.., step)| step).collect()
}

/// Whether a step takes the longer the more there is. A table that goes by another name in a statement is not known to
/// be small.
fn is_costly(step: &str) -> bool {
    let makes_index = step.contains("AUTOMATIC");
    let Some(scanned) = step.strip_prefix("SCAN ") else {
        return makes_index;
    };
    let (name, how) = scanned.split_once(' ').unwrap_or((scanned, ""));
    let index = how.rsplit(' ').next().unwrap_or_default();
    let is_found_by_words = scanned.contains("VIRTUAL TABLE INDEX") && scanned.contains(":M");
    let is_given = is_found_by_words
        || scanned.contains("CONSTANT ROW")
        || name.starts_with("(subquery")
        || name == "json_each";
    !(is_given || SMALL.contains(&name) || OPEN.contains(&index))
}

/// A database as the migrations leave it, with something in each table. The full-text index is filled by triggers.
async fn filled() -> SqliteConnection {
    let mut db = SqliteConnectOptions::new()
        .in_memory(true)
        .foreign_keys(false)
        .pragma("ignore_check_constraints", "on")
        .disable_statement_logging()
        .connect()
        .await
        .unwrap();
    MIGRATOR.run(&mut db).await.unwrap();
    let tables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' \
                  and name not like '_sqlx_%' and name not like 'entry_text%'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut db).await.unwrap();
    assert!(tables.len() > 10, "{tables:?}");
    for table in tables {
        fill(&mut db, &table).await;
    }
    db
}

async fn fill(db: &mut SqliteConnection, table: &str) {
    let columns = "select type from pragma_table_info($1) order by cid";
    let columns: Vec<String> = sqlx::query_scalar(columns)
        .bind(table.to_owned())
        .fetch_all(&mut *db)
        .await
        .unwrap();
    let values = columns.iter().map(|of_type| match of_type.as_str() {
        "INTEGER" => "n",
        "TEXT" => "'w' || n",
        "BLOB" => "zeroblob(8)",
        other => panic!("{table} has a column of {other}"),
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let rows = format!(
        "with recursive number(n) as (values (1) union all select n + 1 from number where n < {ROWS}) \
         insert into {table} select {values} from number"
    );
    sqlx::query(AssertSqlSafe(rows)).execute(db).await.unwrap();
}

#[tokio::test]
async fn a_scan_of_a_table_that_grows_is_found() {
    let mut db = filled().await;
    for bad in [
        "select count(*) from ping",
        "select count(*) from ping p where p.expected_at = $1",
        "update touched set deleted = 1 where edited_at < $1",
        "select 1 from ping p join ping q on q.expected_at = p.expected_at where p.source_id = $1",
    ] {
        let found = faults(&mut db, bad).await;
        assert!(found.is_some(), "{bad}: {:?}", plan(&mut db, bad).await);
    }
    for good in [
        "select excerpt from ping where source_id = $1",
        "select value from memo",
        "begin immediate",
    ] {
        assert_eq!(faults(&mut db, good).await, None);
    }
}
