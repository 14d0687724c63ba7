//! What a person does with messages. In `content` a name may stand for an id: `<@ben>`, `<@bot>`, `<@&on-call>`, as if it had been
//! picked in the client.

use axum::{Json, Router, extract::State, routing::post};
use serde::Deserialize;
use serde_json::json;

use super::{
    Control, Outcome,
    body::{Form, Path},
    looking,
    trouble::Trouble,
};
use crate::{ChannelId, MessageId, Ping};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/people/{who}/post", post(say))
        .route("/people/{who}/reply", post(reply))
        .route("/people/{who}/edit", post(edit))
        .route("/people/{who}/delete", post(delete))
        .route("/people/{who}/react", post(react))
        .route("/people/{who}/unreact", post(unreact))
}

impl Control {
    /// A text with the names in its mentions turned into ids; roles are those of the server that `place` is in.
    pub(super) fn typed(&self, place: Option<ChannelId>, text: &str) -> Result<String, Trouble> {
        let (mut typed, mut rest) = (String::with_capacity(text.len()), text);
        while let Some((before, after)) = rest.split_once("<@") {
            let Some((name, after)) = after.split_once('>') else {
                break;
            };
            typed.push_str(before);
            typed.push_str(&self.mention(place, name)?);
            rest = after;
        }
        typed.push_str(rest);
        Ok(typed)
    }

    fn mention(&self, place: Option<ChannelId>, name: &str) -> Result<String, Trouble> {
        let world = self.shared.world();
        let is_id = |text: &str| text.parse::<u64>().is_ok();
        match name.strip_prefix('&') {
            Some(role) if !is_id(role) => {
                let guild = place.and_then(|place| world.guild_of(place));
                let no_server = || {
                    Trouble::unknown(
                        "role",
                        format!("there is no role \"{role}\" where there is no server"),
                    )
                };
                let role = world.role_called(guild.ok_or_else(no_server)?, role)?;
                Ok(format!("<@&{role}>"))
            }
            None if !is_id(name.trim_start_matches('!')) => {
                Ok(format!("<@{}>", world.user_called(name)?))
            }
            _ => Ok(format!("<@{name}>")),
        }
    }

    pub(super) fn shown(&self, message: MessageId) -> Outcome {
        Ok(Json(looking::message(&self.the_message(message)?)))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Post {
    channel: String,
    content: String,
}

async fn say(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<Post>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let text = sim.typed(Some(place), &told.content)?;
    sim.shown(person.post(place, &text)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reply {
    channel: String,
    message: MessageId,
    content: String,
    #[serde(default = "on")]
    ping: Ping,
}

const fn on() -> Ping {
    Ping::On
}

async fn reply(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<Reply>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let text = sim.typed(Some(place), &told.content)?;
    sim.shown(person.reply(place, told.message, &text, told.ping)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    channel: String,
    message: MessageId,
    content: String,
}

async fn edit(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<Edit>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    let text = sim.typed(Some(place), &told.content)?;
    person.edit(place, told.message, &text)?;
    sim.shown(told.message)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delete {
    channel: String,
    message: MessageId,
}

async fn delete(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<Delete>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    person.delete(place, told.message)?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct React {
    channel: String,
    message: MessageId,
    emoji: String,
}

async fn react(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<React>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    person.react(place, told.message, &told.emoji)?;
    sim.shown(told.message)
}

async fn unreact(
    State(sim): State<Control>,
    Path(who): Path<String>,
    Form(told): Form<React>,
) -> Outcome {
    let (person, place) = (sim.someone(&who)?, sim.place(&told.channel)?);
    person.unreact(place, told.message, &told.emoji)?;
    sim.shown(told.message)
}
