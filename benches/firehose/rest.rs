//! What Adagio holds in memory when nothing happens, among 1,000 servers of 50 channels.

use std::time::Duration;

use adagio::clock::{Clock as _, SystemClock};
use discord_sim::{Guild, Limits, Permissions, Simulator, Target};

use super::adagio_run::{database, position, program};
use super::process::pause;

const SERVERS: usize = 1_000;
/// Text channels of a server, each with two overwrites; with its categories they are 50.
const CHANNELS: usize = 45;
const CATEGORIES: usize = 5;
const ROLES: usize = 10;
const PEOPLE: usize = 5;
/// How long nothing happens before memory is looked at.
const QUIET: Duration = Duration::from_secs(8);

/// Memory at rest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rest {
    pub(crate) resident_mib: f64,
    /// From the start of the program until the last server was known.
    pub(crate) ready_after: Duration,
}

/// Starts Adagio in all these servers and lets it rest.
pub(crate) async fn measure() -> anyhow::Result<Rest> {
    let builder = Simulator::builder()
        .start_at(SystemClock.now())
        .running()
        .no_wire_log()
        .limits(Limits::unlimited());
    let sim = builder.start().await?;
    let people: Vec<_> = (0..PEOPLE)
        .map(|nth| sim.person(&format!("person_{nth}")))
        .collect();
    for nth in 0..SERVERS {
        let guild = sim.create_guild(&format!("Server {nth}"));
        people.iter().for_each(|person| guild.add_member(person));
        furnish(&guild);
    }
    let folder = tempfile::tempdir()?;
    let started = std::time::Instant::now();
    let bot = program(folder.path(), &sim)?;
    sim.wait_ready(1).await;
    let mut db = database(folder.path()).await?;
    while position(&mut db).await? < sim.last_seq(0) {
        pause(Duration::from_millis(20)).await;
    }
    let ready_after = started.elapsed();
    pause(QUIET).await;
    Ok(Rest {
        resident_mib: bot.resident_mib()?,
        ready_after,
    })
}

fn furnish(guild: &Guild) {
    let roles: Vec<_> = (0..ROLES)
        .map(|nth| guild.role(&format!("role {nth}"), Permissions::VIEW_CHANNEL))
        .collect();
    let categories: Vec<_> = (0..CATEGORIES)
        .map(|nth| guild.category(&format!("category {nth}")))
        .collect();
    for nth in 0..CHANNELS {
        let name = format!("channel-{nth}");
        let channel = guild.text_in(categories[nth % CATEGORIES], &name);
        let (none, view) = (Permissions::NONE, Permissions::VIEW_CHANNEL);
        guild.overwrite(channel, Target::Role(guild.everyone()), none, view);
        guild.overwrite(channel, roles[nth % ROLES], view, none);
    }
}
