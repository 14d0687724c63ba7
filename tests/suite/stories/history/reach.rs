//! What is read: where the bot may, what was said since it came and since people joined, in its shards' servers.

use std::num::NonZeroU32;
use std::time::Duration;

use adagio::sandbox::Props;
use discord_sim::{ChannelId, Fault, Permissions, Person};

use super::Talk;
use crate::harness::{Story, link};

impl Story {
    async fn bot_joins(&self, thread: ChannelId) {
        let api = self.sim().api_base();
        let joined = reqwest::Client::new()
            .put(format!("{api}/channels/{thread}/thread-members/@me"))
            .header("Authorization", format!("Bot {}", self.sim().token()))
            .header("User-Agent", "DiscordBot (https://example.org, 0.0)")
            .send()
            .await;
        joined.unwrap().error_for_status().unwrap();
    }
}

#[tokio::test]
async fn private_threads_that_were_put_away_are_read_where_the_bot_may() {
    let everything = Permissions::bot_by_default() | Permissions::MANAGE_THREADS;
    for (rights, is_member, found) in [
        (everything, false, true),
        (Permissions::bot_by_default(), true, true),
        (Permissions::bot_by_default(), false, false),
    ] {
        let mut talk = Talk::begin().await;
        let support = talk.story.support;
        let (ana, ben) = (&talk.ana, &talk.ben);
        let plan = ana.start_private_thread(support, "plan", &[ben]).unwrap();
        if is_member {
            // Only who may manage threads comes in by themselves.
            talk.story.acme.bot_permissions(everything);
            talk.story.bot_joins(plan).await;
        }
        talk.story.acme.bot_permissions(rights);
        talk.goes().await;
        talk.asks(plan, "in here");
        talk.story.acme.archive(plan);
        talk.comes_back().await;
        talk.story.until("2026-03-02 08:00").await;
        let letters = talk.story.letters(&talk.ben);
        assert_eq!(letters.len(), usize::from(found), "{rights:?} {is_member}");
        talk.story.end().await;
    }
}

#[tokio::test]
async fn what_was_said_before_somebody_joined_is_not_told_to_them() {
    let mut talk = Talk::begin().await;
    let li = talk.story.person("li");
    let asks = |what: &str| {
        let text = format!("{} {what}", li.mention());
        talk.ana.post(talk.story.support, &text).unwrap()
    };
    asks("before");
    talk.story.until("2026-03-02 06:30").await;
    talk.story.joins(&li, "Europe/Berlin").await;
    let asks = |what: &str| {
        let text = format!("{} {what}", li.mention());
        talk.ana.post(talk.story.support, &text).unwrap()
    };
    asks("after");
    talk.story.until("2026-03-02 08:00").await;
    let letter = talk.story.letter(&li);
    assert_eq!(letter.content, "1 waits for you.");
    let text = talk.story.read(&letter.text());
    assert!(text.contains("after"), "{text}");
    talk.story.end().await;
}

#[tokio::test]
async fn what_was_said_while_the_bot_was_not_in_the_server_is_none_of_its_business() {
    let mut talk = Talk::begin().await;
    talk.story.acme.remove_bot();
    talk.story.until("2026-03-02 06:30").await;
    talk.asks(talk.story.support, "meanwhile");
    talk.story.until("2026-03-02 06:31").await;
    talk.story.acme.invite_bot();
    talk.settle().await;
    talk.story.until("2026-03-02 06:32").await;
    talk.asks(talk.story.support, "after");
    let letter = talk.letter().await;
    let text = talk.story.read(&letter.text());
    assert!(!text.contains("meanwhile"), "{text}");
    talk.story.end().await;
}

