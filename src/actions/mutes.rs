//! What somebody wants to hear no more of: a thread, or a person. Each can be taken back where it was said, and in the list
//! of all that is muted.

use anyhow::Context;

use super::digest::Want;
use super::item::{Handle, found};
use super::{Adagio, Error};
use crate::domain::ids::UserId;
use crate::domain::item::Did;
use crate::domain::mute::{Mute, Muted, SENDER_FOR, Thread};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{Elsewhere, Rights, Shows};
use crate::store::mute;
use crate::store::ping::PingRow;

/// What an item stands for, when it is muted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The thread that it stands in.
    Thread,
    /// Who sent it.
    Sender,
}

/// Nothing more from there, from now on.
///
/// # Errors
/// If the item isn't there, stands in no thread or has no sender, or the database can't be written.
pub async fn mute(adagio: &Adagio, handle: &Handle, side: Side) -> Result<Did, Error> {
    let mut turn = adagio.begin().await?;
    let row = found(turn.db(), handle).await?;
    let what = subject(&row, side)?;
    let since = mute::add(turn.db(), handle.user, &what, handle.now)
        .await
        .with_context(|| handle.context("mute what stands behind"))?;
    turn.commit(|_| {}).await?;
    Ok(match side {
        Side::Thread => Did::Muted,
        Side::Sender => Did::Hushed {
            until: since + SENDER_FOR,
        },
    })
}

/// Heard again.
///
/// # Errors
/// If the item isn't there, or the database can't be written.
pub async fn hear(adagio: &Adagio, handle: &Handle, side: Side) -> Result<Did, Error> {
    let mut turn = adagio.begin().await?;
    let row = found(turn.db(), handle).await?;
    let what = subject(&row, side)?;
    mute::remove(turn.db(), handle.user, &what)
        .await
        .with_context(|| handle.context("hear again what stands behind"))?;
    turn.commit(|_| {}).await?;
    Ok(Did::HeardAgain)
}

fn subject(row: &PingRow, side: Side) -> Result<Muted, Refusal> {
    match side {
        Side::Thread if row.channel == row.governing => Err(Refusal::NothingThere),
        Side::Thread => Ok(Muted::Thread(Thread {
            server: row.server,
            channel: row.channel,
            governing: row.governing,
        })),
        Side::Sender => match row.sender.filter(|sender| *sender != row.recipient) {
            Some(sender) => Ok(Muted::Sender(sender)),
            None => Err(Refusal::NothingThere),
        },
    }
}

/// What a person has muted, in the order of its list.
///
/// # Errors
/// If the database can't be read.
pub async fn all(adagio: &Adagio, user: UserId) -> anyhow::Result<Vec<Mute>> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading what is muted")?;
    mute::of(&mut db, user)
        .await
        .with_context(|| format!("read what person {user} has muted"))
}

/// What has to be looked up before it may be named.
pub fn wants(mutes: &[Mute]) -> Vec<Want> {
    let threads = mutes.iter().filter_map(|mute| match mute.what {
        Muted::Thread(thread) => Some(thread),
        Muted::Sender(_) => None,
    });
    let want = |thread: Thread| Want::to_read(thread.server, thread.channel, thread.governing);
    threads.map(want).collect()
}

/// What of it may be named, and whether there is more elsewhere: no thread that its reader can't read now.
pub fn readable(mutes: Vec<Mute>, user: UserId, rights: &Rights) -> (Vec<Mute>, Elsewhere) {
    let shows = |mute: &Mute| match mute.what {
        Muted::Thread(thread) => rights.shows(user, thread.server, thread.channel),
        Muted::Sender(_) => Shows::Here,
    };
    let elsewhere = mutes.iter().filter(|mute| shows(mute) == Shows::Elsewhere);
    let elsewhere = Elsewhere::among(elsewhere.count());
    let mut here = mutes;
    here.retain(|mute| shows(mute) == Shows::Here);
    (here, elsewhere)
}

/// Lets a person hear again what was chosen from the list.
///
/// # Errors
/// If the database can't be written.
pub async fn hear_again(adagio: &Adagio, user: UserId, what: &Muted) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    mute::remove(turn.db(), user, what)
        .await
        .with_context(|| format!("let person {user} hear something again"))?;
    turn.commit(|_| {}).await
}
