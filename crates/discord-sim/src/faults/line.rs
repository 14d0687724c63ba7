//! The faults that wait to strike, and those that did.

use std::collections::VecDeque;

use serde_json::Value;

use super::{EventFault, Fault, Mishap, Mix, RouteMatch, Struck, seeded::Seeded};
use crate::{rest::limiter::BucketKey, world::World};

/// All faults of one simulator.
#[derive(Default)]
pub(crate) struct FaultLine {
    scripted: VecDeque<(RouteMatch, usize, Fault)>,
    seeded: Option<Seeded>,
    pub(super) struck: Vec<Struck>,
}

impl FaultLine {
    /// The next `count` requests that fit get `fault`; `usize::MAX`: all.
    pub(super) fn script(&mut self, count: usize, route: RouteMatch, fault: Fault) {
        if count > 0 {
            self.scripted.push_back((route, count, fault));
        }
    }

    pub(super) fn seed(&mut self, mix: Mix) {
        self.seeded = Some(Seeded::new(mix));
    }

    pub(super) fn clear(&mut self) {
        self.scripted.clear();
        self.seeded = None;
    }

    /// Whether a mix is on.
    pub(crate) const fn is_seeded(&self) -> bool {
        self.seeded.is_some()
    }

    /// The oldest scripted fault that fits, used up by one.
    fn scripted(&mut self, fits: impl Fn(&RouteMatch) -> bool) -> Option<Fault> {
        let at = self.scripted.iter().position(|(route, ..)| fits(route))?;
        let (_, left, fault) = &mut self.scripted[at];
        let fault = fault.clone();
        if *left != usize::MAX {
            *left -= 1;
        }
        if *left == 0 {
            self.scripted.remove(at);
        }
        Some(fault)
    }
}

impl World {
    /// What befalls this request: what is scripted before what is drawn.
    pub(crate) fn fate_of_request(&mut self, method: &str, path: &str) -> Option<Fault> {
        let (faults, dms) = (&mut self.faults, &self.dms);
        let scripted = faults.scripted(|route| route.fits(dms, method, path));
        let fault = scripted.or_else(|| self.draw_for_request(method, path))?;
        self.note(format!("{method} {path}"), Mishap::Request(fault.clone()));
        Some(fault)
    }

    fn draw_for_request(&mut self, method: &str, path: &str) -> Option<Fault> {
        let seeded = self.faults.seeded.as_mut()?;
        let path: Vec<&str> = path.split('/').skip(1).collect();
        let recipient = match path[..] {
            ["channels", channel, ..] => channel
                .parse()
                .ok()
                .and_then(|id| self.channels.get(&id))
                .and_then(|channel| channel.recipient),
            _ => None,
        };
        let key = BucketKey::of(method, &path);
        seeded.fate_of_request(key.as_ref(), recipient)
    }

    /// What befalls the next event of this name to the session at this place: what is scripted before what is drawn.
    pub(crate) fn fate_of_event(
        &mut self,
        at: usize,
        name: &str,
        body: &Value,
    ) -> Option<EventFault> {
        let session = &mut self.gateway.sessions[at];
        let (shard, scripted) = (session.shard, session.script.next(name));
        let mut draw = || self.faults.seeded.as_mut()?.fate_of_event(shard, name);
        let fault = scripted.or_else(&mut draw)?;
        let subject = subject_of(body);
        self.note(to_shard(name, shard), Mishap::Event { fault, subject });
        Some(fault)
    }

    /// An event that no session was there for.
    pub(crate) fn note_unheard(&mut self, name: &str, body: &Value) {
        let subject = subject_of(body);
        self.note(format!("{name} to nobody"), Mishap::Unheard { subject });
    }

    fn note(&mut self, what: String, mishap: Mishap) {
        let at = self.now();
        tracing::debug!(%what, ?mishap, "fault");
        self.faults.struck.push(Struck { at, what, mishap });
    }
}

fn to_shard(name: &str, shard: u64) -> String {
    format!("{name} to shard {shard}")
}

fn subject_of(body: &Value) -> Option<u64> {
    let id = body["id"]
        .as_str()
        .or_else(|| body["message_id"].as_str())?;
    id.parse().ok()
}
