//! Whatever happens to the connection, each event counts once, and none is lost.

use std::time::Duration;

use chrono::TimeDelta;
use discord_sim::{ClosedDoor, GatewayControl, Limits, MessageId, Mix, Person};

use crate::harness::{A_WHILE, Goes, Story, at, link};

/// Ana mentions Ben, who reads it at 09:00 in Berlin.
struct Talk {
    story: Story,
    ana: Person,
    ben: Person,
    asked: Vec<MessageId>,
}

impl Talk {
    async fn begin() -> Self {
        let mut story = Story::begin().await;
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        Self {
            story,
            ana,
            ben,
            asked: Vec::new(),
        }
    }

    fn gateway(&self) -> GatewayControl {
        self.story.sim().gateway()
    }

    /// Ana mentions Ben; nobody waits until Adagio has heard of it.
    fn asks(&mut self, what: &str) {
        let text = format!("{} {what}", self.ben.mention());
        let asked = self.ana.post(self.story.support, &text).unwrap();
        self.asked.push(asked);
    }

    async fn settle(&self) {
        self.story.stage.settle().await.unwrap();
    }

    /// At 09:00 one digest comes, with everything that was asked, once.
    async fn ends_with_all_of_it(mut self) {
        self.story.until("2026-03-02 08:00").await;
        let letter = self.story.letter(&self.ben);
        let all = match self.asked.len() {
            1 => "1 waits for you.".to_owned(),
            many => format!("{many} wait for you."),
        };
        assert_eq!(letter.content.lines().next(), Some(all.as_str()));
        for asked in self.asked.iter().take(10) {
            let jump = link(&self.story.acme, self.story.support, *asked);
            assert_eq!(letter.text().matches(&jump).count(), 1, "{}", letter.text());
        }
        self.story.end().await;
    }
}

#[tokio::test]
async fn an_event_that_comes_twice_counts_once() {
    let mut talk = Talk::begin().await;
    talk.asks("could you look at the invoice?");
    talk.gateway().repeat_last_event(0);
    talk.settle().await;
    talk.gateway().repeat_last_event(0);
    talk.ends_with_all_of_it().await;
}

#[tokio::test]
async fn events_that_come_late_and_in_one_go_count_once() {
    let mut talk = Talk::begin().await;
    talk.gateway().hold();
    for n in 0..5 {
        talk.asks(&format!("question {n}"));
    }
    talk.gateway().release();
    talk.ends_with_all_of_it().await;
}

#[tokio::test]
async fn a_burst_during_which_the_line_breaks_is_heard_whole() {
    let mut talk = Talk::begin().await;
    for n in 0..60 {
        talk.asks(&format!("question {n}"));
        if n % 20 == 10 {
            talk.gateway().drop_socket(0);
            // Some of it is asked while the line is down, some while it comes back.
            for _ in 0..n {
                tokio::task::yield_now().await;
            }
        }
    }
    talk.ends_with_all_of_it().await;
}

#[tokio::test]
async fn what_is_settled_while_the_line_is_down_is_settled() {
    let mut talk = Talk::begin().await;
    for what in ["stays", "is taken back", "is ticked off"] {
        talk.asks(what);
    }
    talk.settle().await;
    talk.gateway().drop_socket(0);
    let support = talk.story.support;
    talk.ana.delete(support, talk.asked[1]).unwrap();
    talk.ana.react(support, talk.asked[2], "✅").unwrap();
    talk.story.until("2026-03-02 08:00").await;
    let letter = talk.story.letter(&talk.ben);
    assert_eq!(letter.content, "1 waits for you. 2 settled themselves.");
    let text = talk.story.read(&letter.text());
    assert!(text.contains("stays"), "{text}");
    talk.story.end().await;
}

/// Three ways in which Discord asks for a new connection within the session.
#[tokio::test]
async fn a_connection_that_discord_wants_anew_goes_on_where_it_was() {
    let ways: [fn(&GatewayControl); 3] = [
        |gateway| gateway.reconnect(0),
        |gateway| gateway.invalidate_resumable(0),
        |gateway| gateway.close(0, 4000),
    ];
    for way in ways {
        let mut talk = Talk::begin().await;
        talk.asks("before");
        way(&talk.gateway());
        talk.asks("in between");
        talk.settle().await;
        assert_eq!(talk.gateway().sessions_begun(), 1);
        talk.asks("after");
        talk.ends_with_all_of_it().await;
    }
}

/// Discord lets a new session begin every five seconds only; so does the bot, here too.
async fn a_new_session_after(end: impl FnOnce(&GatewayControl)) {
    let mut talk = Talk::begin().await;
    talk.asks("before");
    talk.settle().await;
    end(&talk.gateway());
    talk.story.sim().wait_ready(1).await;
    assert_eq!(talk.gateway().sessions_begun(), 2);
    talk.asks("after");
    talk.ends_with_all_of_it().await;
}

