//! "When and why?" about one message: worked out from the same rules that decided.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::Adagio;
use super::digest::opened;
use crate::domain::delivery::{self, Recipient, decide};
use crate::domain::event::Place;
use crate::domain::explanation::{Explanation, Standing, Step};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::mode::Mode;
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::{Facts, Fate, Reason, State, fate};
use crate::store::ping::{self, PingRow};

/// A message that somebody asks about.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    pub message: MessageId,
    pub author: UserId,
    pub place: Place,
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
    let pings = ping::of_message(&mut db, message)
        .await
        .with_context(|| format!("read the pings of message {message}"))?;
    let known = adagio.known();
    let told = |ping: &Found| {
        let person = known.person(ping.0.recipient)?;
        Some((person, standing(adagio, person, ping, now)))
    };
    if let Some(own) = pings.iter().find(|(row, ..)| row.recipient == user) {
        let Some((person, standing)) = told(own) else {
            return Ok(Explanation::Nothing);
        };
        let mode = known.mode_at(&subject.place);
        let steps = steps(adagio, person, own, mode, standing);
        return Ok(Explanation::ToRecipient { standing, steps });
    }
    if subject.author != user {
        return Ok(Explanation::Nothing);
    }
    let readers = pings.iter().filter_map(told);
    Ok(Explanation::ToSender(
        readers
            .map(|(person, standing)| (person.id, standing))
            .collect(),
    ))
}

/// A ping with what is known of it since, its state and the reason for that.
type Found = (PingRow, Facts, State, Option<Reason>);

fn standing(adagio: &Adagio, person: &Person, found: &Found, now: DateTime<Utc>) -> Standing {
    let (row, facts, state, reason) = found;
    match (state, reason) {
        (State::Delivered, _) => Standing::Delivered,
        (State::Settled, Some(Reason::Passed)) => Standing::Passed,
        (State::Settled | State::Withdrawn | State::Dropped, _) => Standing::Over,
        (State::Held, _) => match fate(&opened(adagio, row), facts) {
            Fate::Gone(_) => Standing::Over,
            Fate::Waits | Fate::Seen => person
                .digest_due_at
                .filter(|due| *due > now)
                .or_else(|| person.next_delivery_after(now))
                .map_or(Standing::Inbox, Standing::Waits),
        },
    }
}

/// The steps that led there, as they are now.
fn steps(
    adagio: &Adagio,
    person: &Person,
    found: &Found,
    mode: Mode,
    standing: Standing,
) -> Vec<Step> {
    let (row, facts, _, reason) = found;
    if standing == Standing::Over {
        let became = match fate(&opened(adagio, row), facts) {
            Fate::Gone(reason) => Some(reason),
            Fate::Waits | Fate::Seen => *reason,
        };
        return became.map(Step::Became).into_iter().collect();
    }
    let recipient = Recipient {
        schedule: &person.schedule,
        notifier: person.notifier,
    };
    let decision = decide(row.pinged_at, &recipient, mode, row.loudness);
    let by_digest = person.direct == DirectMessages::Allowed;
    // Who gets no digests by direct message has no use for their times.
    let told =
        |reason: &delivery::Reason| by_digest || !matches!(reason, delivery::Reason::DigestAt(_));
    let decided = decision.reasons.into_iter().filter(told);
    let direct = (!by_digest).then_some(Step::Direct(person.direct));
    decided.map(Step::Decided).chain(direct).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{
        ANA, BEN, House, INCIDENTS, SUPPORT, ana_asks_ben, at, message, place,
    };
    use super::*;
    use crate::domain::delivery;
    use crate::domain::event::{Event, Post};

    fn subject(id: MessageId) -> Subject {
        Subject {
            message: id,
            author: ANA,
            place: place(SUPPORT),
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
        assert_eq!(told(ANA).await, Explanation::ToSender(vec![(BEN, waits)]));
        let steps = vec![
            Step::Decided(delivery::Reason::ChannelIsAsync),
            Step::Decided(delivery::Reason::DigestAt(at("15:00"))),
        ];
        assert_eq!(
            told(BEN).await,
            Explanation::ToRecipient {
                standing: waits,
                steps
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
        let told = async |id| {
            explain(&house.adagio, BEN, &subject(id), at("09:00"))
                .await
                .unwrap()
        };
        let Explanation::ToRecipient { standing, .. } = told(passed).await else {
            panic!()
        };
        assert_eq!(standing, Standing::Passed);
        let steps = vec![Step::Became(Reason::Answered)];
        let over = Explanation::ToRecipient {
            standing: Standing::Over,
            steps,
        };
        assert_eq!(told(asked).await, over);
    }
}
