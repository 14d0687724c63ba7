//! §5: modals: opened by a first response, filled in as Discord's client lets people, sent with all that was chosen.

use discord_sim::{Answer, CommandRefusal, Limits, Permissions};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::{
    client::{Socket, Story, answer, callback_path},
    interactions::{click, run, with_command, with_command_in},
};

/// A label around one input.
pub(crate) fn label(text: &str, input: Value) -> Value {
    json!({ "type": 18, "label": text, "component": input })
}

/// A modal of these components.
pub(crate) fn modal(components: Value) -> Value {
    json!({ "type": 9, "data": { "title": "Norm", "custom_id": "norm", "components": components } })
}

/// Ana runs the command, the bot answers with the modal.
async fn open(story: &Story, socket: &mut Socket, components: Value) -> Answer {
    let running = run(story);
    let (_, (status, error)) = answer(socket, &story.rest, modal(components)).await;
    assert_eq!(status, 204, "{error}");
    running.await.unwrap().unwrap()
}

/// Ana completes the modal.
fn submit(
    story: &Story,
    form: &Answer,
    values: &[(&'static str, String)],
) -> JoinHandle<Result<Answer, CommandRefusal>> {
    let (ana, form, values) = (story.ana.clone(), form.clone(), values.to_vec());
    tokio::spawn(async move {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        ana.submit_modal(&form, &values).await
    })
}

fn said(content: &str) -> Value {
    json!({ "type": 4, "data": { "content": content, "flags": 64 } })
}

#[tokio::test]
async fn s5_a_modal_is_completed_and_not_answered_by_another() {
    let (story, mut socket) = with_command_in(Story::off_the_record().await).await;
    let components = json!([
        label("Hours", json!({ "type": 4, "custom_id": "hours", "style": 1, "max_length": 3 })),
        { "type": 1, "components": [{ "type": 4, "custom_id": "why", "style": 2, "label": "Why", "required": false }] },
        { "type": 10, "content": "Where do you answer?" },
        label("Where", json!({ "type": 3, "custom_id": "where", "options": [{ "label": "At A", "value": "a" }] })),
    ]);
    let shown = open(&story, &mut socket, components.clone()).await;
    assert_eq!(shown.modal().unwrap()["title"], "Norm");
    assert_eq!(
        story.ben.submit_modal(&shown, &[]).await.unwrap_err(),
        CommandRefusal::Component("no modal is open".to_owned())
    );
    let values = [("Hours", "4".to_owned()), ("where", "At A".to_owned())];
    let running = submit(&story, &shown, &values);
    let (it, (status, _)) = answer(&mut socket, &story.rest, modal(components)).await;
    assert_eq!(status, 400, "no modal in answer to a modal");
    assert_eq!(
        it["data"],
        json!({ "custom_id": "norm", "components": [
            { "type": 18, "id": 1, "component": { "type": 4, "id": 2, "custom_id": "hours", "value": "4" } },
            { "type": 1, "id": 3, "components": [{ "type": 4, "id": 4, "custom_id": "why", "value": "" }] },
            { "type": 10, "id": 5 },
            { "type": 18, "id": 6, "component": { "type": 3, "id": 7, "custom_id": "where", "values": ["a"] } },
        ] })
    );
    let (status, _) = story.rest.post(&callback_path(&it), said("ok")).await;
    assert_eq!(status, 204);
    assert_eq!(running.await.unwrap().unwrap().content(), "ok");
    let again = story.ana.submit_modal(&shown, &[("hours", "4")]).await;
    assert_eq!(
        again.unwrap_err().to_string(),
        "nothing to press: no modal is open"
    );
}

#[tokio::test]
async fn s5_a_modal_takes_what_the_client_would_let_through() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let hidden = story.acme.private_text("board", &[]);
    let voice = story.acme.voice("stand-up");
    let other = story.sim.create_guild("Other");
    let (stranger, role) = (
        story.sim.person("eve"),
        other.role("crew", Permissions::NONE),
    );
    let options = json!([{ "label": "A", "value": "a" }, { "label": "B", "value": "b" }, { "label": "C", "value": "c" }]);
    let shown = open(&story, &mut socket, json!([
        label("Text", json!({ "type": 4, "custom_id": "text", "style": 1, "min_length": 2, "max_length": 3 })),
        label("Days", json!({ "type": 22, "custom_id": "days", "options": options, "min_values": 2, "max_values": 2, "required": false })),
        label("Who", json!({ "type": 7, "custom_id": "who", "required": false })),
        label("Where", json!({ "type": 8, "custom_id": "where", "channel_types": [0], "required": false })),
        label("Proof", json!({ "type": 19, "custom_id": "proof", "required": false, "max_values": 2 })),
    ])).await;
    let of_ben = story.ben.upload("b.txt", b"ben's").unwrap().to_string();
    let cases = [
        ("text", String::new(), "must be filled in"),
        ("text", "1".to_owned(), "2 to 3 characters"),
        ("text", "1234".to_owned(), "2 to 3 characters"),
        ("text", "1\n2".to_owned(), "a single line"),
        ("days", "a".to_owned(), "takes 2 to 2 values, not 1"),
        ("days", "a,b,c".to_owned(), "takes 2 to 2 values, not 3"),
        ("days", "a,a".to_owned(), "only once"),
        ("days", "a,z".to_owned(), "isn't offered"),
        ("who", stranger.id().to_string(), "no such"),
        ("who", role.to_string(), "no such role"),
        ("where", hidden.to_string(), "no such channel can be seen"),
        ("where", voice.to_string(), "type 2 aren't asked for"),
        ("proof", of_ben, "no file that they have uploaded"),
        ("proof", "x".to_owned(), "is no id"),
        ("nope", "x".to_owned(), "the form has no \"nope\""),
        ("Text", "12".to_owned(), "filled in twice"),
    ];
    for (name, value, why) in &cases {
        let mut values = vec![(*name, value.as_str())];
        if *name != "text" {
            values.push(("text", "12"));
        }
        let refusal = story.ana.submit_modal(&shown, &values).await.unwrap_err();
        assert!(
            refusal.to_string().contains(why),
            "{name} {value}: {refusal}"
        );
    }
    assert!(story.ana.upload("big", &vec![0; (10 << 20) + 1]).is_err());
}

#[tokio::test]
async fn s5_what_is_chosen_in_a_modal_is_resolved() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let crew = story.acme.role("crew", Permissions::NONE);
    let shown = open(
        &story,
        &mut socket,
        json!([
            label(
                "Who",
                json!({ "type": 5, "custom_id": "who", "max_values": 2 })
            ),
            label("Role", json!({ "type": 6, "custom_id": "role" })),
            label(
                "Any",
                json!({ "type": 7, "custom_id": "any", "max_values": 2 })
            ),
            label("Where", json!({ "type": 8, "custom_id": "where" })),
            label("Proof", json!({ "type": 19, "custom_id": "proof" })),
        ]),
    )
    .await;
    let (ana, ben) = (story.ana.id().to_string(), story.ben.id().to_string());
    let (crew, place) = (crew.to_string(), story.support.to_string());
    let proof = story
        .ana
        .upload("my proof.txt", b"seen")
        .unwrap()
        .to_string();
    let values = [
        ("who", format!("{ana}, {ben}")),
        ("role", crew.clone()),
        ("any", format!("{ben},{crew}")),
        ("Where", place.clone()),
        ("proof", proof.clone()),
    ];
    let running = submit(&story, &shown, &values);
    let (it, (status, _)) = answer(&mut socket, &story.rest, said("ok")).await;
    assert_eq!(status, 204);
    running.await.unwrap().unwrap();
    let chosen = |at: usize| it["data"]["components"][at]["component"]["values"].clone();
    assert_eq!(chosen(0), json!([ana, ben]));
    assert_eq!(chosen(2), json!([ben, crew]));
    let resolved = &it["data"]["resolved"];
    assert_eq!(resolved["users"].as_object().unwrap().len(), 2);
    let member = &resolved["members"][&ben];
    assert!(member["permissions"].is_string() && member["user"].is_null());
    assert_eq!(resolved["roles"][&crew]["name"], "crew");
    let channel = &resolved["channels"][&place];
    assert_eq!(channel["permissions"], it["member"]["permissions"]);
    assert_eq!(channel["app_permissions"], it["app_permissions"]);
    let file = &resolved["attachments"][&proof];
    assert_eq!(
        (&file["filename"], &file["size"], &file["ephemeral"]),
        (&json!("my_proof.txt"), &json!(4), &json!(true))
    );
    let bytes = reqwest::get(file["url"].as_str().unwrap()).await.unwrap();
    assert_eq!(bytes.bytes().await.unwrap().as_ref(), b"seen");
}