#[tokio::test]
async fn what_was_said_while_the_bot_was_shut_out_of_a_channel_is_found_once_it_is_let_in_again() {
    let mut talk = Talk::begin().await;
    let (place, acme) = (talk.story.support, talk.story.acme.clone());
    let (view, none) = (Permissions::VIEW_CHANNEL, Permissions::NONE);
    let known = talk.ana.open_thread(place, "known").unwrap();
    talk.settle().await;
    // It is shut out while it is away, and let in hours after it came back.
    talk.goes().await;
    let early = talk.asks(place, "before the door closed");
    acme.overwrite(place, acme.bot_role(), none, view);
    talk.comes_back().await;
    talk.story.until("2026-03-02 08:30").await;
    let asked = talk.asks(place, "behind the door");
    let in_thread = talk.asks(known, "in a thread behind it");
    acme.archive(known);
    talk.story.until("2026-03-02 11:00").await;
    assert_eq!(talk.story.letters(&talk.ben), []);
    acme.overwrite(place, acme.bot_role(), view, none);
    talk.story.until("2026-03-02 15:00").await;
    let letter = talk.story.letter(&talk.ben);
    for (place, message) in [(place, early), (place, asked), (known, in_thread)] {
        let jump = link(&acme, place, message);
        assert!(letter.text().contains(&jump), "{}", letter.text());
    }
    // And once only.
    let faults = talk.story.sim().faults();
    faults.always(
        ("GET", "/channels/*/messages"),
        Fault::Delay(Duration::ZERO),
    );
    talk.story.until("2026-03-02 19:00").await;
    assert_eq!(faults.hits(), 0);
    talk.story.end().await;
}

#[tokio::test]
async fn channels_that_are_not_watched_are_not_read() {
    let talk = Talk::begin().await;
    let announced = talk.story.acme.announcement("news");
    let faults = talk.story.sim().faults();
    let route = format!("/channels/{announced}/messages");
    faults.always(("GET", route.as_str()), Fault::Delay(Duration::ZERO));
    talk.asks(announced, "hear, hear");
    talk.story.until("2026-03-02 09:01").await;
    assert_eq!(faults.hits(), 0);
    talk.story.end().await;
}

/// Two servers, one in each shard, and what is read of each is counted.
#[tokio::test]
async fn a_shard_that_lost_its_session_reads_its_own_servers_only() {
    let mut story = Story::prepared(Props::default(), |stage| {
        stage.settings_mut().discord.shards = NonZeroU32::new(2);
    })
    .await;
    let (ana, ben) = (
        story.person("ana"),
        story.joined("ben", "Europe/Berlin").await,
    );
    let shard = |id: discord_sim::GuildId| (id.get() >> 22) % 2;
    let (first, other) = (
        story.acme.id(),
        loop {
            let guild = story.sim().create_guild("Bolt");
            if shard(guild.id()) != shard(story.acme.id()) {
                break guild;
            }
            let _ = story.sim().person("a passer-by");
        },
    );
    let lab = other.text("lab");
    other.add_member(&ana);
    other.add_member(&ben);
    story.stage.settle().await.unwrap();
    story.command_in(lab, &ben, "hours", &[]).await;
    story.until("2026-03-02 06:01").await;
    let gateway = story.sim().gateway();
    let faults = story.sim().faults();
    let watched = |server: discord_sim::GuildId| format!("/guilds/{server}/channels");
    faults.always(
        ("GET", watched(other.id()).as_str()),
        Fault::Delay(Duration::ZERO),
    );
    gateway.lose_next(shard(first), "MESSAGE_CREATE", 1);
    let asks = |place: ChannelId, whom: &Person| {
        let text = format!("{} where is it?", whom.mention());
        ana.post(place, &text).unwrap()
    };
    asks(story.support, &ben);
    asks(lab, &ben);
    gateway.invalidate(shard(first));
    story.sim().wait_ready(2).await;
    story.stage.settle().await.unwrap();
    assert_eq!(faults.hits(), 0, "Bolt lost nothing");
    story.until("2026-03-02 08:00").await;
    assert!(story.letter(&ben).content.starts_with("2 wait for you."));
    story.end().await;
}
