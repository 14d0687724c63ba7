//! Pressing what the bot shows: buttons, menus, forms.

use axum::{Router, extract::State, routing::post};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    Control, Outcome, answers,
    body::{Form, Path},
    commands::borrowed,
    trouble::Trouble,
};
use crate::MessageId;

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/people/{who}/click", post(click))
        .route("/people/{who}/select", post(select))
        .route("/people/{who}/submit_modal", post(submit_modal))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Click {
    message: MessageId,
    custom_id: Option<String>,
    label: Option<String>,
}

async fn click(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<Click>,
) -> Outcome {
    let person = sim.someone(&who)?;
    let answer = match (&told.custom_id, &told.label) {
        (Some(custom_id), None) => person.click(told.message, custom_id).await?,
        (None, Some(label)) => person.click_label(told.message, label).await?,
        _ => {
            return Err(Trouble::bad(
                "invalid_body",
                "say which button: give either `custom_id` or `label`",
            ));
        }
    };
    Ok(answers::show(&answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Select {
    message: MessageId,
    custom_id: String,
    values: Vec<String>,
}

async fn select(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<Select>,
) -> Outcome {
    let person = sim.someone(&who)?;
    let values: Vec<&str> = told.values.iter().map(String::as_str).collect();
    let answer = person
        .select(told.message, &told.custom_id, &values)
        .await?;
    Ok(answers::show(&answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubmitModal {
    interaction: String,
    #[serde(default)]
    values: Map<String, Value>,
}

async fn submit_modal(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<SubmitModal>,
) -> Outcome {
    let (person, opener) = (sim.someone(&who)?, sim.answer(&told.interaction)?);
    let values = sim.fields(None, &told.values)?;
    let answer = person.submit_modal(&opener, &borrowed(&values)).await?;
    Ok(answers::show(&answer))
}