#[tokio::test]
async fn s5_an_untouched_modal_sends_what_it_was_filled_with() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let options = |chosen: Value| json!([{ "label": "A", "value": "a", "default": chosen }, { "label": "B", "value": "b" }]);
    let ben = story.ben.id();
    let shown = open(&story, &mut socket, json!([
        label("Text", json!({ "type": 4, "custom_id": "text", "style": 2, "value": "as before" })),
        label("How", json!({ "type": 21, "custom_id": "how", "options": options(json!(true)) })),
        label("Or", json!({ "type": 21, "custom_id": "or", "options": options(json!(false)), "required": false })),
        label("Loud", json!({ "type": 23, "custom_id": "loud", "default": true })),
        label("Who", json!({ "type": 5, "custom_id": "who", "default_values": [{ "id": ben, "type": "user" }] })),
    ])).await;
    let running = submit(&story, &shown, &[]);
    let (it, _) = answer(&mut socket, &story.rest, said("ok")).await;
    running.await.unwrap().unwrap();
    let input = |at: usize| it["data"]["components"][at]["component"].clone();
    assert_eq!(input(0)["value"], "as before");
    assert_eq!(
        (&input(1)["value"], &input(2)["value"], &input(3)["value"]),
        (&json!("a"), &Value::Null, &json!(true))
    );
    assert_eq!(input(4)["values"], json!([ben]));
}

