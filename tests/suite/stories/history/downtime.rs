//! Much is written while the bot is away.

use chrono::TimeDelta;
use discord_sim::{ChannelId, MessageId, Permissions, Ping};

use super::{LONG, Talk};
use crate::harness::{at, link};

/// Messages that are written, of which every tenth mentions Ben.
const MESSAGES: usize = 3_000;

/// Places in which there is talk while the bot is away: old ones and new ones, put away ones, one that the bot is shown
/// only then, and one that it isn't shown any more.
struct Places {
    open: Vec<ChannelId>,
    hidden: ChannelId,
}

impl Talk {
    /// Before the bot goes.
    fn old_places(&self) -> (ChannelId, ChannelId, ChannelId) {
        let acme = &self.story.acme;
        let hidden = acme.text("board");
        let shown = acme.private_text("attic", &[(&self.ana).into(), (&self.ben).into()]);
        let old = self.ana.open_thread(self.story.support, "old").unwrap();
        (hidden, shown, old)
    }

    /// While it is away.
    fn new_places(&self, (hidden, shown, old): (ChannelId, ChannelId, ChannelId)) -> Places {
        let (acme, ana) = (&self.story.acme, &self.ana);
        let (view, none) = (Permissions::VIEW_CHANNEL, Permissions::NONE);
        acme.overwrite(hidden, acme.bot_role(), none, view);
        acme.overwrite(shown, acme.bot_role(), view, none);
        let forum = acme.forum("ideas");
        let post = ana.forum_post(forum, "an idea", "what if", &[]).unwrap();
        let new = ana.open_thread(self.story.dev, "new").unwrap();
        let open = [self.story.support, self.story.dev, acme.text("news"), shown];
        let threads = [old, post, new];
        Places {
            open: open.into_iter().chain(threads).collect(),
            hidden,
        }
    }

    /// Everybody talks, in all places in turn; what mentions Ben where the bot may read, with where it stands.
    fn much_is_written(&self, places: &Places) -> Vec<(ChannelId, MessageId)> {
        let all: Vec<_> = places.open.iter().chain([&places.hidden]).collect();
        let mut asked = Vec::new();
        for n in 0..MESSAGES {
            let place = *all[n % all.len()];
            if n % 10 != 0 {
                self.ana.post(place, &format!("talk {n}")).unwrap();
                continue;
            }
            let message = self.asks(place, &format!("question {n}"));
            if place != places.hidden {
                asked.push((place, message));
            }
        }
        asked
    }
}

#[tokio::test]
async fn three_thousand_messages_of_a_downtime_are_accounted_for() {
    let mut talk = Talk::begin().await;
    let old = talk.old_places();
    talk.goes().await;
    let since = talk.story.stage.now();
    let places = talk.new_places(old);
    let mut asked = talk.much_is_written(&places);
    // Some are taken back, some are edited, and two threads are put away.
    for (place, message) in asked.split_off(asked.len() - 20) {
        talk.ana.delete(place, message).unwrap();
    }
    for (place, message) in &asked[..20] {
        let text = format!("{} in other words", talk.ben.mention());
        talk.ana.edit(*place, *message, &text).unwrap();
    }
    for thread in &places.open[4..6] {
        talk.story.acme.archive(*thread);
    }
    talk.comes_back().await;
    let recorded = talk.story.stage.recorded(since, None).await.unwrap();
    assert_eq!(recorded.own.len(), asked.len());
    let begins = format!("{} wait for you.", asked.len());
    talk.ends_with(&begins, &[asked[0]]).await;
}

