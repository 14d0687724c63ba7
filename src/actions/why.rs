//! "When and why?" about one message: worked out from the same rules that decided.

use std::iter;

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::digest::opened;
use super::item::comes_at;
use super::{Adagio, groups};
use crate::domain;
use crate::domain::delivery::Reason::NoDirectMessages;
use crate::domain::delivery::{Arrival, Passage, Writing, decide};
use crate::domain::event::Place;
use crate::domain::explanation::{Explanation, Standing, Step};
use crate::domain::group::Group;
use crate::domain::ids::{MessageId, RoleId, UserId};
use crate::domain::mode::Mode;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::{Facts, Fate, Happened, Lane, Reason, State, Via, fate};
use crate::store::Write;
use crate::store::ping::{self, GroupPing, PingNow, PingRow};

/// A message that somebody asks about.
#[derive(Clone, Debug)]
pub struct Subject {
    pub message: MessageId,
    pub author: UserId,
    pub place: Place,
    /// The roles of who asks.
    pub roles: Vec<RoleId>,
}

/// What may be told to this person about this message.
///
/// # Errors
/// If the database can't be read.
pub async fn explain(
    adagio: &Adagio,
    user: UserId,
    subject: &Subject,
    now: DateTime<Utc>,
) -> anyhow::Result<Explanation> {
    let message = subject.message;
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading about a message")?;
    let groups = ping::groups_of(&mut db, message)
        .await
        .with_context(|| format!("read which groups message {message} pings"))?;
    let mut db = make_own(adagio, db, user, subject, &groups, now).await?;
    let pings = ping::of_message(&mut db, message)
        .await
        .with_context(|| format!("read the pings of message {message}"))?;
    let known = adagio.known();
    let told = |ping: &PingNow| {
        let person = known.person(ping.0.recipient)?;
        Some((person, standing(adagio, person, ping, now)))
    };
    if let Some(own) = pings.iter().find(|(row, ..)| row.recipient == user) {
        let Some((person, standing)) = told(own) else {
            return Ok(Explanation::Nothing);
        };
        let mode = known.mode_at(&subject.place);
        return Ok(Explanation::ToRecipient {
            standing,
            channel: subject.place.governing(),
            steps: steps(adagio, person, own, mode, standing, now),
        });
    }
    if subject.author != user {
        return Ok(Explanation::Nothing);
    }
    let mentioned = pings.iter().filter(|(row, ..)| row.is_meant());
    let readers = mentioned.filter_map(|ping| {
        let person = known.person(ping.0.recipient)?;
        Some((person.id, as_sent(adagio, person, ping, now)))
    });
    Ok(Explanation::ToSender {
        readers: readers.collect(),
        groups: groups.iter().map(|ping| ping.group).collect(),
    })
}

/// Makes what pings a group of theirs a ping of who asks: they have the message before them.
async fn make_own(
    adagio: &Adagio,
    db: Write,
    user: UserId,
    subject: &Subject,
    groups: &[GroupPing],
    now: DateTime<Utc>,
) -> anyhow::Result<Write> {
    let member = adagio.known().member(subject.place.server, user).cloned();
    let member = member.filter(|person| person.left_out_at.is_none() && user != subject.author);
    let Some(person) = member.filter(|_| !groups.is_empty()) else {
        return Ok(db);
    };
    drop(db);
    groups::hand_on_seen(adagio, &person, groups, &subject.roles, now).await?;
    let db = adagio.store.read().await;
    db.context("begin reading about a message")
}

fn standing(adagio: &Adagio, person: &Person, found: &PingNow, now: DateTime<Utc>) -> Standing {
    let (row, facts, state, reason) = found;
    match (state, reason) {
        (State::Delivered, _) => Standing::Delivered,
        (State::Settled, Some(Reason::Passed)) => Standing::Passed,
        (State::Settled | State::Withdrawn | State::Dropped, _) => Standing::Over,
        (State::Held, _) => match fate(&opened(adagio, row), facts) {
            Fate::Gone(_) => Standing::Over,
            Fate::Waits | Fate::Seen => match put_off_until(found, now) {
                Some(until) => {
                    comes_at(adagio, person.id, until).map_or(Standing::Inbox, Standing::Waits)
                }
                None => awaits(person, now),
            },
        },
    }
}

/// When this person reads a ping, as far as its sender is told: that it was put off has been seen, and that it is muted is
/// nobody's business. Of whoever mutes them they hear what they hear of anybody; its reader finds it counted in the inbox.
pub(super) fn as_sent(
    adagio: &Adagio,
    person: &Person,
    found: &PingNow,
    now: DateTime<Utc>,
) -> Standing {
    let (row, facts, state, reason) = found;
    if put_off_until(found, now).is_some() || *reason == Some(Reason::Muted) {
        return Standing::Delivered;
    }
    let heard = Facts {
        muted: Happened::NotYet,
        ..*facts
    };
    standing(adagio, person, &(row.clone(), heard, *state, *reason), now)
}

/// Until when its reader has put it off, if that is still to come.
fn put_off_until((row, _, state, _): &PingNow, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let until = domain::ping::put_off_until(row.not_before_at, now);
    until.filter(|_| *state == State::Held)
}

/// When this person reads what waits for them.
fn awaits(person: &Person, now: DateTime<Utc>) -> Standing {
    let armed = person.digest_due_at.filter(|due| *due > now);
    armed
        .or_else(|| person.next_delivery_after(now))
        .map_or(Standing::Inbox, Standing::Waits)
}

