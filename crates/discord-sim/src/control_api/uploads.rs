//! What people post besides text: files and polls.

use axum::{Json, Router, extract::State, routing::post};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::json;

use super::{
    Control, Outcome,
    body::{Form, Path},
    trouble::Trouble,
};
use crate::AttachmentId;

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/people/{who}/upload", post(upload))
        .route("/people/{who}/post_files", post(post_files))
        .route("/people/{who}/post_poll", post(post_poll))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Upload {
    name: String,
    text: Option<String>,
    base64: Option<String>,
}

async fn upload(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<Upload>,
) -> Outcome {
    let person = sim.someone(&who)?;
    let bytes = match (told.text, told.base64) {
        (Some(text), None) => text.into_bytes(),
        (None, Some(text)) => {
            let wrong = |why| Trouble::bad("invalid_body", format!("`base64`: {why}"));
            STANDARD.decode(text).map_err(wrong)?
        }
        _ => {
            return Err(Trouble::bad(
                "invalid_body",
                "say what is in the file: give either `text` or `base64`",
            ));
        }
    };
    Ok(Json(json!({ "id": person.upload(&told.name, &bytes)? })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostFiles {
    channel: String,
    #[serde(default)]
    content: String,
    files: Vec<AttachmentId>,
}

async fn post_files(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<PostFiles>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let text = sim.typed(Some(place), &told.content)?;
    sim.shown(person.post_files(place, &text, &told.files)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostPoll {
    channel: String,
    question: String,
    answers: Vec<String>,
}

async fn post_poll(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<PostPoll>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let answers: Vec<&str> = told.answers.iter().map(String::as_str).collect();
    sim.shown(person.post_poll(place, &told.question, &answers)?)
}
