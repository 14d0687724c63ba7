//! The database: the only place that knows SQL.
//!
//! One writer and a few readers (SQLite in WAL mode). Every function takes the connection that it works
//! on, so that an action decides what belongs into one transaction.

pub mod act;
pub mod columns;
pub mod digest;
pub mod memo;
pub mod norm;
pub mod outbox;
pub mod person;
pub mod ping;
pub mod rows;
pub mod server;
pub mod shard;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};

/// The one set of migrations, compiled into the binary.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a statement waits for another process that holds the file (a backup, say).
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How many connections only read.
const READERS: u32 = 4;

/// An open transaction. Dropped without [`Write::commit`], it leaves no trace.
pub type Write = Transaction<'static, Sqlite>;

/// What a statement gives, or why it failed.
pub type Result<T, E = sqlx::Error> = std::result::Result<T, E>;

/// A connection that a function reads or writes through.
pub type Connection = SqliteConnection;

/// Why a database can't be used; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "the database {path} can't be opened: {source}; check the path and its permissions (storage.database)"
    )]
    Path { path: PathBuf, source: sqlx::Error },
    #[error(
        "the folder of the database {path} can't be made: {source}; check the path and its permissions (storage.database)"
    )]
    Folder {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "the database {path} was written by a newer adagio (migration {version}); start that version, or restore the backup made before it"
    )]
    Newer { path: PathBuf, version: i64 },
    #[error("the database {path} can't be brought up to date: {source}")]
    Migrate { path: PathBuf, source: MigrateError },
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
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(|source| OpenError::Folder {
                path: path.to_owned(),
                source,
            })?;
        }
        let wrong_path = |source| OpenError::Path {
            path: path.to_owned(),
            source,
        };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode NORMAL survives every crash of the process; only a power cut may take the
            // last commits, and those events come again when the session resumes.
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await
            .map_err(wrong_path)?;
        migrate(&writer, path).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .map_err(wrong_path)?;
        Ok(Self { writer, readers })
    }

    /// Begins the one write transaction; waits for the one before it to end.
    ///
    /// # Errors
    /// If the database can't be written.
    pub async fn write(&self) -> sqlx::Result<Write> {
        self.writer.begin_with("begin immediate").await
    }

    /// A connection that sees one consistent state while it reads.
    ///
    /// # Errors
    /// If no reader becomes free in time.
    pub async fn read(&self) -> sqlx::Result<Write> {
        self.readers.begin().await
    }

    /// Closes every connection and folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

async fn migrate(writer: &SqlitePool, path: &Path) -> Result<(), OpenError> {
    match MIGRATOR.run(writer).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(version)) => Err(OpenError::Newer {
            path: path.to_owned(),
            version,
        }),
        Err(MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _)) => {
            Err(OpenError::Path {
                path: path.to_owned(),
                source,
            })
        }
        Err(source) => Err(OpenError::Migrate {
            path: path.to_owned(),
            source,
        }),
    }
}
