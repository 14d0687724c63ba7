//! What is chosen on the panel of a draft, one thing at a time.

use anyhow::Context;

use super::super::super::{Adagio, Error};
use super::{Keeper, drafted, open_draft};
use crate::domain::civil::Zone;
use crate::domain::ids::{ChannelId, RoleId, TagId, TermsId};
use crate::domain::refusal::Refusal;
use crate::domain::standup::{Calls, Clocks, Drafted, Reveal, Sums, Threads, Venue};
use crate::store::standup;

/// One thing that is chosen on the panel.
#[derive(Clone, Debug)]
pub enum Change {
    /// What the channel is, without any tags.
    Channel(ChannelId, Venue),
    /// The tags of what is posted in its forum.
    Tags(Vec<TagId>),
    Threads(Threads),
    Zone(Zone),
    Clocks(Clocks),
    /// Who may join; `None`: everybody.
    Role(Option<RoleId>),
    Reveal(Reveal),
    Sums(Sums),
    Calls(Calls),
}

/// Chooses something of a draft.
///
/// # Errors
/// If the draft is gone, or the database can't be written.
pub async fn change(
    adagio: &Adagio,
    keeper: &Keeper,
    id: TermsId,
    change: Change,
) -> Result<Drafted, Error> {
    let mut turn = adagio.begin().await?;
    let mut row = open_draft(&mut turn, keeper, id).await?;
    let (db, draft) = (turn.db(), &mut row.draft);
    let changed = match change {
        Change::Channel(channel, venue) => {
            if draft.channel != Some(channel) {
                (draft.channel, draft.venue) = (Some(channel), venue);
            }
            standup::set_channel(db, id, (channel, &draft.venue)).await
        }
        Change::Tags(tags) => {
            let channel = draft.channel.filter(|_| draft.venue != Venue::Text);
            draft.venue = Venue::Forum(tags);
            let channel = channel.ok_or(Refusal::OldControl)?;
            standup::set_channel(db, id, (channel, &draft.venue)).await
        }
        Change::Threads(threads) => {
            draft.threads = threads;
            standup::set_threads(db, id, threads).await
        }
        Change::Zone(zone) => {
            draft.zone = Some(zone);
            standup::set_clocks(db, id, zone, draft.clocks).await
        }
        Change::Clocks(clocks) => {
            draft.clocks = clocks;
            let zone = draft.zone.ok_or(Refusal::Unfinished)?;
            standup::set_clocks(db, id, zone, clocks).await
        }
        Change::Role(role) => {
            draft.role = role;
            standup::set_role(db, id, role).await
        }
        Change::Reveal(reveal) => {
            draft.reveal = reveal;
            standup::set_reveal(db, id, reveal).await
        }
        Change::Sums(sums) => {
            draft.sums = sums;
            standup::set_sums(db, id, sums).await
        }
        Change::Calls(calls) => {
            draft.calls = calls;
            standup::set_calls(db, id, calls).await
        }
    };
    let context = || format!("change terms {id}");
    changed.with_context(context)?;
    let drafted = drafted(&mut turn, keeper, id, row)
        .await
        .with_context(context)?;
    turn.commit(|_| {}).await?;
    Ok(drafted)
}
