//! Events are lost although the bot is connected: within the hour they are found.

use std::time::Duration;

use discord_sim::{Fault, GatewayControl, MessageId};

use super::Talk;

impl Talk {
    fn loses(&self, event: &str) -> GatewayControl {
        let gateway = self.story.sim().gateway();
        gateway.lose_next(0, event, 1);
        gateway
    }

    async fn recorded_by(&self, time: &str) -> usize {
        self.story.until(&format!("2026-03-02 {time}")).await;
        let all = "2026-03-02T00:00:00Z".parse().unwrap();
        self.story
            .stage
            .recorded(all, None)
            .await
            .unwrap()
            .own
            .len()
    }
}

#[tokio::test]
async fn a_message_that_nobody_told_of_is_found_within_the_hour() {
    let talk = Talk::begin().await;
    let place = talk.story.support;
    talk.loses("MESSAGE_CREATE");
    let lost = talk.asks(place, "did you see this?");
    let told = talk.asks(place, "and this?");
    assert_eq!(talk.recorded_by("06:59").await, 1);
    assert_eq!(talk.recorded_by("07:01").await, 2);
    let asked = [(place, lost), (place, told)];
    talk.ends_with("2 wait for you.", &asked).await;
}

#[tokio::test]
async fn a_thread_that_nobody_told_of_is_found_within_the_hour() {
    let talk = Talk::begin().await;
    let (support, dev) = (talk.story.support, talk.story.dev);
    let known = talk.ana.open_thread(dev, "known").unwrap();
    talk.recorded_by("07:01").await;
    talk.loses("THREAD_CREATE");
    talk.loses("MESSAGE_CREATE");
    let unknown = talk.ana.open_thread(support, "unknown").unwrap();
    talk.settle().await;
    talk.story.sim().gateway().lose_next(0, "MESSAGE_CREATE", 2);
    let in_unknown = talk.asks(unknown, "in here");
    let in_known = talk.asks(known, "in there");
    talk.settle().await;
    // One that is put away again is in no list of active ones.
    talk.story.acme.archive(known);
    assert_eq!(talk.recorded_by("08:00").await, 2);
    let asked = [(unknown, in_unknown), (known, in_known)];
    talk.ends_with("2 wait for you.", &asked).await;
}

#[tokio::test]
async fn what_became_of_a_message_is_found_within_the_hour() {
    let mut talk = Talk::begin().await;
    let place = talk.story.support;
    let asked = ["deleted", "reworded", "ticked", "stays"].map(|what| talk.asks(place, what));
    let [deleted, reworded, ticked, _] = asked;
    talk.settle().await;
    for event in ["MESSAGE_DELETE", "MESSAGE_UPDATE", "MESSAGE_REACTION_ADD"] {
        talk.loses(event);
    }
    talk.ana.delete(place, deleted).unwrap();
    talk.ana.edit(place, reworded, "never mind").unwrap();
    talk.ana.react(place, ticked, "✅").unwrap();
    let letter = talk.letter().await;
    assert_eq!(letter.content, "1 waits for you. 3 settled themselves.");
    let text = talk.story.read(&letter.text());
    assert!(text.contains("stays"), "{text}");
    talk.story.end().await;
}

#[tokio::test]
async fn an_hour_in_which_nothing_is_lost_changes_nothing() {
    let mut talk = Talk::begin().await;
    let place = talk.story.support;
    let asked: Vec<MessageId> = (0..5).map(|n| talk.asks(place, &format!("{n}"))).collect();
    talk.ana.delete(place, asked[0]).unwrap();
    let letter = talk.letter().await;
    assert_eq!(letter.content, "4 wait for you. 1 settled itself.");
    talk.story.until("2026-03-02 14:00").await;
    assert_eq!(talk.story.letters(&talk.ben), []);
    talk.story.end().await;
}

#[tokio::test]
async fn after_a_restart_only_channels_that_had_threads_are_asked_for_those_put_away() {
    let mut talk = Talk::begin().await;
    let dev = talk.story.dev;
    let known = talk.ana.open_thread(dev, "known").unwrap();
    talk.recorded_by("07:01").await;
    talk.goes().await;
    let in_known = talk.asks(known, "in there");
    talk.story.acme.archive(known);
    let put_away = ("GET", "/channels/*/threads/archived/public");
    let faults = talk.story.sim().faults();
    faults.always(put_away, Fault::Delay(Duration::ZERO));
    talk.comes_back().await;
    talk.story.until("2026-03-02 07:40").await;
    let struck = faults.struck().into_iter().map(|it| it.what);
    let asked: Vec<_> = struck.filter(|what| what.starts_with("GET")).collect();
    let only = format!("GET /channels/{dev}/threads/archived/public");
    assert!(
        !asked.is_empty() && asked.iter().all(|what| what.starts_with(&only)),
        "{asked:?}"
    );
    talk.ends_with("1 waits for you.", &[(known, in_known)])
        .await;
}
