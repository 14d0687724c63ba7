//! Discord's limits as plain data, so that a replay can raise them and a story can lower them.
//!
//! Limits of *shape* (content 2000, 25 choices and so on) are not here: they never change. `None` means "not limited".

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How much a client may do, and how fast. Times are real time unless said otherwise; as data they are in seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// REST requests a second over all routes but interaction ones (facts §2): 50, per bot; without a token per address.
    pub global_per_second: Option<u32>,
    /// REST requests per route and top-level resource (facts §2).
    pub buckets: Buckets,
    /// Answers of 401, 403 and 429 (the scope `shared` apart) to one address (facts §2): 10,000 in 10 minutes. At this
    /// many the address is shut out.
    pub invalid_requests: Option<Bucket>,
    /// How long an address stays shut out. Discord says "temporarily"; an hour is assumed.
    #[serde(with = "crate::seconds")]
    pub shut_out_for: Duration,
    /// Frames that a client may send on one gateway connection in 60 s (facts §1.4): 120. More closes it with 4008.
    pub gateway_sends_per_minute: Option<u32>,
    /// IDENTIFYs in 5 s for each `shard_id % max_concurrency` (facts §1.4): 1 bucket.
    pub max_concurrency: u64,
    /// Whether a second IDENTIFY of one bucket within 5 s is refused with op 9.
    pub enforce_identify_rate: bool,
    /// IDENTIFYs a day (facts §1.4): 1000.
    pub identifies_per_day: u32,
    /// Requests of op 8 for the whole list of a server's members, per server (facts §1.5): 1 in 30 s. More get RATE_LIMITED.
    pub whole_member_list: Option<Bucket>,
    /// How many events may wait for a client that reads slowly, before its connection is cut. Discord says no number; it
    /// is the size of the resume buffer here, so that the session can go on.
    pub gateway_backlog: usize,
    /// How many events a session keeps for RESUME; older ones can't be replayed and the session is invalid.
    pub resume_buffer: usize,
    /// How long a session without a socket can be resumed, on the simulator's clock.
    #[serde(with = "crate::seconds")]
    pub session_keeps: chrono::TimeDelta,
    /// What HELLO tells the client (facts §1.4).
    #[serde(with = "crate::seconds")]
    pub heartbeat_interval: Duration,
    /// After so many intervals without a heartbeat the connection is closed; the session can be resumed. Discord says "in
    /// time", with a tolerance (facts §1.4); 2 is assumed.
    pub heartbeats_missed: Option<u32>,
    /// How long a first response to an interaction may take (facts §5): 3 s.
    #[serde(with = "crate::seconds")]
    pub interaction_deadline: Duration,
    /// How long an interaction token lives, on the simulator's clock (facts §5): 15 min.
    #[serde(with = "crate::seconds")]
    pub interaction_token_lives: chrono::TimeDelta,
    /// How long a nonce is remembered, on the simulator's clock (facts §3, "the past few minutes").
    #[serde(with = "crate::seconds")]
    pub nonce_window: chrono::TimeDelta,
    /// Edits of one channel's messages older than an hour in an hour, before 30046 (facts §2).
    pub old_message_edits: Option<u32>,
    /// DM channels that a bot may open in 10 minutes of the simulator's clock, before 40003 (facts §4).
    pub dm_opens: Option<u32>,
    /// Messages that a bot may write in one channel in an hour of the simulator's clock, before 20028 (facts §2). Discord
    /// documents no number: not limited.
    pub channel_writes: Option<u32>,
    /// Active threads of one server, before 160006 (facts §6): 1000.
    pub active_threads: Option<u32>,
    /// New commands of one server, or new global ones, in 24 hours of the simulator's clock, before 30034 (facts §5).
    pub command_creates_per_day: Option<u32>,
}

/// So many requests in so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// Requests.
    pub requests: u32,
    /// In this time.
    #[serde(with = "crate::seconds")]
    pub per: Duration,
}

