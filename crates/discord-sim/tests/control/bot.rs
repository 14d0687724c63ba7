//! What people ask of a bot: commands, buttons, menus, forms, each answered by it.

use serde_json::{Value, json};

use crate::{
    a_bot::{Bot, ask, register, text_of},
    client::Control,
};

#[tokio::test]
async fn a_command_a_click_and_a_form_go_to_the_bot_and_its_answers_come_back() {
    let control = Control::new().await;
    let options = json!([{ "type": 3, "name": "from", "description": "Since when", "required": true },
                         { "type": 6, "name": "who", "description": "Who" }]);
    register(
        &control,
        json!({ "name": "quiet", "description": "Be quiet", "options": options }),
    )
    .await;
    let bot = Bot::connect(&control).await;

    let button = json!({ "type": 2, "style": 1, "label": "Next", "custom_id": "next" });
    let shown = json!({ "content": "Quiet.", "flags": 64, "components": [{ "type": 1, "components": [button] }] });
    bot.will_answer(json!({ "type": 4, "data": shown })).await;
    let told =
        json!({ "channel": "Acme/support", "command": "quiet", "options": { "from": "22:00" } });
    let answer = control.post("/people/ben/run_command", told).await;
    assert_eq!(
        (text_of(&answer["kind"]), answer["ephemeral"].as_bool()),
        ("message", Some(true))
    );
    assert_eq!(answer["message"]["buttons"][0]["label"], "Next");
    assert_eq!(
        bot.heard_last().await["data"]["options"][0]["value"],
        "22:00"
    );
    let again = control
        .get(&format!("/answers/{}", text_of(&answer["interaction"])))
        .await;
    assert_eq!(again, answer);

    let input = json!({ "type": 4, "custom_id": "why", "style": 1 });
    let label = json!({ "type": 18, "label": "Why", "component": input });
    let modal = json!({ "custom_id": "ask", "title": "Why?", "components": [label] });
    bot.will_answer(json!({ "type": 9, "data": modal })).await;
    let click = json!({ "message": answer["message"]["id"], "label": "Next" });
    assert_eq!(
        control.refused("/people/ana/click", click.clone()).await,
        "nothing_to_press"
    );
    let form = control.post("/people/ben/click", click).await;
    assert_eq!(
        (text_of(&form["kind"]), text_of(&form["modal"]["title"])),
        ("modal", "Why?")
    );

    bot.will_answer(json!({ "type": 4, "data": { "content": "I see." } }))
        .await;
    let filled = json!({ "interaction": form["interaction"], "values": { "why": "sleep" } });
    let done = control.post("/people/ben/submit_modal", filled).await;
    assert_eq!(done["message"]["text"], "I see.");
    assert_eq!(control.get("/findings").await, json!([]));
}

#[tokio::test]
async fn what_the_client_would_not_let_through_is_refused_with_its_reason() {
    let control = Control::new().await;
    let ask = |command: &str, options: Value| json!({ "channel": "Acme/support", "command": command, "options": options });
    assert_eq!(
        control
            .refused("/people/ben/run_command", ask("quiet", json!({})))
            .await,
        "unknown_command"
    );
    let option = json!({ "type": 4, "name": "hours", "description": "How long", "required": true });
    register(
        &control,
        json!({ "name": "quiet", "description": "Be quiet", "options": [option] }),
    )
    .await;
    assert_eq!(
        control
            .refused(
                "/people/ben/run_command",
                ask("quiet", json!({ "hours": 2 }))
            )
            .await,
        "bot_is_offline"
    );
    let _bot = Bot::connect(&control).await;
    for options in [
        json!({}),
        json!({ "hours": "two" }),
        json!({ "hours": 2, "days": 1 }),
    ] {
        assert_eq!(
            control
                .refused("/people/ben/run_command", ask("quiet", options))
                .await,
            "wrong_option"
        );
    }
    assert_eq!(
        control
            .refused(
                "/people/eve/run_command",
                ask("quiet", json!({ "hours": 2 }))
            )
            .await,
        "wrong_place"
    );
}

