//! Takes in what happened: pings are recorded before anything else, and facts are added to them.
//!
//! In two steps, so that the second batch can be made ready while the first is written: a [`Draft`] gathers what events
//! come to, and [`record`] writes it in one transaction, together with the place in the session up to which it has now
//! been handled. Handling an event twice, or two events in the other order, comes to the same rows.
//!
//! What a message wants of Adagio itself is done when everything before it is written, and the session goes on from there
//! only when it is done: after a crash it comes again.

mod answers;
mod calls;
mod draft;
mod mentioning;
mod recipient;

use anyhow::Context;
use chrono::{DateTime, Utc};

pub(super) use self::answers::{answer_posted, answering};
pub use self::draft::Draft;
pub(super) use self::mentioning::sealed;
pub(super) use self::recipient::recipient;
use super::gateway::Position;
use super::history::Progress;
use super::{Adagio, Turn, standup, wish};
use crate::domain::event::{Event, Post};
use crate::store::{self, Connection, history as marks, server, shard};

/// Makes a draft last, with how far the session has been handled with it.
///
/// # Errors
/// If the database can't be written; then nothing has been taken in, and the same call can be made again.
pub async fn record(
    adagio: &Adagio,
    draft: &mut Draft,
    position: Option<&Position>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let unsays = !draft.deleted.is_empty() && adagio.known().has_any_standups();
    let says = !draft.said.is_empty() || !draft.replies.is_empty();
    if draft.wishes.is_empty() && !says && !unsays {
        return write(adagio.begin().await?, draft, position, now).await;
    }
    write(adagio.begin().await?, draft, None, now).await?;
    fulfil(adagio, &draft.wishes, now).await;
    take_in_runs(adagio, draft, now).await?;
    match position {
        Some(position) => {
            let turn = adagio.begin().await?;
            write(turn, &mut Draft::default(), Some(position), now).await
        }
        None => Ok(()),
    }
}

/// What was said, and deleted again, in the threads of stand-ups, and to what they sent.
async fn take_in_runs(adagio: &Adagio, draft: &Draft, now: DateTime<Utc>) -> anyhow::Result<()> {
    for (post, writing) in &draft.said {
        standup::said(adagio, post, *writing, now).await?;
    }
    for reply in &draft.replies {
        standup::replied(adagio, reply, now).await?;
    }
    if !draft.deleted.is_empty() && adagio.known().has_any_standups() {
        standup::unsaid(adagio, &draft.deleted, now).await?;
    }
    Ok(())
}

/// Does what was wanted. What can't be done once is not tried for ever: its author can ask again.
async fn fulfil(adagio: &Adagio, wishes: &[Post], now: DateTime<Utc>) {
    for post in wishes {
        let Some(wish) = &post.wish else { continue };
        if let Err(error) = wish::fulfil(adagio, post, wish, now).await {
            tracing::error!(
                error = format!("{error:#}"),
                message.id = post.id.get(),
                "what somebody wanted could not be done"
            );
        }
    }
}

/// Takes in what stands in history, and how far the channel has been read with it. What has been taken in before is
/// left as it is. What was to be kept for later is kept; a question to Adagio isn't answered any more.
///
/// # Errors
/// If the database can't be written; then nothing has been taken in, and the same call can be made again.
pub async fn history(
    adagio: &Adagio,
    events: &[Event],
    progress: &Progress,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut draft = Draft::default();
    for event in events {
        draft.add(adagio, event);
    }
    let wishes = std::mem::take(&mut draft.wishes).into_iter();
    let wishes: Vec<Post> = wishes.filter(Post::is_for_later).collect();
    // Before the channel counts as read: what can't be done now comes again. Nobody would ask again by themselves.
    for post in &wishes {
        if let Some(wish) = &post.wish {
            wish::fulfil(adagio, post, wish, now).await?;
        }
    }
    take_in_runs(adagio, &draft, now).await?;
    let mut turn = adagio.begin().await?;
    let server = progress.server;
    let found = find(turn.db(), progress, &mut draft).await;
    found.with_context(|| format!("take in history of server {server}"))?;
    write(turn, &mut draft, None, now).await
}

