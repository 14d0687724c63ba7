//! Opens the database: one writer, some readers, tables up to date, or a sentence that says why not.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::migrate::MigrateError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::{Result, Write};

/// The one set of migrations, compiled into the binary.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a statement waits for another process that holds the file (a backup, say).
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How many connections only read.
const READERS: u32 = 4;

/// What the writer keeps of the file at hand, in KiB (negative is how SQLite tells KiB from pages). In a burst each
/// batch touches most pages of two indexes; what doesn't fit would be written twice.
const WRITER_CACHE: &str = "-12288";

/// The pages of a new database, in bytes.
const PAGE: u32 = 8_192;

/// How many pages the write-ahead log takes before it is folded into the file: 128 MiB. A page that many batches
/// touch is folded in once, and while it is, nothing can be written for some tenths of a second.
const FOLD_AFTER: &str = "16384";

/// What the write-ahead log shrinks to once a burst is over, in bytes.
const LOG_AT_REST: &str = "4194304";

/// Why a database can't be used; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "the database {path} can't be opened: {problem}; check the path and its permissions (storage.database)"
    )]
    Path { path: PathBuf, problem: sqlx::Error },
    #[error(
        "the folder of the database {path} can't be made: {problem}; check the path and its permissions (storage.database)"
    )]
    Folder {
        path: PathBuf,
        problem: std::io::Error,
    },
    #[error(
        "the database {path} was written by a newer adagio (migration {version}); start that version, or restore the backup made before it"
    )]
    Newer { path: PathBuf, version: i64 },
    #[error("the database {path} can't be brought up to date: {problem}")]
    Migrate {
        path: PathBuf,
        problem: MigrateError,
    },
}

/// The open database.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Opens the file, makes it if need be, and brings its tables up to date.
    ///
    /// # Errors
    /// See [`OpenError`]; nothing is changed by a failed call.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        make_folder_of(path)?;
        let wrong_path = |problem| OpenError::Path {
            path: path.to_owned(),
            problem,
        };
        let options = options(path);
        let writer = writer(options.clone()).await.map_err(wrong_path)?;
        migrate(&writer, path).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            // A file doesn't hang up; asking whether it has costs each reading a journey to the connection's thread and back.
            .test_before_acquire(false)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .map_err(wrong_path)?;
        Ok(Self { writer, readers })
    }

    /// Begins the one write transaction; waits for the one before it to end.
    ///
    /// # Errors
    /// If the database can't be written.
    pub async fn write(&self) -> Result<Write> {
        self.writer.begin_with("begin immediate").await
    }

    /// A connection that sees one consistent state while it reads.
    ///
    /// # Errors
    /// If no reader becomes free in time.
    pub async fn read(&self) -> Result<Write> {
        self.readers.begin().await
    }

    /// Folds the write-ahead log into the file and empties it: what was deleted stands in neither then. If a reader is in the way
    /// for too long, it isn't emptied, and the next call does it.
    ///
    /// # Errors
    /// If the database can't be written.
    pub async fn fold(&self) -> Result<()> {
        sqlx::query("pragma wal_checkpoint(truncate)")
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Closes every connection and folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn make_folder_of(path: &Path) -> Result<(), OpenError> {
    let folder = path.parent();
    let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|problem| OpenError::Folder {
        path: path.to_owned(),
        problem,
    })
}

/// What every connection has in common.
fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // In WAL mode NORMAL survives every crash of the process; only a power cut may take the
        // last commits, and those events come again when the session resumes.
        .synchronous(SqliteSynchronous::Normal)
        // In a burst two indexes are touched all over: trees of larger pages have fewer levels, and fewer pages to look up.
        // A file that is there keeps its own.
        .page_size(PAGE)
        .foreign_keys(true)
        // What is deleted is overwritten in the file too, or "forget me" would only be half true.
        .pragma("secure_delete", "on")
        // What a statement would need to be undone is kept in memory: in a file it took a seventh of the writer's time.
        .pragma("temp_store", "memory")
        .busy_timeout(BUSY_TIMEOUT)
}

/// The one connection that writes.
async fn writer(options: SqliteConnectOptions) -> sqlx::Result<SqlitePool> {
    let options = options
        .pragma("cache_size", WRITER_CACHE)
        .pragma("wal_autocheckpoint", FOLD_AFTER)
        .pragma("journal_size_limit", LOG_AT_REST);
    SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await
}

async fn migrate(writer: &SqlitePool, path: &Path) -> Result<(), OpenError> {
    match MIGRATOR.run(writer).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(version)) => Err(OpenError::Newer {
            path: path.to_owned(),
            version,
        }),
        Err(MigrateError::Execute(problem) | MigrateError::ExecuteMigration(problem, _)) => {
            Err(OpenError::Path {
                path: path.to_owned(),
                problem,
            })
        }
        Err(problem) => Err(OpenError::Migrate {
            path: path.to_owned(),
            problem,
        }),
    }
}
