//! What a person does with threads and forum posts.

use axum::{Json, Router, extract::State, routing::post};
use serde::Deserialize;
use serde_json::json;

use super::{
    Control, Outcome,
    body::{Form, Path},
    trouble::Trouble,
};
use crate::{ChannelId, MessageId, Person, TagId};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/people/{who}/start_thread", post(start_thread))
        .route(
            "/people/{who}/start_private_thread",
            post(start_private_thread),
        )
        .route("/people/{who}/forum_post", post(forum_post))
        .route("/people/{who}/archive_thread", post(archive_thread))
        .route("/people/{who}/remove_from_thread", post(remove_from_thread))
}

impl Control {
    /// A channel or thread as the bot would get it.
    pub(super) fn channel_shown(&self, id: ChannelId) -> Outcome {
        let gone = || Trouble::unknown("channel", format!("there is no channel {id} (any more)"));
        Ok(Json(self.channel(id).ok_or_else(gone)?))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StartThread {
    channel: String,
    /// Without one, the thread hangs below no message.
    message: Option<MessageId>,
    name: String,
}

async fn start_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<StartThread>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let thread = match told.message {
        Some(message) => person.start_thread(place, message, &told.name)?,
        None => person.open_thread(place, &told.name)?,
    };
    sim.channel_shown(thread)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StartPrivateThread {
    channel: String,
    name: String,
    #[serde(default)]
    with: Vec<String>,
}

async fn start_private_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<StartPrivateThread>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let with: Vec<Person> = told
        .with
        .iter()
        .map(|name| sim.someone(name))
        .collect::<Result<_, _>>()?;
    let with: Vec<&Person> = with.iter().collect();
    sim.channel_shown(person.start_private_thread(place, &told.name, &with)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForumPost {
    channel: String,
    title: String,
    content: String,
    #[serde(default)]
    tags: Vec<TagId>,
}

async fn forum_post(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<ForumPost>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let text = sim.typed(Some(place), &told.content)?;
    sim.channel_shown(person.forum_post(place, &told.title, &text, &told.tags)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArchiveThread {
    thread: String,
}

async fn archive_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<ArchiveThread>,
) -> Outcome {
    let (person, thread) = (sim.someone(&who)?, sim.place(&told.thread)?);
    person.archive_thread(thread)?;
    sim.channel_shown(thread)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RemoveFromThread {
    thread: String,
    person: String,
}

async fn remove_from_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<RemoveFromThread>,
) -> Outcome {
    let (person, thread) = (sim.someone(&who)?, sim.place(&told.thread)?);
    person.remove_from_thread(thread, &sim.someone(&told.person)?)?;
    Ok(Json(json!({})))
}
