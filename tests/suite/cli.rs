//! The program as an operator meets it: the real binary, its words and its exit code.

use std::fs;
use std::process::Command;

use adagio::store::Store;
use tempfile::TempDir;

/// A token of the bot 123 that is nobody's.
const TOKEN: &str = "MTIz.nobody.nobody";

/// The program in an empty folder and an empty environment.
struct Program {
    folder: TempDir,
    command: Command,
}

impl Program {
    fn new(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_adagio"));
        command
            .args(arguments)
            .current_dir(folder.path())
            .env_clear();
        // Whatever goes wrong is still one sentence.
        command.env("RUST_BACKTRACE", "1");
        Self { folder, command }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    fn with_file(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// What it printed; it must have ended well.
    fn said(mut self) -> String {
        let output = self.command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        text(&output.stdout)
    }

    /// The one sentence it gave up with.
    fn refused(mut self) -> String {
        let output = self.command.output().unwrap();
        assert!(!output.status.success(), "{output:?}");
        let sentence = text(&output.stderr);
        assert_eq!(sentence.trim_end().lines().count(), 1, "{sentence}");
        sentence.trim_end().to_owned()
    }

    /// The list that it printed although something in it is wrong, and the folder it ran in.
    fn listed(mut self) -> (TempDir, String) {
        let output = self.command.output().unwrap();
        assert!(!output.status.success(), "{output:?}");
        (self.folder, text(&output.stdout))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_owned()).unwrap()
}

#[test]
fn the_invite_is_for_the_bot_whose_token_it_is() {
    let said = Program::new(&["invite"])
        .with("DISCORD_TOKEN", TOKEN)
        .said();
    assert!(
        said.starts_with("https://discord.com/oauth2/authorize?client_id=123&"),
        "{said}"
    );
    let named = Program::new(&["invite", "--client-id", "456"]).said();
    assert!(named.contains("client_id=456&"), "{named}");
}

#[test]
fn the_token_may_stand_in_a_dot_env_file() {
    let said = Program::new(&["invite"])
        .with_file(".env", &format!("DISCORD_TOKEN={TOKEN}\n"))
        .said();
    assert!(said.contains("client_id=123&"), "{said}");
}

#[test]
fn a_missing_token_is_one_sentence() {
    let sentence = Program::new(&["invite"]).refused();
    assert!(
        sentence.starts_with("adagio: there is no token: set DISCORD_TOKEN"),
        "{sentence}"
    );
}

#[test]
fn a_broken_dot_env_file_is_not_quoted() {
    let sentence = Program::new(&["invite"])
        .with_file(".env", "DISCORD_TOKEN=MTIz.hush hush\n")
        .refused();
    assert!(
        sentence.starts_with("adagio: .env has a line"),
        "{sentence}"
    );
    assert!(!sentence.contains("hush"), "{sentence}");
}

#[test]
fn an_unknown_key_is_named_with_the_nearest_known_one() {
    let from_environment = Program::new(&["invite"])
        .with("ADAGIO__LOG__FORMT", "json")
        .refused();
    assert_eq!(
        from_environment,
        "adagio: ADAGIO__LOG__FORMT is no setting; did you mean ADAGIO__LOG__FORMAT?"
    );
    let from_file = Program::new(&["invite"])
        .with_file("config/adagio.toml", "[storage]\ndatabse = 'a.db'\n")
        .refused();
    assert_eq!(
        from_file,
        "adagio: storage.databse in config/adagio.toml is no setting; did you mean storage.database?"
    );
}

#[test]
fn check_says_of_each_thing_how_it_is_and_fails_if_one_is_wrong() {
    let (_, lines) = Program::new(&["check"])
        .with("DISCORD_TOKEN", "no token at all")
        .listed();
    assert!(lines.contains("ok     settings "), "{lines}");
    assert!(
        lines.contains("wrong  token     DISCORD_TOKEN is no bot token"),
        "{lines}"
    );
    assert!(!lines.contains("at all"), "{lines}");
}

#[test]
fn the_health_check_fails_while_nothing_runs() {
    let sentence = Program::new(&["check", "--health"])
        .with("ADAGIO__SERVICE__LISTEN", "127.0.0.1:1")
        .refused();
    assert!(
        sentence.starts_with("adagio: ask 127.0.0.1:1 for /healthz: "),
        "{sentence}"
    );
}

#[test]
fn check_looks_at_the_database_and_the_key_and_leaves_them_alone() {
    let program = Program::new(&["check"])
        .with("DISCORD_TOKEN", TOKEN)
        .with_file(
            "data/adagio.db",
            "not a database at all, only a letter to somebody",
        )
        .with_file("data/adagio.key", "lost");
    let (folder, lines) = program.listed();
    assert!(
        lines.contains("wrong  database  the database data/adagio.db"),
        "{lines}"
    );
    assert!(
        lines.contains("wrong  key       the key file data/adagio.key holds no key"),
        "{lines}"
    );
    assert_eq!(fs::read_dir(folder.path().join("data")).unwrap().count(), 2);

    let (folder, lines) = Program::new(&["check"]).listed();
    assert!(
        lines.contains("ok     database  data/adagio.db will be made"),
        "{lines}"
    );
    assert!(
        lines.contains("ok     key       data/adagio.key will be made"),
        "{lines}"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_database_that_a_newer_adagio_wrote_is_left_alone() {
    let program = Program::new(&["check"]).with("DISCORD_TOKEN", TOKEN);
    let path = program.folder.path().join("data/adagio.db");
    let store = Store::open(&path).await.unwrap();
    let mut write = store.write().await.unwrap();
    let later =
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 values (99990101000000, 'later', 1, x'', 0)";
    sqlx::query(later).execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    store.close().await;

    let (_, lines) = program.listed();
    let sentence = "wrong  database  the database data/adagio.db was written by a newer adagio (migration 99990101000000)";
    assert!(lines.contains(sentence), "{lines}");
}
