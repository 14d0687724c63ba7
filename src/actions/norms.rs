//! What channels promise: the modes that a server's managers chose, and the message that welcomes people.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::Adagio;
use super::outbox::{self, Target};
use crate::domain::ids::{ChannelId, ServerId};
use crate::domain::mode::{Mode, Scope};
use crate::domain::norms::Chosen;
use crate::store::{norm, server};
use crate::wording::{self, Tongue};

/// What was chosen in a server.
pub fn chosen(adagio: &Adagio, server: ServerId) -> Chosen {
    let mut chosen = Chosen::default();
    for (scope, mode) in adagio.known().choices_in(server) {
        match scope {
            Scope::Server(_) => chosen.default = Some(mode),
            Scope::Channel(channel) | Scope::Category(channel) => {
                chosen.others.push((channel, mode))
            }
        }
    }
    chosen.others.sort_unstable_by_key(|(channel, _)| *channel);
    chosen
}

/// The mode that was chosen for exactly this.
pub fn chosen_for(adagio: &Adagio, scope: Scope) -> Option<Mode> {
    adagio.known().chosen(scope)
}

/// Chooses a mode, or takes the choice back.
///
/// # Errors
/// If the database can't be written.
pub async fn choose(
    adagio: &Adagio,
    server: ServerId,
    scope: Scope,
    mode: Option<Mode>,
    now: DateTime<Utc>,
) -> anyhow::Result<Chosen> {
    let mut turn = adagio.begin().await?;
    let context = || format!("set a mode in server {server}");
    server::seen(turn.db(), server, now)
        .await
        .with_context(context)?;
    norm::set(turn.db(), server, scope, mode)
        .await
        .with_context(context)?;
    turn.commit(|known| known.choose(server, scope, mode))
        .await?;
    Ok(chosen(adagio, server))
}

/// Puts the welcome message for a channel into the outbox, once for each interaction that asked for it.
///
/// # Errors
/// If the database can't be written.
pub async fn welcome(
    adagio: &Adagio,
    channel: ChannelId,
    interaction: i64,
    tongue: &Tongue,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let key = format!("welcome:{interaction}");
    let letter = |row| wording::setup::welcome(tongue, row);
    outbox::post_once(adagio, &key, Target::Channel(channel), letter, now)
        .await
        .with_context(|| format!("welcome people in channel {channel}"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ACME, House, INCIDENTS, SUPPORT, at};
    use super::*;

    #[tokio::test]
    async fn a_choice_holds_until_it_is_taken_back() {
        let house = House::new().await;
        let support = Scope::Channel(SUPPORT);
        let chosen = choose(&house.adagio, ACME, support, Some(Mode::Off), at("08:00"))
            .await
            .unwrap();
        assert_eq!(
            chosen.others,
            [(SUPPORT, Mode::Off), (INCIDENTS, Mode::Sync)]
        );
        choose(
            &house.adagio,
            ACME,
            Scope::Server(ACME),
            Some(Mode::Social),
            at("08:01"),
        )
        .await
        .unwrap();
        choose(&house.adagio, ACME, support, None, at("08:02"))
            .await
            .unwrap();
        let house = house.restarted().await;
        let expected = Chosen {
            default: Some(Mode::Social),
            others: vec![(INCIDENTS, Mode::Sync)],
        };
        assert_eq!(super::chosen(&house.adagio, ACME), expected);
    }

    #[tokio::test]
    async fn an_interaction_that_comes_twice_posts_one_welcome() {
        let house = House::new().await;
        for _ in 0..2 {
            let tongue = Tongue::english();
            welcome(&house.adagio, SUPPORT, 77, &tongue, at("08:00"))
                .await
                .unwrap();
        }
        let errands = super::super::outbox::claim(&house.adagio, at("08:00"), 10)
            .await
            .unwrap();
        assert_eq!(errands.len(), 1);
    }
}
