//! The rows of a bot, looked at and moved in time from outside.

use std::path::Path;
use std::time::Duration;

use adagio::clock::{Clock as _, SystemClock};
use chrono::TimeDelta;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqlitePool};

/// The database in a bot's folder.
pub(super) struct Rows(SqlitePool);

impl Rows {
    pub(super) async fn open(folder: &Path) -> Self {
        let file = folder.join("data/adagio.db");
        let options = SqliteConnectOptions::new()
            .filename(file)
            .busy_timeout(Duration::from_secs(10))
            .disable_statement_logging();
        Self(SqlitePool::connect_with(options).await.unwrap())
    }

    /// Pings that wait for a digest.
    pub(super) async fn held(&self) -> i64 {
        let query = sqlx::query_scalar("select count(*) from ping where state = 'held'");
        query.fetch_one(&self.0).await.unwrap()
    }

    /// Rows of the outbox that are not seen through.
    pub(super) async fn open_rows(&self) -> i64 {
        let query =
            sqlx::query_scalar("select count(*) from outbox where state in ('due', 'sending')");
        query.fetch_one(&self.0).await.unwrap()
    }

    /// What waits has waited for so long, and somebody's digest is due.
    pub(super) async fn digests_are_due(&self, waited: TimeDelta) {
        self.move_back(
            "update ping set pinged_at = pinged_at - $1 where state = 'held'",
            waited,
        )
        .await;
        let query =
            sqlx::query("update person set digest_due_at = $1 where digest_due_at is not null");
        query
            .bind(SystemClock.now().timestamp_millis())
            .execute(&self.0)
            .await
            .unwrap();
    }

    /// The bot was away for so long: what it began, it began longer ago.
    pub(super) async fn grow_older(&self, by: TimeDelta) {
        for statement in [
            "update outbox set due_at = due_at - $1, first_tried_at = first_tried_at - $1, changed_at = changed_at - $1",
            "update person set digest_due_at = digest_due_at - $1 where digest_due_at is not null",
        ] {
            self.move_back(statement, by).await;
        }
    }

    async fn move_back(&self, statement: &'static str, by: TimeDelta) {
        let query = sqlx::query(statement).bind(by.num_milliseconds());
        query.execute(&self.0).await.unwrap();
    }

    pub(super) async fn close(self) {
        self.0.close().await;
    }
}
