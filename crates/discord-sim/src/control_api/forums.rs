//! How channels and posts are shown and how fast people may write in them, worked by an all-powerful admin.

use axum::{Router, extract::State, routing::post};
use chrono::TimeDelta;
use serde::Deserialize;

use super::{
    Control, Outcome,
    body::{Form, Path},
    trouble::Trouble,
};
use crate::{
    ChannelId, Guild, TagPlan,
    bounds::{self, Text},
    world::channel::Kind,
};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/guilds/{guild}/slowmode", post(slowmode))
        .route("/guilds/{guild}/age_restrict", post(age_restrict))
        .route("/guilds/{guild}/mark_as_spoiler", post(mark_as_spoiler))
        .route("/guilds/{guild}/forum_tag", post(forum_tag))
        .route("/guilds/{guild}/require_tag", post(require_tag))
        .route("/guilds/{guild}/unarchive", post(unarchive))
        .route("/guilds/{guild}/pin_post", post(pin_post))
}

impl Control {
    fn forum_of(&self, guild: &str, forum: &str) -> Result<(Guild, ChannelId), Trouble> {
        self.channel_that((guild, forum), Kind::is_forum, "a forum or media channel")
    }

    /// A channel that can be hidden from who hasn't opted in.
    fn optional(&self, guild: &str, channel: &str) -> Result<(Guild, ChannelId), Trouble> {
        let fits = |kind: Kind| !kind.is_thread() && kind != Kind::Category;
        let wanted = "a channel that can be opted into: threads are as their channel is, categories are always shown";
        self.channel_that((guild, channel), fits, wanted)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Slowmode {
    channel: String,
    #[serde(with = "crate::seconds")]
    seconds: TimeDelta,
}

async fn slowmode(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Slowmode>,
) -> Outcome {
    let (guild, channel) = sim.channel_that(
        (&guild, &told.channel),
        |kind| kind != Kind::Category,
        "a channel in which people write: set slowmode on the category's channels",
    )?;
    Trouble::in_field("seconds", bounds::check_slowmode(told.seconds))?;
    guild.slowmode(channel, told.seconds);
    sim.channel_shown(channel)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Channel {
    channel: String,
}

async fn age_restrict(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Channel>,
) -> Outcome {
    let (guild, channel) = sim.optional(&guild, &told.channel)?;
    guild.age_restrict(channel);
    sim.channel_shown(channel)
}

async fn mark_as_spoiler(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Channel>,
) -> Outcome {
    let (guild, channel) = sim.optional(&guild, &told.channel)?;
    guild.mark_as_spoiler(channel);
    sim.channel_shown(channel)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForumTag {
    channel: String,
    tag: TagPlan,
}

async fn forum_tag(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<ForumTag>,
) -> Outcome {
    let (guild, forum) = sim.forum_of(&guild, &told.channel)?;
    Trouble::in_field("tag.name", Text::Tag.check(&told.tag.name))?;
    if sim.shared.world().tag_called(forum, &told.tag.name).is_ok() {
        return Err(Trouble::refused(
            "name_taken",
            format!("there is a tag \"{}\" already", told.tag.name),
        ));
    }
    if !sim.shared.world().takes_tags(forum) {
        return Err(Trouble::refused(
            "too_many_tags",
            "a forum has at most 20 tags",
        ));
    }
    guild.forum_tag(forum, &told.tag.name, told.tag.by);
    sim.channel_shown(forum)
}

async fn require_tag(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Channel>,
) -> Outcome {
    let (guild, forum) = sim.forum_of(&guild, &told.channel)?;
    guild.require_tag(forum);
    sim.channel_shown(forum)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thread {
    thread: String,
}

async fn unarchive(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Thread>,
) -> Outcome {
    let (guild, thread) = sim.thread_of(&guild, &told.thread)?;
    guild.unarchive(thread);
    sim.channel_shown(thread)
}

async fn pin_post(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Thread>,
) -> Outcome {
    let (guild, thread) = sim.thread_of(&guild, &told.thread)?;
    let pinnable = sim.shared.world().check_pinning(thread);
    pinnable.map_err(|why| Trouble::refused("refused", why.to_string()))?;
    guild.pin_post(thread);
    sim.channel_shown(thread)
}
