//! Discord accepts a connection and says nothing on it: it is tried once more on a new one.

use std::time::Duration;

use adagio::sandbox::Props;
use discord_sim::{ClosedDoor, Mix, Person};

use crate::harness::Story;

/// How long Discord is waited for here, in real time: longer than it takes to answer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(1);

async fn impatient() -> (Story, Person, Person) {
    let mut story = Story::prepared(Props::default(), |stage| {
        let patience = stage.patience_mut();
        (patience.identify, patience.resume) = (PATIENCE, PATIENCE);
    })
    .await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    (story, ana, ben)
}

/// What was asked before, meanwhile and after comes with one digest.
async fn hears_all(mut story: Story, ana: &Person, ben: &Person, asked: usize) {
    story.asks(ana, ben, "after");
    story.until("2026-03-02 08:00").await;
    let letter = story.letter(ben);
    let first = letter.content.lines().next();
    assert_eq!(first, Some(format!("{} wait for you.", asked + 1).as_str()));
    story.end().await;
}

#[tokio::test]
async fn a_connection_on_which_nothing_is_said_is_given_up_and_the_session_goes_on() {
    let (story, ana, ben) = impatient().await;
    story.asks(&ana, &ben, "before");
    story.stage.settle().await.unwrap();
    let gateway = story.sim().gateway();
    gateway.refuse_next(1, ClosedDoor::Wordless);
    gateway.drop_socket(0);
    story.asks(&ana, &ben, "meanwhile");
    story.sim().wait_ready(1).await;
    assert_eq!(gateway.sessions_begun(), 1);
    hears_all(story, &ana, &ben, 2).await;
}

/// A session begins every five seconds at most, in real time.
#[tokio::test]
async fn a_session_of_which_nothing_is_told_is_given_up_for_a_new_one() {
    let (story, ana, ben) = impatient().await;
    story.asks(&ana, &ben, "before");
    story.stage.settle().await.unwrap();
    let gateway = story.sim().gateway();
    story.sim().faults().seeded(Mix {
        lost_events: 1.0,
        ..Mix::default()
    });
    gateway.invalidate(0);
    // Nothing happens in the second session that could betray that it has begun.
    for sessions in [2, 3] {
        while gateway.sessions_begun() < sessions {
            tokio::task::yield_now().await;
        }
        story.sim().faults().clear();
    }
    story.stage.settle().await.unwrap();
    hears_all(story, &ana, &ben, 1).await;
}
