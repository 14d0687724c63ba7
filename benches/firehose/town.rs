//! Ten servers with 50 channels and 500 people each, in the simulator.

use adagio::clock::{Clock as _, SystemClock};
use discord_sim::{ChannelId, Guild, Limits, Person, Simulator};

/// How many servers there are.
pub(crate) const SERVERS: usize = 10;
/// Text channels of a server; with its categories they are 50.
pub(crate) const CHANNELS: usize = 45;
const CATEGORIES: usize = 5;
/// How many people are in each server. Nobody is in two.
pub(crate) const PEOPLE: usize = 500;

/// The close code after which a session can't be resumed.
const SESSION_ENDS: u16 = 1_000;

/// Where the messages are written.
#[derive(Debug)]
pub(crate) struct Town {
    pub(crate) sim: Simulator,
    pub(crate) servers: Vec<Server>,
}

/// One server.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) guild: Guild,
    /// The channels in which people write.
    pub(crate) channels: Vec<ChannelId>,
    pub(crate) people: Vec<Person>,
}

impl Town {
    /// Builds it, on the machine's time and with no limits.
    pub(crate) async fn build() -> anyhow::Result<Self> {
        let builder = Simulator::builder()
            .start_at(SystemClock.now())
            .running()
            .no_wire_log()
            .limits(Limits::unlimited());
        let sim = builder.start().await?;
        let servers = (0..SERVERS).map(|nth| server(&sim, nth)).collect();
        Ok(Self { sim, servers })
    }

    /// Ends the sessions of a client that is gone, or the next one would have to share the messages with them.
    pub(crate) fn forget_sessions(&self) {
        self.sim.gateway().close(0, SESSION_ENDS);
    }

    /// Everybody, with the server that they are in.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = (&Server, &Person)> {
        self.servers
            .iter()
            .flat_map(|server| server.people.iter().map(move |person| (server, person)))
    }
}

fn server(sim: &Simulator, nth: usize) -> Server {
    let guild = sim.create_guild(&format!("Server {nth}"));
    let categories: Vec<_> = (0..CATEGORIES)
        .map(|nth| guild.category(&format!("category {nth}")))
        .collect();
    let channels = (0..CHANNELS)
        .map(|nth| guild.text_in(categories[nth % CATEGORIES], &format!("channel-{nth}")))
        .collect();
    let people = (0..PEOPLE)
        .map(|of| sim.person(&format!("person_{nth}_{of}")))
        .inspect(|person| guild.add_member(person))
        .collect();
    Server {
        guild,
        channels,
        people,
    }
}
