//! Who is in a server and how they stand there, worked by an all-powerful admin.

use axum::{Json, Router, extract::State, routing::post};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Control, Outcome,
    body::{Form, Path},
    trouble::Trouble,
};
use crate::{
    Guild, MemberPlan, Person, UserId,
    bounds::{self, Text},
    world::{World, channel::Kind},
};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/guilds/{guild}/members", post(add))
        .route("/guilds/{guild}/kick", post(kick))
        .route("/guilds/{guild}/nickname", post(nickname))
        .route("/guilds/{guild}/time_out", post(time_out))
        .route("/guilds/{guild}/end_time_out", post(end_time_out))
        .route(
            "/guilds/{guild}/add_pending_member",
            post(add_pending_member),
        )
        .route("/guilds/{guild}/pass_screening", post(pass_screening))
        .route("/guilds/{guild}/add_guest", post(add_guest))
}

impl Control {
    pub(super) fn member_shown(&self, guild: &Guild, person: UserId) -> Json<Value> {
        let world = self.shared.world();
        let member = world
            .guilds
            .get(&guild.id())
            .and_then(|server| server.members.get(&person));
        Json(member.map_or(Value::Null, |member| world.json_member(member)))
    }
}

async fn add(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(plan): Form<MemberPlan>,
) -> Outcome {
    let guild = sim.server(&guild)?;
    sim.build_member(&guild, &plan)?;
    Ok(sim.member_shown(&guild, sim.someone(&plan.person)?.id()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    person: String,
}

async fn kick(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Member>,
) -> Outcome {
    let (guild, person) = sim.member_of(&guild, &told.person)?;
    sim.not_the_owner(&guild, &person)?;
    guild.kick(&person);
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nickname {
    person: String,
    nick: Option<String>,
}

async fn nickname(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Nickname>,
) -> Outcome {
    let (guild, person) = sim.member_of(&guild, &told.person)?;
    if let Some(nick) = &told.nick {
        Trouble::in_field("nick", Text::Nickname.check(nick))?;
    }
    guild.nickname(&person, told.nick.as_deref());
    Ok(sim.member_shown(&guild, person.id()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeOut {
    person: String,
    until: DateTime<Utc>,
}

async fn time_out(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<TimeOut>,
) -> Outcome {
    let (guild, person) = sim.member_of(&guild, &told.person)?;
    let now = sim.clock().now();
    Trouble::in_field("until", bounds::check_time_out(told.until, now))?;
    guild.time_out(&person, told.until);
    Ok(sim.member_shown(&guild, person.id()))
}

async fn end_time_out(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Member>,
) -> Outcome {
    let (guild, person) = sim.member_of(&guild, &told.person)?;
    guild.end_time_out(&person);
    Ok(sim.member_shown(&guild, person.id()))
}

impl Control {
    /// A server isn't left without its owner.
    pub(super) fn not_the_owner(&self, guild: &Guild, person: &Person) -> Result<(), Trouble> {
        if guild.owner() != person.id() {
            return Ok(());
        }
        Err(Trouble::refused(
            "owner_stays",
            format!("{} owns that server: set_owner first", person.name()),
        ))
    }

    /// The server and somebody who isn't in it.
    fn newcomer(&self, guild: &str, person: &str) -> Result<(Guild, Person), Trouble> {
        let (guild, person) = (self.server(guild)?, self.someone(person)?);
        if guild.has_member(person.id()) {
            return Err(Trouble::refused(
                "member_already",
                format!("{} is in that server already", person.name()),
            ));
        }
        Ok((guild, person))
    }
}

async fn add_pending_member(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Member>,
) -> Outcome {
    let (guild, person) = sim.newcomer(&guild, &told.person)?;
    guild.add_pending_member(&person);
    Ok(sim.member_shown(&guild, person.id()))
}

async fn pass_screening(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Member>,
) -> Outcome {
    let (guild, person) = sim.member_of(&guild, &told.person)?;
    let is_pending = |world: &World| {
        let (_, member) = world.membership(person.id(), guild.id())?;
        member.pending.then_some(())
    };
    if is_pending(&sim.shared.world()).is_none() {
        return Err(Trouble::refused(
            "not_pending",
            format!("{} has passed the screening already", person.name()),
        ));
    }
    guild.pass_screening(&person);
    Ok(sim.member_shown(&guild, person.id()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guest {
    person: String,
    channel: String,
}

async fn add_guest(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<Guest>,
) -> Outcome {
    let is_voice = |kind| kind == Kind::Voice;
    let wanted = "a voice channel: guests are invited to those only";
    let (_, channel) = sim.channel_that((&guild, &told.channel), is_voice, wanted)?;
    let (guild, person) = sim.newcomer(&guild, &told.person)?;
    guild.add_guest(&person, channel);
    Ok(sim.member_shown(&guild, person.id()))
}
