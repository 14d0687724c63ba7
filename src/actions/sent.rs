//! What somebody sent to others and waits: when each is read; what was told can be reworded and taken back (PRODUCT P8).
//!
//! A sender is told no more than "When and why?" tells them: of whoever reads digests, when they read it.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::digest::{Want, opened, wants_of};
use super::due::Due;
use super::observe::recipient;
use super::preferences::Caller;
use super::why::as_sent;
use super::{Adagio, Error, Turn};
use crate::domain::escape;
use crate::domain::explanation::Standing;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::ping::{Excerpt, Facts, Reason, State};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{Elsewhere, Rights, Shows, Vantage};
use crate::domain::sent::{Mine, Sent};
use crate::domain::sheet::Sheet;
use crate::store::ping::{self, Change, Changed, PingRow};

/// What has to be looked up before a person may be shown what they sent.
///
/// # Errors
/// If the database can't be read.
pub async fn wants(adagio: &Adagio, user: UserId) -> anyhow::Result<Vec<Want>> {
    let held = held(adagio, user).await?;
    Ok(wants_of(held.iter().map(|(row, _)| row), &[]))
}

/// A page of what a person sent and waits to be read.
///
/// # Errors
/// If the database can't be read.
pub async fn page(
    adagio: &Adagio,
    user: UserId,
    number: usize,
    now: DateTime<Utc>,
    rights: &Rights,
) -> anyhow::Result<Sheet<Sent>> {
    let held = held(adagio, user).await?;
    let showing = |place: Shows| {
        let shows = move |(row, _): &&(PingRow, Facts)| {
            rights.shows(user, row.server, row.channel) == place
        };
        let rows = held.iter().filter(shows);
        rows.filter_map(|(row, facts)| shown(adagio, row, facts, now, rights))
    };
    let elsewhere = Elsewhere::among(showing(Shows::Elsewhere).count());
    let here = showing(Shows::Here).collect();
    Ok(Sheet::of(here, number, elsewhere))
}

async fn held(adagio: &Adagio, user: UserId) -> anyhow::Result<Vec<(PingRow, Facts)>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading what somebody sent")?;
    ping::sent_by(&mut db, user)
        .await
        .with_context(|| format!("read what person {user} sent"))
}

/// A ping as its sender sees it. `None`: it needs nobody any more, or isn't theirs to know of.
fn shown(
    adagio: &Adagio,
    row: &PingRow,
    facts: &Facts,
    now: DateTime<Utc>,
    rights: &Rights,
) -> Option<Sent> {
    let is_told = row.channel.is_none();
    if is_told && row.not_before_at.is_some() {
        // Whoever put it off has seen it.
        return None;
    }
    let known = adagio.known();
    let person = recipient(&known, row.server, row.recipient).filter(|_| row.is_meant())?;
    let found = (row.clone(), *facts, State::Held, None);
    let standing = match as_sent(adagio, person, &found, now) {
        standing @ (Standing::Waits(_) | Standing::Inbox) => standing,
        Standing::Passed | Standing::Delivered | Standing::Over => return None,
    };
    let words = || opened(adagio, row).excerpt.map(|excerpt| excerpt.text);
    Some(Sent {
        source: row.source,
        to: row.recipient,
        server: row.server,
        server_name: rights.name_of(row.server),
        channel: row.channel,
        standing,
        words: is_told.then(|| words().unwrap_or_default()),
        revision: row.revised_at.map_or(0, |at| at.timestamp_millis()),
    })
}

/// Something that this person told, as it stands now, if it shows where they ask.
///
/// # Errors
/// If the database can't be read.
pub async fn look(adagio: &Adagio, caller: &Caller, source: MessageId) -> anyhow::Result<Mine> {
    let (vantage, now) = (Vantage::from(caller.server), caller.now);
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading what was told")?;
    let found = ping::of_message(&mut db, source)
        .await
        .with_context(|| format!("read what was told as {source}"))?;
    let own = found
        .into_iter()
        .find(|(row, ..)| row.sender == Some(caller.user) && row.channel.is_none())
        .filter(|(row, ..)| vantage.shows(row.server));
    Ok(match own {
        Some((row, facts, State::Held, _)) => {
            shown(adagio, &row, &facts, now, &Rights::default()).map_or(Mine::Gone, Mine::Waits)
        }
        Some((_, _, State::Withdrawn, Some(Reason::TakenBack))) => Mine::TakenBack,
        _ => Mine::Gone,
    })
}

/// Gives what a person told other words, if it still waits.
///
/// # Errors
/// If there are no words, or the database can't be written.
pub async fn reword(
    adagio: &Adagio,
    caller: &Caller,
    source: MessageId,
    name: &str,
    words: &str,
) -> Result<Mine, Error> {
    let text = escape::told(words, &[(caller.user, name)]);
    if text.is_empty() {
        return Err(Refusal::NoWords.into());
    }
    let name = name.to_owned();
    let excerpt = adagio.seal.close(&Excerpt { name, text });
    let excerpt = excerpt.context("seal what was told")?;
    change(adagio, caller, source, Change::Words(&excerpt)).await
}

/// Takes back what a person told, if it still waits.
///
/// # Errors
/// If the database can't be written.
pub async fn take_back(adagio: &Adagio, caller: &Caller, source: MessageId) -> Result<Mine, Error> {
    change(adagio, caller, source, Change::TakenBack).await
}

/// How it stands afterwards says whether there was anything left to change.
async fn change(
    adagio: &Adagio,
    caller: &Caller,
    source: MessageId,
    change: Change<'_>,
) -> Result<Mine, Error> {
    let mut turn = adagio.begin().await?;
    ping::change_told(turn.db(), (source, caller.user), change, caller.now)
        .await
        .with_context(|| format!("change what was told as {source}"))?;
    turn.commit(|_| {}).await?;
    Ok(look(adagio, caller, source).await?)
}

/// Lets what a person took back wait again.
///
/// # Errors
/// If the database can't be written.
pub async fn give_again(
    adagio: &Adagio,
    caller: &Caller,
    source: MessageId,
) -> Result<Mine, Error> {
    let mut turn = adagio.begin().await?;
    let given = ping::give_again(turn.db(), source, caller.user, caller.now)
        .await
        .with_context(|| format!("give again what was told as {source}"))?;
    if given == Changed::Yes {
        let due = arm_for(adagio, &mut turn, source).await?;
        turn.commit(|known| due.note(known)).await?;
        adagio.bell.ring();
    }
    Ok(look(adagio, caller, source).await?)
}

/// Sees to it that what was told goes out.
async fn arm_for(adagio: &Adagio, turn: &mut Turn<'_>, source: MessageId) -> anyhow::Result<Due> {
    let context = || format!("arm what was told as {source}");
    let found = ping::of_message(turn.db(), source)
        .await
        .with_context(context)?;
    let mut due = Due::default();
    for (row, ..) in &found {
        if let Some(person) = recipient(&adagio.known(), row.server, row.recipient) {
            due.arm(person, row.lane, row.pinged_at);
        }
    }
    due.write(turn.db()).await.with_context(context)?;
    Ok(due)
}
