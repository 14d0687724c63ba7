//! What can't wait, in a downtime and after it.

use std::time::Duration;

use discord_sim::{ChannelId, Fault, MessageId, Person, Ping};

use super::{LONG, Talk};
use crate::harness::{Goes, at, link, real_time};

/// Pings pass at once in #incidents, and Eve made Adagio her notifier.
struct Watch {
    talk: Talk,
    incidents: ChannelId,
    eve: Person,
}

impl Watch {
    async fn begin() -> Self {
        let mut talk = Talk::begin().await;
        let incidents = talk.story.acme.text("incidents");
        let keeper = talk.story.keeper("kim");
        talk.story.set_mode(&keeper, Some(incidents), "sync").await;
        let eve = talk.story.undisturbed("eve", "Europe/Berlin").await;
        Self {
            talk,
            incidents,
            eve,
        }
    }

    fn calls(&self, what: &str) -> MessageId {
        let text = format!("{} {what}", self.eve.mention());
        self.talk.ana.post(self.incidents, &text).unwrap()
    }
}

#[tokio::test]
async fn what_could_not_wait_and_still_stands_comes_once_the_bot_is_back() {
    let mut watch = Watch::begin().await;
    watch.talk.goes().await;
    let answered = watch.calls("the site is down");
    for n in 0..150 {
        let text = format!("talk {n}");
        watch.talk.ana.post(watch.incidents, &text).unwrap();
    }
    let open = watch.calls("and now the mail");
    // What comes after her last words there isn't seen by them.
    let reply = "It is up again.";
    watch
        .eve
        .reply(watch.incidents, answered, reply, Ping::Off)
        .unwrap();
    let last = watch.calls("and the printer");
    watch.talk.ana.delete(watch.incidents, open).unwrap();
    watch.talk.comes_back().await;
    let story = &mut watch.talk.story;
    let letter = story.letter(&watch.eve);
    let end = " asks for you. 1 settled itself.";
    assert!(letter.content.ends_with(end), "{}", letter.content);
    let jump = link(&story.acme, watch.incidents, last);
    assert!(letter.text().contains(&jump), "{}", letter.text());
    let since = at("2026-03-02 06:01");
    assert_eq!(story.pushes(&watch.eve), [since + LONG]);
    watch.talk.story.end().await;
}

#[tokio::test]
async fn what_could_not_wait_is_not_pushed_in_quiet_hours_that_have_begun_since() {
    let mut watch = Watch::begin().await;
    let quiet = [("from", "07:20"), ("until", "10:00")];
    watch.talk.story.command(&watch.eve, "quiet", &quiet).await;
    watch.talk.goes().await;
    watch.calls("the site is down");
    watch.talk.comes_back().await;
    assert_eq!(watch.talk.story.letters(&watch.eve), []);
    watch.talk.story.until("2026-03-02 09:00").await;
    let letter = watch.talk.story.letter(&watch.eve);
    assert!(letter.content.contains("for you"), "{}", letter.content);
    assert_eq!(
        watch.talk.story.pushes(&watch.eve),
        [at("2026-03-02 09:00")]
    );
    watch.talk.story.end().await;
}

/// What comes live isn't held up by all that is still to be read.
#[tokio::test]
async fn what_can_not_wait_does_not_wait_for_history() {
    let mut watch = Watch::begin().await;
    watch.talk.settle().await;
    watch.talk.story.goes(Goes::Dead).await;
    for n in 0..1_000 {
        let text = format!("talk {n}");
        watch.talk.ana.post(watch.talk.story.dev, &text).unwrap();
    }
    let faults = watch.talk.story.sim().faults();
    faults.always(
        ("GET", "/channels/*/messages"),
        Fault::Delay(Duration::from_millis(200)),
    );
    let back_at = watch.talk.story.stage.now() + LONG;
    watch.talk.story.stage.set_clock(back_at);
    let pages = || faults.hits();
    tokio::select! {
        biased;
        () = async { while pages() == 0 { real_time(Duration::from_millis(5)).await } } => {}
        started = watch.talk.story.stage.start_bot() => started.unwrap(),
    }
    watch.calls("the site is down");
    let mut letters = Vec::new();
    while letters.is_empty() {
        assert!(pages() < 11, "only when all was read");
        real_time(Duration::from_millis(5)).await;
        letters = watch.talk.story.letters(&watch.eve);
    }
    let first = &letters[0].content;
    assert!(first.ends_with(" asks for you."), "{first}");
    watch.talk.settle().await;
    watch.talk.story.end().await;
}
