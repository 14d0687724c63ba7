//! What a session keeps for RESUME: its latest events, single ones and runs of pre-built ones.

use std::collections::VecDeque;

use axum::extract::ws::Utf8Bytes;

use crate::gateway::{out::Out, prebuilt::Run};

/// Events that follow each other without a gap.
pub(crate) enum Kept {
    /// One event and its `s`.
    One(u64, Utf8Bytes),
    /// Pre-built events.
    Run(Run),
}

impl Kept {
    const fn first(&self) -> u64 {
        match self {
            Self::One(s, _) => *s,
            Self::Run(run) => run.first(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::One(..) => 1,
            Self::Run(run) => run.len(),
        }
    }

    /// What is left of it after `s`, ready to be sent.
    fn after(&self, s: u64) -> Option<Out> {
        let known = usize::try_from((s + 1).saturating_sub(self.first())).unwrap_or(usize::MAX);
        (known < self.len()).then(|| match self {
            Self::One(_, frame) => Out::Frame(frame.clone()),
            Self::Run(run) => Out::Run(run.clone().skip(known), None),
        })
    }
}

/// The latest events of a session, oldest first.
#[derive(Default)]
pub(crate) struct Replay {
    kept: VecDeque<Kept>,
    events: usize,
}

impl Replay {
    /// Keeps the newest events, at most `most` in all.
    pub(crate) fn keep(&mut self, newest: Kept, most: usize) {
        self.events += newest.len();
        self.kept.push_back(newest);
        while self.events > most
            && let Some(oldest) = self.kept.pop_front()
        {
            let over = self.events - most;
            self.events -= oldest.len().min(over);
            if let Kept::Run(run) = oldest
                && run.len() > over
            {
                self.kept.push_front(Kept::Run(run.skip(over)));
            }
        }
    }

    /// `s` of the oldest event that can still be had.
    pub(crate) fn first(&self) -> Option<u64> {
        self.kept.front().map(Kept::first)
    }

    /// What came after `s`, in order.
    pub(crate) fn after(&self, s: u64) -> impl Iterator<Item = Out> {
        self.kept.iter().filter_map(move |kept| kept.after(s))
    }

    /// The last event once more.
    pub(crate) fn last(&self) -> Option<Out> {
        let last = self.kept.back()?;
        last.after(last.first() + u64::try_from(last.len()).unwrap_or(u64::MAX) - 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Prebuilt;

    /// `s` 1, a run of 2 to 5, then 6.
    fn six(most: usize) -> Replay {
        let events = Prebuilt::new("E", (2..=5).map(|n| n.to_string()));
        let mut replay = Replay::default();
        replay.keep(Kept::One(1, "1".into()), most);
        replay.keep(Kept::Run(Run::new(2, events, 0..4)), most);
        replay.keep(Kept::One(6, "6".into()), most);
        replay
    }

    fn frames(outs: impl Iterator<Item = Out>) -> Vec<String> {
        outs.flat_map(|out| match out {
            Out::Frame(frame) => vec![frame.to_string()],
            Out::Run(run, _) => run
                .frames()
                .map(|frame| frame["{'t':'E','s':".len()..][..1].to_owned())
                .collect(),
            Out::Pause(_) | Out::Later(..) | Out::CompressPayloads | Out::Close(..) => Vec::new(),
        })
        .collect()
    }

    #[test]
    fn it_keeps_the_latest_events_and_cuts_runs_where_it_must() {
        for (most, first) in [
            (9, Some(1)),
            (6, Some(1)),
            (5, Some(2)),
            (3, Some(4)),
            (1, Some(6)),
            (0, None),
        ] {
            assert_eq!(six(most).first(), first, "{most}");
        }
    }

    #[test]
    fn it_replays_what_came_after() {
        for (s, expected) in [(0, "123456"), (1, "23456"), (3, "456"), (5, "6"), (6, "")] {
            assert_eq!(frames(six(9).after(s)).concat(), expected, "after {s}");
        }
        assert_eq!(frames(six(9).last().into_iter()), ["6"]);
    }

    #[test]
    fn the_last_event_may_be_the_first_one_or_the_end_of_a_run() {
        let mut replay = Replay::default();
        replay.keep(Kept::One(1, "1".into()), 9);
        assert_eq!(frames(replay.last().into_iter()), ["1"]);
        let events = Prebuilt::new("E", (2..=5).map(|n| n.to_string()));
        replay.keep(Kept::Run(Run::new(2, events, 0..4)), 9);
        assert_eq!(frames(replay.last().into_iter()), ["5"]);
    }
}
