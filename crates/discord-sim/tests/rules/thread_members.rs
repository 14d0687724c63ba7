//! §1.5, §6: who is in a thread, and lists of threads.

use chrono::TimeDelta;
use discord_sim::{Permissions, Person, Simulator};
use serde_json::{Value, json};

use crate::client::{INTENTS, Story, names};

/// GUILD_MEMBERS.
const MEMBERS: u64 = 1 << 1;

#[tokio::test]
async fn s6_adding_and_removing_is_told_of_in_the_thread() {
    let story = Story::new().await;
    let thread = story.ana.open_thread(story.support, "t").unwrap();
    story.ana.add_to_thread(thread, &story.ben).unwrap();
    story.ana.add_to_thread(thread, &story.ben).unwrap();
    let kinds = || -> Vec<Value> {
        let seen = story.sim.messages(thread);
        seen.iter().map(|message| json!(message.mentions)).collect()
    };
    assert_eq!(
        kinds(),
        [json!([story.ben.id()])],
        "the second time nothing happened"
    );
    assert!(
        story.ana.remove_from_thread(thread, &story.ben).is_err(),
        "not private"
    );
    let manager = story.sim.person("manager");
    story.acme.add_member(&manager);
    let role = story.acme.role("managers", Permissions::MANAGE_THREADS);
    story.acme.give_role(&manager, role);
    manager.remove_from_thread(thread, &story.ben).unwrap();
    let path = format!("/channels/{thread}/messages?limit=2");
    let (_, page) = story.rest.get(&path).await;
    assert_eq!((&page[0]["type"], &page[1]["type"]), (&json!(2), &json!(1)));
    let ben = format!("/channels/{thread}/thread-members/{}", story.ben.id());
    assert_eq!(
        story.rest.get(&ben).await.0,
        404,
        "being named there is no call"
    );
    assert_eq!(story.sim.notifications_of(story.ben.id()).len(), 1);
}

#[tokio::test]
async fn s6_only_moderators_add_to_a_thread_that_isnt_invitable() {
    let story = Story::new().await;
    let private = Permissions::bot_by_default() | Permissions::CREATE_PRIVATE_THREADS;
    story.acme.bot_permissions(private);
    let path = format!("/channels/{}/threads", story.support);
    let body = json!({ "name": "closed", "invitable": false });
    let (_, thread) = story.rest.post(&path, body).await;
    assert_eq!(
        (&thread["type"], &thread["thread_metadata"]["invitable"]),
        (&json!(12), &json!(false))
    );
    let thread = thread["id"].as_str().unwrap().parse().unwrap();
    let add = |who: &Person| format!("/channels/{thread}/thread-members/{}", who.id());
    assert_eq!(
        story.rest.put(&add(&story.ana), Value::Null).await.0,
        204,
        "the owner"
    );
    assert!(story.ana.add_to_thread(thread, &story.ben).is_err());
    story.ana.post(thread, &story.ben.mention()).unwrap();
    assert!(!story.ben.reads(thread), "nor by a mention");
}

#[tokio::test]
async fn s6_a_thread_holds_1000_members_and_counts_50() {
    let story = Story::new().await;
    let thread = story.ana.open_thread(story.support, "t").unwrap();
    for n in 1..1000 {
        let person = story.sim.person(&n.to_string());
        story.acme.add_member(&person);
        person.join_thread(thread).unwrap();
    }
    let path = format!("/channels/{thread}/thread-members/{}", story.ben.id());
    let (status, error) = story.rest.put(&path, Value::Null).await;
    assert_eq!((status, &error["code"]), (400, &json!(30033)));
    assert!(story.ben.post(thread, "may still write").is_ok());
    let (_, json) = story.rest.get(&format!("/channels/{thread}")).await;
    assert_eq!(json["member_count"], 50);
    assert_eq!(story.sim.findings(), []);
}

#[tokio::test]
async fn s6_joining_and_leaving_are_idempotent_and_heard() {
    let story = Story::new().await;
    let mut socket = story.gateway(INTENTS).await;
    let thread = story.ana.open_thread(story.support, "t").unwrap();
    socket.drain().await;
    let me = format!("/channels/{thread}/thread-members/@me");
    assert_eq!(story.rest.get(&me).await.1["code"], 10007);
    for _ in 0..2 {
        assert_eq!(story.rest.put(&me, Value::Null).await.0, 204);
    }
    let heard = socket.drain().await;
    assert_eq!(names(&heard), ["THREAD_CREATE", "THREAD_MEMBERS_UPDATE"]);
    let member = &heard[1].1["added_members"][0];
    assert_eq!(member["user_id"], json!(story.sim.bot_id()));
    let (_, member) = story.rest.get(&format!("{me}?with_member=true")).await;
    assert_eq!(member["member"]["user"]["bot"], true);
    for _ in 0..2 {
        assert_eq!(story.rest.delete(&me).await.0, 204);
    }
    let heard = socket.drain().await;
    assert_eq!(names(&heard), ["THREAD_MEMBERS_UPDATE"]);
    let gone = &heard[0].1["removed_member_ids"];
    assert_eq!(gone, &json!([story.sim.bot_id()]));
}

