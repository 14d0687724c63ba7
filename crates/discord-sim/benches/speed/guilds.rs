//! Making servers, and sending them to a client that identifies.

use std::time::{Duration, Instant};

use discord_sim::Simulator;

use crate::{Address, Taken, client::Reader, client_thread, cpu, runtime};

const GUILDS: u32 = 1000;
const CHANNELS: u32 = 50;

pub(crate) fn run() -> Taken {
    let (tell, client) = client_thread(|at| {
        let began = Instant::now();
        runtime().block_on(async {
            let mut reader = Reader::identify(&at).await;
            reader.read(GUILDS as usize, r#"{"t":"GUILD_CREATE""#).await;
        });
        began.elapsed()
    });
    let (made, cpu) = runtime().block_on(async {
        let sim = Simulator::builder()
            .no_wire_log()
            .start()
            .await
            .expect("a simulator");
        let (before, began) = (cpu(), Instant::now());
        for n in 0..GUILDS {
            let guild = sim.create_guild(&format!("guild {n}"));
            for channel in 0..CHANNELS {
                let _ = guild.text(&format!("text-{channel}"));
            }
        }
        let made = began.elapsed();
        tell.send(Address::of(&sim)).expect("a client");
        while !client.is_finished() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        (made, cpu() - before)
    });
    Taken {
        things: GUILDS,
        time: made + client.join().expect("the client"),
        cpu,
    }
}
