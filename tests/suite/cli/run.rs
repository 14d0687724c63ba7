//! `adagio run`: works until it is told to stop, and says in one sentence why it can't.

use std::net::{SocketAddr, TcpListener};

use adagio::clock::{Clock as _, SystemClock};
use discord_sim::{ChannelId, Person, Simulator};
use tempfile::TempDir;

use super::program::{Program, TOKEN};

/// A Discord that goes by the machine's clock, as the program does.
struct Town {
    sim: Simulator,
    ana: Person,
    ben: Person,
    support: ChannelId,
}

impl Town {
    async fn new() -> Self {
        let builder = Simulator::builder().start_at(SystemClock.now());
        let sim = builder.start().await.unwrap();
        let acme = sim.create_guild("Acme");
        let (ana, ben) = (sim.person("ana"), sim.person("ben"));
        acme.add_member(&ana);
        acme.add_member(&ben);
        let support = acme.text("support");
        Self {
            sim,
            ana,
            ben,
            support,
        }
    }

    /// The program with settings that lead it here.
    fn program(&self, folder: TempDir, arguments: &[&str]) -> Program {
        Program::within(folder, arguments)
            .with("DISCORD_TOKEN", self.sim.token())
            .with("ADAGIO__DISCORD__API_BASE", &self.sim.api_base())
            .with("ADAGIO__SERVICE__LISTEN", "")
            .with("ADAGIO__LOG__FILTER", "warn")
    }

    async fn says_to(&self, who: &Person, command: &str, options: &[(&str, &str)]) -> String {
        let answer = who.run_command(self.support, command, options).await;
        answer.unwrap().settled().await.unwrap().text()
    }
}

/// Runs a program to its end without keeping the simulator from answering it.
async fn refused(program: Program) -> String {
    let run = tokio::task::spawn_blocking(|| program.refused());
    run.await.unwrap()
}

fn run() -> Program {
    Program::new(&["run"])
        .with("DISCORD_TOKEN", TOKEN)
        .with("ADAGIO__SERVICE__LISTEN", "")
        .with("ADAGIO__LOG__FILTER", "warn")
}

#[tokio::test]
async fn told_to_stop_the_program_ends_well_with_every_event_in_hand() {
    let town = Town::new().await;
    let bot = town
        .program(tempfile::tempdir().unwrap(), &["run"])
        .beside();
    town.sim.wait_ready(1).await;
    town.says_to(&town.ben, "hours", &[("zone", "Europe/Berlin")])
        .await;
    for n in 0..200 {
        let text = format!("{} question {n}", town.ben.mention());
        town.ana.post(town.support, &text).unwrap();
    }
    let (status, log, folder) = bot.told_to_stop().await;
    assert!(status.success(), "{status}: {log}");
    assert_eq!(log, "");

    let bot = town.program(folder, &["run"]).beside();
    town.sim.wait_ready(1).await;
    let inbox = town.says_to(&town.ben, "inbox", &[]).await;
    assert!(inbox.starts_with("200 wait for you."), "{inbox}");
    let (status, log, _) = bot.told_to_stop().await;
    assert!(status.success(), "{status}: {log}");
    assert_eq!(log, "");
    assert_eq!(town.sim.count_of_registrations(), 1);
    assert_eq!(town.sim.gateway().sessions_begun(), 1);
    assert_eq!(town.sim.findings(), []);
}

#[tokio::test]
async fn the_health_check_tells_whether_discord_is_connected() {
    let town = Town::new().await;
    let address = free_address().to_string();
    let check = async || {
        let program = Program::new(&["check", "--health"]);
        let program = program.with("ADAGIO__SERVICE__LISTEN", &address);
        let asked = tokio::task::spawn_blocking(|| program.outcome());
        asked.await.unwrap()
    };
    let bot = town
        .program(tempfile::tempdir().unwrap(), &["run"])
        .with("ADAGIO__SERVICE__LISTEN", &address)
        .with("ADAGIO__LOG__FILTER", "off")
        .beside();
    town.sim.wait_ready(1).await;
    // READY was sent; the program has it a moment later.
    while check().await.is_err() {}
    town.sim.shutdown().await;
    let sentence = loop {
        if let Err(sentence) = check().await {
            break sentence;
        }
    };
    let unwell = format!("adagio: Adagio at {address} is not well: not connected to Discord");
    assert_eq!(sentence, unwell);
    let (status, ..) = bot.told_to_stop().await;
    assert!(status.success(), "{status}");
}

/// An address that nobody listens on.
fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

#[tokio::test]
async fn a_token_that_discord_does_not_know_is_one_sentence() {
    let town = Town::new().await;
    let program = town.program(tempfile::tempdir().unwrap(), &["run"]);
    let sentence = refused(program.with("DISCORD_TOKEN", TOKEN)).await;
    assert_eq!(
        sentence,
        "adagio: Discord doesn't accept the token; copy it again from the developer portal (DISCORD_TOKEN)"
    );
}

#[tokio::test]
async fn an_intent_that_the_portal_does_not_allow_is_one_sentence() {
    let sim = Simulator::builder().without_message_content();
    let sim = sim.start().await.unwrap();
    let program = run()
        .with("DISCORD_TOKEN", sim.token())
        .with("ADAGIO__DISCORD__API_BASE", &sim.api_base());
    let sentence = refused(program).await;
    assert_eq!(
        sentence,
        "adagio: Discord doesn't allow the message-content intent; turn it on in the developer portal (Bot, \
         Privileged Gateway Intents), or set discord.message_content to false"
    );
}

#[test]
fn a_discord_that_cannot_be_reached_is_one_sentence() {
    assert_eq!(
        run().refused(),
        "adagio: Discord can't be reached at http://127.0.0.1:1/api/v10; check the network, or discord.api_base"
    );
}

#[test]
fn a_run_without_a_token_is_one_sentence() {
    let sentence = run().with("DISCORD_TOKEN", "").refused();
    assert!(
        sentence.starts_with("adagio: there is no token: set DISCORD_TOKEN"),
        "{sentence}"
    );
}

#[test]
fn an_address_that_somebody_else_has_is_one_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let sentence = run().with("ADAGIO__SERVICE__LISTEN", &address).refused();
    let begin = format!("adagio: the address {address} of service.listen can't be used: ");
    assert!(sentence.starts_with(&begin), "{sentence}");
}

#[test]
fn a_database_where_none_can_be_is_one_sentence() {
    let sentence = run().with_file("data", "a file, no folder").refused();
    assert!(
        sentence.starts_with("adagio: the folder of the database data/adagio.db can't be made: "),
        "{sentence}"
    );
    let sentence = run()
        .with_file("data/adagio.db/somebody", "a folder, no file")
        .refused();
    assert!(
        sentence.starts_with("adagio: the database data/adagio.db can't be opened: "),
        "{sentence}"
    );
}
