//! "Save for my digest": sets a message aside among one's own items, whoever wrote it and whether it mentions anybody.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::digest::opened;
use super::item::{Handle, comes_at, finish};
use super::preferences::{self, Caller};
use super::seal::Text;
use super::{Adagio, Error};
use crate::domain::escape;
use crate::domain::event::{Mention, Place};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::item::{Outlook, Saved, outlook};
use crate::domain::later::Later;
use crate::domain::ping::{Excerpt, Lane, Loudness, Urgency, Via};
use crate::domain::refusal::Refusal;
use crate::store::ping::{self, PingRow};

/// A message that somebody sets aside, as they see it.
#[derive(Clone, Debug)]
pub struct Aside {
    pub message: MessageId,
    pub place: Place,
    pub author: UserId,
    pub author_name: String,
    /// `None`: words aren't read here (PRODUCT P15).
    pub text: Option<String>,
    pub mentions: Vec<Mention>,
    pub edited_at: Option<DateTime<Utc>>,
}

/// Sets a message aside, and joins the person where they did it. What waits already isn't doubled; what was delivered or
/// settled comes once more.
///
/// # Errors
/// If they want to be left out, or the database can't be written.
pub async fn save(adagio: &Adagio, caller: &Caller, aside: &Aside) -> Result<Saved, Error> {
    preferences::open(adagio, caller).await?;
    let handle = Handle {
        user: caller.user,
        source: aside.message,
        now: caller.now,
    };
    let mut turn = adagio.begin().await?;
    let there = ping::one(turn.db(), handle.source, handle.user)
        .await
        .with_context(|| handle.context("read"))?;
    let stands = there.map(|(row, facts, state, reason)| {
        let is_held = state == crate::domain::ping::State::Held;
        let outlook = outlook(&opened(adagio, &row), &facts, (state, reason), handle.now);
        (is_held, outlook)
    });
    if stands == Some((true, Outlook::Open)) {
        let comes_at = comes_at(adagio, handle.user, handle.now);
        return Ok(Saved::Already { comes_at });
    }
    let soon = Later::NextDigest
        .instant(None, handle.now)
        .map_err(Refusal::from)?;
    ping::save(turn.db(), &row(adagio, &handle, aside, soon), handle.now)
        .await
        .with_context(|| handle.context("save"))?;
    finish(adagio, turn, &handle).await?;
    let comes_at = comes_at(adagio, handle.user, soon);
    Ok(Saved::Now { comes_at })
}

fn row(adagio: &Adagio, handle: &Handle, aside: &Aside, soon: DateTime<Utc>) -> PingRow {
    let hidden = adagio.known().is_left_out(aside.author);
    PingRow {
        source: handle.source,
        recipient: handle.user,
        server: aside.place.server,
        channel: aside.place.channel,
        governing: aside.place.governing(),
        sender: (!hidden).then_some(aside.author),
        via: Via::Saved,
        group: None,
        lane: Lane::Digest,
        loudness: Loudness::Plain,
        answers: None,
        pinged_at: aside.message.sent_at(),
        revised_at: aside.edited_at,
        not_before_at: Some(soon),
        expected_at: None,
        urgency: Urgency::Ordinary,
        excerpt: if hidden { None } else { excerpt(adagio, aside) },
    }
}

/// Its beginning, closed. Who wants to be left out isn't named in it.
pub(super) fn excerpt(adagio: &Adagio, aside: &Aside) -> Option<Vec<u8>> {
    if adagio.seal().text() == Text::NotKept {
        return None;
    }
    let known = adagio.known();
    let named = aside.mentions.iter();
    let named = named.filter(|mention| !known.is_left_out(mention.user));
    let names: Vec<_> = named
        .map(|mention| (mention.user, mention.name.as_str()))
        .collect();
    let text = escape::excerpt(aside.text.as_deref()?, &names);
    let name = aside.author_name.clone();
    adagio.seal().close(&Excerpt { name, text })
}
