//! Rows and the outbox after what keepers do and what falls due.

use chrono::TimeDelta;

use super::super::outbox::{self, Cause, Deed};
use super::super::retention;
use super::super::testing::{ACME, BEN, House, SUPPORT, at};
use super::*;
use crate::actions::Error;
use crate::domain::refusal::Refusal;
use crate::domain::standup::Drafted;
use crate::wording::Tongue;

fn keeper(now: &str) -> Keeper {
    Keeper {
        server: ACME,
        user: BEN,
        now: at(now),
    }
}

async fn drafted(house: &House) -> Drafted {
    let written = Written {
        name: "Daily",
        title: "",
        questions: "Done?",
        when: "Mon-Fri 9-12",
        days_off: "",
    };
    draft(&house.adagio, &keeper("07:00"), &written)
        .await
        .unwrap()
}

/// A stand-up of Ben's, at nine in Berlin: 08:00 UTC. Its invitation is sent.
async fn begun(house: &House) -> StandupId {
    let id = drafted(house).await.id;
    let (adagio, keeper) = (&house.adagio, keeper("07:00"));
    change(adagio, &keeper, id, Change::Channel(SUPPORT, Venue::Text))
        .await
        .unwrap();
    let public = ("", &Tongue::english());
    let begun = agree(adagio, &keeper, id, public).await.unwrap();
    assert_eq!(begun.next_at, at("08:00"));
    let sent = outbox::claim(adagio, at("07:00"), 10).await.unwrap();
    let message = crate::domain::ids::MessageId::new(1);
    outbox::sent(adagio, sent[0].id, message, SUPPORT, at("07:00"))
        .await
        .unwrap();
    list(adagio, &keeper).await.unwrap()[0].id
}

#[tokio::test]
async fn a_day_is_opened_once_and_the_next_is_due() {
    let house = House::new().await;
    let id = begun(&house).await;
    assert_eq!(due(&house.adagio, at("07:59"), 10).await.unwrap(), []);
    for _ in 0..2 {
        see_to(&house.adagio, Phase::Open(id), at("08:00"))
            .await
            .unwrap();
    }
    let errands = outbox::claim(&house.adagio, at("08:00"), 10).await.unwrap();
    let deeds: Vec<_> = errands.iter().map(|errand| &errand.deed).collect();
    assert_eq!(deeds, [&Deed::Send], "its thread waits for it");
    let shown = show(&house.adagio, &keeper("08:01"), id).await.unwrap();
    assert_eq!(shown.next_at, Some(at("08:00") + TimeDelta::days(1)));
    assert_eq!(shown.open.len(), 1);
}

#[tokio::test]
async fn what_can_not_be_opened_again_after_a_restart_is_composed_anew() {
    let house = House::new().await;
    let id = begun(&house).await;
    see_to(&house.adagio, Phase::Open(id), at("08:00"))
        .await
        .unwrap();
    let errands = outbox::claim(&house.adagio, at("08:00"), 10).await.unwrap();
    let (row, letter) = (errands[0].id, errands[0].letter.clone());
    outbox::undeliverable(&house.adagio, row, Cause::Unreadable, at("08:01"))
        .await
        .unwrap();
    let errands = outbox::claim(&house.adagio, at("08:01"), 10).await.unwrap();
    assert_eq!((errands[0].id, &errands[0].letter), (row, &letter));
}

#[tokio::test]
async fn a_draft_that_nobody_agreed_on_is_gone_after_a_week() {
    let house = House::new().await;
    let id = drafted(&house).await.id;
    let now = at("07:00") + retention::DRAFTS_KEPT + TimeDelta::days(1);
    retention::purge(&house.adagio, now).await.unwrap();
    let gone = look(&house.adagio, &keeper("07:00"), id).await;
    assert!(
        matches!(gone, Err(Error::Refused(Refusal::NothingThere))),
        "{gone:?}"
    );
}

#[tokio::test]
async fn what_a_stand_up_goes_by_is_no_draft_any_more() {
    let house = House::new().await;
    let id = begun(&house).await;
    let (adagio, keeper) = (&house.adagio, keeper("07:00"));
    let first = drafted(&house).await.id;
    let other = edit(adagio, &keeper, id).await.unwrap().id;
    assert!(first < other);
    agree(adagio, &keeper, other, ("", &Tongue::english()))
        .await
        .unwrap();
    let refused = change(adagio, &keeper, other, Change::Role(None)).await;
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NothingThere))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn what_could_not_be_tried_in_time_is_not_said() {
    let house = House::new().await;
    let (adagio, now) = (&house.adagio, at("08:00"));
    let mut turn = adagio.begin().await.unwrap();
    let row = outbox::Put {
        key: "standup:1:prompt:9",
        to: outbox::Target::Direct {
            user: BEN,
            channel: None,
        },
        due_at: now,
        expires_at: Some(at("09:00")),
    };
    outbox::put(&mut turn, &row, |_| Default::default(), now)
        .await
        .unwrap();
    turn.commit(|_| {}).await.unwrap();
    for (time, is_left) in [("08:00", true), ("08:30", true), ("09:00", false)] {
        let claimed = outbox::claim(adagio, at(time), 10).await.unwrap();
        assert_eq!(!claimed.is_empty(), is_left, "{time}");
        for errand in claimed {
            assert_eq!(errand.stage, outbox::Stage::Fresh);
            outbox::untried(adagio, errand.id, errand.stage, at(time))
                .await
                .unwrap();
        }
    }
}