#[tokio::test]
async fn menus_and_suggestions_go_to_the_bot() {
    let control = Control::new().await;
    let option = json!({ "type": 3, "name": "city", "description": "Where", "autocomplete": true });
    let zone = json!({ "name": "zone", "description": "Where you are", "options": [option] });
    for command in [
        zone,
        json!({ "name": "Greet", "type": 2 }),
        json!({ "name": "Keep", "type": 3 }),
    ] {
        register(&control, command).await;
    }
    let bot = Bot::connect(&control).await;
    let support = "Acme/support";

    let choices = json!({ "choices": [{ "name": "Berlin", "value": "Europe/Berlin" }] });
    bot.will_answer(json!({ "type": 8, "data": choices })).await;
    let typed = json!({ "channel": support, "command": "zone", "option": "city", "typed": "Ber" });
    let suggested = control.post("/people/ben/autocomplete", typed).await;
    assert_eq!(suggested, choices["choices"]);
    assert_eq!(bot.heard_last().await["data"]["options"][0]["value"], "Ber");

    let says = |text: &str| json!({ "type": 4, "data": { "content": text } });
    bot.will_answer(says("Hello.")).await;
    let menu = json!({ "channel": support, "person": "ana", "command": "Greet" });
    let greeted = control.post("/people/ben/user_menu", menu).await;
    assert_eq!(greeted["message"]["content"], "Hello.");
    let ana = control.get("/people/ana").await;
    assert_eq!(bot.heard_last().await["data"]["target_id"], ana["id"]);

    let said = json!({ "channel": support, "content": "a good idea" });
    let said = control.post("/people/ana/post", said).await;
    bot.will_answer(says("Kept.")).await;
    let menu = json!({ "channel": support, "message": said["id"], "command": "Keep" });
    let kept = control.post("/people/ben/message_menu", menu).await;
    assert_eq!(kept["message"]["content"], "Kept.");
    assert_eq!(bot.heard_last().await["data"]["target_id"], said["id"]);
}

#[tokio::test]
async fn a_choice_goes_to_the_bot_and_a_deferred_answer_is_waited_for() {
    let control = Control::new().await;
    let quiet = json!({ "name": "quiet", "description": "Be quiet" });
    register(&control, quiet).await;
    let bot = Bot::connect(&control).await;
    let options = json!([{ "label": "Nine", "value": "9" }, { "label": "Ten", "value": "10" }]);
    let select = json!({ "type": 3, "custom_id": "from", "options": options });
    let shown =
        json!({ "components": [{ "type": 1, "components": [select] }], "content": "From?" });
    bot.will_answer(json!({ "type": 4, "data": shown })).await;
    let asked = json!({ "channel": "Acme/support", "command": "quiet" });
    let shown = control.post("/people/ben/run_command", asked).await;
    assert_eq!(shown["message"]["selects"][0]["custom_id"], "from");

    bot.will_answer(json!({ "type": 5 })).await;
    let chosen =
        json!({ "message": shown["message"]["id"], "custom_id": "from", "values": ["10"] });
    let chosen = control.post("/people/ben/select", chosen).await;
    assert_eq!(
        (&chosen["kind"], &chosen["message"]),
        (&json!("deferred"), &Value::Null)
    );
    let heard = bot.heard_last().await;
    assert_eq!(heard["data"]["values"], json!(["10"]));

    let settled = format!("/answers/{}/settled", text_of(&chosen["interaction"]));
    let waiting = control.post(&settled, json!({}));
    let original = format!(
        "/webhooks/{}/{}/messages/@original",
        control.sim.application_id(),
        text_of(&heard["token"])
    );
    let filling = ask(
        &control,
        "PATCH",
        &original,
        json!({ "content": "From ten." }),
    );
    let (settled, (status, _)) = tokio::join!(waiting, filling);
    assert_eq!(
        (status, &settled["message"]["content"]),
        (200, &json!("From ten."))
    );
    assert_eq!(control.get("/findings").await, json!([]));
}
