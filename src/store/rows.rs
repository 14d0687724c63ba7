//! Many rows a statement.
//!
//! Each statement is a journey to the connection's own thread and back: row by row sqlx takes in 12,700 rows a second,
//! 256 rows a statement more than ten times as many. What is the same for every row is made once: the statement's text for a full
//! chunk, and the words that rows share.

use std::sync::{Arc, OnceLock};

use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr, Sqlite};

/// How many rows go into one statement at most.
pub const CHUNK: usize = 256;

/// A statement that writes up to [`CHUNK`] rows of so many values.
#[derive(Debug)]
pub struct Rows {
    before: &'static str,
    values: usize,
    behind: &'static str,
    full: OnceLock<Arc<str>>,
}

impl Rows {
    /// `before` ends where the values begin (`insert into ping (…) values `), `behind` begins where they end.
    pub const fn new(before: &'static str, values: usize, behind: &'static str) -> Self {
        Self {
            before,
            values,
            behind,
            full: OnceLock::new(),
        }
    }

    /// The statement for so many rows, whose values are bound row by row. Only that of a full chunk is kept by the
    /// connection: a hundred of other lengths would take some 30 MiB, and push out those that are always needed.
    pub fn query(&self, rows: usize) -> Query<'static, Sqlite, SqliteArguments> {
        sqlx::query(self.text_for(rows)).persistent(rows == CHUNK)
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

/// Words that many rows bind, each made once for all of them.
#[derive(Debug, Default)]
pub struct Words(Vec<(&'static str, Arc<str>)>);

impl Words {
    /// The word, as it is bound.
    pub fn get(&mut self, word: &'static str) -> Arc<str> {
        if let Some((_, made)) = self.0.iter().find(|(of, _)| *of == word) {
            return Arc::clone(made);
        }
        let made: Arc<str> = word.into();
        self.0.push((word, Arc::clone(&made)));
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_a_place_for_each_value() {
        let rows = Rows::new("insert into a (b, c) values ", 2, " on conflict do nothing");
        let text = "insert into a (b, c) values (?, ?), (?, ?) on conflict do nothing";
        assert_eq!(rows.text_for(2).as_str(), text);
        let full = rows.text_for(CHUNK);
        assert_eq!(full.as_str().matches('?').count(), 2 * CHUNK);
    }
}
