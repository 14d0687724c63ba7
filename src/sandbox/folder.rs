//! Where a stage keeps the bot's files.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A place for files; one of its own is removed with it.
pub(super) enum Folder {
    Own(PathBuf),
    Given(PathBuf),
}

impl Folder {
    /// The given one, made if need be; else a new one among the temporary files.
    ///
    /// # Errors
    /// It can't be made.
    pub(super) fn new(given: Option<PathBuf>) -> std::io::Result<Self> {
        /// Tells the stages of one process apart.
        static BUILT: AtomicU64 = AtomicU64::new(0);
        if let Some(path) = given {
            std::fs::create_dir_all(&path)?;
            return Ok(Self::Given(path));
        }
        let nth = BUILT.fetch_add(1, Ordering::Relaxed);
        let name = format!("adagio-sandbox-{}-{nth}", std::process::id());
        let path = std::env::temp_dir().join(name);
        // What a process of the same number left behind.
        if path.exists() {
            std::fs::remove_dir_all(&path)?;
        }
        std::fs::create_dir_all(&path)?;
        Ok(Self::Own(path))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Own(path) | Self::Given(path) => path,
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Self::Own(path) = self {
            // What can't be removed is the system's to clean up.
            let _ = std::fs::remove_dir_all(path);
        }
    }
}
