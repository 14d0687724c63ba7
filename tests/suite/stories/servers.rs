//! Servers change under the bot: it comes and goes, roles and threads are made and taken away.

use chrono::TimeDelta;
use discord_sim::{ChannelId, Permissions, Person, RoleId};

use crate::harness::Story;

/// The digest of the morning, at 09:00 in Berlin.
const MORNING: &str = "2026-03-02 08:00";

async fn ana_and_ben() -> (Story, Person, Person) {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    (story, ana, ben)
}

impl Story {
    async fn hears(&self, who: &Person, place: ChannelId, whom: &Person, what: &str) {
        who.post(place, &format!("{} {what}", whom.mention()))
            .unwrap();
        self.stage.settle().await.unwrap();
    }

    async fn gets_no_letter(mut self, person: &Person) {
        self.until("2026-03-03 12:00").await;
        assert_eq!(self.letters(person), []);
        self.end().await;
    }

    /// The morning's digest has this in it, and nothing that it must not have.
    async fn gets(mut self, person: &Person, there: &[&str], not_there: &[&str]) {
        self.until(MORNING).await;
        let letter = self.letter(person).text();
        let letter = self.read(&letter);
        for what in there {
            assert!(letter.contains(what), "{what}: {letter}");
        }
        for what in not_there {
            assert!(!letter.contains(what), "{what}: {letter}");
        }
        self.end().await;
    }
}

#[tokio::test]
async fn a_server_that_removed_adagio_is_not_spoken_of() {
    let (story, ana, ben) = ana_and_ben().await;
    // They still share a server with the bot, so that a message could come.
    let bolt = story.sim().create_guild("Bolt");
    bolt.add_member(&ben);
    story
        .hears(&ana, story.support, &ben, "could you look?")
        .await;
    story.acme.remove_bot();
    story.gets_no_letter(&ben).await;
}

#[tokio::test]
async fn a_server_that_invites_adagio_back_is_heard_again() {
    let (story, ana, ben) = ana_and_ben().await;
    story.hears(&ana, story.support, &ben, "before").await;
    story.acme.remove_bot();
    ana.post(story.support, &format!("{} meanwhile", ben.mention()))
        .unwrap();
    story.acme.invite_bot();
    story.hears(&ana, story.support, &ben, "after").await;
    story.gets(&ben, &["before", "after"], &["meanwhile"]).await;
}

#[tokio::test]
async fn an_outage_of_a_server_holds_its_pings_until_it_is_over() {
    let (mut story, ana, ben) = ana_and_ben().await;
    story
        .hears(&ana, story.support, &ben, "could you look?")
        .await;
    story.acme.begin_outage();
    story.until(MORNING).await;
    assert_eq!(story.letters(&ben), []);
    story.acme.end_outage();
    story.stage.settle().await.unwrap();
    let soon = story.stage.now() + TimeDelta::minutes(1);
    story.stage.advance_to(soon).await.unwrap();
    let letter = story.letter(&ben).text();
    assert!(story.read(&letter).contains("could you look?"));
    story.end().await;
}

#[tokio::test]
async fn a_server_is_called_as_it_is_called_now() {
    let (story, ana, ben) = ana_and_ben().await;
    story
        .hears(&ana, story.support, &ben, "could you look?")
        .await;
    story.acme.rename("Acme & Daughters");
    story.gets(&ben, &["Acme & Daughters"], &[]).await;
}

#[tokio::test]
async fn a_role_that_is_changed_or_deleted_changes_what_is_shown() {
    let (story, ana, ben) = ana_and_ben().await;
    let acme = story.acme.clone();
    let (opened, deleted) = (
        acme.role("opened", Permissions::NONE),
        acme.role("deleted", Permissions::VIEW_CHANNEL),
    );
    acme.give_role(&ben, opened);
    acme.give_role(&ben, deleted);
    // Only a role shows them: the one is allowed in the end, the other is gone.
    let ours = [(&ana).into(), acme.bot_role().into()];
    let only = |role: RoleId| [&ours[..], &[role.into()]].concat();
    let attic = acme.private_text("attic", &only(opened));
    let cellar = acme.private_text("cellar", &only(deleted));
    acme.overwrite(attic, opened, Permissions::NONE, Permissions::VIEW_CHANNEL);
    story.hears(&ana, attic, &ben, "under the roof").await;
    story.hears(&ana, cellar, &ben, "under the house").await;
    acme.overwrite(attic, opened, Permissions::VIEW_CHANNEL, Permissions::NONE);
    acme.delete_role(deleted);
    story
        .gets(&ben, &["under the roof"], &["under the house", "2 wait"])
        .await;
}

#[tokio::test]
async fn who_is_in_a_private_thread_hears_of_it_until_taken_out() {
    for (is_taken_out, letters) in [(false, 1), (true, 0)] {
        let (mut story, ana, ben) = ana_and_ben().await;
        let may_see_threads = Permissions::bot_by_default() | Permissions::MANAGE_THREADS;
        story.acme.bot_permissions(may_see_threads);
        let plan = ana
            .start_private_thread(story.support, "plan", &[&ben])
            .unwrap();
        story.hears(&ana, plan, &ben, "in here").await;
        if is_taken_out {
            ana.remove_from_thread(plan, &ben).unwrap();
        }
        story.until(MORNING).await;
        assert_eq!(story.letters(&ben).len(), letters);
        story.end().await;
    }
}

#[tokio::test]
async fn a_ping_in_a_thread_that_is_archived_by_then_comes() {
    let (story, ana, ben) = ana_and_ben().await;
    let asked = ana.post(story.support, "about the limiter").unwrap();
    let thread = ana.start_thread(story.support, asked, "limiter").unwrap();
    story.hears(&ana, thread, &ben, "in the thread").await;
    ana.archive_thread(thread).unwrap();
    story.gets(&ben, &["in the thread"], &[]).await;
}

#[tokio::test]
async fn a_thread_that_is_deleted_leaves_no_trace() {
    let (story, ana, ben) = ana_and_ben().await;
    let thread = ana.open_thread(story.support, "limiter").unwrap();
    story.hears(&ana, thread, &ben, "in the thread").await;
    story.acme.delete_channel(thread);
    story.gets_no_letter(&ben).await;
}

#[tokio::test]
async fn a_thread_in_a_channel_that_adagio_comes_to_see_is_known() {
    let (story, ana, ben) = ana_and_ben().await;
    let acme = &story.acme;
    let attic = acme.private_text("attic", &[(&ana).into(), (&ben).into()]);
    let thread = ana.open_thread(attic, "boxes").unwrap();
    let unseen = format!("{} before", ben.mention());
    ana.post(thread, &unseen).unwrap();
    let (view, none) = (Permissions::VIEW_CHANNEL, Permissions::NONE);
    acme.overwrite(attic, acme.bot_role(), view, none);
    story.hears(&ana, thread, &ben, "after").await;
    story
        .gets(&ben, &["1 waits for you.", "after"], &["before"])
        .await;
}
