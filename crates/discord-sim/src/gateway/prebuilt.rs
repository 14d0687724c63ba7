//! Events made beforehand: their text is shared, and only `s` is written when one is sent.

use std::{ops::Range, sync::Arc};

use axum::extract::ws::Utf8Bytes;

/// Events made beforehand, so that sending them costs next to nothing: for benchmarks and bursts.
///
/// Clones share the text. [`crate::GatewayControl::pour`] sends them.
#[derive(Clone, Debug)]
pub struct Prebuilt {
    name: &'static str,
    /// Each event from behind its `s` to the end of the frame.
    tails: Arc<[Box<str>]>,
}

impl Prebuilt {
    /// Events of this name; each of `data` is the JSON of one event's `d`, and is sent as it stands.
    pub fn new(event: &'static str, data: impl IntoIterator<Item = String>) -> Self {
        let tails = data
            .into_iter()
            .map(|d| format!(r#","op":0,"d":{d}}}"#).into_boxed_str())
            .collect();
        Self { name: event, tails }
    }

    /// How many events.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tails.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tails.is_empty()
    }

    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    fn frame(&self, at: usize, s: u64) -> Utf8Bytes {
        let tail = &self.tails[at];
        // 20 digits are the longest `s`, 12 bytes are around it and the name.
        let mut text = String::with_capacity(tail.len() + self.name.len() + 32);
        text.push_str(r#"{"t":""#);
        text.push_str(self.name);
        text.push_str(r#"","s":"#);
        text.push_str(&s.to_string());
        text.push_str(tail);
        Utf8Bytes::from(text)
    }
}

/// Pre-built events that follow each other in a session: which ones, and the `s` of the first.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    first: u64,
    events: Prebuilt,
    which: Range<usize>,
}

impl Run {
    pub(crate) const fn new(first: u64, events: Prebuilt, which: Range<usize>) -> Self {
        Self {
            first,
            events,
            which,
        }
    }

    pub(crate) const fn first(&self) -> u64 {
        self.first
    }

    pub(crate) fn len(&self) -> usize {
        self.which.len()
    }

    /// Without the first `count` events.
    pub(crate) fn skip(mut self, count: usize) -> Self {
        let count = count.min(self.which.len());
        self.which.start += count;
        self.first += u64::try_from(count).unwrap_or(u64::MAX);
        self
    }

    /// Its frames, each made when it is asked for.
    pub(crate) fn frames(self) -> impl Iterator<Item = Utf8Bytes> {
        (self.first..)
            .zip(self.which)
            .map(move |(s, at)| self.events.frame(at, s))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_counts_on_from_its_first_event() {
        let events = Prebuilt::new("TYPING_START", ["1", "2", "3"].map(str::to_owned));
        let run = Run::new(7, events, 0..3).skip(1);
        let frames: Vec<_> = run.frames().collect();
        assert_eq!(
            frames,
            [
                r#"{"t":"TYPING_START","s":8,"op":0,"d":2}"#,
                r#"{"t":"TYPING_START","s":9,"op":0,"d":3}"#
            ]
        );
    }
}