/// The steps that led there, by the channel's mode and the person's settings of now.
fn steps(
    adagio: &Adagio,
    person: &Person,
    found: &PingNow,
    mode: Mode,
    standing: Standing,
    now: DateTime<Utc>,
) -> Vec<Step> {
    let (row, facts, state, reason) = found;
    if standing == Standing::Over {
        let became = match fate(&opened(adagio, row), facts) {
            Fate::Gone(reason) => Some(reason),
            Fate::Waits | Fate::Seen => *reason,
        };
        return became.map(Step::Became).into_iter().collect();
    }
    if let Some(until) = put_off_until(found, now) {
        let direct = NoDirectMessages(person.direct);
        let direct = (person.direct != DirectMessages::Allowed).then_some(Step::Decided(direct));
        return iter::once(Step::PutOff(until)).chain(direct).collect();
    }
    let mut decision = decide(&arrival(row, mode), person.recipient());
    if *state == State::Held {
        decision = decision.still_waiting_at(now);
    }
    let through = matches!(row.group, Some(Group::Role(_))).then_some(Step::ThroughRole);
    let reasons = decision.reasons().into_iter();
    if decision.passage() == went(row, *reason) {
        return through
            .into_iter()
            .chain(reasons.map(Step::Decided))
            .collect();
    }
    through
        .into_iter()
        .chain([Step::DecidedOtherwise])
        .collect()
}

/// What was decided about.
fn arrival(row: &PingRow, mode: Mode) -> Arrival {
    let is_put = matches!(row.via, Via::Tell | Via::Saved);
    Arrival {
        // The message may be older than the wish to have it in a digest.
        at: if is_put {
            row.waits_since()
        } else {
            row.pinged_at
        },
        mode,
        via: row.via,
        loudness: row.loudness,
        writing: Writing::of(row.source, row.pinged_at),
    }
}

/// Which way it went when it arrived.
fn went(row: &PingRow, reason: Option<Reason>) -> Passage {
    match (row.lane, reason) {
        (_, Some(Reason::Passed)) => Passage::Passed,
        (Lane::Now, _) => Passage::Now,
        (Lane::Digest, _) => Passage::Held,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{
        ANA, BEN, House, INCIDENTS, SUPPORT, ana_asks_ben, at, message, place,
    };
    use super::*;
    use crate::domain::delivery::{self, Rule};
    use crate::domain::event::{Event, Post};

    fn subject(id: MessageId) -> Subject {
        Subject {
            message: id,
            author: ANA,
            place: place(SUPPORT),
            roles: Vec::new(),
        }
    }

    #[tokio::test]
    async fn sender_and_recipient_learn_the_digest_and_others_nothing() {
        let house = House::new().await;
        let id = message(at("08:30"), 0);
        house.observe(&[Event::Posted(ana_asks_ben(id))]).await;
        let told = async |user| {
            explain(&house.adagio, user, &subject(id), at("09:00"))
                .await
                .unwrap()
        };
        let waits = Standing::Waits(at("15:00"));
        assert_eq!(
            told(ANA).await,
            Explanation::ToSender {
                readers: vec![(BEN, waits)],
                groups: Vec::new(),
            }
        );
        let steps = vec![
            Step::Decided(delivery::Reason::By(Rule::ChannelIsAsync)),
            Step::Decided(delivery::Reason::DigestAt(at("15:00"))),
        ];
        assert_eq!(
            told(BEN).await,
            Explanation::ToRecipient {
                standing: waits,
                channel: SUPPORT,
                steps,
            }
        );
        assert_eq!(told(UserId::new(999)).await, Explanation::Nothing);
    }

    #[tokio::test]
    async fn what_passed_and_what_is_answered_say_so() {
        let house = House::new().await;
        house
            .change_ben(|ben| ben.notifier = delivery::Notifier::Discord)
            .await;
        let passed = message(at("08:30"), 0);
        let post = Post {
            place: place(INCIDENTS),
            ..ana_asks_ben(passed)
        };
        let asked = message(at("08:31"), 0);
        let answer = Post {
            id: message(at("08:40"), 0),
            author: BEN,
            mentions: Vec::new(),
            reply: Some(crate::domain::event::Reply {
                to: asked,
                author: Some(ANA),
            }),
            ..ana_asks_ben(asked)
        };
        let asks = Event::Posted(ana_asks_ben(asked));
        house
            .observe(&[Event::Posted(post), asks, Event::Posted(answer)])
            .await;
        let told = async |id, channel| {
            let subject = Subject {
                place: place(channel),
                ..subject(id)
            };
            explain(&house.adagio, BEN, &subject, at("09:00"))
                .await
                .unwrap()
        };
        let by_discord = delivery::Reason::By(Rule::DiscordNotifies);
        let by_discord = Explanation::ToRecipient {
            standing: Standing::Passed,
            channel: INCIDENTS,
            steps: vec![Step::Decided(by_discord)],
        };
        assert_eq!(told(passed, INCIDENTS).await, by_discord);
        // Adagio didn't notify then, whatever holds now.
        house
            .change_ben(|ben| ben.notifier = delivery::Notifier::Adagio)
            .await;
        let otherwise = Explanation::ToRecipient {
            standing: Standing::Passed,
            channel: INCIDENTS,
            steps: vec![Step::DecidedOtherwise],
        };
        assert_eq!(told(passed, INCIDENTS).await, otherwise);
        let steps = vec![Step::Became(Reason::Answered)];
        let over = Explanation::ToRecipient {
            standing: Standing::Over,
            channel: SUPPORT,
            steps,
        };
        assert_eq!(told(asked, SUPPORT).await, over);
    }
}
