//! Where channels stand in their server's list, worked by an all-powerful admin.

use axum::{Router, extract::State, routing::post};
use serde::Deserialize;

use super::{
    Control, Outcome,
    body::{Form, Path},
    trouble::Trouble,
};
use crate::{ChannelId, Guild, bounds::MOST_IN_CATEGORY, world::channel::Kind};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/guilds/{guild}/move_channel", post(move_channel))
        .route("/guilds/{guild}/put_into", post(put_into))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveChannel {
    channel: String,
    position: u16,
}

async fn move_channel(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<MoveChannel>,
) -> Outcome {
    let (guild, channel) = sim.channel_that(
        (&guild, &told.channel),
        |kind| !kind.is_thread(),
        "a channel: threads stand below theirs",
    )?;
    guild.move_channel(channel, told.position.into());
    sim.channel_shown(channel)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PutInto {
    channel: String,
    /// Without one, out of the category that it is in.
    category: Option<String>,
}

impl Control {
    /// A category with room for one more channel.
    fn category_of(&self, guild: &str, category: &str) -> Result<ChannelId, Trouble> {
        let is_category = |kind| kind == Kind::Category;
        let (guild, id) = self.channel_that((guild, category), is_category, "a category")?;
        if self.channels_in(&guild, id) >= MOST_IN_CATEGORY {
            return Err(Trouble::refused(
                "category_full",
                format!("a category has at most {MOST_IN_CATEGORY} channels"),
            ));
        }
        Ok(id)
    }

    fn channels_in(&self, guild: &Guild, category: ChannelId) -> usize {
        let world = self.shared.world();
        let is_in = |channel: &&ChannelId| {
            let place = world.channels.get(channel);
            place.is_some_and(|place| place.parent == Some(category))
        };
        world
            .server(guild.id())
            .channels
            .iter()
            .filter(is_in)
            .count()
    }
}

async fn put_into(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<PutInto>,
) -> Outcome {
    let goes_in = |kind: Kind| !kind.is_thread() && kind != Kind::Category;
    let wanted = "a channel that can be in a category: threads and categories can't";
    let category = told.category.as_deref();
    let category = category.map(|name| sim.category_of(&guild, name));
    let category = category.transpose()?;
    let (guild, channel) = sim.channel_that((&guild, &told.channel), goes_in, wanted)?;
    guild.put_into(category, channel);
    sim.channel_shown(channel)
}
