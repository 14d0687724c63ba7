//! The days of a week may share a thread, in a channel or a forum (PRODUCT S5).

use chrono::TimeDelta;
use discord_sim::{ChannelId, Fault, MessageId, Person, Ping, SeenMessage, ThreadId};

use super::forums::thread;
use super::keeper;
use crate::harness::{Goes, Story, at};

impl Story {
    /// Begins a stand-up there whose days share a thread each week.
    async fn begins_weekly(&self, keeper: &Person, channel: ChannelId, changes: &[&str]) {
        let mut panel = self.drafts_in(keeper, channel).await;
        panel = self.press(keeper, &panel, "One thread a week").await;
        assert!(panel.text().contains(" a week"), "{}", panel.text());
        for change in changes {
            panel = self.press(keeper, &panel, change).await;
        }
        self.press(keeper, &panel, "Begin").await;
    }

    /// The messages of #dev for whole weeks, oldest first.
    fn weeks(&self) -> Vec<SeenMessage> {
        let messages = self.sim().messages(self.dev).into_iter();
        messages
            .filter(|message| message.text().contains(" · week "))
            .collect()
    }

    /// The thread of the newest one.
    fn week(&self) -> ThreadId {
        ThreadId::new(self.weeks().pop().unwrap().id.get())
    }
}

/// What stands in a thread for its runs: the first line of each.
fn runs(story: &Story, thread: ThreadId) -> Vec<SeenMessage> {
    let messages = story.sim().messages(thread).into_iter();
    let is_run = |message: &SeenMessage| {
        let text = message.text();
        text.starts_with("**Daily · ") && !text.contains("week")
    };
    messages.filter(is_run).collect()
}

/// The days that they are called after.
fn days(story: &Story, thread: ThreadId) -> Vec<String> {
    let called = |message: SeenMessage| message.text()[2..].split("**").next().unwrap().to_owned();
    runs(story, thread).into_iter().map(called).collect()
}

#[tokio::test]
async fn the_days_of_a_week_share_a_thread_and_each_has_its_summary() {
    let mut story = Story::of_words().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins_weekly(&mia, story.dev, &[]).await;
    for who in [&ben, &li] {
        story.takes_part(who).await;
    }
    story.until("2026-03-02 08:01").await;
    let week = story.week();
    assert_eq!(
        story.thread(MessageId::new(week.get())).as_deref(),
        Some("Daily · week 10")
    );
    let monday = runs(&story, week).remove(0);
    let form = story.press_on(&ben, &monday, "Answer").await;
    story.submits(&ben, &form, &[("q1", "the invoice")]).await;
    story.until("2026-03-02 12:00").await;
    // Between two days nothing is open.
    li.post(week, "lunch?").unwrap();
    story.until("2026-03-03 08:01").await;
    let tuesday = li.post(week, "the roadmap").unwrap();
    let answer = ben.reply(week, runs(&story, week)[1].id, "the refund", Ping::Off);
    story.until("2026-03-03 08:10").await;
    assert!(story.is_ticked(week, tuesday));
    assert!(
        story.is_ticked(week, answer.unwrap()),
        "a reply to the day's message is its answer"
    );
    let comment = ben.reply(week, tuesday, "nice", Ping::Off).unwrap();
    li.edit(week, tuesday, "the plan").unwrap();
    story.until("2026-03-03 12:00").await;
    assert!(!story.is_ticked(week, comment));
    let [first, second] = runs(&story, week).try_into().unwrap();
    let (first, second) = (story.read(&first.text()), story.read(&second.text()));
    assert!(
        first.contains("1 answered") && first.contains("the invoice"),
        "{first}"
    );
    assert!(
        !first.contains("lunch") && !first.contains("roadmap"),
        "{first}"
    );
    assert!(
        second.contains("2 answered") && second.contains("the refund"),
        "{second}"
    );
    assert!(
        second.contains("the plan") && !second.contains("the roadmap"),
        "{second}"
    );

    story.until("2026-03-09 12:00").await;
    assert_eq!(story.weeks().len(), 2, "one message a week");
    let expected = [
        "Daily · Mon 2 March",
        "Daily · Tue 3 March",
        "Daily · Wed 4 March",
        "Daily · Thu 5 March",
        "Daily · Fri 6 March",
    ];
    assert_eq!(days(&story, week), expected);
    assert_eq!(days(&story, story.week()), ["Daily · Mon 9 March"]);
    story.letters(&mia);
    story.end().await;
}

#[tokio::test]
async fn a_weeks_thread_that_is_gone_or_locked_is_begun_anew_by_the_next_day() {
    for is_locked in [false, true] {
        let mut story = Story::begin().await;
        let mia = keeper(&mut story).await;
        story.begins_weekly(&mia, story.dev, &[]).await;
        story.takes_part(&mia).await;
        story.until("2026-03-02 12:00").await;
        let first = story.week();
        if is_locked {
            story.acme.lock(first);
        } else {
            story.acme.delete_channel(first);
        }
        story.until("2026-03-04 12:00").await;
        assert_ne!(story.week(), first, "locked: {is_locked}");
        let expected = ["Daily · Tue 3 March", "Daily · Wed 4 March"];
        assert_eq!(days(&story, story.week()), expected);
        assert_eq!(story.weeks().len(), 2);
        story.letters(&mia);
        story.sim().take_findings();
        story.end().await;
    }
}