#[tokio::test]
async fn s5_a_deferred_interaction_opens_no_modal() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let running = run(&story);
    let (it, (status, _)) = answer(&mut socket, &story.rest, json!({ "type": 5 })).await;
    assert_eq!(status, 204);
    let form = modal(json!([{ "type": 10, "content": "Hi" }]));
    let (status, error) = story.rest.post(&callback_path(&it), form).await;
    assert_eq!((status, &error["code"]), (400, &json!(40060)));
    assert_eq!(running.await.unwrap().unwrap().modal(), None);
}

#[tokio::test]
async fn s5_a_modal_opened_by_a_button_can_change_the_buttons_message() {
    let (story, mut socket) = with_command(Limits::unlimited()).await;
    let running = run(&story);
    let row = json!([{ "type": 1, "components": [{ "type": 2, "style": 1, "label": "Go", "custom_id": "go" }] }]);
    let body = json!({ "type": 4, "data": { "content": "one", "components": row } });
    answer(&mut socket, &story.rest, body).await;
    let shown = running.await.unwrap().unwrap();
    let running = click(&story, &shown, "go");
    let input = json!({ "type": 4, "custom_id": "text", "style": 1 });
    answer(
        &mut socket,
        &story.rest,
        modal(json!([label("Text", input)])),
    )
    .await;
    let form = running.await.unwrap().unwrap();
    let running = submit(&story, &form, &[("text", "two".to_owned())]);
    let body = json!({ "type": 7, "data": { "content": "two" } });
    let (it, (status, _)) = answer(&mut socket, &story.rest, body).await;
    assert_eq!(status, 204);
    assert_eq!(it["message"]["content"], "one");
    running.await.unwrap().unwrap();
    assert_eq!(shown.content(), "two");
}
