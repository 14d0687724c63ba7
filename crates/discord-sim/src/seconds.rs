//! Spans of time as data: a number of seconds, with a fraction where it needs one. `1.5` is 1.5 s; a negative one is refused.

use std::time::Duration;

use chrono::TimeDelta;
use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

/// A span of time that can be written as seconds.
pub(crate) trait Seconds: Sized {
    fn to_seconds(&self) -> f64;
    /// `None`: longer than it can hold.
    fn from_seconds(span: Duration) -> Option<Self>;
}

impl Seconds for Duration {
    fn to_seconds(&self) -> f64 {
        self.as_secs_f64()
    }

    fn from_seconds(span: Duration) -> Option<Self> {
        Some(span)
    }
}

impl Seconds for TimeDelta {
    fn to_seconds(&self) -> f64 {
        self.as_seconds_f64()
    }

    fn from_seconds(span: Duration) -> Option<Self> {
        Self::from_std(span).ok()
    }
}

/// Far beyond any story, and well within what an instant holds.
const FAR: Duration = Duration::from_secs(30 * 365 * 86_400);

/// The span, as far as an instant can be put off: who says for ever gets 30 years.
pub(crate) fn reachable(span: Duration) -> Duration {
    span.min(FAR)
}

pub(crate) fn serialize<T: Seconds, S: Serializer>(span: &T, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(span.to_seconds())
}

pub(crate) fn deserialize<'de, T: Seconds, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let seconds = f64::deserialize(from)?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .and_then(T::from_seconds)
        .ok_or_else(|| D::Error::custom(format!("{seconds} is no number of seconds from 0 up")))
}
