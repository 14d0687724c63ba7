//! §3, §5: lengths and counts: the simulator and twilight-validate are given the same bodies, one below, at and one above each
//! limit, and say the same. Where they don't, the limit says why.

mod commands;
mod limit;
mod messages;
mod modals;

use std::time::Duration;

use discord_sim::{Limits, Simulator};

use crate::{
    client::{Story, callback_path},
    interactions::{run, with_command_in},
};

#[tokio::test]
async fn s3_messages_have_the_limits_that_twilight_knows() {
    let story = Story::off_the_record().await;
    for limit in messages::limits() {
        for size in limit.sizes() {
            let body = limit.body(size);
            let (status, answer) = story.say(body.clone()).await;
            let theirs = messages::fits_twilight(&body);
            limit.compare(size, status == 200, theirs, &answer);
        }
    }
}

#[tokio::test]
async fn s5_modals_have_the_limits_that_twilight_knows() {
    let limits = Limits {
        interaction_deadline: Duration::from_secs(60),
        ..Limits::unlimited()
    };
    let sim = Simulator::builder().limits(limits).no_wire_log().start();
    let (story, mut socket) = with_command_in(Story::of(sim.await.unwrap())).await;
    let mut running = run(&story);
    let mut it = socket.until("INTERACTION_CREATE").await;
    for limit in modals::limits() {
        for size in limit.sizes() {
            let body = limit.body(size);
            let (status, answer) = story.rest.post(&callback_path(&it), body.clone()).await;
            limit.compare(size, status == 204, modals::fits_twilight(&body), &answer);
            if status == 204 {
                running.await.unwrap().unwrap();
                running = run(&story);
                it = socket.until("INTERACTION_CREATE").await;
            }
        }
    }
    running.abort();
}

#[tokio::test]
async fn s5_commands_have_the_limits_that_twilight_knows() {
    let story = Story::off_the_record().await;
    let path = format!("/applications/{}/commands", story.sim.application_id());
    for limit in commands::limits() {
        for size in limit.sizes() {
            let body = limit.body(size);
            let (status, answer) = story.rest.put(&path, serde_json::json!([body])).await;
            limit.compare(size, status == 200, commands::fits_twilight(&body), &answer);
        }
    }
}
