//! Roles: made, changed, put in order, given and taken, worked by an all-powerful admin.

use axum::{Json, Router, extract::State, routing::post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Control, Outcome,
    body::{Form, Path},
    trouble::Trouble,
};
use crate::{Guild, Person, RoleId, RolePlan, bounds::Text, plan::Rights};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/guilds/{guild}/roles", post(make_role))
        .route("/guilds/{guild}/edit_role", post(edit_role))
        .route("/guilds/{guild}/rename_role", post(rename_role))
        .route("/guilds/{guild}/move_role", post(move_role))
        .route("/guilds/{guild}/delete_role", post(delete_role))
        .route("/guilds/{guild}/give_role", post(give_role))
        .route("/guilds/{guild}/take_role", post(take_role))
}

impl Control {
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

    /// As [`Control::role_of`], but not @everyone.
    fn role_below(&self, guild: &str, role: &str, why: &str) -> Result<(Guild, RoleId), Trouble> {
        let (guild, role) = self.role_of(guild, role)?;
        if role == guild.everyone() {
            return Err(Trouble::refused("everyone_stays", why));
        }
        Ok((guild, role))
    }

    /// As [`Control::role_below`], but not the bot's own either.
    fn free_role(&self, guild: &str, role: &str, why: &str) -> Result<(Guild, RoleId), Trouble> {
        let (guild, role) = self.role_below(guild, role, why)?;
        let own = self.shared.world().server(guild.id()).bot_role();
        if own == Some(role) {
            return Err(Trouble::refused(
                "bot_role_stays",
                "the bot's own role comes and goes with the bot: invite_bot, remove_bot",
            ));
        }
        Ok((guild, role))
    }
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
struct RenameRole {
    role: String,
    name: String,
}

async fn rename_role(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<RenameRole>,
) -> Outcome {
    let (guild, role) = sim.role_below(&guild, &told.role, "@everyone keeps its name")?;
    Trouble::in_field("name", Text::Role.check(&told.name))?;
    guild.rename_role(role, &told.name);
    Ok(sim.role_shown(&guild, role))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveRole {
    role: String,
    position: u32,
}

async fn move_role(
    State(sim): State<Control>,
    Path(guild): Path<String>,
    Form(told): Form<MoveRole>,
) -> Outcome {
    let (guild, role) = sim.role_below(&guild, &told.role, "@everyone is below all others")?;
    if told.position == 0 {
        let why = "0 is @everyone's; other roles begin at 1".to_owned();
        Trouble::in_field("position", Err(why))?;
    }
    guild.move_role(role, told.position.into());
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
    let (guild, role) = sim.free_role(&guild, &told.role, "@everyone can't be deleted")?;
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
        let (_, role) = self.free_role(guild, &told.role, "everybody has @everyone")?;
        let (guild, person) = self.member_of(guild, &told.person)?;
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