#[tokio::test]
async fn a_session_that_discord_forgot_is_replaced() {
    a_new_session_after(|gateway| gateway.invalidate(0)).await;
}

#[tokio::test]
async fn a_session_that_timed_out_is_replaced() {
    a_new_session_after(|gateway| gateway.close(0, 4009)).await;
}

#[tokio::test]
async fn a_session_whose_beginning_was_never_told_is_begun_anew() {
    let mut talk = Talk::begin().await;
    talk.asks("before");
    talk.settle().await;
    talk.story.sim().faults().seeded(Mix {
        lost_events: 1.0,
        ..Mix::default()
    });
    talk.gateway().invalidate(0);
    while talk.gateway().sessions_begun() < 2 {
        tokio::task::yield_now().await;
    }
    talk.story.sim().faults().clear();
    talk.asks("in a session without READY");
    while talk.gateway().sessions_begun() < 3 {
        tokio::task::yield_now().await;
    }
    talk.settle().await;
    talk.asks("after");
    talk.ends_with_all_of_it().await;
}

#[tokio::test]
async fn lines_that_break_again_and_again_cost_no_session() {
    let mut talk = Talk::begin().await;
    for n in 0..3 {
        talk.gateway().drop_socket(0);
        talk.asks(&format!("question {n}"));
        talk.story.sim().wait_ready(1).await;
    }
    talk.settle().await;
    assert_eq!(talk.gateway().sessions_begun(), 1);
    talk.ends_with_all_of_it().await;
}

#[tokio::test]
async fn a_bot_that_discord_shuts_out_says_why() {
    for (code, what_to_do) in [
        (4004, "copy it again from the developer portal"),
        (4014, "set discord.message_content to false"),
        (4011, "leave discord.shards at 0"),
    ] {
        let talk = Talk::begin().await;
        talk.gateway().close(0, code);
        let reason = talk.story.stage.app().unwrap().failed().await.to_string();
        assert!(reason.contains(what_to_do), "{reason}");
        talk.story.end().await;
    }
}

#[tokio::test]
async fn what_is_taken_back_before_the_rights_are_told_is_not_shown() {
    let mut talk = Talk::begin().await;
    for n in 0..30 {
        talk.asks(&format!("question {n}"));
    }
    talk.story.until("2026-03-02 07:59").await;
    talk.gateway().hold();
    for asked in talk.asked.drain(..29) {
        talk.ana.delete(talk.story.support, asked).unwrap();
    }
    // The digest is due; the answer about members waits in line behind all that was taken back.
    let before = talk.story.sim().last_seq(0);
    talk.story.stage.set_clock(at("2026-03-02 08:00"));
    while talk.story.sim().last_seq(0) == before {
        tokio::task::yield_now().await;
    }
    talk.gateway().release();
    talk.settle().await;
    let letter = talk.story.letter(&talk.ben);
    assert_eq!(letter.content, "1 waits for you. 29 settled themselves.");
    talk.story.end().await;
}

#[tokio::test]
async fn an_answer_about_members_that_is_lost_is_asked_for_again() {
    let mut talk = Talk::begin().await;
    talk.asks("could you look at the invoice?");
    talk.story.until("2026-03-02 07:59").await;
    // Whoever reads history on the hour asks what the bot may read.
    talk.gateway().lose_next(0, "GUILD_MEMBERS_CHUNK", 2);
    talk.story.until("2026-03-02 08:00").await;
    assert_eq!(talk.story.letters(&talk.ben), []);
    talk.story.until("2026-03-02 08:01").await;
    let letter = talk.story.letter(&talk.ben).text();
    assert!(talk.story.read(&letter).contains("invoice"));
    talk.story.end().await;
}

/// A digest that is due asks for its reader's rights again and again. None of that is asked once somebody listens.
#[tokio::test]
async fn what_nobody_could_be_asked_is_not_asked_all_at_once_later() {
    let mut talk = Talk::begin().await;
    talk.story.goes(Goes::InOrder).await;
    talk.story.sim().set_limits(Limits {
        gateway_sends_per_minute: Some(10),
        session_keeps: TimeDelta::days(1),
        ..Limits::unlimited()
    });
    talk.story.stage.patience_mut().members = Duration::from_millis(20);
    talk.story.comes_back_after(A_WHILE).await;
    talk.asks("could you look at the invoice?");
    talk.story.until("2026-03-02 07:59").await;
    let hour = Duration::from_secs(3600);
    talk.gateway().refuse_for(hour, ClosedDoor::Silence);
    talk.gateway().drop_socket(0);
    talk.story.until("2026-03-02 08:08").await;
    assert_eq!(talk.story.letters(&talk.ben), []);

    talk.gateway().let_in();
    talk.story.sim().wait_ready(1).await;
    talk.story.until("2026-03-02 08:10").await;
    let letter = talk.story.letter(&talk.ben).text();
    assert!(talk.story.read(&letter).contains("invoice"));
    talk.story.end().await;
}
