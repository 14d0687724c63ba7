//! A thread a day, by itself, once (PRODUCT S2, S5, S13).

use adagio::actions::{Adagio, Seal, standup};
use adagio::store::Store;
use chrono::TimeDelta;
use discord_sim::{Fault, Permissions};

use super::keeper;
use crate::harness::{Goes, Story, WAYS, at};

#[tokio::test]
async fn each_working_day_has_its_thread() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&mia).await;
    story.until("2026-03-09 12:00").await;
    let expected = [
        "Daily · Mon 2 March",
        "Daily · Tue 3 March",
        "Daily · Wed 4 March",
        "Daily · Thu 5 March",
        "Daily · Fri 6 March",
        "Daily · Mon 9 March",
    ];
    assert_eq!(story.threads(), expected);
    assert_eq!(story.sim().notifications(), [], "a channel is not a bell");
    story.end().await;
}

#[tokio::test]
async fn what_was_missed_is_opened_late_once_or_skipped() {
    for how in WAYS {
        let mut story = Story::begin().await;
        let mia = keeper(&mut story).await;
        story.begins(&mia, "Mon-Fri 9-12").await;
        story.takes_part(&mia).await;
        story.until("2026-03-02 07:30").await;
        story.goes(how).await;
        // 11:00 in Berlin: an hour is left.
        story.comes_back_after(TimeDelta::minutes(150)).await;
        story.stage.settle().await.unwrap();
        assert_eq!(story.threads(), ["Daily · Mon 2 March"], "{how:?}");
        story.goes(how).await;
        // Wednesday, 15:00: Tuesday's and Wednesday's hours are over.
        story.comes_back_after(TimeDelta::hours(52)).await;
        story.until("2026-03-05 12:00").await;
        let expected = ["Daily · Mon 2 March", "Daily · Thu 5 March"];
        assert_eq!(story.threads(), expected, "{how:?}");
        story.end().await;
    }
}

/// Requests on the way to an open run.
const STEPS: [(&str, &str); 2] = [
    ("POST", "/channels/*/messages"),
    ("POST", "/channels/*/messages/*/threads"),
];

#[tokio::test]
async fn wherever_it_is_stopped_dead_there_is_one_message_and_one_thread() {
    let ways = [Fault::AppliedButSilent, Fault::RefuseConnection];
    for (step, fault) in STEPS
        .into_iter()
        .flat_map(|step| ways.clone().map(|way| (step, way)))
    {
        // Discord still knows the nonce, or no longer does.
        for away in [TimeDelta::seconds(30), TimeDelta::minutes(15)] {
            let mut story = Story::begin().await;
            let mia = keeper(&mut story).await;
            story.begins(&mia, "Mon-Fri 9-12").await;
            story.until("2026-03-02 07:59").await;
            story.sim().faults().next(step, fault.clone());
            story.stage.set_clock(at("2026-03-02 08:00"));
            while story.sim().faults().hits() == 0 {
                tokio::task::yield_now().await;
            }
            story.goes(Goes::Dead).await;
            if away > TimeDelta::minutes(2) {
                story.sim().forget_nonces();
            }
            story.comes_back_after(away).await;
            story.until("2026-03-02 12:00").await;
            let case = format!("{step:?} {fault:?} {away}");
            assert_eq!(story.runs().len(), 1, "{case}");
            assert_eq!(story.threads(), ["Daily · Mon 2 March"], "{case}");
            story.end().await;
        }
    }
}

#[tokio::test]
async fn a_run_that_was_written_and_not_sent_is_opened_once() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 07:59").await;
    story.goes(Goes::Dead).await;
    let folder = story.stage.folder();
    let store = Store::open(&folder.join("adagio.db")).await.unwrap();
    let (seal, _) = Seal::from_file(&folder.join("adagio.key")).unwrap();
    let adagio = Adagio::open(store, seal).await.unwrap();
    let now = at("2026-03-02 08:00");
    let due = standup::due(&adagio, now, 10).await.unwrap();
    for _ in 0..2 {
        standup::see_to(&adagio, due[0], now).await.unwrap();
    }
    drop(adagio);
    story.comes_back_after(TimeDelta::minutes(20)).await;
    story.until("2026-03-02 12:00").await;
    assert_eq!(story.threads(), ["Daily · Mon 2 March"]);
    story.end().await;
}

#[tokio::test]
async fn many_open_in_the_same_minute_and_none_waits_for_another() {
    let story = Story::begin().await;
    let mut channels = Vec::new();
    for number in 0..20 {
        let server = story.another_server(&format!("server {number}"));
        let channel = server.text("dev");
        let mia = story.sim().person(&format!("mia {number}"));
        server.add_member(&mia);
        let role = server.role("keeper", Permissions::MANAGE_GUILD);
        server.give_role(&mia, role);
        for _ in 0..2 {
            let form = story
                .command_in(channel, &mia, "adagio standup new", &[])
                .await;
            let words = [("when", "Mon-Fri 9-12 Berlin")];
            let panel = story.submits(&mia, &form, &words).await;
            let here = channel.to_string();
            let panel = story.choose(&mia, &panel, "a1:suchannel", &[&here]).await;
            story.press(&mia, &panel, "Begin").await;
        }
        channels.push(channel);
    }
    story.until("2026-03-02 08:01").await;
    for channel in channels {
        let messages = story.sim().messages(channel);
        let threads = messages
            .iter()
            .filter(|message| story.thread(message.id).is_some());
        assert_eq!(threads.count(), 2);
    }
    story.end().await;
}
