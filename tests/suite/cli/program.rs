//! A run of the program, and what came of it.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use tempfile::TempDir;

/// A token of the bot 123 that is nobody's.
pub(crate) const TOKEN: &str = "MTIz.nobody.nobody";

/// The program in an empty folder and an empty environment.
pub(crate) struct Program {
    pub(crate) folder: TempDir,
    command: Command,
}

impl Program {
    /// In a folder of its own.
    pub(crate) fn new(arguments: &[&str]) -> Self {
        Self::within(tempfile::tempdir().unwrap(), arguments)
    }

    /// In a folder where it has been before.
    pub(crate) fn within(folder: TempDir, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_adagio"));
        command
            .args(arguments)
            .current_dir(folder.path())
            .env_clear();
        // Nobody outside this machine is asked.
        command.env("ADAGIO__DISCORD__API_BASE", "http://127.0.0.1:1/api/v10");
        // Whatever goes wrong is still one sentence.
        command.env("RUST_BACKTRACE", "1");
        Self { folder, command }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn with_file(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// What it printed; it must have ended well.
    pub(crate) fn said(mut self) -> String {
        let output = self.command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        text(&output.stdout)
    }

    /// The one sentence it gave up with.
    pub(crate) fn refused(mut self) -> String {
        let output = self.command.output().unwrap();
        assert!(!output.status.success(), "{output:?}");
        let sentence = text(&output.stderr);
        assert_eq!(sentence.trim_end().lines().count(), 1, "{sentence}");
        sentence.trim_end().to_owned()
    }

    /// Whether it ended well, or what it said instead.
    pub(crate) fn outcome(mut self) -> Result<(), String> {
        let output = self.command.output().unwrap();
        if output.status.success() {
            return Ok(());
        }
        Err(text(&output.stderr).trim_end().to_owned())
    }

    /// The list that it printed although something in it is wrong, and the folder it ran in.
    pub(crate) fn listed(mut self) -> (TempDir, String) {
        let output = self.command.output().unwrap();
        assert!(!output.status.success(), "{output:?}");
        (self.folder, text(&output.stdout))
    }
}

impl Program {
    /// Runs beside the test until told to stop. What it says is kept for [`Beside::told_to_stop`].
    pub(crate) fn beside(mut self) -> Beside {
        let child = self.command.stderr(Stdio::piped()).spawn().unwrap();
        Beside {
            child: Some(child),
            folder: self.folder,
        }
    }
}

/// The program while it runs. Dropped, it is killed.
pub(crate) struct Beside {
    child: Option<Child>,
    folder: TempDir,
}

impl Beside {
    /// Sends SIGTERM and waits for the end: how it ended, what it had logged, and the folder it ran in.
    pub(crate) async fn told_to_stop(mut self) -> (ExitStatus, String, TempDir) {
        let child = self.child.take().unwrap();
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        let end = move || {
            let kill = format!("kill -TERM {}", child.id());
            let told = Command::new("sh").args(["-c", &kill]).status().unwrap();
            assert!(told.success());
            child.wait_with_output().unwrap()
        };
        let output = tokio::task::spawn_blocking(end).await.unwrap();
        (output.status, text(&output.stderr), folder)
    }
}

impl Beside {
    /// Where it runs.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// `kill -9`: what it had logged, and the folder it ran in.
    pub(crate) fn killed(mut self) -> (String, TempDir) {
        let mut child = self.child.take().unwrap();
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        (text(&output.stderr), folder)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_owned()).unwrap()
}
