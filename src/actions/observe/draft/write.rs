//! Looks at a draft once more when nobody else changes anything, and writes it.

use chrono::{DateTime, Utc};

use super::super::super::due::Due;
use super::super::super::{Adagio, Known};
use super::super::calls::Calls;
use super::super::recipient::recipient;
use super::Draft;
use crate::domain::group::Group;
use crate::domain::ids::{MessageId, UserId};
use crate::store::history::{self, Recorded};
use crate::store::ping::{NewPing, PingRow};
use crate::store::{Connection, Result, act, ping, server};

impl Draft {
    /// Leaves out the pings that are there already, as they are.
    pub(in super::super) fn leave_out(&mut self, recorded: &[Recorded]) {
        self.pings.retain(|NewPing { row, .. }| {
            let is_row = |it: &&Recorded| (it.source, it.recipient) == (row.source, row.recipient);
            let recorded = recorded.iter().find(is_row);
            recorded.is_none_or(|recorded| recorded.revised_at < row.revised_at)
        });
    }

    /// Looks once more at what may have changed since it was drafted, now that nobody else changes anything: whoever
    /// was forgotten or wants to be left out isn't in it any more. Sees to it that what waits now will go out.
    pub(in super::super) fn settle(&mut self, known: &Known) -> Due {
        let takes_part = |user| {
            known
                .person(user)
                .is_some_and(|person| person.left_out_at.is_none())
        };
        self.answers.settle(known);
        self.wrote.retain(|(user, _), _| takes_part(*user));
        self.acts.retain(|act| takes_part(act.user));
        self.own.retain(|act| !known.is_left_out(act.user));
        self.wishes.retain(|post| !known.is_left_out(post.author));
        self.said
            .retain(|(post, _)| !known.is_left_out(post.author));
        self.for_roles
            .retain(|(act, _)| !known.is_left_out(act.user));
        self.named.retain(|(_, user)| known.is_left_out(*user));
        let (mut due, mut calls) = (Due::default(), Calls::default());
        let clear = |row: &mut PingRow, named: &[(MessageId, UserId)]| {
            if row.sender.is_some_and(|sender| known.is_left_out(sender)) {
                (row.sender, row.excerpt) = (None, None);
            }
            if named.iter().any(|(message, _)| *message == row.source) {
                row.excerpt = None;
            }
        };
        let named = &self.named;
        self.reworded
            .iter_mut()
            .for_each(|ping| clear(&mut ping.row, named));
        for aside in &mut self.aside {
            let is_named = |(message, _): &(MessageId, UserId)| *message == aside.message;
            if named.iter().any(is_named) {
                aside.excerpt = None;
            }
        }
        self.pings.retain_mut(|NewPing { row, over }| {
            clear(row, named);
            if Group::of(row.via, row.recipient).is_some() {
                calls.add(row);
                return known.has_members(row.server);
            }
            let Some(person) = recipient(known, row.server, row.recipient) else {
                return false;
            };
            if over.is_none() {
                due.arm(person, row.lane, row.pinged_at);
            }
            true
        });
        calls.arm(known, &mut due);
        due
    }

    /// Writes it all.
    pub(in super::super) async fn write(
        &self,
        db: &mut Connection,
        adagio: &Adagio,
        due: &mut Due,
        now: DateTime<Utc>,
    ) -> Result<()> {
        for server in &self.seen {
            server::seen(db, *server, now).await?;
            history::fall_behind(db, *server, now).await?;
        }
        for (server, at) in &self.left {
            server::left(db, *server, *at).await?;
        }
        ping::record(db, &self.pings, now).await?;
        // Whom it concerns may have been looked for already, up to a later message.
        for (server, message) in self.late_calls() {
            server::look_again(db, server, message.sent_at()).await?;
        }
        ping::reword(db, &self.reworded).await?;
        ping::reword_aside(db, &self.aside).await?;
        act::note_for_roles(db, &self.for_roles).await?;
        act::note(db, &self.acts).await?;
        act::note(db, &self.own).await?;
        for (message, edited_at) in &self.edited {
            act::edited(db, *message, *edited_at).await?;
        }
        act::deleted(db, &self.deleted).await?;
        act::wrote(db, &self.wrote).await?;
        // After what was deleted: what answers may be deleted already.
        self.answers.write(db, adagio, due, now).await?;
        due.write(db).await
    }
}
