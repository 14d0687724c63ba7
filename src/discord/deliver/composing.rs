//! Composes for who is due, with what they may see at this moment.

use std::pin::pin;

use super::on_their_way::OnTheirWay;
use super::{Deliver, PEOPLE, Round, log};
use crate::actions::digest::{Due, Urgency};
use crate::discord::lanes::Lane;
use crate::domain::ids::UserId;
use crate::domain::rights::Rights;

impl Deliver {
    /// What these people may see. Discord takes few questions a minute, so it may be long until it can be asked for all of
    /// them: what can't wait goes on meanwhile.
    pub(super) async fn rights_of_others<'a>(
        &'a self,
        due: &[Due],
        round: &mut Round,
        on_their_way: &mut OnTheirWay<'a>,
    ) -> Rights {
        let mut asking = pin!(self.members.rights(due, Lane::Bulk, self.clock.now()));
        loop {
            let heard = self.adagio.bell.rings();
            tokio::select! {
                biased;
                rights = on_their_way.meanwhile(&mut asking) => return rights,
                () = self.adagio.bell.rung_since(heard) => {}
            }
            self.hurry(round, on_their_way).await;
        }
    }

    /// Composes what can't wait for some people, each once, and says for how many.
    pub(super) async fn compose_urgent(&self, round: &mut Round) -> usize {
        let urgency = Urgency::CannotWait;
        let (found, due) = self.next_due(urgency, round).await;
        let asking = self.members.rights(&due, Lane::Urgent, self.clock.now());
        let rights = asking.await;
        self.compose_for(due, urgency, &rights, round).await;
        found
    }

    /// How many come next, and those of them who need not wait for history.
    pub(super) async fn next_due(&self, urgency: Urgency, round: &mut Round) -> (usize, Vec<Due>) {
        let now = self.clock.now();
        if !round.queue.is_anybody_due(&self.adagio, now, urgency) {
            return (0, Vec::new());
        }
        // Before anything else: what is read from history now is not known to be missing later.
        let behind = self.behind(now, round).await;
        let next = round.queue.next(&self.adagio, now, urgency, PEOPLE).await;
        match next {
            Ok(due) => {
                let found = due.len();
                (found, self.hold_back(due, urgency, &behind, round).await)
            }
            Err(error) => {
                log("who is due can't be read", &error);
                round.failed += 1;
                (0, Vec::new())
            }
        }
    }

    /// Composes what these people may see.
    pub(super) async fn compose_for(
        &self,
        due: Vec<Due>,
        urgency: Urgency,
        rights: &Rights,
        round: &mut Round,
    ) {
        if due.is_empty() {
            return;
        }
        let now = self.clock.now();
        // Once more: what the gateway told before the members is noted by now.
        let behind = self.behind(now, round).await;
        let due = self.hold_back(due, urgency, &behind, round).await;
        let users: Vec<UserId> = due.iter().map(|due| due.user).collect();
        self.compose_all(&users, now, rights, round).await;
    }
}
