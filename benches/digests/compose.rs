//! Composes for everybody who is due, as the running program does between two looks at the outbox.

use std::str::FromStr;

use adagio::actions::digest::{self, Composed, Queue, Urgency};
use adagio::domain::ids::UserId;
use anyhow::bail;

use super::house::{House, ROLE, Servers, at, rights};
use super::usage;

/// How many are composed for at a time.
const AT_A_TIME: usize = 100;
/// What waits for each, where they are asked themselves.
const ASKED: usize = 3;

/// What there is to compose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Each,
    TheirRole,
    OthersRole,
}

impl Said {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Each => "each",
            Self::TheirRole => "role",
            Self::OthersRole => "others",
        }
    }

    pub(crate) const fn sentence(self) -> &'static str {
        match self {
            Self::Each => "three mentions each, in ten servers",
            Self::TheirRole => "a ping of a role that all have",
            Self::OthersRole => "a ping of a role that none has",
        }
    }
}

impl FromStr for Said {
    type Err = anyhow::Error;

    fn from_str(word: &str) -> anyhow::Result<Self> {
        match word {
            "each" => Ok(Self::Each),
            "role" => Ok(Self::TheirRole),
            "others" => Ok(Self::OthersRole),
            _ => bail!("{word} is nothing that is said"),
        }
    }
}

/// Prints what it took: processor time in seconds, memory before and at most in MiB, and how many letters came of it.
pub(crate) async fn measure(people: usize, said: Said) -> anyhow::Result<()> {
    let servers = match said {
        Said::Each => Servers::Ten,
        Said::TheirRole | Said::OthersRole => Servers::One,
    };
    let mut house = House::with(people, servers).await?;
    match said {
        Said::Each => house.ask_everybody(ASKED, at("07:00")).await?,
        Said::TheirRole | Said::OthersRole => house.ask_the_role(at("07:00")).await?,
    }
    // What was filled in before is on the disk by then: composing doesn't write it.
    house.adagio.store().fold().await?;
    let roles: &[_] = if said == Said::TheirRole {
        &[ROLE]
    } else {
        &[]
    };
    let (before, cpu) = (usage::resident_from_now()?, usage::cpu()?);
    let (mut queue, mut letters, now) = (Queue::default(), 0, at("08:00"));
    loop {
        let due = queue
            .next(&house.adagio, now, Urgency::Any, AT_A_TIME)
            .await?;
        if due.is_empty() {
            break;
        }
        let rights = rights(&due, roles);
        let users: Vec<UserId> = due.iter().map(|due| due.user).collect();
        let composed = digest::compose_all(&house.adagio, &users, now, &rights).await?;
        let is_letter = |composed: &Composed| matches!(composed, Composed::Letter(_));
        letters += composed
            .iter()
            .filter(|(_, composed)| is_letter(composed))
            .count();
    }
    let cpu = usage::cpu()?.saturating_sub(cpu).as_secs_f64();
    println!("{cpu} {before} {} {letters}", usage::peak()?);
    Ok(())
}
