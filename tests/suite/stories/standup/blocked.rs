//! What is in somebody's way because of somebody else comes before them, and the next run shows whether it is solved (PRODUCT S10).

use discord_sim::Person;

use super::keeper;
use crate::harness::Story;

impl Story {
    /// Somebody answers the three questions of the daily template, the last of which asks what is in the way.
    async fn is_held_up(&self, who: &Person, by: &str) {
        let words = [("q1", "the invoice"), ("q2", "tea"), ("q3", by)];
        self.answers(who, &words).await;
    }
}

#[tokio::test]
async fn who_is_named_as_being_in_the_way_is_told_by_digest_and_the_next_run_shows_whether_it_is_solved()
 {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let li = story.joined("li", "Europe/Berlin").await;
    let tom = story.person("tom");
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&ben).await;
    story.until("2026-03-02 08:01").await;
    // How people are called is known once they have answered.
    story.is_held_up(&li, "nothing").await;
    let ask = format!("no key, @li; and a word of <@{}>, @tom", mia.id());
    story.is_held_up(&ben, &ask).await;
    story.is_held_up(&tom, "@nobody in particular").await;
    story.until("2026-03-02 15:01").await;
    let letter = story.letter(&li);
    let text = letter.text();
    assert!(
        text.contains("**ben**") && text.contains("no key, @li; and a word of @someone"),
        "{text}"
    );
    let run = story.runs().remove(0);
    let posts = story.entries(&run);
    let post = posts
        .iter()
        .find(|it| it.embeds[0]["author"]["name"] == "ben");
    let thread = discord_sim::ChannelId::new(run.id.get());
    let link = crate::harness::link(&story.acme, thread, post.unwrap().id);
    assert!(text.contains(&link), "{text}");
    assert_eq!(story.letters(&mia).len(), 1);
    assert_eq!(story.letters(&tom).len(), 0);
    assert_eq!(story.letters(&ben).len(), 0);

    let done = async |story: &Story, who: &Person| {
        let inbox = story.command(who, "inbox", &[]).await;
        assert!(
            inbox.text().starts_with("Nothing waits"),
            "{}",
            inbox.text()
        );
    };
    done(&story, &li).await;
    story.until("2026-03-03 08:01").await;
    let open = story.runs()[1].text();
    assert!(
        open.contains("In the way last time") && open.contains("@someone, @tom · open"),
        "{open}"
    );
    assert!(!open.contains("nobody in particular"), "{open}");

    story.is_held_up(&ben, "the same, @li").await;
    story.until("2026-03-03 09:00").await;
    let form = story.asks_in(&ben, &story.runs()[1]).await;
    let words = [("q1", "the invoice"), ("q3", "none")];
    story.submits(&ben, &form, &words).await;
    story.until("2026-03-03 15:01").await;
    assert_eq!(story.letters(&li).len(), 0, "it is taken back in time");
    story.until("2026-03-04 08:01").await;
    assert!(!story.runs()[2].text().contains("last time"));

    story.is_held_up(&ben, "no key, @li").await;
    story.until("2026-03-04 08:30").await;
    let inbox = story.command(&li, "inbox", &[]).await;
    assert!(inbox.text().contains("no key"), "{}", inbox.text());
    let thread = discord_sim::ChannelId::new(story.runs()[2].id.get());
    let post = story.entries(&story.runs()[2]).remove(0);
    li.reply(thread, post.id, "you have it now", discord_sim::Ping::Off)
        .unwrap();
    story.until("2026-03-05 08:01").await;
    story.letters(&li);
    let solved = story.runs()[3].text();
    assert!(solved.contains("no key, @li · solved"), "{solved}");
    story.letters(&li);
    story.letters(&ben);
    story.end().await;
}

#[tokio::test]
async fn what_was_in_the_way_in_another_channel_is_not_shown_in_this_one() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let li = story.joined("li", "Europe/Berlin").await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&ben).await;
    story.until("2026-03-02 08:01").await;
    story.is_held_up(&li, "nothing").await;
    story.is_held_up(&ben, "no key, @li").await;
    story.until("2026-03-02 11:30").await;
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let panel = story.press(&mia, &one, "Edit").await;
    let other = story.support;
    let chosen = other.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&chosen]).await;
    story.press(&mia, &panel, "Save").await;
    story.until("2026-03-03 08:01").await;
    let open = story.sim().messages(other).pop().unwrap().text();
    assert!(open.contains("**Daily · Tue 3 March**"), "{open}");
    assert!(!open.contains("no key"), "{open}");
    for who in [&mia, &ben, &li] {
        story.letters(who);
    }
    story.end().await;
}

#[tokio::test]
async fn what_is_in_the_way_waits_until_something_is_done_about_it() {
    let mut story = Story::of_words().await;
    let mia = keeper(&mut story).await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let li = story.joined("li", "Europe/Berlin").await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    for who in [&ben, &li] {
        story.takes_part(who).await;
    }
    story.until("2026-03-02 08:01").await;
    story
        .is_held_up(&ben, &format!("no key, <@{}>", li.id()))
        .await;
    story.until("2026-03-02 08:10").await;
    // She answers in the same thread, which is no sign that she has seen it.
    let thread = discord_sim::ChannelId::new(story.runs()[0].id.get());
    li.post(thread, "the roadmap").unwrap();
    story.until("2026-03-02 15:01").await;
    let letter = story.letter(&li).text();
    assert!(letter.contains("no key"), "{letter}");
    story.until("2026-03-03 08:01").await;
    let next = story.runs()[1].text();
    assert!(next.contains("no key") && next.contains("· open"), "{next}");
    for who in [&mia, &ben, &li] {
        story.letters(who);
    }
    story.end().await;
}

#[tokio::test]
async fn who_is_named_once_more_is_told_and_who_has_not_joined_adagio_is_named_alike() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let li = story.joined("li", "Europe/Berlin").await;
    let guest = story.person("guest");
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 08:01").await;
    let named = format!("no key, <@{}>", li.id());
    story.is_held_up(&ben, &named).await;
    story.until("2026-03-02 08:10").await;
    story.press_on(&ben, &story.runs()[0], "Skip today").await;
    story.until("2026-03-02 08:20").await;
    story.is_held_up(&ben, &named).await;
    story.until("2026-03-02 15:01").await;
    let letter = story.letter(&li).text();
    assert!(letter.contains("no key"), "{letter}");

    story.until("2026-03-03 08:01").await;
    story
        .is_held_up(&ben, &format!("no badge, <@{}>", guest.id()))
        .await;
    story.until("2026-03-04 08:01").await;
    let next = story.runs()[2].text();
    assert!(
        next.contains("no badge") && next.contains("· open"),
        "{next}"
    );
    for who in [&mia, &ben, &li] {
        story.letters(who);
    }
    story.end().await;
}
