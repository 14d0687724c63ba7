//! How often what goes wrong, as plain data.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How often what goes wrong, and the seed that says when. Each rate is a share of 1: of the requests, or of the events. The
/// first rates are of requests and exclude each other, as do those of events; where they sum up to more than 1 the last
/// ones never strike.
///
/// ```
/// use discord_sim::Mix;
///
/// let mix = Mix { lost_events: 0.0, ..Mix::rough(7) };
/// assert_eq!((mix.seed, Mix::default().too_many), (7, 0.0));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mix {
    /// Decides which requests and events are struck.
    pub seed: u64,
    /// Requests answered 429, for a limit of any scope that binds the route.
    pub too_many: f64,
    /// Requests not applied and answered 500 or 503, or 502 or 504 with a page.
    pub server_errors: f64,
    /// Requests applied without an answer that tells: the connection closes, the answer never comes or breaks off, or it is a
    /// page with 504.
    pub unanswered: f64,
    /// Requests that arrive twice.
    pub arrived_twice: f64,
    /// Requests refused with their connection, and with them the next ones, up to three, whatever they are.
    pub refused: f64,
    /// Requests answered late, by up to [`Mix::longest`].
    pub slow: f64,
    /// DMs refused with 50007, and with them the next ones to this person, up to two.
    pub closed_dms: f64,
    /// Events lost for good. The only rate, with [`Mix::forgotten`], at which the bot can't know all that happened.
    pub lost_events: f64,
    /// Events sent twice.
    pub repeated_events: f64,
    /// Events late, by up to [`Mix::longest`].
    pub late_events: f64,
    /// Events after which the connection is cut.
    pub dropped: f64,
    /// Events after which the connection is closed with 4000.
    pub closed: f64,
    /// Events after which op 7 comes.
    pub reconnects: f64,
    /// Events after which op 9 comes and the session can be resumed.
    pub invalid: f64,
    /// Events after which op 9 comes and the session is gone, with what happens until the next one.
    pub forgotten: f64,
    /// Events after which heartbeats get no answer on that connection.
    pub unacknowledged: f64,
    /// The longest wait, in real time: `retry_after`, late answers, late events. As data in seconds.
    #[serde(with = "crate::seconds")]
    pub longest: Duration,
}

impl Default for Mix {
    /// Nothing goes wrong.
    fn default() -> Self {
        Self {
            seed: 0,
            too_many: 0.0,
            server_errors: 0.0,
            unanswered: 0.0,
            arrived_twice: 0.0,
            refused: 0.0,
            slow: 0.0,
            closed_dms: 0.0,
            lost_events: 0.0,
            repeated_events: 0.0,
            late_events: 0.0,
            dropped: 0.0,
            closed: 0.0,
            reconnects: 0.0,
            invalid: 0.0,
            forgotten: 0.0,
            unacknowledged: 0.0,
            longest: Duration::from_secs(1),
        }
    }
}

impl Mix {
    /// Whether it can be drawn from.
    ///
    /// # Errors
    /// What is wrong, by name: a rate that is no share of 1.
    pub(crate) fn check(&self) -> Result<(), String> {
        let rates = [
            ("too_many", self.too_many),
            ("server_errors", self.server_errors),
            ("unanswered", self.unanswered),
            ("arrived_twice", self.arrived_twice),
            ("refused", self.refused),
            ("slow", self.slow),
            ("closed_dms", self.closed_dms),
            ("lost_events", self.lost_events),
            ("repeated_events", self.repeated_events),
            ("late_events", self.late_events),
            ("dropped", self.dropped),
            ("closed", self.closed),
            ("reconnects", self.reconnects),
            ("invalid", self.invalid),
            ("forgotten", self.forgotten),
            ("unacknowledged", self.unacknowledged),
        ];
        match rates.iter().find(|(_, rate)| !(0.0..=1.0).contains(rate)) {
            Some((name, rate)) => Err(format!("`{name}`: a rate is 0 to 1, not {rate}")),
            None => Ok(()),
        }
    }

    /// Discord on an ordinary day: now and then a hiccup, and nothing is lost.
    #[must_use]
    pub fn calm(seed: u64) -> Self {
        Self {
            seed,
            too_many: 0.005,
            server_errors: 0.005,
            unanswered: 0.002,
            slow: 0.01,
            late_events: 0.005,
            dropped: 0.002,
            reconnects: 0.002,
            ..Self::default()
        }
    }

    /// An outage that never ends: about every fourth request and every eighth event is struck, and a few events are lost.
    #[must_use]
    pub fn rough(seed: u64) -> Self {
        Self {
            seed,
            too_many: 0.05,
            server_errors: 0.05,
            unanswered: 0.05,
            arrived_twice: 0.02,
            refused: 0.02,
            slow: 0.05,
            closed_dms: 0.01,
            lost_events: 0.005,
            repeated_events: 0.03,
            late_events: 0.03,
            dropped: 0.02,
            closed: 0.01,
            reconnects: 0.01,
            invalid: 0.01,
            forgotten: 0.005,
            unacknowledged: 0.005,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_day_loses_nothing() {
        let calm = Mix::calm(7);
        assert_eq!(calm.check(), Ok(()));
        assert_eq!((calm.seed, calm.lost_events, calm.forgotten), (7, 0.0, 0.0));
        assert!(calm.too_many > 0.0 && calm.too_many < Mix::rough(7).too_many);
    }
}
