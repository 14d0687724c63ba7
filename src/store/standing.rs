//! How a database stands, found out without changing it: for `adagio check`.

use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection as _};

use super::Connection;
use super::open::{MIGRATOR, OpenError};

/// What the next start will find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No file: it will be made.
    Absent,
    /// The tables are those of this program.
    Current,
    /// The tables will be brought up to date.
    Behind,
}

/// Looks at the database at `path`.
///
/// # Errors
/// What would keep [`super::Store::open`] from opening it.
pub async fn standing(path: &Path) -> Result<Standing, OpenError> {
    if !path.exists() {
        return folder_can_be_written(path).map(|()| Standing::Absent);
    }
    let wrong_path = |problem| OpenError::Path {
        path: path.to_owned(),
        problem,
    };
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut db = options.connect().await.map_err(wrong_path)?;
    let applied = applied(&mut db).await.map_err(wrong_path)?;
    db.close().await.map_err(wrong_path)?;

    match applied
        .iter()
        .find(|version| !MIGRATOR.version_exists(**version))
    {
        Some(version) => Err(OpenError::Newer {
            path: path.to_owned(),
            version: *version,
        }),
        None if applied.len() < MIGRATOR.iter().count() => Ok(Standing::Behind),
        None => Ok(Standing::Current),
    }
}

/// The migrations that the file has been through; none if it is empty.
async fn applied(db: &mut Connection) -> sqlx::Result<Vec<i64>> {
    let table = "select count(*) from sqlite_schema where name = '_sqlx_migrations'";
    if sqlx::query_scalar::<_, i64>(table)
        .fetch_one(&mut *db)
        .await?
        == 0
    {
        return Ok(Vec::new());
    }
    let versions = "select version from _sqlx_migrations order by version";
    sqlx::query_scalar(versions).fetch_all(db).await
}

/// Whether a file could be made at `path`, as far as its nearest folder tells.
fn folder_can_be_written(path: &Path) -> Result<(), OpenError> {
    let wrong_folder = |problem| OpenError::Folder {
        path: path.to_owned(),
        problem,
    };
    let folder = path.ancestors().skip(1).find(|folder| folder.exists());
    let here = PathBuf::from(".");
    let found = folder.unwrap_or(&here).metadata().map_err(wrong_folder)?;
    if !found.is_dir() {
        return Err(wrong_folder(std::io::ErrorKind::NotADirectory.into()));
    }
    if found.permissions().readonly() {
        return Err(wrong_folder(std::io::ErrorKind::PermissionDenied.into()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[tokio::test]
    async fn looking_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/adagio.db");
        assert_eq!(standing(&path).await.unwrap(), Standing::Absent);
        assert!(!folder.path().join("data").exists());
    }

    #[tokio::test]
    async fn a_database_is_current_until_a_newer_program_changed_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("adagio.db");
        let store = Store::open(&path).await.unwrap();
        assert_eq!(standing(&path).await.unwrap(), Standing::Current);

        let later =
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                     values (99990101000000, 'later', 1, x'', 0)";
        let mut write = store.write().await.unwrap();
        sqlx::query(later).execute(&mut *write).await.unwrap();
        write.commit().await.unwrap();
        store.close().await;
        let seen = standing(&path).await.unwrap_err();
        assert!(matches!(seen, OpenError::Newer { .. }), "{seen}");
        let refused = Store::open(&path).await.unwrap_err();
        assert!(matches!(refused, OpenError::Newer { .. }), "{refused}");
    }

    #[tokio::test]
    async fn an_empty_file_is_behind_and_a_text_is_no_database() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("adagio.db");
        std::fs::write(&path, "").unwrap();
        assert_eq!(standing(&path).await.unwrap(), Standing::Behind);
        std::fs::write(&path, "this is a letter, not a database. ".repeat(40)).unwrap();
        assert!(matches!(standing(&path).await, Err(OpenError::Path { .. })));
    }

    #[tokio::test]
    async fn a_path_below_a_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), "").unwrap();
        let below = folder.path().join("file/adagio.db");
        assert!(matches!(
            standing(&below).await,
            Err(OpenError::Folder { .. })
        ));
    }
}