/// Leaves out of a draft what is known, and notes how far the channel is read and what follows.
async fn find(db: &mut Connection, progress: &Progress, draft: &mut Draft) -> store::Result<()> {
    let Progress {
        server,
        channel,
        read_until,
    } = *progress;
    let sources: Vec<_> = draft.pings.iter().map(|ping| ping.row.source).collect();
    draft.leave_out(&marks::recorded(db, &sources).await?);
    if !draft.pings.is_empty() {
        marks::note_missed(db, server).await?;
    }
    // Whom it concerns may have been looked for already, up to a later message.
    for (server, message) in draft.calls() {
        server::look_again(db, server, message.sent_at()).await?;
    }
    marks::note_progress(db, server, channel, read_until).await
}

async fn write(
    mut turn: Turn<'_>,
    draft: &mut Draft,
    position: Option<&Position>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let adagio = turn.adagio;
    let mut due = draft.settle(&adagio.known());
    draft
        .write(turn.db(), adagio, &mut due, now)
        .await
        .context("record what happened")?;
    if let Some(position) = position {
        shard::save(turn.db(), position)
            .await
            .context("note how far the session is handled")?;
    }
    let something_is_due = !due.is_empty();
    let calls = draft.calls();
    turn.commit(|known| {
        for (server, message) in calls {
            known.call(server, message);
        }
        due.note(known);
    })
    .await?;
    if something_is_due {
        adagio.bell.ring();
    }
    if draft.tells_of_servers() {
        adagio.behind.ring();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

    use super::super::digest::{Composed, compose};
    use super::super::testing::{
        ANA, BEN, House, INCIDENTS, SUPPORT, all_readable, ana_asks_ben, at, message, place,
    };
    use super::*;
    use crate::domain::delivery::Notifier;
    use crate::domain::event::{Mention, Place, Reply, Sign, Turn};
    use crate::domain::ids::{MessageId, ServerId, UserId};
    use crate::domain::person::Person;
    use crate::domain::ping::Excerpt;
    use crate::store::{person, ping};

    #[tokio::test]
    async fn a_mention_is_recorded_once_however_often_it_comes() {
        let house = House::new().await;
        let post = ana_asks_ben(message(at("10:00"), 1));
        let twice = [Event::Posted(post.clone()), Event::Posted(post.clone())];
        house.observe(&twice).await;
        let house = house.restarted().await;
        house.observe(&twice).await;
        assert_eq!(house.pings().await, [(post.id, "held".to_owned())]);
        // 16:00 in Berlin is the next digest.
        assert_eq!(
            house.adagio.known().person(BEN).unwrap().digest_due_at,
            Some(at("15:00"))
        );
    }

    #[tokio::test]
    async fn nothing_is_recorded_of_people_who_did_not_join_nor_where_adagio_does_not_watch() {
        let house = House::new().await;
        let to_ana = Post {
            author: UserId::new(102),
            mentions: vec![Mention {
                user: ANA,
                name: "ana".to_owned(),
            }],
            ..ana_asks_ben(message(at("10:00"), 1))
        };
        let announced = Post {
            place: Place {
                kind: crate::domain::mode::ChannelKind::Announcement,
                ..place(SUPPORT)
            },
            ..ana_asks_ben(message(at("10:00"), 2))
        };
        let elsewhere = Post {
            place: Place {
                server: ServerId::new(2),
                ..place(SUPPORT)
            },
            ..ana_asks_ben(message(at("10:00"), 3))
        };
        let himself = Post {
            author: BEN,
            ..ana_asks_ben(message(at("10:00"), 4))
        };
        let events: Vec<_> = [to_ana, announced, elsewhere, himself]
            .into_iter()
            .map(Event::Posted)
            .collect();
        house.observe(&events).await;
        assert_eq!(house.pings().await, []);
    }

    #[tokio::test]
    async fn a_ping_in_a_sync_channel_is_due_at_once_and_passes_where_discord_notifies() {
        let house = House::new().await;
        let post = Post {
            place: place(INCIDENTS),
            ..ana_asks_ben(message(at("10:00"), 1))
        };
        house.observe(&[Event::Posted(post.clone())]).await;
        assert_eq!(
            house.adagio.known().person(BEN).unwrap().digest_due_at,
            Some(at("10:00"))
        );
        house
            .change_ben(|ben| ben.notifier = Notifier::Discord)
            .await;
        let next = Post {
            id: message(at("10:01"), 1),
            ..post
        };
        house.observe(&[Event::Posted(next.clone())]).await;
        assert_eq!(
            house.pings().await[1],
            (next.id, "settled passed".to_owned())
        );
    }

    #[tokio::test]
    async fn what_cannot_wait_is_due_at_once_even_for_who_has_no_clock_yet() {
        let house = House::new().await;
        house.change_ben(|ben| ben.schedule.zone = None).await;
        let post = Post {
            place: place(INCIDENTS),
            ..ana_asks_ben(message(at("10:00"), 1))
        };
        house.observe(&[Event::Posted(post)]).await;
        let due_at = house.adagio.known().person(BEN).unwrap().digest_due_at;
        assert_eq!(due_at, Some(at("10:00")));
    }

    #[tokio::test]
    async fn discord_notifies_of_what_is_posted_but_not_of_what_is_edited_in() {
        let posted = Post {
            place: place(INCIDENTS),
            ..ana_asks_ben(message(at("10:00"), 1))
        };
        let edited = |post: &Post| Post {
            edited_at: Some(at("10:30")),
            ..post.clone()
        };
        let bare = Post {
            mentions: vec![],
            ..posted.clone()
        };
        let reworded = [
            Event::Posted(posted.clone()),
            Event::Edited(edited(&posted)),
        ];
        let edited_in = [Event::Posted(bare), Event::Edited(edited(&posted))];
        for (mut events, expected) in [(reworded, "settled passed"), (edited_in, "held")] {
            for _ in 0..2 {
                let house = House::new().await;
                house
                    .change_ben(|ben| ben.notifier = Notifier::Discord)
                    .await;
                house.observe(&events).await;
                assert_eq!(house.pings().await, [(posted.id, expected.to_owned())]);
                events.reverse();
            }
        }
    }

    #[tokio::test]
    async fn whoever_is_forgotten_before_a_draft_is_recorded_is_not_in_it() {
        let answer = Post {
            author: BEN,
            mentions: vec![],
            reply: Some(Reply {
                to: message(at("09:00"), 1),
                author: Some(ANA),
            }),
            ..ana_asks_ben(message(at("10:01"), 1))
        };
        let house = House::new().await;
        let mut draft = Draft::default();
        let post = ana_asks_ben(message(at("10:00"), 1));
        draft.add(&house.adagio, &Event::Posted(post));
        draft.add(&house.adagio, &Event::Posted(answer));
        assert_eq!(draft.rows(), 2);
        house.forget(BEN).await;
        record(&house.adagio, &mut draft, None, at("10:02"))
            .await
            .unwrap();
        assert_eq!(house.pings().await, []);
        assert_eq!(draft.rows(), 0);
    }

    #[tokio::test]
    async fn whoever_leaves_before_a_draft_is_recorded_is_not_named_in_it() {
        let house = House::new().await;
        let mut draft = Draft::default();
        let post = ana_asks_ben(message(at("10:00"), 1));
        draft.add(&house.adagio, &Event::Posted(post.clone()));
        house.leaves_out(ANA).await;
        record(&house.adagio, &mut draft, None, at("10:02"))
            .await
            .unwrap();
        assert_eq!(house.pings().await, [(post.id, "held".to_owned())]);
        let row = &draft.pings[0].row;
        assert_eq!((row.sender, &row.excerpt), (None, &None));
    }

    #[tokio::test]
    async fn whoever_leaves_before_a_draft_is_recorded_leaves_no_sign_and_no_name_in_others_words()
    {
        const LI: UserId = UserId::new(102);
        let house = House::new().await;
        let mut draft = Draft::default();
        let mut post = ana_asks_ben(message(at("10:00"), 1));
        post.mentions.push(Mention {
            user: LI,
            name: "li".to_owned(),
        });
        draft.add(&house.adagio, &Event::Posted(post.clone()));
        let answer = Post {
            author: BEN,
            mentions: vec![],
            reply: Some(Reply {
                to: message(at("09:00"), 1),
                author: Some(ANA),
            }),
            ..ana_asks_ben(message(at("10:01"), 1))
        };
        draft.add(&house.adagio, &Event::Posted(answer));
        leave_out(&house, LI).await;
        record(&house.adagio, &mut draft, None, at("10:02"))
            .await
            .unwrap();
        assert!(draft.pings[0].row.excerpt.is_none());
        assert_eq!(draft.pings[0].row.sender, Some(ANA));
        // The ping, and that Ben wrote.
        assert_eq!(draft.rows(), 2);
        house.leaves_out(BEN).await;
        record(&house.adagio, &mut draft, None, at("10:03"))
            .await
            .unwrap();
        assert_eq!(draft.rows(), 0);
    }

    #[tokio::test]
    async fn a_stranger_who_is_forgotten_meanwhile_leaves_no_tick_on_others_messages() {
        let house = House::new().await;
        let mut draft = Draft::default();
        let checked = |author| Event::Reacted {
            message: message(at("10:00"), 1),
            user: BEN,
            author: Some(author),
            sign: Sign::Settled,
            turn: Turn::Added,
            roles: Vec::new(),
            at: at("10:01"),
        };
        draft.add(&house.adagio, &checked(ANA));
        house.forget(BEN).await;
        // About a message of one's own everybody is heard.
        draft.add(&house.adagio, &checked(BEN));
        record(&house.adagio, &mut draft, None, at("10:02"))
            .await
            .unwrap();
        assert_eq!(draft.rows(), 1);
    }

    #[tokio::test]
    async fn a_tick_that_comes_and_goes_in_one_instant_is_gone() {
        let house = House::new().await;
        let post = ana_asks_ben(message(at("10:00"), 1));
        let checked = |turn| Event::Reacted {
            message: post.id,
            user: BEN,
            author: Some(ANA),
            sign: Sign::Settled,
            turn,
            roles: Vec::new(),
            at: at("10:01"),
        };
        let turns = [Turn::Added, Turn::Removed].map(checked);
        house.observe(&[Event::Posted(post)]).await;
        house.observe(&turns).await;
        let composed = compose(&house.adagio, BEN, at("15:00"), &all_readable()).await;
        assert!(matches!(composed, Ok(Composed::Letter(_))), "{composed:?}");
    }

    #[tokio::test]
    async fn of_a_sender_who_wants_to_be_left_out_only_the_link_is_kept() {
        let house = House::new().await;
        leave_out(&house, ANA).await;
        house
            .observe(&[Event::Posted(ana_asks_ben(message(at("10:00"), 1)))])
            .await;
        let mut db = house.adagio.store.read().await.unwrap();
        let held = ping::held(&mut db, BEN).await.unwrap();
        assert_eq!((held[0].0.sender, held[0].0.excerpt.as_ref()), (None, None));
    }

    async fn leave_out(house: &House, user: UserId) {
        let mut turn = house.adagio.begin().await.unwrap();
        let person = Person {
            left_out_at: Some(at("06:00")),
            ..Person::new(user)
        };
        person::save(turn.db(), &person, at("06:00")).await.unwrap();
        turn.commit(|known| known.put(person)).await.unwrap();
    }

    #[tokio::test]
    async fn who_wants_to_be_left_out_is_named_in_nobodys_words_and_no_sign_of_theirs_is_kept() {
        const LI: UserId = UserId::new(102);
        let house = House::new().await;
        leave_out(&house, LI).await;
        let mut post = ana_asks_ben(message(at("10:00"), 1));
        post.mentions.push(Mention {
            user: LI,
            name: "li".to_owned(),
        });
        post.text = Some(format!("<@{BEN}> and <@{LI}>, is it final?"));
        let checked = Event::Reacted {
            message: message(at("10:01"), 1),
            user: LI,
            author: Some(LI),
            sign: Sign::Settled,
            turn: Turn::Added,
            roles: Vec::new(),
            at: at("10:02"),
        };
        house.observe(&[Event::Posted(post), checked]).await;
        let mut db = house.adagio.store.read().await.unwrap();
        let held = ping::held(&mut db, BEN).await.unwrap();
        let sealed = held[0].0.excerpt.as_deref().unwrap();
        let excerpt: Excerpt = house.adagio.seal.open(sealed).unwrap();
        assert_eq!(excerpt.text, "@ben and @someone, is it final?");
        drop(db);
        let kept = super::super::privacy::kept(&house.adagio, LI)
            .await
            .unwrap();
        assert_eq!((kept.deeds, kept.sent, kept.held), (0, 0, 0));
    }

    /// What can happen around one question, told in its true order.
    fn a_day() -> Vec<Event> {
        let ask = |minute: &str, n| ana_asks_ben(message(at(minute), n));
        let without = |minute: &str, n, edited: &str| Post {
            mentions: vec![],
            text: Some("never mind".to_owned()),
            edited_at: Some(at(edited)),
            ..ask(minute, n)
        };
        let reworded = |edited: &str| Post {
            text: Some(format!("<@{BEN}> please")),
            edited_at: Some(at(edited)),
            ..ask("10:03", 3)
        };
        let answer = Post {
            id: message(at("10:20"), 20),
            author: BEN,
            mentions: vec![],
            reply: Some(Reply {
                to: message(at("10:04"), 4),
                author: Some(ANA),
            }),
            place: place(INCIDENTS),
            ..ask("10:20", 20)
        };
        let checked = |turn, minute| Event::Reacted {
            message: message(at("10:05"), 5),
            user: ANA,
            author: Some(ANA),
            sign: Sign::Settled,
            turn,
            roles: Vec::new(),
            at: at(minute),
        };
        vec![
            Event::Posted(ask("10:01", 1)),
            Event::Posted(ask("10:02", 2)),
            Event::Edited(without("10:02", 2, "10:10")),
            Event::Posted(ask("10:03", 3)),
            Event::Edited(reworded("10:11")),
            Event::Edited(reworded("10:12")),
            Event::Posted(ask("10:04", 4)),
            Event::Posted(answer),
            Event::Posted(ask("10:05", 5)),
            checked(Turn::Added, "10:21"),
            checked(Turn::Removed, "10:22"),
            checked(Turn::Added, "10:23"),
            Event::Posted(Post {
                mentions: vec![],
                ..ask("10:04", 7)
            }),
            Event::Edited(Post {
                edited_at: Some(at("10:14")),
                ..ask("10:04", 7)
            }),
            Event::Posted(ask("10:06", 6)),
            Event::Deleted {
                messages: vec![message(at("10:06"), 6)],
            },
        ]
    }

    /// What is left of the day when Ben's digest is composed.
    async fn outcome(events: &[Event]) -> (Vec<(MessageId, String)>, Option<String>) {
        let house = House::new().await;
        house.observe(events).await;
        let due_at = house
            .adagio
            .known()
            .person(BEN)
            .unwrap()
            .digest_due_at
            .unwrap();
        assert_eq!(due_at, at("15:00"));
        let composed = compose(&house.adagio, BEN, due_at, &all_readable())
            .await
            .unwrap();
        assert!(matches!(composed, Composed::Letter(_)), "{composed:?}");
        let errands = super::super::outbox::claim(&house.adagio, due_at, 10)
            .await
            .unwrap();
        let text = errands[0]
            .letter
            .as_ref()
            .map(|letter| format!("{letter:?}"));
        (house.pings().await, text)
    }

    #[test]
    fn whatever_order_events_come_in_the_same_digest_comes_of_them() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let told = a_day();
        let expected = runtime.block_on(outcome(&told));
        let states: Vec<_> = expected.0.iter().map(|(_, state)| state.as_str()).collect();
        assert_eq!(
            states,
            [
                "delivered",
                "withdrawn unmentioned",
                "delivered",
                "settled answered",
                "delivered",
                "settled reacted",
                "withdrawn deleted"
            ]
        );
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let mut runner = TestRunner::new_with_rng(
            Config {
                cases: 24,
                ..Config::default()
            },
            rng,
        );
        runner
            .run(&Just(told).prop_shuffle(), |shuffled| {
                let found = runtime.block_on(outcome(&shuffled));
                prop_assert_eq!(&found, &expected);
                Ok(())
            })
            .unwrap();
    }
}
