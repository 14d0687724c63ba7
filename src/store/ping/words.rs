//! The words that stand in `ping`'s columns.

use super::super::columns::unknown;
use crate::domain::ping::{Lane, Loudness, Reason, State, Via};

pub(super) const VIAS: [Via; 7] = [
    Via::Mention,
    Via::Reply,
    Via::Role,
    Via::Everyone,
    Via::Saved,
    Via::Tell,
    Via::Standup,
];
pub(super) const LANES: [Lane; 2] = [Lane::Digest, Lane::Now];
pub(super) const STATES: [State; 5] = [
    State::Held,
    State::Delivered,
    State::Settled,
    State::Withdrawn,
    State::Dropped,
];

pub(super) const fn via_word(via: Via) -> &'static str {
    match via {
        Via::Mention => "mention",
        Via::Saved => "saved",
        Via::Standup => "standup",
        // It is told apart by the question that it answers.
        Via::Reply | Via::Answer => "reply",
        Via::Role => "role",
        Via::Everyone => "everyone",
        // It is told to oneself.
        Via::Tell | Via::Returned => "tell",
    }
}

pub(super) fn via_of(word: &str) -> sqlx::Result<Via> {
    VIAS.into_iter()
        .find(|via| via_word(*via) == word)
        .ok_or_else(|| unknown("ping.via", word))
}

pub(super) const fn lane_word(lane: Lane) -> &'static str {
    match lane {
        Lane::Digest => "digest",
        Lane::Now => "now",
    }
}

pub(super) fn lane_of(word: &str) -> sqlx::Result<Lane> {
    match word {
        "digest" => Ok(Lane::Digest),
        "now" => Ok(Lane::Now),
        _ => Err(unknown("ping.lane", word)),
    }
}

pub(super) const fn silent_number(loudness: Loudness) -> i64 {
    match loudness {
        Loudness::Plain => 0,
        Loudness::Silent => 1,
    }
}

pub(super) const fn loudness_of(silent: i64) -> Loudness {
    match silent {
        0 => Loudness::Plain,
        _ => Loudness::Silent,
    }
}

pub(super) const fn state_word(state: State) -> &'static str {
    match state {
        State::Held => "held",
        State::Delivered => "delivered",
        State::Settled => "settled",
        State::Withdrawn => "withdrawn",
        State::Dropped => "dropped",
    }
}

pub(super) fn reason_of(word: &str) -> sqlx::Result<Reason> {
    Reason::ALL
        .into_iter()
        .find(|reason| reason.word() == word)
        .ok_or_else(|| unknown("ping.reason", word))
}

pub(super) fn state_of(word: &str) -> sqlx::Result<State> {
    STATES
        .into_iter()
        .find(|state| state_word(*state) == word)
        .ok_or_else(|| unknown("ping.state", word))
}
