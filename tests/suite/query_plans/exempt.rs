//! What may be gone through as a whole, and why.

/// Tables that grow neither with what people write nor with how many people there are: one row for the program, a server, or a
/// mode that was chosen for a channel.
pub(super) const SMALL: [&str; 7] = [
    "memo",
    "shard",
    "server",
    "norm",
    "_sqlx_migrations",
    "sqlite_schema",
    "sqlite_sequence",
];

/// Indexes that hold only what is open, not what was.
pub(super) const OPEN: [&str; 4] = ["outbox_open", "person_digest_due", "run_due", "standup_due"];

const ROSTER: &str = "read once, at the start: who joined is at hand for every message";

/// Statements by how they begin.
pub(super) const STATEMENTS: [(&str, &str); 6] = [
    ("select user_id, zone, quiet_from_at,", ROSTER),
    (
        "select user_id, from_s, until_s, days from quiet_window",
        ROSTER,
    ),
    ("select user_id, time_s from digest_time", ROSTER),
    (
        "select server_id, user_id, joined_at from membership",
        ROSTER,
    ),
    (
        "select distinct channel_id from terms where standup_id is not null",
        "read once, at the start: where stand-ups open is at hand for every message",
    ),
    (
        "delete from terms where created_at < $1",
        "once a day; a server has few stand-ups, and what was agreed on for them changes rarely",
    ),
];
