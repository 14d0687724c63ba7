//! Roles, and who is in a server with which of them, worked by an all-powerful admin.

use axum::{Json, Router, extract::State, routing::post};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Control, Outcome,
    body::{Form, Path},
    trouble::Trouble,
};
use crate::{Guild, MemberPlan, Person, RoleId, RolePlan, UserId, plan::Rights};

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
        .route("/guilds/{guild}/roles", post(make_role))
        .route("/guilds/{guild}/edit_role", post(edit_role))
        .route("/guilds/{guild}/delete_role", post(delete_role))
        .route("/guilds/{guild}/give_role", post(give_role))
        .route("/guilds/{guild}/take_role", post(take_role))
}

impl Control {
    fn member_shown(&self, guild: &Guild, person: UserId) -> Json<Value> {
        let world = self.shared.world();
        let member = world
            .guilds
            .get(&guild.id())
            .and_then(|server| server.members.get(&person));
        Json(member.map_or(Value::Null, |member| world.json_member(member)))
    }

    fn role_shown(&self, guild: &Guild, role: RoleId) -> Json<Value> {
        let world = self.shared.world();
        let role = world
            .guilds
            .get(&guild.id())
            .and_then(|server| server.roles.get(&role));
        Json(role.map_or(Value::Null, |role| world.json_role(role)))
    }

    fn role_of(&self, guild: &str, role: &str) -> Result<(Guild, RoleId), Trouble> {
        let guild = self.server(guild)?;
        let role = self.shared.world().role_called(guild.id(), role)?;
        Ok((guild, role))
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
    guild.time_out(&person, told.until);
    Ok(sim.member_shown(&guild, person.id()))
}

async fn make_role(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(plan): Form<RolePlan>,
) -> Outcome {
    let guild = sim.server(&guild)?;
    let role = sim.build_role(&guild, &plan)?;
    Ok(sim.role_shown(&guild, role))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditRole {
    role: String,
    permissions: Option<Rights>,
    mentionable: Option<bool>,
}

async fn edit_role(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<EditRole>,
) -> Outcome {
    let (guild, role) = sim.role_of(&guild, &told.role)?;
    if let Some(Rights(permissions)) = told.permissions {
        guild.role_permissions(role, permissions);
    }
    match told.mentionable {
        Some(true) => guild.make_mentionable(role),
        Some(false) => guild.make_unmentionable(role),
        None => {}
    }
    Ok(sim.role_shown(&guild, role))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeleteRole {
    role: String,
}

async fn delete_role(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<DeleteRole>,
) -> Outcome {
    let (guild, role) = sim.role_of(&guild, &told.role)?;
    if role == guild.everyone() {
        return Err(Trouble::refused(
            "everyone_stays",
            "@everyone can't be deleted",
        ));
    }
    guild.delete_role(role);
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleOf {
    person: String,
    role: String,
}

impl Control {
    /// The server, a member of it, and a role that can be given and taken.
    fn role_and_member(
        &self,
        guild: &str,
        told: &RoleOf,
    ) -> Result<(Guild, Person, RoleId), Trouble> {
        let (guild, person) = self.member_of(guild, &told.person)?;
        let role = self.shared.world().role_called(guild.id(), &told.role)?;
        if role == guild.everyone() {
            return Err(Trouble::refused(
                "everyone_stays",
                "everybody has @everyone",
            ));
        }
        Ok((guild, person, role))
    }
}

async fn give_role(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<RoleOf>,
) -> Outcome {
    let (guild, person, role) = sim.role_and_member(&guild, &told)?;
    guild.give_role(&person, role);
    Ok(sim.member_shown(&guild, person.id()))
}

async fn take_role(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<RoleOf>,
) -> Outcome {
    let (guild, person, role) = sim.role_and_member(&guild, &told)?;
    guild.take_role(&person, role);
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
    let (_, channel) = sim.channel_of(&guild, &told.channel)?;
    let (guild, person) = sim.newcomer(&guild, &told.person)?;
    guild.add_guest(&person, channel);
    Ok(sim.member_shown(&guild, person.id()))
}
