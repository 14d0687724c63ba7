//! Servers, worked by an all-powerful admin: making one, renaming it, its outages, the bot in it.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Control, Outcome,
    body::{Form, Nothing, Path},
    trouble::Trouble,
};
use crate::{Guild, GuildPlan, bounds::Text, plan::Rights, world::channel::Kind};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/guilds", get(list).post(make))
        .route("/guilds/{guild}", get(one))
        .route("/guilds/{guild}/rename", post(rename))
        .route("/guilds/{guild}/set_owner", post(set_owner))
        .route("/guilds/{guild}/set_afk_channel", post(set_afk_channel))
        .route("/guilds/{guild}/invite_bot", post(invite_bot))
        .route("/guilds/{guild}/remove_bot", post(remove_bot))
        .route("/guilds/{guild}/bot_permissions", post(bot_permissions))
        .route("/guilds/{guild}/begin_outage", post(begin_outage))
        .route("/guilds/{guild}/end_outage", post(end_outage))
}

impl Control {
    /// A server as the bot would get it, with all its channels and members.
    pub(super) fn guild_shown(&self, guild: &Guild) -> Json<Value> {
        let world = self.shared.world();
        let server = world.guilds.get(&guild.id());
        Json(server.map_or(Value::Null, |server| world.json_whole_guild(server)))
    }

    fn with_bot(&self, name: &str) -> Result<Guild, Trouble> {
        let guild = self.server(name)?;
        if guild.has_member(self.bot_id()) {
            return Ok(guild);
        }
        Err(Trouble::refused(
            "no_member",
            "the bot isn't in that server",
        ))
    }
}

async fn list(State(sim): State<Control>) -> Json<Value> {
    let world = sim.shared.world();
    let shown = |server: &crate::world::guild::Server| json!({ "id": server.id, "name": server.name, "members": server.members.len(), "channels": server.channels.len() });
    Json(world.guilds.values().map(shown).collect())
}

async fn make(State(sim): State<Control>, Form(plan): Form<GuildPlan>) -> Outcome {
    let guild = sim.build_guild(&plan)?;
    Ok(sim.guild_shown(&guild))
}

async fn one(State(sim): State<Control>, Path(guild): Path<String>) -> Outcome {
    Ok(sim.guild_shown(&sim.server(&guild)?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    name: String,
}

async fn rename(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Rename>,
) -> Outcome {
    let guild = sim.server(&guild)?;
    Trouble::in_field("name", Text::Server.check(&told.name))?;
    guild.rename(&told.name);
    Ok(sim.guild_shown(&guild))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetOwner {
    person: String,
}

async fn set_owner(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<SetOwner>,
) -> Outcome {
    let (guild, person) = sim.member_of(&guild, &told.person)?;
    guild.set_owner(&person);
    Ok(sim.guild_shown(&guild))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetAfkChannel {
    /// Without one, nobody is taken anywhere.
    channel: Option<String>,
}

async fn set_afk_channel(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<SetAfkChannel>,
) -> Outcome {
    let is_voice = |kind| kind == Kind::Voice;
    let channel = match &told.channel {
        Some(channel) => Some(
            sim.channel_that((&guild, channel), is_voice, "a voice channel")?
                .1,
        ),
        None => None,
    };
    let guild = sim.server(&guild)?;
    guild.set_afk_channel(channel);
    Ok(sim.guild_shown(&guild))
}

async fn invite_bot(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Outcome {
    let guild = sim.server(&guild)?;
    if guild.has_member(sim.bot_id()) {
        return Err(Trouble::refused(
            "member_already",
            "the bot is in that server already",
        ));
    }
    guild.invite_bot();
    Ok(sim.guild_shown(&guild))
}

async fn remove_bot(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Outcome {
    let guild = sim.with_bot(&guild)?;
    guild.remove_bot();
    Ok(sim.guild_shown(&guild))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BotPermissions {
    permissions: Rights,
}

async fn bot_permissions(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<BotPermissions>,
) -> Outcome {
    let guild = sim.with_bot(&guild)?;
    guild.bot_permissions(told.permissions.0);
    Ok(sim.guild_shown(&guild))
}

async fn begin_outage(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Outcome {
    let guild = sim.server(&guild)?;
    guild.begin_outage();
    Ok(sim.guild_shown(&guild))
}

async fn end_outage(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Outcome {
    let guild = sim.server(&guild)?;
    guild.end_outage();
    Ok(sim.guild_shown(&guild))
}
