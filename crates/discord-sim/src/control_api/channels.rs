//! Channels, worked by an all-powerful admin.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::json;

use super::{
    Control, Outcome,
    body::{Form, Path, Query},
    trouble::Trouble,
};
use crate::{
    ChannelId, ChannelPlan, Guild, MessageId,
    bounds::{self, Text},
    plan::Rights,
    world::channel::Kind,
};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/channel", get(one))
        .route("/permissions", get(permissions))
        .route("/guilds/{guild}/channels", post(make))
        .route("/guilds/{guild}/rename_channel", post(rename))
        .route("/guilds/{guild}/set_topic", post(set_topic))
        .route("/guilds/{guild}/delete_channel", post(delete))
        .route("/guilds/{guild}/overwrite", post(overwrite))
        .route("/guilds/{guild}/delete_in_bulk", post(delete_in_bulk))
        .route("/guilds/{guild}/archive", post(archive))
        .route("/guilds/{guild}/lock", post(lock))
}

impl Control {
    /// The server and one of its channels or threads.
    pub(super) fn channel_of(
        &self,
        guild: &str,
        channel: &str,
    ) -> Result<(Guild, ChannelId), Trouble> {
        let guild = self.server(guild)?;
        let world = self.shared.world();
        let id = match world.place_called(channel) {
            Ok(id) if world.guild_of(id) == Some(guild.id()) => id,
            _ => world.channel_called(guild.id(), channel)?,
        };
        drop(world);
        Ok((guild, id))
    }

    pub(super) fn thread_of(
        &self,
        guild: &str,
        thread: &str,
    ) -> Result<(Guild, ChannelId), Trouble> {
        let (guild, id) = self.channel_of(guild, thread)?;
        let no_thread = || Trouble::unknown("thread", format!("\"{thread}\" is no thread"));
        match self.kind_of(id) {
            Some(kind) if kind.is_thread() => Ok((guild, id)),
            _ => Err(no_thread()),
        }
    }

    pub(super) fn kind_of(&self, channel: ChannelId) -> Option<Kind> {
        let world = self.shared.world();
        world.channels.get(&channel).map(|place| place.kind)
    }

    /// The server and one of its channels of a kind that `fits`; `wanted` says which do.
    pub(super) fn channel_that(
        &self,
        (guild, channel): (&str, &str),
        fits: impl Fn(Kind) -> bool,
        wanted: &str,
    ) -> Result<(Guild, ChannelId), Trouble> {
        let (guild, id) = self.channel_of(guild, channel)?;
        if self.kind_of(id).is_some_and(fits) {
            return Ok((guild, id));
        }
        Err(Trouble::refused(
            "wrong_kind",
            format!("\"{channel}\" is not {wanted}"),
        ))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    channel: String,
}

async fn one(State(sim): State<Control>, Query(asked): Query<Asked>) -> Outcome {
    sim.channel_shown(sim.place(&asked.channel)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whose {
    person: String,
    channel: String,
}

/// What somebody may do in a channel, implicit denials applied.
async fn permissions(State(sim): State<Control>, Query(asked): Query<Whose>) -> Outcome {
    let channel = sim.place(&asked.channel)?;
    let world = sim.shared.world();
    let rights = world.rights(world.user_called(&asked.person)?, channel);
    Ok(Json(
        json!({ "permissions": rights.names().collect::<Vec<_>>(), "bits": rights }),
    ))
}

async fn make(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(plan): Form<ChannelPlan>,
) -> Outcome {
    let guild = sim.server(&guild)?;
    sim.channel_shown(sim.build_channel(&guild, &plan)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    channel: String,
    name: String,
}

async fn rename(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Rename>,
) -> Outcome {
    let (guild, channel) = sim.channel_of(&guild, &told.channel)?;
    Trouble::in_field("name", Text::Channel.check(&told.name))?;
    guild.rename_channel(channel, &told.name);
    sim.channel_shown(channel)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetTopic {
    channel: String,
    topic: String,
}

async fn set_topic(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<SetTopic>,
) -> Outcome {
    let (guild, channel) = sim.channel_that(
        (&guild, &told.channel),
        |kind| kind.topic().is_some(),
        "a channel that has a topic: those for text and news, forums and media channels have",
    )?;
    if let Some(text) = sim.kind_of(channel).and_then(Kind::topic) {
        Trouble::in_field("topic", text.check(&told.topic))?;
    }
    guild.set_topic(channel, &told.topic);
    sim.channel_shown(channel)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Channel {
    channel: String,
}

async fn delete(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Channel>,
) -> Outcome {
    let (guild, channel) = sim.channel_of(&guild, &told.channel)?;
    guild.delete_channel(channel);
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetOverwrite {
    channel: String,
    role: Option<String>,
    person: Option<String>,
    #[serde(default)]
    allow: Rights,
    #[serde(default)]
    deny: Rights,
}

async fn overwrite(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<SetOverwrite>,
) -> Outcome {
    let (guild, channel) = sim.channel_that(
        (&guild, &told.channel),
        |kind| !kind.is_thread(),
        "a channel: what a thread allows is what its channel allows",
    )?;
    let target = {
        let world = sim.shared.world();
        match (&told.role, &told.person) {
            (Some(role), None) => world.role_called(guild.id(), role)?.into(),
            (None, Some(person)) => crate::Target::Member(world.user_called(person)?),
            _ => {
                return Err(Trouble::bad(
                    "invalid_body",
                    "an overwrite is for one role or one person: give either `role` or `person`",
                ));
            }
        }
    };
    let (Rights(allow), Rights(deny)) = (told.allow, told.deny);
    Trouble::in_field("deny", bounds::check_overwrite(allow, deny))?;
    guild.overwrite(channel, target, allow, deny);
    sim.channel_shown(channel)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeleteInBulk {
    channel: String,
    messages: Vec<MessageId>,
}

async fn delete_in_bulk(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<DeleteInBulk>,
) -> Outcome {
    let (guild, channel) = sim.channel_that(
        (&guild, &told.channel),
        Kind::holds_messages,
        "a channel with messages",
    )?;
    let (least, most) = bounds::IN_BULK.into_inner();
    if !bounds::IN_BULK.contains(&told.messages.len()) {
        let why = format!("{least} to {most} messages are deleted in bulk");
        Trouble::in_field("messages", Err(why))?;
    }
    let two_weeks_ago = sim.clock().now() - chrono::TimeDelta::weeks(2);
    if let Some(old) = told
        .messages
        .iter()
        .find(|id| id.created_at() < two_weeks_ago)
    {
        return Err(Trouble::refused(
            "too_old",
            format!("message {old} is older than two weeks"),
        ));
    }
    guild.delete_in_bulk(channel, &told.messages);
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thread {
    thread: String,
}

async fn archive(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Thread>,
) -> Outcome {
    let (guild, thread) = sim.thread_of(&guild, &told.thread)?;
    guild.archive(thread);
    sim.channel_shown(thread)
}

async fn lock(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Thread>,
) -> Outcome {
    let (guild, thread) = sim.thread_of(&guild, &told.thread)?;
    guild.lock(thread);
    sim.channel_shown(thread)
}