/// A limit for each family of routes that has one of its own. Discord documents no value (facts §2); those marked
/// *known* are what clients see in practice, those marked *assumed* are on the strict side of that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Buckets {
    /// Create Message, per channel. Known: 5 in 5 s.
    pub create_message: Option<Bucket>,
    /// Edit Message, per channel. Assumed: 5 in 5 s.
    pub edit_message: Option<Bucket>,
    /// Delete Message, per channel. Assumed: 5 in 1 s.
    pub delete_message: Option<Bucket>,
    /// Adding and removing reactions, together, per channel. Known: 1 in 0.25 s.
    pub reactions: Option<Bucket>,
    /// All routes of an interaction's token but its first response, together. Known: 5 in 2 s.
    pub webhook: Option<Bucket>,
    /// Modify Channel, per channel. Assumed: 10 in 15 s.
    pub change_channel: Option<Bucket>,
    /// Modify Channel with a new name or topic, besides [`Buckets::change_channel`]. Known: 2 in 10 minutes.
    pub rename_channel: Option<Bucket>,
    /// Create DM. Assumed: 10 in 10 s.
    pub open_dm: Option<Bucket>,
    /// Starting threads with and without message, together, per channel. Assumed: 10 in 60 s.
    pub start_thread: Option<Bucket>,
    /// Every other route, per route and channel or server. Assumed: 10 in 5 s.
    pub other: Option<Bucket>,
}

impl Buckets {
    /// Discord's own, as far as known.
    #[must_use]
    pub const fn discord() -> Self {
        const fn bucket(requests: u32, millis: u64) -> Option<Bucket> {
            let per = Duration::from_millis(millis);
            Some(Bucket { requests, per })
        }
        Self {
            create_message: bucket(5, 5_000),
            edit_message: bucket(5, 5_000),
            delete_message: bucket(5, 1_000),
            reactions: bucket(1, 250),
            webhook: bucket(5, 2_000),
            change_channel: bucket(10, 15_000),
            rename_channel: bucket(2, 600_000),
            open_dm: bucket(10, 10_000),
            start_thread: bucket(10, 60_000),
            other: bucket(10, 5_000),
        }
    }
}

impl Limits {
    /// Discord's own, as far as known; see each field.
    #[must_use]
    pub fn discord() -> Self {
        Self {
            global_per_second: Some(50),
            buckets: Buckets::discord(),
            invalid_requests: Some(Bucket {
                requests: 10_000,
                per: Duration::from_secs(600),
            }),
            shut_out_for: Duration::from_secs(3600),
            gateway_sends_per_minute: Some(120),
            max_concurrency: 1,
            enforce_identify_rate: true,
            identifies_per_day: 1000,
            whole_member_list: Some(Bucket {
                requests: 1,
                per: Duration::from_secs(30),
            }),
            gateway_backlog: 50_000,
            resume_buffer: 50_000,
            session_keeps: chrono::TimeDelta::minutes(5),
            heartbeat_interval: Duration::from_millis(41_250),
            heartbeats_missed: Some(2),
            interaction_deadline: Duration::from_secs(3),
            interaction_token_lives: chrono::TimeDelta::minutes(15),
            nonce_window: chrono::TimeDelta::minutes(3),
            old_message_edits: Some(30),
            dm_opens: Some(100),
            channel_writes: None,
            active_threads: Some(1000),
            command_creates_per_day: Some(200),
        }
    }

    /// Whether a gateway can work under them.
    ///
    /// # Errors
    /// What is wrong, by name.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        if self.max_concurrency == 0 {
            return Err("`max_concurrency`: one shard at a time is the least");
        }
        if self.heartbeat_interval.as_millis() == 0 {
            return Err("`heartbeat_interval`: a millisecond is the least");
        }
        if self.gateway_backlog == 0 {
            return Err("`gateway_backlog`: one event is the least");
        }
        Ok(())
    }

    /// No limit on speed, for replays and most stories; deadlines and memory stay Discord's.
    #[must_use]
    pub fn unlimited() -> Self {
        Self {
            global_per_second: None,
            buckets: Buckets::default(),
            invalid_requests: None,
            gateway_sends_per_minute: None,
            max_concurrency: 16,
            enforce_identify_rate: false,
            whole_member_list: None,
            old_message_edits: None,
            dm_opens: None,
            command_creates_per_day: None,
            ..Self::discord()
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::unlimited()
    }
}