/// The clock moves on between the messages, and the bot is away for days.
#[tokio::test]
async fn a_downtime_of_days_is_made_up_for_at_once() {
    let mut talk = Talk::begin().await;
    talk.goes().await;
    let mut asked = Vec::new();
    for _ in 0..3 {
        let later = talk.story.stage.now() + TimeDelta::days(1);
        talk.story.stage.set_clock(later);
        asked.push(talk.asks(talk.story.support, "are you there?"));
    }
    talk.comes_back().await;
    let letter = talk.story.letter(&talk.ben);
    assert!(
        letter.content.starts_with("3 wait for you."),
        "late, and once: {}",
        letter.content
    );
    for message in asked {
        let jump = link(&talk.story.acme, talk.story.support, message);
        assert!(letter.text().contains(&jump), "{}", letter.text());
    }
    talk.story.end().await;
}

/// One that is due when the bot comes back knows what history tells.
#[tokio::test]
async fn a_digest_that_is_due_waits_until_history_is_read() {
    let mut talk = Talk::begin().await;
    let before = talk.asks(talk.story.support, "before");
    talk.story.until("2026-03-02 07:45").await;
    talk.goes().await;
    let meanwhile = talk.asks(talk.story.dev, "meanwhile");
    talk.ana.delete(talk.story.support, before).unwrap();
    talk.comes_back().await;
    assert_eq!(talk.story.stage.now(), at("2026-03-02 07:45") + LONG);
    let letter = talk.story.letter(&talk.ben);
    let jump = link(&talk.story.acme, talk.story.dev, meanwhile);
    assert_eq!(letter.content, "1 waits for you. 1 settled itself.");
    assert!(letter.text().contains(&jump), "{}", letter.text());
    talk.story.end().await;
}

#[tokio::test]
async fn a_session_that_is_lost_while_the_bot_runs_is_made_up_for() {
    let talk = Talk::begin().await;
    let support = talk.story.support;
    let gateway = talk.story.sim().gateway();
    gateway.lose_next(0, "MESSAGE_CREATE", 2);
    let lost = [talk.asks(support, "first"), talk.asks(support, "second")];
    gateway.invalidate(0);
    talk.story.sim().wait_ready(1).await;
    talk.settle().await;
    assert_eq!(gateway.sessions_begun(), 2);
    talk.ends_with("2 wait for you.", &lost.map(|message| (support, message)))
        .await;
}

#[tokio::test]
async fn what_comes_live_and_from_history_counts_once() {
    let talk = Talk::begin().await;
    let support = talk.story.support;
    let since = talk.story.stage.now();
    talk.story.until("2026-03-02 06:58").await;
    let asked = talk.asks(support, "which comes first?");
    talk.settle().await;
    // What comes live comes after it was read.
    let gateway = talk.story.sim().gateway();
    gateway.hold();
    let late = talk.asks(support, "and this?");
    gateway.release();
    talk.story.until("2026-03-02 07:01").await;
    gateway.repeat_last_event(0);
    talk.settle().await;
    let recorded = talk.story.stage.recorded(since, None).await.unwrap();
    assert_eq!(recorded.own.len(), 2);
    let asked = [(support, asked), (support, late)];
    talk.ends_with("2 wait for you.", &asked).await;
}

#[tokio::test]
async fn what_was_to_be_kept_for_later_meanwhile_is_kept_once() {
    let mut talk = Talk::begin().await;
    let support = talk.story.support;
    let said = talk.ana.post(support, "the export is at three").unwrap();
    talk.goes().await;
    let words = |word| format!("<@{}> {word}", talk.story.sim().bot_id());
    for word in ["later", "when"] {
        let reply = talk.ben.reply(support, said, &words(word), Ping::Off);
        reply.unwrap();
    }
    talk.comes_back().await;
    talk.settle().await;
    // Nobody waits for what was asked then.
    let answer = talk.story.letter(&talk.ben);
    assert!(answer.content.starts_with("Saved. It comes"), "{answer:#?}");
    // The hourly reading finds it there again.
    talk.story.until("2026-03-02 07:30").await;
    assert!(talk.story.letters(&talk.ben).is_empty());
    let open = (support, said);
    talk.ends_with("1 waits for you.", &[open]).await;
}
