//! Commands: each that is registered, as a stranger finds it.

use discord_sim::{Answer, CommandRefusal, Person};

use super::Bens;
use crate::harness::Story;

/// What a stranger gets who uses a command.
enum Use {
    /// A slash command, answered with this.
    Slash(&'static str),
    /// A message's menu, on a message that waits for somebody else.
    Menu(&'static str),
    /// Discord itself refuses it.
    Refused,
}

/// What comes of each command that is registered.
fn as_used(name: &str) -> Use {
    match name {
        "adagio" => Use::Refused,
        "help" => Use::Slash("**Adagio holds what isn't urgent"),
        "hours" => Use::Slash("**What does your clock say now?**"),
        "inbox" => Use::Slash("Nothing waits for you."),
        "privacy" => Use::Slash("**What I keep about you**"),
        "quiet" => Use::Slash("**Quiet hours** · none."),
        "standup" => Use::Slash("No stand-up opens in this channel."),
        "tell" => Use::Slash("That is you."),
        "Put in their digest" => Use::Menu("who wrote it puts it into somebody's digest"),
        "Save for my digest" => Use::Menu("Saved."),
        "When and why?" => Use::Menu("Nothing here waits for a digest of yours."),
        name => panic!("{name} has no row"),
    }
}

#[tokio::test]
async fn a_strangers_command_finds_and_changes_nothing_of_mine() {
    let mut bens = Bens::begin().await;
    let eve = bens.story.person("eve");
    let before = bens.own().await;
    let registered = bens.story.sim().registered_commands();
    assert!(!registered.is_empty());

    for command in registered {
        let name = command["name"].as_str().unwrap();
        let story = &bens.story;
        let (used, expected) = match as_used(name) {
            Use::Slash(expected) => (slash(story, &eve, name).await, expected),
            Use::Menu(expected) => {
                let used = eve.message_menu(story.support, bens.item, name).await;
                (used.unwrap(), expected)
            }
            Use::Refused => {
                let refused = eve.run_command(story.support, "adagio setup", &[]).await;
                assert!(matches!(refused, Err(CommandRefusal::NotPermitted(_))));
                continue;
            }
        };
        let used = used.settled().await.unwrap();
        story.stage.settle().await.unwrap();
        bens.is_told(name, &used.text(), expected);
    }

    bens.story.letters(&eve);
    bens.end(before).await;
}

async fn slash(story: &Story, eve: &Person, name: &str) -> Answer {
    let me = eve.id().to_string();
    let told = [("who", me.as_str()), ("message", "hi")];
    let options = if name == "tell" { &told[..] } else { &[] };
    let name = if name == "standup" {
        "standup answer"
    } else {
        name
    };
    let used = eve.run_command(story.support, name, options).await;
    used.unwrap()
}

#[tokio::test]
async fn every_command_is_offered_where_it_belongs_to_those_who_may_use_it() {
    let mut story = Story::begin().await;
    let eve = story.person("eve");
    let dm = eve.open_dm();
    for name in ["help", "hours", "inbox", "privacy", "quiet"] {
        for place in [story.support, dm] {
            let answer = story.command_in(place, &eve, name, &[]).await;
            assert!(answer.message().is_some(), "{name}");
        }
    }
    let refused = eve.run_command(story.support, "adagio setup", &[]).await;
    assert!(
        matches!(refused, Err(CommandRefusal::NotPermitted(_))),
        "{:?}",
        refused.map(|it: Answer| it.text())
    );
    let refused = eve.run_command(dm, "adagio setup", &[]).await;
    assert!(matches!(refused, Err(CommandRefusal::WrongContext(_))));
    let telling = [("who", eve.id().to_string()), ("message", "hi".to_owned())];
    let telling = telling
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let refused = eve.run_command(dm, "tell", &telling).await;
    assert!(matches!(refused, Err(CommandRefusal::WrongContext(_))));
    let said = eve.dm("hello").unwrap();
    for menu in ["When and why?", "Save for my digest", "Put in their digest"] {
        let refused = eve.message_menu(dm, said, menu).await;
        assert!(matches!(refused, Err(CommandRefusal::WrongContext(_))));
    }
    story.letters(&eve);
    story.end().await;
}

#[tokio::test]
async fn commands_are_registered_once_and_not_again_at_a_restart() {
    let mut story = Story::begin().await;
    assert_eq!(story.sim().count_of_registrations(), 1);
    story.stage.stop_bot().await;
    story.stage.start_bot().await.unwrap();
    story.stage.kill_bot();
    story.stage.start_bot().await.unwrap();
    assert_eq!(story.sim().count_of_registrations(), 1);
    story.end().await;
}
