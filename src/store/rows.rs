//! Many rows a statement.
//!
//! Each statement is a journey to the connection's own thread and back: row by row sqlx takes in 12,700 rows a second,
//! hundreds of rows a statement more than ten times as many. What is the same for every row is made once: the
//! statement's text for a full chunk.

use std::fmt::Display;
use std::sync::{Arc, OnceLock};

use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe, Encode, SqlSafeStr as _, SqlStr, Sqlite, Type};

use super::Connection;

/// How many rows go into one statement at most.
pub const CHUNK: usize = 1_024;

/// What a column may be, as one value, for `in (select value from json_each($1))`: so the statement is the same however
/// many they are, and is prepared once.
pub fn list<Id: Display>(ids: &[Id]) -> String {
    let ids: Vec<_> = ids.iter().map(Id::to_string).collect();
    format!("[{}]", ids.join(","))
}

/// A statement that writes up to [`CHUNK`] rows of so many values.
#[derive(Debug)]
pub struct Rows {
    before: String,
    values: usize,
    behind: &'static str,
    full: OnceLock<Arc<str>>,
}

/// What a statement writes: first what all its rows share, then the values row by row.
#[derive(Debug, Default)]
pub struct Values(SqliteArguments);

impl Values {
    /// Adds the next value.
    ///
    /// # Errors
    /// If it can't be written as SQLite has it.
    pub fn add<'t>(&mut self, value: impl Encode<'t, Sqlite> + Type<Sqlite>) -> sqlx::Result<()> {
        self.0.add(value).map_err(sqlx::Error::Encode)
    }
}

impl Rows {
    /// `before` ends where the values begin (`insert into ping (…) values `), `behind` begins where they end.
    pub const fn new(before: String, values: usize, behind: &'static str) -> Self {
        Self {
            before,
            values,
            behind,
            full: OnceLock::new(),
        }
    }

    /// Writes all rows, [`CHUNK`] a statement; `values` makes what a statement writes. While SQLite takes one chunk, the
    /// next one is made ready. Returns the chunks of which it didn't write every row.
    ///
    /// # Errors
    /// If the database can't be written; then some of the rows may be.
    pub async fn write<'r, T>(
        &self,
        db: &mut Connection,
        rows: &'r [T],
        values: impl Fn(&[T], &mut Values) -> sqlx::Result<()>,
    ) -> sqlx::Result<Vec<&'r [T]>> {
        let mut chunks = rows.chunks(CHUNK);
        let mut next = || {
            let chunk = chunks.next()?;
            Some((chunk, self.made_ready(chunk, &values)))
        };
        let mut incomplete = Vec::new();
        let mut ready = next();
        while let Some((chunk, query)) = ready {
            let writing = query?.execute(&mut *db);
            let (written, then) = tokio::join!(biased; writing, async { next() });
            if written?.rows_affected() < chunk.len() as u64 {
                incomplete.push(chunk);
            }
            ready = then;
        }
        Ok(incomplete)
    }

    /// Only the statement of a full chunk is kept by the connection: a hundred of other lengths would take some 30 MiB, and
    /// push out those that are always needed.
    fn made_ready<T>(
        &self,
        chunk: &[T],
        values: impl Fn(&[T], &mut Values) -> sqlx::Result<()>,
    ) -> sqlx::Result<Query<'static, Sqlite, SqliteArguments>> {
        let rows = chunk.len();
        let mut made = Values::default();
        made.0.reserve((rows + 1) * self.values, 0);
        values(chunk, &mut made)?;
        Ok(sqlx::query_with(self.text_for(rows), made.0).persistent(rows == CHUNK))
    }

    fn text_for(&self, rows: usize) -> SqlStr {
        let text = if rows == CHUNK {
            Arc::clone(self.full.get_or_init(|| self.text(rows).into()))
        } else {
            self.text(rows).into()
        };
        // Nothing in it comes from outside.
        AssertSqlSafe(text).into_sql_str()
    }

    fn text(&self, rows: usize) -> String {
        let row = format!("({})", vec!["?"; self.values].join(", "));
        let rows = vec![row; rows].join(", ");
        format!("{}{rows}{}", self.before, self.behind)
    }
}

/// The number by which [`pick`] knows one of them.
pub fn number<T: Copy + PartialEq>(all: &[T], one: T) -> Option<i64> {
    let at = all.iter().position(|other| *other == one)?;
    i64::try_from(at).ok()
}

/// SQL for the word of the number in a column; null stays null.
pub fn pick<T: Copy>(column: &str, all: &[T], word: fn(T) -> &'static str) -> String {
    let cases = all.iter().zip(0..);
    let cases = cases.map(|(one, number)| format!(" when {number} then '{}'", word(*one)));
    format!("case {column}{} end", cases.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_a_place_for_each_value() {
        let rows = Rows::new(
            "insert into a (b, c) values ".to_owned(),
            2,
            " on conflict do nothing",
        );
        let text = "insert into a (b, c) values (?, ?), (?, ?) on conflict do nothing";
        assert_eq!(rows.text_for(2).as_str(), text);
        let full = rows.text_for(CHUNK);
        assert_eq!(full.as_str().matches('?').count(), 2 * CHUNK);
    }
}
