//! Create Message over keep-alive connections, 32 at a time; nobody listens at the gateway.

use std::time::{Duration, Instant};

use discord_sim::Simulator;

use crate::{Address, Taken, client::Sender, client_thread, cpu, runtime};

/// So many messages are created.
const MESSAGES: u32 = 64_000;
const TASKS: u32 = 32;

pub(crate) fn run() -> Taken {
    let sim_runtime = runtime();
    let (sim, channels) = sim_runtime.block_on(async {
        let sim = Simulator::builder()
            .no_wire_log()
            .start()
            .await
            .expect("a simulator");
        let guild = sim.create_guild("Acme");
        let paths: Vec<String> = (0..TASKS)
            .map(|n| format!("/channels/{}/messages", guild.text(&format!("text-{n}"))))
            .collect();
        (sim, paths)
    });
    let (tell, client) = client_thread(|at| runtime().block_on(send(at, channels)));
    tell.send(Address::of(&sim)).expect("a client");
    let before = cpu();
    let time = sim_runtime.block_on(async {
        while !client.is_finished() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        client.join().expect("the client")
    });
    Taken {
        things: MESSAGES,
        time,
        cpu: cpu() - before,
    }
}

async fn send(at: Address, paths: Vec<String>) -> Duration {
    let began = Instant::now();
    let tasks: Vec<_> = paths
        .into_iter()
        .map(|path| {
            let at = at.clone();
            tokio::spawn(async move {
                let mut sender = Sender::connect(&at).await;
                for _ in 0..MESSAGES / TASKS {
                    sender
                        .post(
                            &at,
                            &path,
                            r#"{"content":"could you look at this, please?"}"#,
                        )
                        .await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a task");
    }
    began.elapsed()
}
