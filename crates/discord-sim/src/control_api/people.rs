//! People: making one, who there is, where they are, what reaches them.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Control, Outcome,
    body::{Form, Nothing, Path, Query},
    looking,
    trouble::Trouble,
};
use crate::{ChannelId, Guild, Person, PersonPlan};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/people", get(list).post(make))
        .route("/people/{who}", get(one))
        .route("/people/{who}/dms", get(dms))
        .route("/people/{who}/dm_bodies", get(dm_bodies))
        .route("/people/{who}/reads", get(reads))
        .route("/people/{who}/sees", get(sees))
        .route("/people/{who}/open_dm", post(open_dm))
        .route("/people/{who}/dm", post(dm))
        .route("/people/{who}/open_dms", post(open_dms))
        .route("/people/{who}/close_dms", post(close_dms))
        .route("/people/{who}/join", post(join))
        .route("/people/{who}/leave", post(leave))
}

impl Control {
    pub(super) fn someone(&self, name: &str) -> Result<Person, Trouble> {
        let id = self.shared.world().person_called(name)?;
        Ok(Person::new(self.shared.clone(), id))
    }

    pub(super) fn server(&self, name: &str) -> Result<Guild, Trouble> {
        let id = self.shared.world().guild_called(name)?;
        Ok(Guild::new(self.shared.clone(), id))
    }

    pub(super) fn place(&self, name: &str) -> Result<ChannelId, Trouble> {
        Ok(self.shared.world().place_called(name)?)
    }

    fn show(&self, person: &Person) -> Json<Value> {
        Json(looking::person(&self.shared.world(), person.id()))
    }

    pub(super) fn member(&self, guild: &Guild, person: &Person) -> Result<(), Trouble> {
        if guild.has_member(person.id()) {
            return Ok(());
        }
        Err(Trouble::refused(
            "no_member",
            format!("{} isn't in that server", person.name()),
        ))
    }

    /// The server and a member of it.
    pub(super) fn member_of(&self, guild: &str, person: &str) -> Result<(Guild, Person), Trouble> {
        let (guild, person) = (self.server(guild)?, self.someone(person)?);
        self.member(&guild, &person)?;
        Ok((guild, person))
    }
}

async fn list(State(sim): State<Control>) -> Json<Value> {
    let world = sim.shared.world();
    let people = world.people().into_iter();
    Json(people.map(|id| looking::person(&world, id)).collect())
}

async fn make(State(sim): State<Control>, Form(plan): Form<PersonPlan>) -> Outcome {
    let person = sim.build_person(&plan)?;
    Ok(sim.show(&person))
}

async fn one(State(sim): State<Control>, Path(who): Path<String>) -> Outcome {
    Ok(sim.show(&sim.someone(&who)?))
}

async fn dms(State(sim): State<Control>, Path(who): Path<String>) -> Outcome {
    let dms = sim.someone(&who)?.dms();
    Ok(Json(dms.iter().map(looking::message).collect()))
}

async fn open_dm(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Outcome {
    sim.channel_shown(sim.someone(&who)?.open_dm())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dm {
    content: String,
}

async fn dm(State(sim): State<Control>, Path(who): Path<String>, Form(told): Form<Dm>) -> Outcome {
    let message = sim.someone(&who)?.dm(&sim.typed(None, &told.content)?)?;
    Ok(Json(looking::message(&sim.the_message(message)?)))
}

async fn open_dms(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Outcome {
    let person = sim.someone(&who)?;
    person.open_dms();
    Ok(sim.show(&person))
}

async fn close_dms(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Outcome {
    let person = sim.someone(&who)?;
    person.close_dms();
    Ok(sim.show(&person))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct In {
    guild: String,
}

async fn join(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<In>,
) -> Outcome {
    let (guild, person) = (sim.server(&told.guild)?, sim.someone(&who)?);
    person.join(&guild)?;
    Ok(sim.show(&person))
}

async fn leave(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<In>,
) -> Outcome {
    let (guild, person) = sim.member_of(&told.guild, &who)?;
    person.leave(&guild)?;
    Ok(sim.show(&person))
}

/// Every version of each DM that the bot ever sent.
async fn dm_bodies(State(sim): State<Control>, Path(who): Path<String>) -> Outcome {
    let bodies = sim.someone(&who)?.dm_bodies();
    Ok(Json(bodies.iter().map(looking::message).collect()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Where {
    channel: String,
}

/// Whether they are shown a channel and its history.
async fn reads(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Query(asked): Query<Where>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&asked.channel)?);
    Ok(Json(json!({ "reads": person.reads(place) })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct What {
    message: String,
}

/// A message as they see it, or nothing.
async fn sees(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Query(asked): Query<What>,
) -> Outcome {
    let (person, id) = (sim.someone(&who)?, sim.message_id(&asked.message)?);
    sim.the_message(id)?;
    let seen = person.sees(id);
    Ok(Json(json!({ "sees": seen.as_ref().map(looking::message) })))
}
