//! What is in somebody's way because of somebody else: who is named there is told by digest, and the next run shows whether it is solved
//! (PRODUCT S10). It is when that ping was answered, ticked or done.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::Turn;
use super::super::digest::closed;
use super::super::due::Due;
use super::super::observe::recipient;
use super::Found;
use crate::domain::escape::excerpt;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::ping::{Excerpt, Fate, Lane, Loudness, Reason, State, Urgency, Via, fate};
use crate::domain::standup::{Entry, Held, Manner, RowOf, named};
use crate::store::outbox::{self, Sending};
use crate::store::ping::{self, NewPing, PingNow, PingRow};
use crate::store::{self, standup};

/// How far back names are known by which people are called.
const NAMES_FROM: TimeDelta = TimeDelta::days(90);

/// Tells whom an entry names as being in its writer's way, and takes it back from whom it names no more. A message of the writer's own
/// tells whom it mentions by itself.
pub(super) async fn tell(
    turn: &mut Turn<'_>,
    found: &Found,
    entry: &Entry,
    due: &mut Due,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let Some(message) = message(turn, found, entry)
        .await?
        .filter(|_| entry.message.is_none())
    else {
        return Ok(());
    };
    let (words, named) = match blocker(found, entry) {
        Some(words) => read(words, entry.user, &names(turn, found).await?),
        None => (String::new(), Vec::new()),
    };
    let by = (message, entry.user);
    ping::withdraw_named(turn.db(), by, &named, now).await?;
    ping::name_again(turn.db(), by, &named, now).await?;
    let Some(thread) = found.run.thread.filter(|_| !named.is_empty()) else {
        return Ok(());
    };
    let adagio = turn.adagio;
    let pings: Vec<NewPing> = {
        let known = adagio.known();
        let told = named
            .iter()
            .filter_map(|user| recipient(&known, found.row.server, *user));
        let told = told.map(|person| {
            due.arm(person, Lane::Digest, now);
            NewPing {
                row: PingRow {
                    source: message,
                    recipient: person.id,
                    server: found.row.server,
                    channel: thread,
                    governing: found.terms.channel,
                    sender: Some(entry.user),
                    via: Via::Mention,
                    group: None,
                    lane: Lane::Digest,
                    loudness: Loudness::Silent,
                    answers: None,
                    pinged_at: now,
                    revised_at: (entry.edits > 0).then_some(entry.changed_at),
                    not_before_at: None,
                    expected_at: None,
                    urgency: Urgency::Ordinary,
                    excerpt: adagio.seal.close(&Excerpt {
                        name: entry.name.clone(),
                        text: words.clone(),
                    }),
                },
                over: None,
            }
        });
        told.collect()
    };
    ping::record(turn.db(), &pings, now).await?;
    // Where all write their answers, that somebody wrote says nothing of what they saw.
    ping::insist(turn.db(), by, now).await?;
    due.write(turn.db()).await
}

/// What stood in people's way in the run before, where they named somebody, and whether it still does.
pub(super) async fn carried(turn: &mut Turn<'_>, found: &Found) -> store::Result<Vec<Held>> {
    let run = found.run.run;
    let Some(before) = standup::run_before(turn.db(), run.standup, run.day).await? else {
        return Ok(Vec::new());
    };
    // What was said in another channel was said to others.
    let before = super::found(turn.db(), before).await?;
    let Some(before) = before.filter(|it| it.terms.channel == found.terms.channel) else {
        return Ok(Vec::new());
    };
    let entries = standup::entries(turn.db(), before.run.run.id).await?;
    if entries
        .iter()
        .all(|entry| blocker(&before, entry).is_none())
    {
        return Ok(Vec::new());
    }
    let names = names(turn, &before).await?;
    let mut all = Vec::new();
    for entry in entries {
        let Some(words) = blocker(&before, &entry) else {
            continue;
        };
        let (words, named) = read(words, entry.user, &names);
        let Some(message) = message(turn, &before, &entry).await? else {
            continue;
        };
        let (mut pings, is_named) = (Vec::new(), !named.is_empty());
        for user in named {
            pings.extend(ping::one(turn.db(), message, user).await?);
        }
        // Whoever is named: else it would tell who has joined Adagio.
        if is_named {
            all.push(Held {
                name: entry.name,
                words,
                is_solved: !pings.is_empty() && pings.iter().all(is_solved),
            });
        }
    }
    Ok(all)
}

/// Whether a ping is over because something was done about it; also if no digest has come since. That its reader wrote there, or
/// wants to hear nothing of it, solves nothing.
fn is_solved((row, facts, state, reason): &PingNow) -> bool {
    let because = match (state, fate(&closed(row), facts)) {
        (State::Held | State::Delivered, Fate::Gone(reason)) => Some(reason),
        _ => *reason,
    };
    use Reason as R;
    matches!(
        because,
        Some(R::Answered | R::AnsweredByOther | R::Checked | R::Done)
    )
}

/// How those are called who answered in a stand-up lately.
async fn names(turn: &mut Turn<'_>, found: &Found) -> store::Result<Vec<(UserId, String)>> {
    let since = found.run.run.span.from - NAMES_FROM;
    standup::names(turn.db(), found.row.id, since).await
}

/// What stands in the way of an entry's writer. `None`: nothing does.
fn blocker<'a>(found: &'a Found, entry: &'a Entry) -> Option<&'a str> {
    let words = entry.blocker(&found.terms);
    words.filter(|_| entry.manner == Manner::Words)
}

/// What stands in somebody's way, in plain words, and who else is named there.
fn read(words: &str, writer: UserId, names: &[(UserId, String)]) -> (String, Vec<UserId>) {
    let mut named = named(words, names);
    named.retain(|user| *user != writer);
    let names: Vec<_> = names.iter().map(|(user, name)| (*user, &**name)).collect();
    (excerpt(words, &names), named)
}

/// The message in which an entry stands. `None`: it isn't posted.
async fn message(
    turn: &mut Turn<'_>,
    found: &Found,
    entry: &Entry,
) -> store::Result<Option<MessageId>> {
    if entry.message.is_some() {
        return Ok(entry.message);
    }
    let key = found.key(RowOf::Entry(entry.user, 0));
    let Some(row) = outbox::id_of(turn.db(), &key).await? else {
        return Ok(None);
    };
    let kept = outbox::kept(turn.db(), row).await?;
    Ok(kept.and_then(|row| match row.sending {
        Sending::Sent(_, message) => Some(message),
        _ => None,
    }))
}