#[tokio::test]
async fn in_a_forum_a_week_is_a_post() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let forum = story.acme.forum("dailies");
    story.begins_weekly(&mia, forum, &[]).await;
    story.until("2026-03-06 12:00").await;
    assert_eq!(story.posts_called(forum), ["Daily · week 10"]);
    assert_eq!(days(&story, thread(&story.posts(forum)[0])).len(), 5);
    // After three days without a message a post is archived.
    story.until("2026-03-10 12:00").await;
    assert_eq!(story.posts_called(forum), ["Daily · week 11"]);
    let expected = ["Daily · Mon 9 March", "Daily · Tue 10 March"];
    assert_eq!(days(&story, thread(&story.posts(forum)[0])), expected);
    story.letters(&mia);
    story.end().await;
}

#[tokio::test]
async fn around_the_world_plain_words_answer_the_day_of_their_writer() {
    let mut story = Story::of_words().await;
    let mia = keeper(&mut story).await;
    let kai = story.joined("kai", "Pacific/Honolulu").await;
    let ana = story.joined("ana", "Pacific/Auckland").await;
    story
        .begins_weekly(&mia, story.dev, &["Each person's own clock"])
        .await;
    for who in [&kai, &ana] {
        story.takes_part(who).await;
    }
    // Tuesday 09:30 in Auckland, Monday 10:30 in Honolulu: both days are open.
    story.until("2026-03-02 20:30").await;
    let week = story.week();
    let said = [(&ana, "tuesday's words"), (&kai, "monday's words")]
        .map(|(who, words)| who.post(week, words).unwrap());
    story.until("2026-03-04 12:00").await;
    assert!(said.iter().all(|said| story.is_ticked(week, *said)));
    let [monday, tuesday, ..] = &runs(&story, week)[..] else {
        panic!("two days")
    };
    let (monday, tuesday) = (story.read(&monday.text()), story.read(&tuesday.text()));
    assert!(monday.contains("monday's words"), "{monday}");
    assert!(tuesday.contains("tuesday's words"), "{tuesday}");
    story.letters(&mia);
    story.end().await;
}

/// Requests on the way to the first run of a week.
const STEPS: [(&str, &str); 3] = [
    ("POST", "/channels/*/messages"),
    ("POST", "/channels/*/messages/*/threads"),
    ("POST", "/channels/*/messages"),
];

#[tokio::test]
async fn wherever_it_is_stopped_dead_a_week_has_one_thread_and_a_day_one_message() {
    let ways = [Fault::AppliedButSilent, Fault::RefuseConnection];
    for (number, step) in STEPS.into_iter().enumerate() {
        for fault in ways.clone() {
            let mut story = Story::begin().await;
            let mia = keeper(&mut story).await;
            story.begins_weekly(&mia, story.dev, &[]).await;
            story.takes_part(&mia).await;
            // The third step is the message of a day whose week has its thread.
            let day = if number == 2 {
                "2026-03-03"
            } else {
                "2026-03-02"
            };
            story.until(&format!("{day} 07:59")).await;
            story.sim().faults().next(step, fault.clone());
            story.stage.set_clock(at(&format!("{day} 08:00")));
            while story.sim().faults().hits() == 0 {
                tokio::task::yield_now().await;
            }
            story.goes(Goes::Dead).await;
            story.sim().forget_nonces();
            story.comes_back_after(TimeDelta::minutes(15)).await;
            story.until("2026-03-03 12:00").await;
            let case = format!("{step:?} {fault:?}");
            assert_eq!(story.weeks().len(), 1, "{case}");
            let expected = ["Daily · Mon 2 March", "Daily · Tue 3 March"];
            assert_eq!(days(&story, story.week()), expected, "{case}");
            story.letters(&mia);
            story.end().await;
        }
    }
}

#[tokio::test]
async fn a_day_that_was_over_before_its_thread_could_be_started_has_its_summary() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins_weekly(&mia, story.dev, &[]).await;
    story.joins_by_dm(&ben).await;
    story.until("2026-03-02 07:59").await;
    story.sim().faults().next(
        ("POST", "/channels/*/messages/*/threads"),
        Fault::AppliedButSilent,
    );
    story.stage.set_clock(at("2026-03-02 08:00"));
    while story.sim().faults().hits() == 0 {
        tokio::task::yield_now().await;
    }
    story.goes(Goes::Dead).await;
    story.comes_back_after(TimeDelta::hours(5)).await;
    story.until("2026-03-03 12:00").await;
    let expected = ["Daily · Mon 2 March", "Daily · Tue 3 March"];
    assert_eq!(days(&story, story.week()), expected);
    let monday = runs(&story, story.week()).remove(0).text();
    assert!(monday.contains("closed without an entry"), "{monday}");
    story.letters(&mia);
    story.letters(&ben);
    story.end().await;
}
