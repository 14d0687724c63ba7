//! What a simulator starts with, and starting it.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use crate::{
    Clock, Limits, Simulator, bounds, control_api, rest,
    wire_log::WireLog,
    world::{Shared, World, threads::keep_time},
};

/// What a simulator starts with.
#[derive(Clone, Debug)]
pub struct Builder {
    listen: SocketAddr,
    start_at: DateTime<Utc>,
    time: TimeIs,
    limits: Limits,
    wire_log: WireLogTo,
    message_content: bool,
    privileged_members: bool,
    seed: u64,
    token: Option<String>,
    control_api: ControlApi,
}

/// Whether `/_sim` is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ControlApi {
    Off,
    On,
}

/// Whether time goes on by itself.
#[derive(Clone, Copy, Debug)]
enum TimeIs {
    MovedByHand,
    Running,
}

/// Where the wire log goes.
#[derive(Clone, Debug, Default)]
enum WireLogTo {
    /// Where `DISCORD_SIM_WIRE_LOG` says, if it does.
    #[default]
    Environment,
    File(PathBuf),
    Nowhere,
}

impl WireLogTo {
    fn path(self) -> Option<PathBuf> {
        match self {
            Self::Environment => std::env::var_os("DISCORD_SIM_WIRE_LOG")
                .filter(|path| !path.is_empty())
                .map(PathBuf::from),
            Self::File(path) => Some(path),
            Self::Nowhere => None,
        }
    }
}

/// Why it could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port can't be had.
    #[error("listen on {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The wire log can't be opened for appending.
    #[error("open the wire log {0}")]
    WireLog(PathBuf, #[source] std::io::Error),
    /// No world can begin then.
    #[error("start at {0}: {1}")]
    StartAt(DateTime<Utc>, String),
    /// No gateway can work under these limits.
    #[error("limits: {0}")]
    Limits(&'static str),
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            start_at: DateTime::from_timestamp(1_772_438_400, 0).unwrap_or_default(),
            time: TimeIs::MovedByHand,
            limits: Limits::default(),
            wire_log: WireLogTo::default(),
            message_content: true,
            privileged_members: false,
            seed: 1,
            token: None,
            control_api: ControlApi::Off,
        }
    }

    /// Where it listens. Default: a free port of 127.0.0.1. Nothing but the bot's token guards it: keep it on this machine.
    #[must_use]
    pub fn listen(mut self, on: SocketAddr) -> Self {
        self.listen = on;
        self
    }

    /// What the clock shows first, between the years 2016 and 2154, of which ids can tell. Default: 2026-03-02T08:00:00Z.
    #[must_use]
    pub fn start_at(mut self, at: DateTime<Utc>) -> Self {
        self.start_at = at;
        self
    }

    /// The clock runs on with real time from where it starts, and can be moved on as well. Default: it is only moved by hand.
    #[must_use]
    pub fn running(mut self) -> Self {
        self.time = TimeIs::Running;
        self
    }

    /// How much the bot may do, and how fast. Default: [`Limits::unlimited`], which holds nobody up; [`Limits::discord`] has
    /// Discord's own (the program `discord-sim` starts with those).
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Appends every exchange to this file. Default: the file that `DISCORD_SIM_WIRE_LOG` names, if set.
    #[must_use]
    pub fn wire_log(mut self, path: impl Into<PathBuf>) -> Self {
        self.wire_log = WireLogTo::File(path.into());
        self
    }

    /// Keeps no wire log, whatever the environment says: for who breaks the rules on purpose.
    #[must_use]
    pub fn no_wire_log(mut self) -> Self {
        self.wire_log = WireLogTo::Nowhere;
        self
    }

    /// Turns the portal's MESSAGE_CONTENT toggle off, which is on else: the intent closes 4014, and texts of others are blank
    /// (facts §1.2).
    #[must_use]
    pub fn without_message_content(mut self) -> Self {
        self.message_content = false;
        self
    }

    /// Turns the portal's GUILD_MEMBERS toggle on, which is off else: then the intent closes 4014.
    #[must_use]
    pub fn with_guild_members(mut self) -> Self {
        self.privileged_members = true;
        self
    }

    /// What session ids and tokens are made from. Default: 1.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The bot's token. Default: one made from the seed, shaped like a real one.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Serves the control API below `/_sim`, which does over HTTP what this library does: for programs in other languages. It asks
    /// for no token. Default: off.
    #[must_use]
    pub fn control_api(mut self) -> Self {
        self.control_api = ControlApi::On;
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// If the port can't be had, or the wire log can't be opened; if the time or the limits can't be.
    pub async fn start(self) -> Result<Simulator, StartError> {
        bounds::check_start(self.start_at)
            .map_err(|why| StartError::StartAt(self.start_at, why))?;
        self.limits.check().map_err(StartError::Limits)?;
        let path = self.wire_log.path();
        let wire = WireLog::open(path.as_deref())
            .map_err(|why| StartError::WireLog(path.unwrap_or_default(), why))?;
        let unheard = |why| StartError::Listen(self.listen, why);
        let reach = watch::Sender::default();
        let port = rest::Port::open(self.listen, reach.subscribe());
        let port = port.await.map_err(unheard)?;
        let origin = format!("http://{}", port.address());
        let clock = match self.time {
            TimeIs::MovedByHand => Clock::new(self.start_at),
            TimeIs::Running => Clock::running_from(self.start_at),
        };
        let toggles = (self.message_content, self.privileged_members);
        let mut world = World::new(
            clock,
            self.limits,
            toggles,
            self.seed,
            Arc::new(wire),
            &origin,
        );
        if let Some(token) = self.token {
            world.app.token = token;
        }
        let (stop, mut stopped) = watch::channel(false);
        let shared = Arc::new(Shared::new(world, origin, stop, reach));
        let mut router = rest::router(shared.clone());
        if self.control_api == ControlApi::On {
            router = router.merge(control_api::router(&shared));
        }
        let service = router.into_make_service_with_connect_info::<rest::Cut>();
        let server = tokio::spawn(async move {
            let serve = axum::serve(port, service);
            let until = async move {
                let _ = stopped.wait_for(|stopped| *stopped).await;
            };
            // Serving never fails by itself: accepting goes on after errors.
            let _ = serve.with_graceful_shutdown(until).await;
        });
        tokio::spawn(keep_time(shared.clone(), shared.stop.subscribe()));
        Ok(Simulator::serving(shared, server))
    }
}
