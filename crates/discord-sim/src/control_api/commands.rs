//! Using the bot's commands: typed, suggested, picked from a menu.

use axum::{Json, Router, extract::State, routing::post};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Control, Outcome, answers,
    body::{Form, Path},
    trouble::Trouble,
};
use crate::{ChannelId, MessageId};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/people/{who}/run_command", post(run_command))
        .route("/people/{who}/autocomplete", post(autocomplete))
        .route("/people/{who}/user_menu", post(user_menu))
        .route("/people/{who}/message_menu", post(message_menu))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    channel: String,
    command: String,
    #[serde(default)]
    options: Map<String, Value>,
}

impl Control {
    /// What somebody types for each field: a text, a number, true or false.
    pub(super) fn fields(
        &self,
        place: Option<ChannelId>,
        told: &Map<String, Value>,
    ) -> Result<Vec<(String, String)>, Trouble> {
        let field = |(name, value): (&String, &Value)| {
            let text = match value {
                Value::String(text) => self.typed(place, text)?,
                Value::Number(_) | Value::Bool(_) => value.to_string(),
                _ => {
                    return Err(Trouble::bad(
                        "invalid_body",
                        format!("`{name}`: type a text, a number, true or false, not {value}"),
                    ));
                }
            };
            Ok((name.clone(), text))
        };
        told.iter().map(field).collect()
    }
}

/// As the verbs take them.
pub(super) fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

async fn run_command(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<Run>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let options = sim.fields(Some(place), &told.options)?;
    let answer = person
        .run_command(place, &told.command, &borrowed(&options))
        .await?;
    Ok(answers::show(&answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Autocomplete {
    channel: String,
    command: String,
    option: String,
    #[serde(default)]
    typed: String,
}

async fn autocomplete(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<Autocomplete>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let choices = person
        .autocomplete(place, &told.command, &told.option, &told.typed)
        .await?;
    Ok(Json(json!(choices)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserMenu {
    channel: String,
    person: String,
    command: String,
}

async fn user_menu(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<UserMenu>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let target = sim.shared.world().user_called(&told.person)?;
    let answer = person.user_menu(place, target, &told.command).await?;
    Ok(answers::show(&answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MessageMenu {
    channel: String,
    message: MessageId,
    command: String,
}

async fn message_menu(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<MessageMenu>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let answer = person
        .message_menu(place, told.message, &told.command)
        .await?;
    Ok(answers::show(&answer))
}
