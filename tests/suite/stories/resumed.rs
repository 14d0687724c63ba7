//! A server that changed while Adagio was away is known as it is now, in one shard or in several.

use adagio::sandbox::Props;
use discord_sim::{Permissions, Target};

use crate::harness::{A_WHILE, Story, WAYS};

#[tokio::test]
async fn who_lost_a_channel_while_adagio_was_away_finds_no_trace_of_it() {
    for how in WAYS {
        let mut story = Story::begin().await;
        let (ana, ben) = (
            story.person("ana"),
            story.joined("ben", "Europe/Berlin").await,
        );
        let by_role = story.acme.role("team", Permissions::default());
        story.acme.give_role(&ana, by_role);
        story.acme.give_role(&ben, by_role);
        let plans = story.acme.private_text(
            "plans",
            &[Target::Role(by_role), Target::Role(story.acme.bot_role())],
        );
        for place in [plans, story.support, story.dev] {
            let text = format!("{} secret of {place}", ben.mention());
            ana.post(place, &text).unwrap();
        }
        story.stage.settle().await.unwrap();
        story.goes(how).await;
        story.acme.take_role(&ben, by_role);
        let everyone = story.acme.everyone();
        story.acme.overwrite(
            story.support,
            everyone,
            Permissions::NONE,
            Permissions::VIEW_CHANNEL,
        );
        story.acme.delete_channel(story.dev);
        story.comes_back_after(A_WHILE).await;
        story.until("2026-03-03 12:00").await;
        assert_eq!(story.letters(&ben), [], "{how:?}");
        story.end().await;
    }
}

#[tokio::test]
async fn channels_and_threads_made_while_adagio_was_away_are_known() {
    for how in WAYS {
        let mut story = Story::begin().await;
        let (ana, ben) = (
            story.person("ana"),
            story.joined("ben", "Europe/Berlin").await,
        );
        let old = story.asks(&ana, &ben, "an old question");
        story.stage.settle().await.unwrap();
        story.goes(how).await;
        let news = story.acme.text("news-desk");
        let thread = ana
            .start_thread(story.support, old, "old questions")
            .unwrap();
        ana.post(news, &format!("{} in the new channel", ben.mention()))
            .unwrap();
        ana.post(thread, &format!("{} in the thread", ben.mention()))
            .unwrap();
        story.comes_back_after(A_WHILE).await;
        story.acme.archive(thread);
        story.until("2026-03-02 08:00").await;
        let letter = story.letter(&ben).text();
        let letter = story.read(&letter);
        assert!(letter.contains("in the new channel"), "{how:?} {letter}");
        assert!(letter.contains("in the thread"), "{how:?} {letter}");
        story.end().await;
    }
}

#[tokio::test]
async fn several_shards_share_the_servers_and_all_resume() {
    for how in WAYS {
        let mut story = Story::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.shards = std::num::NonZeroU32::new(2);
        })
        .await;
        let (ana, ben) = (
            story.person("ana"),
            story.joined("ben", "Europe/Berlin").await,
        );
        let shard = |id: discord_sim::GuildId| (id.get() >> 22) % 2;
        let first = shard(story.acme.id());
        let other = loop {
            let guild = story.sim().create_guild("Bolt");
            if shard(guild.id()) != first {
                break guild;
            }
            // Somebody takes an id, so that the next server has another one.
            let _ = story.sim().person("a passer-by");
        };
        let lab = other.text("lab");
        other.add_member(&ana);
        other.add_member(&ben);
        story.stage.settle().await.unwrap();
        // Ben is counted in where he uses Adagio.
        let _ = ben
            .run_command(lab, "hours", &[])
            .await
            .unwrap()
            .settled()
            .await
            .unwrap();
        story.stage.settle().await.unwrap();
        story.asks(&ana, &ben, "from Acme");
        story.goes(how).await;
        ana.post(lab, &format!("{} from Bolt", ben.mention()))
            .unwrap();
        story.comes_back_after(A_WHILE).await;
        assert_eq!(story.sim().gateway().sessions_begun(), 2);
        story.until("2026-03-02 08:00").await;
        let letter = story.letter(&ben).text();
        let letter = story.read(&letter);
        assert!(
            letter.contains("from Acme") && letter.contains("from Bolt"),
            "{how:?} {letter}"
        );
        story.end().await;
    }
}
