//! A server's set-up: modes and the welcome message. Every press is checked for Manage Server.

use crate::actions::{Error, norms};
use crate::discord::interactions::{Answer, Desk, Pressed, Request};
use crate::domain::ids::{ChannelId, ServerId};
use crate::domain::letter::{Letter, Press, Verb};
use crate::domain::mode::{Mode, Scope};
use crate::domain::refusal::Refusal;
use crate::wording::setup as say;

pub(super) async fn press(
    desk: &Desk,
    request: &Request,
    press: &Press,
    pressed: &Pressed,
) -> Result<Answer, Error> {
    let server = request.managed_server()?;
    let (adagio, tongue) = (&desk.adagio, &request.tongue);
    let about = ChannelId::new(press.id);
    Ok(match press.verb {
        Verb::ServerMode => {
            Answer::Update(choose(desk, request, server, Scope::Server(server), pressed).await?)
        }
        Verb::ChannelMode => {
            Answer::Update(choose(desk, request, server, Scope::Channel(about), pressed).await?)
        }
        Verb::CategoryMode => {
            Answer::Update(choose(desk, request, server, Scope::Category(about), pressed).await?)
        }
        Verb::ChannelPick => {
            let scope = pressed.scope()?;
            Answer::Update(say::channel(
                tongue,
                scope,
                norms::chosen_for(adagio, scope),
            ))
        }
        Verb::Welcome => Answer::Update(welcome(desk, request).await?),
        _ => Answer::Update(say::panel(tongue, &norms::chosen(adagio, server))),
    })
}

async fn choose(
    desk: &Desk,
    request: &Request,
    server: ServerId,
    scope: Scope,
    pressed: &Pressed,
) -> Result<Letter, Error> {
    let word: String = pressed.value()?;
    let mode = match word.as_str() {
        say::INHERIT => None,
        word => Some(word.parse::<Mode>().map_err(|_| Refusal::OldControl)?),
    };
    let chosen = norms::choose(&desk.adagio, server, scope, mode, request.caller.now).await?;
    Ok(say::panel(&request.tongue, &chosen))
}

async fn welcome(desk: &Desk, request: &Request) -> Result<Letter, Error> {
    let channel = request.writable_channel()?;
    let (interaction, now) = (request.token.id, request.caller.now);
    norms::welcome(
        &desk.adagio,
        channel,
        interaction,
        &request.server_tongue,
        now,
    )
    .await?;
    Ok(say::posted(&request.tongue, channel))
}
