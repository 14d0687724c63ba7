//! `/tell`: words for one person, posted nowhere, that wait for their digest (PRODUCT P3b).
//!
//! A ping with the interaction as its source, and no channel: whoever is in the server may read it. To somebody who
//! reads no digests there nothing is kept; then its sender can have it posted, so that it rings no phone.

use anyhow::Context;

use super::due::Due;
use super::observe::recipient;
use super::outbox::{self, Target};
use super::preferences::Caller;
use super::seal::Text;
use super::why::as_sent;
use super::{Adagio, Error};
use crate::domain::escape;
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::domain::ping::{Excerpt, Lane, Loudness, Urgency, Via};
use crate::domain::refusal::Refusal;
use crate::domain::rights::Sight;
use crate::domain::telling::{Account, Addressee, Presence, Told};
use crate::store::ping::{self, NewPing, PingRow};
use crate::wording::{self, Tongue};

/// What somebody tells somebody.
#[derive(Clone, Debug)]
pub struct Telling<'a> {
    /// The interaction that told it.
    pub source: MessageId,
    pub server: ServerId,
    pub to: &'a Addressee,
    /// How the sender is called in this server.
    pub sender: &'a str,
    pub words: &'a str,
}

impl Telling<'_> {
    /// The words as they are kept and shown.
    pub fn text(&self, caller: &Caller) -> String {
        let names = [
            (self.to.user, self.to.name.as_str()),
            (caller.user, self.sender),
        ];
        escape::told(self.words, &names)
    }
}

/// Keeps words for somebody's digest, once however often it is called with the same source.
///
/// # Errors
/// If nothing can be told to them, or the database can't be written.
pub async fn tell(adagio: &Adagio, caller: &Caller, telling: &Telling<'_>) -> Result<Told, Error> {
    check(adagio, caller, telling)?;
    let (server, to) = (telling.server, telling.to.user);
    let mut turn = adagio.begin().await?;
    let Some(mut person) = recipient(&adagio.known(), server, to).cloned() else {
        return Ok(Told::NoReader);
    };
    if adagio.seal.text() == Text::NotKept {
        return Ok(Told::NoKey);
    }
    let excerpt = adagio.seal.close(&Excerpt {
        name: telling.sender.to_owned(),
        text: telling.text(caller),
    });
    let nowhere = ChannelId::none_in(server);
    let row = PingRow {
        source: telling.source,
        recipient: to,
        server,
        channel: nowhere,
        governing: nowhere,
        sender: Some(caller.user),
        via: Via::Tell,
        group: None,
        lane: Lane::Digest,
        loudness: Loudness::Silent,
        answers: None,
        pinged_at: caller.now,
        revised_at: None,
        not_before_at: None,
        expected_at: None,
        urgency: Urgency::Ordinary,
        excerpt: Some(excerpt.context("seal what was told")?),
    };
    let mut due = Due::default();
    due.arm(&person, row.lane, row.pinged_at);
    let context = || format!("tell person {to} something");
    ping::record(turn.db(), &[NewPing { row, over: None }], caller.now)
        .await
        .with_context(context)?;
    due.write(turn.db()).await.with_context(context)?;
    person.digest_due_at = due.of(to).or(person.digest_due_at);
    let found = ping::one(turn.db(), telling.source, to)
        .await
        .with_context(context)?
        .context("find what was told")?;
    turn.commit(|known| due.note(known)).await?;
    adagio.bell.ring();
    Ok(Told::Kept(as_sent(adagio, &person, &found, caller.now)))
}

fn check(adagio: &Adagio, caller: &Caller, telling: &Telling<'_>) -> Result<(), Refusal> {
    if adagio.known().is_left_out(caller.user) {
        return Err(Refusal::LeftOut);
    }
    if telling.to.user == caller.user {
        return Err(Refusal::ToYourself);
    }
    if telling.to.account == Account::Bot {
        return Err(Refusal::ToABot);
    }
    if telling.to.presence == Presence::Elsewhere {
        return Err(Refusal::NotHere(telling.to.user));
    }
    if telling.text(caller).is_empty() {
        return Err(Refusal::NoWords);
    }
    Ok(())
}

/// A message that mentions one person and rings nobody's phone.
#[derive(Clone, Copy, Debug)]
pub struct Silent<'a> {
    /// The interaction that told it.
    pub source: i64,
    pub to: UserId,
    pub channel: ChannelId,
    /// What the person may see of that channel.
    pub sight: Sight,
    /// As they were shown to the sender.
    pub words: &'a str,
}

/// Posts what was told as a silent message, once however often it is asked for.
///
/// # Errors
/// If the person wouldn't see it, the caller wants to be left out, or the database can't be written.
pub async fn post_silently(
    adagio: &Adagio,
    caller: &Caller,
    silent: &Silent<'_>,
    tongue: &Tongue,
) -> Result<(), Error> {
    let (reader, channel) = (silent.to, silent.channel);
    match silent.sight {
        Sight::Readable => {}
        Sight::Hidden => return Err(Refusal::NotAReader(reader, channel).into()),
        Sight::Left => return Err(Refusal::NotHere(reader).into()),
        Sight::Unknown => return Err(Refusal::SightUnknown.into()),
    }
    if adagio.known().is_left_out(caller.user) {
        return Err(Refusal::LeftOut.into());
    }
    let key = format!("told:{}", silent.source);
    let letter = |row| wording::telling::post(tongue, row, caller.user, reader, silent.words);
    let to = Target::Channel(channel);
    outbox::post_once(adagio, &key, to, letter, caller.now).await?;
    Ok(())
}
