//! Writes down the statements that the bot executes: sqlx logs each of them, if anybody listens.

use std::collections::HashSet;
use std::fmt;
use std::sync::{LazyLock, Mutex, MutexGuard, OnceLock, PoisonError};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// Under which sqlx logs statements.
const TARGET: &str = "sqlx::query";

static RECORD: LazyLock<Mutex<Record>> = LazyLock::new(Mutex::default);

/// The statements of all stories so far.
#[derive(Default)]
struct Record {
    /// As they are logged, whatever number of rows they write.
    logged: HashSet<String>,
    seen: HashSet<String>,
    /// Those that nobody has looked at.
    new: Vec<String>,
}

/// Records from now on. SQLite works on threads of its own, so one recorder listens for all stories.
pub(crate) fn begin_recording() {
    static BEGUN: OnceLock<()> = OnceLock::new();
    BEGUN.get_or_init(|| {
        let only_statements = filter_fn(|metadata| metadata.target() == TARGET);
        let log = tracing_subscriber::registry().with(Recorder.with_filter(only_statements));
        tracing::subscriber::set_global_default(log).unwrap();
    });
}

/// What was recorded and nobody has taken yet.
pub(super) fn take_new() -> Vec<String> {
    let mut record = record();
    assert!(
        !record.seen.is_empty(),
        "a story was played, and no statement was seen: does sqlx log them elsewhere now?"
    );
    std::mem::take(&mut record.new)
}

fn record() -> MutexGuard<'static, Record> {
    RECORD.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Recorder;

impl<S: Subscriber> Layer<S> for Recorder {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        let logged = statement.text();
        let mut record = record();
        // Nearly always: it is the same again.
        if record.logged.contains(&logged) {
            return;
        }
        let text = with_one_row(&logged);
        record.logged.insert(logged);
        if !record.seen.contains(&text) {
            record.seen.insert(text.clone());
            record.new.push(text);
        }
    }
}

/// A statement as it is logged: its first words, and the whole if it has more.
#[derive(Default)]
struct Statement {
    summary: String,
    whole: String,
}

impl Statement {
    fn text(self) -> String {
        let whole = self.whole.trim();
        if whole.is_empty() {
            self.summary
        } else {
            whole.to_owned()
        }
    }
}

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.whole),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

/// A statement that writes many rows, as if it wrote one: they all are one statement.
pub(super) fn with_one_row(text: &str) -> String {
    let row = text.find("(?").and_then(|begin| {
        let length = text[begin..].find(')')?;
        Some(&text[begin..=begin + length])
    });
    row.map_or_else(
        || text.to_owned(),
        |row| text.replace(&format!(", {row}"), ""),
    )
}

#[test]
fn statements_of_many_rows_are_one() {
    let many = "insert into a (b, c) values (?, ?), (?, ?), (?, ?) on conflict do nothing";
    let one = "insert into a (b, c) values (?, ?) on conflict do nothing";
    assert_eq!(with_one_row(many), one);
    assert_eq!(with_one_row(one), one);
}
