//! Faults drawn from a seed.

use std::time::{Duration, Instant};

use discord_sim::{EventFault, Mishap, Mix, Struck};
use serde_json::json;

use crate::client::{End, INTENTS, Socket, Story};

/// The longest wait of these mixes.
const LONGEST: Duration = Duration::from_millis(5);

/// Two people and the bot talk for a while amid a mix: what struck, without when.
async fn struck_amid(mix: Mix) -> Vec<(String, Mishap)> {
    let story = Story::new().await;
    let _listening = story.gateway(INTENTS).await;
    story.sim.faults().seeded(Mix {
        longest: LONGEST,
        ..mix
    });
    for n in 0..40 {
        story
            .ana
            .post(story.support, &format!("question {n}"))
            .unwrap();
        let path = format!("/channels/{}/messages", story.support);
        let body = json!({ "content": "answer", "nonce": n, "enforce_nonce": true });
        let asked = story.rest.send("POST", &path, Some(body));
        // An answer that never comes is waited for as long as it takes to see that.
        let met = tokio::time::timeout(Duration::from_millis(100), asked).await;
        if let Ok(Ok((429, _))) = met {
            tokio::time::sleep(LONGEST).await;
        }
    }
    let plain = |struck: Struck| (struck.what, struck.mishap);
    story.sim.faults().struck().into_iter().map(plain).collect()
}

#[tokio::test]
async fn a_seeded_mix_strikes_the_same_each_time() {
    let first = struck_amid(Mix::rough(3)).await;
    assert_eq!(struck_amid(Mix::rough(3)).await, first);
    assert_ne!(struck_amid(Mix::rough(4)).await, first);
    assert_eq!(struck_amid(Mix::default()).await, []);
}

#[tokio::test]
async fn a_mix_can_be_switched_off() {
    let story = Story::new().await;
    let faults = story.sim.faults();
    faults.seeded(Mix {
        server_errors: 1.0,
        ..Mix::default()
    });
    assert!(story.rest.get("/users/@me").await.0 >= 500);
    faults.clear();
    assert_eq!(story.rest.get("/users/@me").await.0, 200);
    assert_eq!((faults.hits(), faults.struck().len()), (1, 1));
}

/// A story with a session, in which each event has this fault.
async fn with(mix: Mix) -> (Story, Socket) {
    let story = Story::new().await;
    let socket = story.gateway(INTENTS).await;
    story.sim.faults().seeded(Mix {
        longest: Duration::from_millis(80),
        ..mix
    });
    (story, socket)
}

fn resume(story: &Story, old: &Socket) -> impl Future<Output = Socket> {
    let (session, seq) = (old.session.clone(), old.seq);
    story.sim.faults().clear();
    async move {
        let mut socket = Socket::open(&story.sim).await;
        socket.resume(story.sim.token(), &session, seq).await;
        socket
    }
}

#[tokio::test]
async fn an_event_is_lost_repeated_or_late_as_the_mix_says() {
    let mix = Mix {
        lost_events: 1.0,
        ..Mix::default()
    };
    let (story, mut socket) = with(mix).await;
    let lost = story.ana.post(story.support, "lost").unwrap();
    assert_eq!(socket.drain().await, []);
    let struck = story.sim.faults().struck();
    assert_eq!(struck[0].what, "MESSAGE_CREATE to shard 0");
    assert_eq!(struck[0].mishap.lost_subject(), Some(lost.get()));

    let mix = Mix {
        repeated_events: 1.0,
        ..Mix::default()
    };
    let (story, mut socket) = with(mix).await;
    story.ana.post(story.support, "twice").unwrap();
    let twice = [socket.next().await.unwrap(), socket.next().await.unwrap()];
    assert_eq!(twice[0], twice[1]);

    let mix = Mix {
        late_events: 1.0,
        ..Mix::default()
    };
    let (story, mut socket) = with(mix).await;
    let began = Instant::now();
    story.ana.post(story.support, "late").unwrap();
    socket.until("MESSAGE_CREATE").await;
    let [Struck { mishap, .. }] = &story.sim.faults().struck()[..] else {
        panic!("one event");
    };
    let Mishap::Event {
        fault: EventFault::Late(by),
        ..
    } = mishap
    else {
        panic!("{mishap:?}");
    };
    assert!(began.elapsed() >= *by);
}

#[tokio::test]
async fn a_connection_ends_as_the_mix_says_and_its_session_resumes() {
    let none = Mix::default();
    let ends = [
        (
            Mix {
                dropped: 1.0,
                ..none.clone()
            },
            End::Dropped,
        ),
        (
            Mix {
                closed: 1.0,
                ..none
            },
            End::Closed(4000),
        ),
    ];
    for (mix, end) in ends {
        let (story, mut socket) = with(mix).await;
        story.ana.post(story.support, "last words").unwrap();
        assert_eq!(socket.end().await, end);
        story.ana.post(story.support, "meanwhile").unwrap();
        let mut socket = resume(&story, &socket).await;
        let mut heard = Vec::new();
        while heard.last().is_none_or(|text| text != "meanwhile") {
            let message = socket.until("MESSAGE_CREATE").await;
            heard.push(message["content"].as_str().unwrap().to_owned());
        }
        socket.until("RESUMED").await;
    }
}

#[tokio::test]
async fn op_7_and_op_9_come_as_the_mix_says() {
    let none = Mix::default();
    let (story, mut socket) = with(Mix {
        reconnects: 1.0,
        ..none.clone()
    })
    .await;
    story.ana.post(story.support, "x").unwrap();
    socket.until_op(7).await;
    resume(&story, &socket).await.until("RESUMED").await;

    let (story, mut socket) = with(Mix {
        invalid: 1.0,
        ..none.clone()
    })
    .await;
    story.ana.post(story.support, "x").unwrap();
    assert_eq!(socket.until_op(9).await, true);
    resume(&story, &socket).await.until("RESUMED").await;

    let (story, mut socket) = with(Mix {
        forgotten: 1.0,
        ..none
    })
    .await;
    story.ana.post(story.support, "x").unwrap();
    socket.until("MESSAGE_CREATE").await;
    assert_eq!(socket.until_op(9).await, false);
    let unheard = story.ana.post(story.support, "to nobody").unwrap();
    let struck = story.sim.faults().struck();
    assert_eq!(
        struck.last().unwrap().mishap.lost_subject(),
        Some(unheard.get())
    );
    assert_eq!(resume(&story, &socket).await.until_op(9).await, false);
}

#[tokio::test]
async fn heartbeats_go_unanswered_on_one_connection_as_the_mix_says() {
    let (story, mut socket) = with(Mix {
        unacknowledged: 1.0,
        ..Mix::default()
    })
    .await;
    story.ana.post(story.support, "x").unwrap();
    socket.until("MESSAGE_CREATE").await;
    socket.send(1, json!(socket.seq)).await;
    let answer = tokio::time::timeout(Duration::from_millis(50), socket.next()).await;
    assert!(answer.is_err(), "{answer:?}");
    let mut socket = resume(&story, &socket).await;
    socket.until("RESUMED").await;
    socket.send(1, json!(socket.seq)).await;
    socket.until_op(11).await;
}
