//! What people have set: what notifies them, and which channels they asked to be shown.

use axum::{Json, Router, extract::State, routing::post};
use serde::Deserialize;
use serde_json::json;

use super::{
    Control, Outcome,
    body::{Form, Path},
    looking,
    trouble::Trouble,
};
use crate::{ChannelId, ChannelSettings, Guild, Person, Settings};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route(
            "/people/{who}/notification_settings",
            post(notification_settings),
        )
        .route(
            "/people/{who}/channel_notification_settings",
            post(channel_notification_settings),
        )
        .route("/people/{who}/opt_in", post(opt_in))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsIn {
    guild: String,
    settings: Settings,
}

async fn notification_settings(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<SettingsIn>,
) -> Outcome {
    let (guild, person) = sim.member_of(&told.guild, &who)?;
    person.notification_settings(&guild, told.settings);
    Ok(Json(json!(told.settings)))
}

impl Control {
    /// Somebody, and a channel of a server that they are in.
    fn channel_of_theirs(&self, who: &str, channel: &str) -> Result<(Person, ChannelId), Trouble> {
        let (person, place) = (self.someone(who)?, self.place(channel)?);
        let guild = self.shared.world().guild_of(place);
        let dm = || Trouble::refused("wrong_kind", "a DM has no such settings");
        let guild = Guild::new(self.shared.clone(), guild.ok_or_else(dm)?);
        self.member(&guild, &person)?;
        Ok((person, place))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsOf {
    channel: String,
    settings: ChannelSettings,
}

async fn channel_notification_settings(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<SettingsOf>,
) -> Outcome {
    let (person, place) = sim.channel_of_theirs(&who, &told.channel)?;
    person.channel_notification_settings(place, told.settings);
    Ok(Json(json!(told.settings)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptIn {
    channel: String,
}

async fn opt_in(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<OptIn>,
) -> Outcome {
    let (person, place) = sim.channel_of_theirs(&who, &told.channel)?;
    person.opt_in(place);
    Ok(Json(looking::person(&sim.shared.world(), person.id())))
}
