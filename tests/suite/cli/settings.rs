//! Where settings come from, and what is said of those that are of no use.

use super::program::{Program, TOKEN};

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