#[tokio::test]
async fn s1_5_thread_members_of_others_need_the_intent() {
    let story = Story::new().await;
    let thread = story.ana.open_thread(story.support, "t").unwrap();
    let path = format!("/channels/{thread}/thread-members");
    assert_eq!(story.rest.get(&path).await.1["code"], 50001);

    let sim = Simulator::builder().with_guild_members().start();
    let story = Story::of(sim.await.unwrap());
    let mut knows = story.gateway(INTENTS | MEMBERS).await;
    let thread = story.ana.open_thread(story.support, "t").unwrap();
    knows.drain().await;
    story.ben.join_thread(thread).unwrap();
    let heard = knows.until("THREAD_MEMBERS_UPDATE").await;
    let joined = &heard["added_members"][0];
    assert_eq!(joined["user_id"], json!(story.ben.id()));
    assert_eq!(joined["member"]["user"]["username"], "ben");
    let path = format!("/channels/{thread}/thread-members");
    let (_, all) = story.rest.get(&path).await;
    assert_eq!(all.as_array().unwrap().len(), 2);
    let (_, page) = story
        .rest
        .get(&format!("{path}?with_member=true&limit=1"))
        .await;
    assert_eq!(page.as_array().unwrap().len(), 1);
    let after = page[0]["user_id"].as_str().unwrap();
    let (_, page) = story
        .rest
        .get(&format!("{path}?with_member=true&after={after}"))
        .await;
    assert_eq!(page.as_array().unwrap().len(), 1);
    assert!(page[0]["member"].is_object());
}

#[tokio::test]
async fn s6_archived_threads_come_in_pages() {
    let story = Story::new().await;
    let mut threads = Vec::new();
    for n in 0..5 {
        let thread = story
            .ana
            .open_thread(story.support, &n.to_string())
            .unwrap();
        story.sim.clock().advance(TimeDelta::minutes(1));
        story.ana.archive_thread(thread).unwrap();
        threads.push(json!(thread));
    }
    let path = format!("/channels/{}/threads/archived/public", story.support);
    let ids = |page: &Value| -> Vec<Value> {
        let threads = page["threads"].as_array().unwrap();
        threads.iter().map(|thread| thread["id"].clone()).collect()
    };
    let (_, page) = story.rest.get(&format!("{path}?limit=3")).await;
    assert_eq!(
        ids(&page),
        [threads[4].clone(), threads[3].clone(), threads[2].clone()]
    );
    assert_eq!(page["has_more"], true);
    let last = page["threads"][2]["thread_metadata"]["archive_timestamp"]
        .as_str()
        .unwrap();
    let before = last.replace('+', "%2B");
    let (_, page) = story
        .rest
        .get(&format!("{path}?limit=3&before={before}"))
        .await;
    assert_eq!(ids(&page), [threads[1].clone(), threads[0].clone()]);
    assert_eq!(
        (&page["has_more"], &page["members"]),
        (&json!(false), &json!([]))
    );
    let active = format!("/guilds/{}/threads/active", story.acme.id());
    assert_eq!(story.rest.get(&active).await.1["threads"], json!([]));
}

#[tokio::test]
async fn s6_archived_private_threads_need_a_moderator_or_membership() {
    let story = Story::new().await;
    let channel = format!("/channels/{}", story.support);
    let mut mine = Vec::new();
    for n in 0..3 {
        let name = n.to_string();
        let thread = story
            .ana
            .start_private_thread(story.support, &name, &[])
            .unwrap();
        if n > 0 {
            let mention = format!("<@{}>", story.sim.bot_id());
            story.ana.post(thread, &mention).unwrap();
            mine.push(json!(thread));
        }
        story.ana.archive_thread(thread).unwrap();
    }
    let private = format!("{channel}/threads/archived/private");
    assert_eq!(story.rest.get(&private).await.1["code"], 50001);
    let joined = format!("{channel}/users/@me/threads/archived/private");
    let (_, page) = story.rest.get(&joined).await;
    let ids = |page: &Value| -> Vec<Value> {
        let threads = page["threads"].as_array().unwrap();
        threads.iter().map(|thread| thread["id"].clone()).collect()
    };
    assert_eq!(ids(&page), [mine[1].clone(), mine[0].clone()], "by id");
    assert_eq!(page["members"].as_array().unwrap().len(), 2);
    let before = mine[1].as_str().unwrap();
    let (_, page) = story.rest.get(&format!("{joined}?before={before}")).await;
    assert_eq!(ids(&page), [mine[0].clone()]);
    let manages = Permissions::bot_by_default() | Permissions::MANAGE_THREADS;
    story.acme.bot_permissions(manages);
    assert_eq!(ids(&story.rest.get(&private).await.1).len(), 3);
}
