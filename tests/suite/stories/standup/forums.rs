//! In a forum each run is a post, with tags, once (PRODUCT S5).

use chrono::TimeDelta;
use discord_sim::{
    Answer, ChannelId, Fault, MessageId, Permissions, Person, TaggedBy, Target, ThreadId,
};
use serde_json::Value;

use super::keeper;
use crate::harness::{Goes, Story, at};

impl Story {
    /// Discord's JSON of the posts in a forum that aren't archived, oldest first.
    pub(super) fn posts(&self, forum: ChannelId) -> Vec<Value> {
        let server = self.sim().server(self.acme.id()).unwrap();
        let threads = server["threads"].as_array().unwrap().iter();
        let here = threads.filter(|thread| thread["parent_id"] == forum.to_string());
        here.cloned().collect()
    }

    /// What they are called.
    pub(super) fn posts_called(&self, forum: ChannelId) -> Vec<String> {
        let posts = self.posts(forum).into_iter();
        posts
            .map(|post| post["name"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The panel of a new stand-up that opens there.
    pub(super) async fn drafts_in(&self, keeper: &Person, channel: ChannelId) -> Answer {
        let panel = self.drafts(keeper, &[("when", "Mon-Fri 9-12")]).await;
        let channel = channel.to_string();
        self.choose(keeper, &panel, "a1:suchannel", &[&channel])
            .await
    }
}

/// The thread that a post is.
pub(super) fn thread(post: &Value) -> ThreadId {
    ThreadId::new(post["id"].as_str().unwrap().parse().unwrap())
}

/// Its first message.
fn first(post: &Value) -> MessageId {
    MessageId::new(thread(post).get())
}

#[tokio::test]
async fn in_a_forum_each_run_is_a_post_with_its_tags_and_becomes_its_summary() {
    let mut story = Story::of_words().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    let forum = story.acme.forum("dailies");
    let tag = story.acme.forum_tag(forum, "daily", TaggedBy::Author);
    story.acme.forum_tag(forum, "done", TaggedBy::Moderators);
    story.acme.require_tag(forum);

    let panel = story.drafts_in(&mia, forum).await;
    assert!(
        panel.text().contains("a post each time\n"),
        "{}",
        panel.text()
    );
    let refused = story.press(&mia, &panel, "Begin").await;
    assert!(refused.text().contains("needs a tag"), "{}", refused.text());
    let tags = story.press(&mia, &panel, "Tags").await;
    assert!(
        tags.text().contains("needs one of its tags"),
        "{}",
        tags.text()
    );
    let offered = tags.message().unwrap().selects().remove(0);
    let labels: Vec<&str> = offered
        .options
        .iter()
        .map(|(label, _)| label.as_str())
        .collect();
    assert_eq!(labels, ["daily"], "only those that anybody may use");
    let back = story.press(&mia, &tags, "Back").await;
    let tags = story.press(&mia, &back, "Tags").await;
    let panel = story.pick(&mia, &tags, &["daily"]).await;
    assert!(
        panel.text().contains("each time with one of its tags"),
        "{}",
        panel.text()
    );
    story.press(&mia, &panel, "Begin").await;
    assert_eq!(story.posts_called(forum), ["Daily"]);
    let invitation = first(&story.posts(forum)[0]);
    let invitation = story.sim().message(invitation).unwrap();
    for who in [&ben, &li] {
        story.press_on(who, &invitation, "Join").await;
    }

    story.until("2026-03-02 08:01").await;
    let posts = story.posts(forum);
    assert_eq!(story.posts_called(forum), ["Daily", "Daily · Mon 2 March"]);
    assert_eq!(posts[1]["applied_tags"][0], tag.to_string());
    let run = first(&posts[1]);
    let filled = [("q1", "the invoice")];
    let anchor = story.sim().message(run).unwrap();
    let form = story.press_on(&ben, &anchor, "Answer").await;
    story.submits(&ben, &form, &filled).await;
    let said = li.post(thread(&posts[1]), "the roadmap").unwrap();
    story.until("2026-03-02 08:10").await;
    assert!(story.is_ticked(thread(&posts[1]), said));
    let text = story.sim().message(run).unwrap().text();
    assert!(text.contains("· 2 so far"), "{text}");
    // What was archived is taken out of the archive for its summary.
    story.acme.archive(thread(&posts[1]));
    story.until("2026-03-02 11:01").await;
    let summary = story.read(&story.sim().message(run).unwrap().text());
    assert!(summary.contains("2 answered"), "{summary}");
    assert!(
        summary.contains("the invoice") && summary.contains("the roadmap"),
        "{summary}"
    );
    let options = [("format", "csv")];
    story
        .command_in(thread(&posts[1]), &li, "standup export", &options)
        .await;
    let told = story.sim().messages(thread(&posts[1])).pop();
    assert!(
        told.unwrap().text().contains("as a file"),
        "told in the post"
    );
    assert_eq!(story.sim().notifications(), [], "a forum is not a bell");
    story.letters(&mia);
    story.end().await;
}

#[tokio::test]
async fn wherever_it_is_stopped_dead_there_is_one_post() {
    for fault in [Fault::AppliedButSilent, Fault::RefuseConnection] {
        for away in [TimeDelta::seconds(30), TimeDelta::minutes(15)] {
            let mut story = Story::begin().await;
            let mia = keeper(&mut story).await;
            let forum = story.acme.forum("dailies");
            let panel = story.drafts_in(&mia, forum).await;
            story.press(&mia, &panel, "Begin").await;
            story.until("2026-03-02 07:59").await;
            story
                .sim()
                .faults()
                .next(("POST", "/channels/*/threads"), fault.clone());
            story.stage.set_clock(at("2026-03-02 08:00"));
            while story.sim().faults().hits() == 0 {
                tokio::task::yield_now().await;
            }
            story.goes(Goes::Dead).await;
            // Others write there meanwhile.
            mia.forum_post(forum, "Something else", "words", &[])
                .unwrap();
            story.comes_back_after(away).await;
            story.until("2026-03-02 12:00").await;
            let called = story.posts_called(forum);
            let ours = called.iter().filter(|name| *name == "Daily · Mon 2 March");
            assert_eq!(ours.count(), 1, "{fault:?} {away}: {called:?}");
            story.letters(&mia);
            story.end().await;
        }
    }
}

#[tokio::test]
async fn what_a_forum_does_not_take_is_told_once_and_mended_it_opens_again() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let forum = story.acme.forum("dailies");
    story.acme.forum_tag(forum, "daily", TaggedBy::Author);
    let panel = story.drafts_in(&mia, forum).await;
    story.press(&mia, &panel, "Begin").await;
    story.acme.require_tag(forum);
    story.until("2026-03-03 12:00").await;
    let told = story.letters(&mia);
    let told: Vec<String> = told.iter().map(discord_sim::SeenMessage::text).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("needs a tag, and none of yours is there"),
        "{told:?}"
    );
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let panel = story.press(&mia, &one, "Edit").await;
    let tags = story.press(&mia, &panel, "Tags").await;
    let panel = story.pick(&mia, &tags, &["daily"]).await;
    story.press(&mia, &panel, "Save").await;
    story.until("2026-03-04 08:01").await;
    assert_eq!(story.posts_called(forum), ["Daily", "Daily · Wed 4 March"]);
    let sending = Permissions::SEND_MESSAGES;
    let bot = Target::Role(story.acme.bot_role());
    story.acme.overwrite(forum, bot, Permissions::NONE, sending);
    let panel = story.drafts(&mia, &[("when", "Mon-Fri 9-12")]).await;
    let refused = story
        .choose(&mia, &panel, "a1:suchannel", &[&forum.to_string()])
        .await;
    assert!(
        refused.text().contains("Create Posts"),
        "{}",
        refused.text()
    );
    story.sim().take_findings();
    story.letters(&mia);
    story.end().await;
}

#[tokio::test]
async fn a_post_that_is_gone_is_told_once_and_the_next_day_has_its_own() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    let forum = story.acme.forum("dailies");
    let panel = story.drafts_in(&mia, forum).await;
    story.press(&mia, &panel, "Begin").await;
    story.until("2026-03-02 08:01").await;
    let post = story.posts(forum).pop().unwrap();
    let anchor = story.sim().message(first(&post)).unwrap();
    let form = story.press_on(&ben, &anchor, "Answer").await;
    story.submits(&ben, &form, &[("q1", "the invoice")]).await;
    story.acme.delete_channel(thread(&post));
    story.until("2026-03-03 08:01").await;
    let told = story.letter(&mia);
    assert!(
        told.text().contains("its thread is gone"),
        "{}",
        told.text()
    );
    let called = story.posts_called(forum);
    assert_eq!(called, ["Daily", "Daily · Tue 3 March"]);
    story.sim().take_findings();
    story.end().await;
}
