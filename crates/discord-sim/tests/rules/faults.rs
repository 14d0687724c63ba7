//! Scripted faults.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use discord_sim::{EventFault, Fault, Limits, Mix, RouteMatch, Scope};
use serde_json::json;

use crate::client::{End, INTENTS, Socket, Story};

const CREATE: (&str, &str) = ("POST", "/channels/*/messages");

#[tokio::test]
async fn faults_strike_as_scripted() {
    let story = Story::new().await;
    let faults = story.sim.faults();
    faults.next(
        CREATE,
        Fault::Status(503, json!({ "message": "down", "code": 0 })),
    );
    faults.next(
        CREATE,
        Fault::TooMany {
            retry_after: Duration::from_millis(20),
            scope: Scope::Shared,
        },
    );
    assert_eq!(story.say(json!({ "content": "one" })).await.0, 503);
    let (status, body) = story.say(json!({ "content": "two" })).await;
    assert_eq!((status, &body["retry_after"]), (429, &json!(0.02)));
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(story.sim.messages(story.support), []);

    let path = format!("/channels/{}/messages", story.support);
    faults.next(CREATE, Fault::AppliedButNoAnswer);
    assert!(
        story
            .rest
            .send("POST", &path, Some(json!({ "content": "applied" })))
            .await
            .is_err()
    );
    assert_eq!(story.sim.messages(story.support).len(), 1);
    faults.next(CREATE, Fault::RefuseConnection);
    assert!(
        story
            .rest
            .send("POST", &path, Some(json!({ "content": "refused" })))
            .await
            .is_err()
    );
    assert_eq!(story.sim.messages(story.support).len(), 1);
    faults.next(CREATE, Fault::AppliedTwice);
    let body = json!({ "content": "twice", "nonce": "n", "enforce_nonce": true });
    assert_eq!(story.say(body).await.0, 200);
    assert_eq!(story.sim.messages(story.support).len(), 3);
    faults.next(CREATE, Fault::Delay(Duration::from_millis(50)));
    let before = Instant::now();
    story.say(json!({ "content": "late" })).await;
    assert!(before.elapsed() >= Duration::from_millis(50));
    faults.always(CREATE, Fault::RefuseConnection);
    faults.clear();
    assert_eq!(story.say(json!({ "content": "fine" })).await.0, 200);
    assert_eq!(faults.hits(), 6);
}

#[tokio::test]
async fn an_applied_request_may_never_be_answered() {
    let story = Story::new().await;
    story.sim.faults().next(CREATE, Fault::AppliedButSilent);
    let asked = story.say(json!({ "content": "hello?" }));
    let answered = tokio::time::timeout(Duration::from_millis(100), asked).await;
    assert!(answered.is_err());
    assert_eq!(story.sim.messages(story.support).len(), 1);
    // The client gave up: nothing is under way any more.
    while story.sim.traffic().in_flight > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn an_answer_may_break_off_or_be_a_page() {
    let story = Story::new().await;
    let path = format!("/channels/{}/messages", story.support);
    let token = format!("Bot {}", story.sim.token());
    let faults = story.sim.faults();
    let table = [
        // (fault, status, messages after it)
        (Fault::Page(502), 502, 0),
        (Fault::AppliedButPage(504), 504, 1),
        (Fault::AppliedButCutOff, 200, 2),
    ];
    for (fault, status, messages) in table {
        faults.next(CREATE, fault.clone());
        let body = r#"{"content":"x"}"#;
        let answer = story.rest.raw("POST", &path, Some(&token), body).await;
        assert_eq!(answer.status(), status);
        let text = answer.text().await;
        let is_page = text
            .as_ref()
            .is_ok_and(|text| text.starts_with("<!doctype html>"));
        assert_eq!((is_page, text.is_err()), (status != 200, status == 200));
        assert_eq!(story.sim.messages(story.support).len(), messages);
    }
}

#[tokio::test]
async fn a_request_may_arrive_twice_and_its_nonce_holds() {
    let story = Story::new().await;
    let faults = story.sim.faults();
    faults.times(2, CREATE, Fault::ArrivedTwice);
    let guarded = json!({ "content": "once", "nonce": "n", "enforce_nonce": true });
    assert_eq!(story.say(guarded).await.0, 200);
    assert_eq!(story.sim.messages(story.support).len(), 1);
    assert_eq!(story.say(json!({ "content": "twice" })).await.0, 200);
    assert_eq!(story.sim.messages(story.support).len(), 3);
}

#[tokio::test]
async fn dms_to_one_person_are_refused_while_it_lasts() {
    let story = Story::new().await;
    let mut dms = Vec::new();
    for person in [&story.ana, &story.ben] {
        let recipient = json!({ "recipient_id": person.id() });
        let (_, dm) = story.rest.post("/users/@me/channels", recipient).await;
        dms.push(format!("/channels/{}/messages", dm["id"].as_str().unwrap()));
    }
    let closed = json!({ "message": "Cannot send messages to this user", "code": 50007 });
    let fault = Fault::Status(403, closed);
    let faults = story.sim.faults();
    faults.times(2, RouteMatch::dms_to(story.ana.id()), fault);
    let hi = json!({ "content": "hi" });
    for status in [403, 403, 200] {
        assert_eq!(story.rest.post(&dms[0], hi.clone()).await.0, status);
        assert_eq!(story.rest.post(&dms[1], hi.clone()).await.0, 200);
    }
}

#[tokio::test]
async fn a_discord_that_is_down_refuses_connections_until_it_comes_back() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let faults = story.sim.faults();
    faults.go_down();
    assert_eq!(socket.end().await, End::Dropped);
    let refused = story.rest.send("GET", "/users/@me", None).await;
    assert!(refused.is_err());
    let refused = story.rest.send("GET", "/users/@me", None).await;
    assert!(refused.unwrap_err().is_connect());
    story.ana.post(story.support, "anybody there?").unwrap();
    faults.come_back();
    while story.rest.send("GET", "/users/@me", None).await.is_err() {}
    let mut again = Socket::open(&story.sim).await;
    again
        .resume(story.sim.token(), &socket.session, socket.seq)
        .await;
    let missed = again.until("MESSAGE_CREATE").await;
    assert_eq!(missed["content"], "anybody there?");
}

#[tokio::test]
async fn what_could_never_strike_is_refused_at_once() {
    let story = Story::new().await;
    let (faults, lever) = (story.sim.faults(), story.sim.gateway());
    let unlucky: [(&str, &dyn Fn()); 5] = [
        ("no request is like POST /mesages", &|| {
            faults.next(("POST", "/mesages"), Fault::RefuseConnection);
        }),
        ("`slow`: a rate is 0 to 1", &|| {
            faults.seeded(Mix {
                slow: 2.0,
                ..Mix::default()
            });
        }),
        ("there is no event MESAGE_CREATE", &|| {
            lever.lose_next(0, "MESAGE_CREATE", 1);
        }),
        ("after 4004 no session can be resumed", &|| {
            lever.befall(0, "*", 1, EventFault::Closed(4004));
        }),
        ("`max_concurrency`", &|| {
            story.sim.set_limits(Limits {
                max_concurrency: 0,
                ..Limits::unlimited()
            });
        }),
    ];
    for (words, script) in unlucky {
        let ended = catch_unwind(AssertUnwindSafe(script)).unwrap_err();
        let said = ended.downcast_ref::<String>().unwrap();
        assert!(said.contains(words), "{said}");
    }
}
