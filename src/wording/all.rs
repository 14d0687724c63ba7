//! What was done with all of a list at once, and "Why these?": why a list holds what it does, in this order.

use super::controls::{button, quietly};
use super::digest::named;
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::digest::{Kind, Of};
use crate::domain::ids::ChannelId;
use crate::domain::item::DidAll;
use crate::domain::letter::{Letter, Press, Row, Verb};
use crate::domain::listing::Listing;
use crate::domain::mode::Mode;
use crate::domain::schedule::DigestTimes;
use chrono::{DateTime, Utc};

/// How many channels a line names.
const PLACES: usize = 8;

/// The list again, with what was done with all of it at this instant, and the way back.
pub fn done(
    tongue: &Tongue,
    mut list: Letter,
    did: &DidAll,
    at: DateTime<Utc>,
    listing: Listing,
) -> Letter {
    let (line, undo) = match *did {
        DidAll::Done(count) => (
            say!(tongue, "all-did-done", count = count),
            (count > 0).then(|| (say!(tongue, "item-do-not-done"), Verb::AllNotDone)),
        ),
        DidAll::PutOff {
            count,
            until,
            comes_at,
        } => (
            put_off(tongue, count, until, comes_at),
            (count > 0).then(|| (say!(tongue, "item-do-not-put-off"), Verb::AllNotLater)),
        ),
        DidAll::Back(count) => (say!(tongue, "all-did-back", count = count), None),
    };
    list.text = format!("{}\n{line}", list.text);
    list.rows.extend(undo.map(|(label, verb)| {
        let press = Press::about(verb, at.timestamp_millis()).with(listing);
        Row::Buttons(vec![button(label, press)])
    }));
    list
}

fn put_off(
    tongue: &Tongue,
    count: usize,
    until: DateTime<Utc>,
    comes_at: Option<DateTime<Utc>>,
) -> String {
    match comes_at {
        Some(at) => {
            let (at, distance) = (when::date_tag(at), when::distance_tag(at));
            say!(
                tongue,
                "all-did-put-off",
                count = count,
                at = at,
                distance = distance
            )
        }
        None => {
            let at = when::date_tag(until);
            say!(tongue, "all-did-put-off-inbox", count = count, at = at)
        }
    }
}

/// Why a list holds what it does.
#[derive(Debug)]
pub struct These<'a> {
    pub of: Of,
    /// `None`: none come.
    pub digests: Option<&'a DigestTimes>,
    /// What the channels on the page promise, in its order.
    pub modes: Vec<(ChannelId, Mode)>,
}

/// The answer to "Why these?".
pub fn these(tongue: &Tongue, these: &These<'_>) -> Letter {
    let time = match (these.of, these.digests) {
        (Of::Digest(_, Kind::Now), _) => say!(tongue, "these-now"),
        (_, Some(digests)) => {
            let digests = when::digest_times(tongue, digests);
            say!(tongue, "these-digests", digests = digests)
        }
        (_, None) => say!(tongue, "these-no-digests"),
    };
    let promised = Mode::ALL.into_iter().filter_map(|mode| {
        let channels = these.modes.iter().filter(|(_, of)| *of == mode);
        let mut channels: Vec<_> = channels.map(|(channel, _)| named(*channel)).collect();
        if channels.len() > PLACES {
            channels.truncate(PLACES);
            channels.push("…".to_owned());
        }
        (!channels.is_empty()).then(|| promise(tongue, mode, &channels.join(" ")))
    });
    let points: Vec<_> = [time]
        .into_iter()
        .chain(promised)
        .chain([
            say!(tongue, "these-order"),
            say!(tongue, "these-age"),
            say!(tongue, "these-not"),
            say!(tongue, "these-one"),
        ])
        .map(|line| format!("• {line}"))
        .collect();
    let title = say!(tongue, "these-title");
    quietly(format!("{title}\n{}", points.join("\n")), Vec::new())
}

fn promise(tongue: &Tongue, mode: Mode, channels: &str) -> String {
    match mode {
        Mode::Async => say!(tongue, "these-async", channels = channels),
        Mode::Sync => say!(tongue, "these-sync", channels = channels),
        Mode::Social => say!(tongue, "these-social", channels = channels),
        Mode::Off => say!(tongue, "these-off", channels = channels),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;

    #[test]
    fn why_these_says_when_where_and_in_which_order() {
        let digests = DigestTimes::default();
        let modes = [(10, Mode::Async), (12, Mode::Sync), (11, Mode::Async)];
        let these = These {
            of: Of::Inbox,
            digests: Some(&digests),
            modes: modes
                .map(|(channel, mode)| (ChannelId::new(channel), mode))
                .to_vec(),
        };
        insta::assert_snapshot!(seen(&super::these(&Tongue::english(), &these)), @r"
        **Why these, and why then**
        • Your digests come at 09:00 and 16:00, Mon–Fri. What waits by then is in the next one, outside your quiet hours.
        • <#10> <#11>: pings wait (`async`).
        • <#12>: pings pass at once (`sync`), and wait in your quiet hours.
        • In this order: what is urgent; where an answer is expected; what is meant for you, for a role of yours, for everybody; answers to you. Of each, what waits longest goes first.
        • How long something waits counts your own time: outside your quiet hours, on the days of your digests.
        • Not among them: what was answered, ticked, deleted or edited away; what you put off, muted or may not read.
        • Of one message: its menu › Apps › **When and why?**
        ");
    }
}
