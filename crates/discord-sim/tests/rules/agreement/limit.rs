//! One limit: which sizes fit, how a body of a size looks, and where twilight-validate says otherwise.

use std::{collections::BTreeSet, ops::RangeInclusive};

use serde_json::Value;

/// A limit of a length, a count or a number.
pub(super) struct Limit {
    name: &'static str,
    fits: RangeInclusive<usize>,
    body: Box<dyn Fn(usize) -> Value>,
    but: Option<But>,
}

/// Where twilight-validate says otherwise than Discord.
struct But {
    at: fn(usize) -> bool,
    source: &'static str,
}

/// Sizes from `fits`, in bodies made by `body`.
pub(super) fn limit(
    name: &'static str,
    fits: RangeInclusive<usize>,
    body: impl Fn(usize) -> Value + 'static,
) -> Limit {
    Limit {
        name,
        fits,
        body: Box::new(body),
        but: None,
    }
}

/// So many letters.
pub(super) fn x(length: usize) -> String {
    "x".repeat(length)
}

impl Limit {
    /// At these sizes twilight-validate says otherwise than Discord, by this source.
    pub(super) fn but(mut self, at: fn(usize) -> bool, source: &'static str) -> Self {
        self.but = Some(But { at, source });
        self
    }

    /// One below, at and one above each end.
    pub(super) fn sizes(&self) -> BTreeSet<usize> {
        let (low, high) = (*self.fits.start(), *self.fits.end());
        [
            low.saturating_sub(1),
            low,
            low + 1,
            high - 1,
            high,
            high + 1,
        ]
        .into()
    }

    pub(super) fn body(&self, size: usize) -> Value {
        (self.body)(size)
    }

    /// The simulator's answer is the limit's; twilight's is the same, or the limit says why it isn't.
    pub(super) fn compare(&self, size: usize, ours: bool, theirs: bool, answer: &Value) {
        let name = self.name;
        assert_eq!(ours, self.fits.contains(&size), "{name} {size}: {answer}");
        let but = self.but.as_ref().filter(|but| (but.at)(size));
        let source = but.map_or("", |but| but.source);
        assert_eq!(
            ours != theirs,
            but.is_some(),
            "{name} {size}: twilight says {theirs}; {source}"
        );
    }
}
