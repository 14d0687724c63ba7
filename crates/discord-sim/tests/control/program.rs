//! The program: begins with one line, ends well when told to, says in one sentence why it can't begin.

use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discord-sim"));
    command.args(arguments).env_remove("DISCORD_SIM_WIRE_LOG");
    command
}

fn refused(arguments: &[&str]) -> String {
    let Output {
        status,
        stderr,
        stdout,
    } = program(arguments).output().unwrap();
    assert_eq!((status.code(), stdout.as_slice()), (Some(2), &b""[..]));
    String::from_utf8(stderr).unwrap()
}

/// A file of this test run.
fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("discord-sim-{}-{name}", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

#[tokio::test]
async fn it_says_where_a_bot_connects_and_ends_when_told_to() {
    let world = file("world.toml", "people = [{ name = \"ana\" }]\n");
    let arguments = [
        "--listen",
        "127.0.0.1:0",
        "--token",
        "a.b.c",
        "--world",
        world.to_str().unwrap(),
    ];
    let mut child = program(&arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let told: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(told["token"], "a.b.c");
    let people = reqwest::get(format!("{}/people", told["control"].as_str().unwrap()))
        .await
        .unwrap();
    let people: Value = serde_json::from_str(&people.text().await.unwrap()).unwrap();
    assert_eq!(people[0]["name"], "ana");
    let kill = Command::new("sh")
        .args(["-c", &format!("kill -TERM {}", child.id())])
        .status()
        .unwrap();
    assert!(kill.success());
    assert!(child.wait().unwrap().success());
    std::fs::remove_file(world).unwrap();
}

#[test]
fn what_is_wrong_is_one_sentence() {
    let sentence = refused(&["--listen", "0.0.0.0:7777"]);
    assert!(
        sentence.starts_with("discord-sim: --listen 0.0.0.0:7777: others could reach it there"),
        "{sentence}"
    );
    let sentence = refused(&[
        "--listen",
        "127.0.0.1:0",
        "--start-at",
        "2200-01-01T00:00:00Z",
    ]);
    assert!(
        sentence.starts_with("discord-sim: start at 2200-01-01 00:00:00 UTC: ids hold no other times than those from 2016-"),
        "{sentence}"
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let sentence = refused(&["--listen", &address]);
    assert!(
        sentence.starts_with(&format!("discord-sim: listen on {address}: ")),
        "{sentence}"
    );
    let sentence = refused(&["--listen", "127.0.0.1:0", "--world", "no/such.toml"]);
    assert!(
        sentence.starts_with("discord-sim: the world file no/such.toml can't be read: "),
        "{sentence}"
    );
    let world = file("wrong.toml", "pepole = []\n");
    let sentence = refused(&[
        "--listen",
        "127.0.0.1:0",
        "--world",
        world.to_str().unwrap(),
    ]);
    assert!(
        sentence
            .contains("unknown field `pepole`, expected one of `application`, `people`, `guilds`"),
        "{sentence}"
    );
    std::fs::remove_file(world).unwrap();
    let world = file(
        "impossible.toml",
        "guilds = [{ name = \"Acme\", owner = \"ana\" }]\n",
    );
    let sentence = refused(&[
        "--listen",
        "127.0.0.1:0",
        "--world",
        world.to_str().unwrap(),
    ]);
    assert!(
        sentence.contains("guilds[0].owner: there is no person \"ana\""),
        "{sentence}"
    );
    std::fs::remove_file(world).unwrap();
}

#[test]
fn an_argument_that_is_none_is_refused() {
    let sentence = refused(&["--lisen", "127.0.0.1:0"]);
    assert!(
        sentence.contains("unexpected argument '--lisen'"),
        "{sentence}"
    );
}
