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
        .route("/people/{who}/tag_post", post(tag_post))
        .route("/people/{who}/rename_thread", post(rename_thread))
        .route("/people/{who}/archive_thread", post(archive_thread))
        .route("/people/{who}/unarchive_thread", post(unarchive_thread))
        .route("/people/{who}/lock_thread", post(lock_thread))
        .route("/people/{who}/join_thread", post(join_thread))
        .route("/people/{who}/add_to_thread", post(add_to_thread))
        .route("/people/{who}/remove_from_thread", post(remove_from_thread))
}

impl Control {
    /// Tags of a forum, by name or id.
    fn tags_of(&self, forum: ChannelId, names: &[String]) -> Result<Vec<TagId>, Trouble> {
        let world = self.shared.world();
        let tags = names.iter().map(|name| world.tag_called(forum, name));
        Ok(tags.collect::<Result<_, _>>()?)
    }

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
    tags: Vec<String>,
}

async fn forum_post(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<ForumPost>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let text = sim.typed(Some(place), &told.content)?;
    let tags = sim.tags_of(place, &told.tags)?;
    sim.channel_shown(person.forum_post(place, &told.title, &text, &tags)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InThread {
    thread: String,
}

async fn archive_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<InThread>,
) -> Outcome {
    let (person, thread) = (sim.someone(&who)?, sim.place(&told.thread)?);
    person.archive_thread(thread)?;
    sim.channel_shown(thread)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WhomInThread {
    thread: String,
    person: String,
}

async fn remove_from_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<WhomInThread>,
) -> Outcome {
    let (person, thread) = (sim.someone(&who)?, sim.place(&told.thread)?);
    person.remove_from_thread(thread, &sim.someone(&told.person)?)?;
    Ok(Json(json!({})))
}

async fn add_to_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<WhomInThread>,
) -> Outcome {
    let (person, thread) = (sim.someone(&who)?, sim.place(&told.thread)?);
    person.add_to_thread(thread, &sim.someone(&told.person)?)?;
    sim.channel_shown(thread)
}

async fn join_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<InThread>,
) -> Outcome {
    let (person, thread) = (sim.someone(&who)?, sim.place(&told.thread)?);
    person.join_thread(thread)?;
    sim.channel_shown(thread)
}

async fn unarchive_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<InThread>,
) -> Outcome {
    let (person, thread) = (sim.someone(&who)?, sim.place(&told.thread)?);
    person.unarchive_thread(thread)?;
    sim.channel_shown(thread)
}

async fn lock_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<InThread>,
) -> Outcome {
    let (person, thread) = (sim.someone(&who)?, sim.place(&told.thread)?);
    person.lock_thread(thread)?;
    sim.channel_shown(thread)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RenameThread {
    thread: String,
    name: String,
}

async fn rename_thread(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<RenameThread>,
) -> Outcome {
    let (person, thread) = (sim.someone(&who)?, sim.place(&told.thread)?);
    person.rename_thread(thread, &told.name)?;
    sim.channel_shown(thread)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TagPost {
    thread: String,
    tags: Vec<String>,
}

async fn tag_post(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<TagPost>,
) -> Outcome {
    let (person, post) = (sim.someone(&who)?, sim.place(&told.thread)?);
    let forum = sim
        .shared
        .world()
        .channels
        .get(&post)
        .and_then(|post| post.parent);
    let tags = sim.tags_of(forum.unwrap_or(post), &told.tags)?;
    person.tag_post(post, &tags)?;
    sim.channel_shown(post)
}
