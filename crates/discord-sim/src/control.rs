//! Faults of the gateway, worked by hand.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::{
    EventFault,
    gateway::{
        closed_door::{ClosedDoor, Refusing},
        connection::{ends_session, plain},
        events,
        out::Out,
        session::Session,
    },
    seconds::reachable,
    world::Handle,
};

/// The gateway's levers; see [`crate::Simulator::gateway`]. A shard that has no session is left alone, one that has several
/// feels it in each.
#[derive(Clone, Debug)]
pub struct GatewayControl {
    shared: Handle,
}

impl GatewayControl {
    pub(crate) const fn new(shared: Handle) -> Self {
        Self { shared }
    }

    pub(crate) const fn shared(&self) -> &Handle {
        &self.shared
    }

    fn each(&self, shard: u64, act: impl Fn(&mut Session)) {
        let mut world = self.shared.world();
        world
            .gateway
            .sessions
            .iter_mut()
            .filter(|session| session.shard == shard)
            .for_each(act);
        drop(world);
        self.shared.changed.notify_waiters();
    }

    fn forget(&self, shard: u64) {
        self.shared
            .world()
            .gateway
            .sessions
            .retain(|session| session.shard != shard);
    }

    /// How many sessions were begun so far: IDENTIFYs that were answered with READY.
    #[must_use]
    pub fn sessions_begun(&self) -> usize {
        self.shared.world().gateway.begun
    }

    /// Cuts the shard's TCP connection at once, both halves, without a close frame. The session can be resumed.
    pub fn drop_socket(&self, shard: u64) {
        let now = self.shared.clock.now();
        self.each(shard, |session| session.cut(now));
    }

    /// Closes the shard's socket with this code; nothing goes out on it any more. 1000, 1001, 4004, 4007 and 4009 to 4014 end
    /// the session too.
    pub fn close(&self, shard: u64, code: u16) {
        let now = self.shared.clock.now();
        self.each(shard, |session| {
            session.send(Out::Close(code, "Closed by hand."));
            session.part(now);
        });
        if ends_session(code) {
            self.forget(shard);
        }
    }

    /// Sends op 7, Reconnect.
    pub fn reconnect(&self, shard: u64) {
        self.tell(shard, 7, &Value::Null);
    }

    /// Sends op 9, Invalid Session, with `false`: the session is gone.
    pub fn invalidate(&self, shard: u64) {
        self.tell(shard, 9, &Value::Bool(false));
        self.forget(shard);
    }

    /// Sends op 9, Invalid Session, with `true`: the client may resume on a new connection.
    pub fn invalidate_resumable(&self, shard: u64) {
        self.tell(shard, 9, &Value::Bool(true));
    }

    /// Sends op 1: the client must answer with a heartbeat at once (facts §1.4).
    /// [`crate::SessionTraffic::heartbeats`] counts it.
    pub fn ask_for_heartbeat(&self, shard: u64) {
        self.tell(shard, 1, &Value::Null);
    }

    fn tell(&self, shard: u64, op: u64, d: &Value) {
        let frame = plain(op, d);
        self.shared.wire.gateway("out", op, None, d);
        self.each(shard, |session| session.send(Out::Frame(frame.clone())));
    }

    /// Sends the shard's last event once more, with the same `s`.
    pub fn repeat_last_event(&self, shard: u64) {
        self.each(shard, |session| {
            if let Some(last) = session.replay.last() {
                session.send(last);
            }
        });
    }

    /// Loses the next `count` events of this name for the shard: [`EventFault::Lost`]; see [`GatewayControl::befall`].
    pub fn lose_next(&self, shard: u64, event: &str, count: usize) {
        self.befall(shard, event, count, EventFault::Lost);
    }

    /// The next `count` events of this name (`*`: of any) to the shard get `fault`. Several wait in line, oldest first; they
    /// come before what a seeded mix draws.
    ///
    /// # Panics
    /// If there is no such event, or no session can be resumed after that close code.
    pub fn befall(&self, shard: u64, event: &str, count: usize, fault: EventFault) {
        if let Err(why) = events::check(event).and_then(|()| fault.check()) {
            panic!("{why}");
        }
        self.each(shard, |session| session.script.add(event, count, fault));
    }

    /// Holds back all events of all shards (they get their `s` and arrive late) until [`GatewayControl::release`].
    pub fn hold(&self) {
        self.shared.world().gateway.held = true;
    }

    /// Sends what was held back, in order.
    pub fn release(&self) {
        let mut world = self.shared.world();
        world.gateway.held = false;
        for session in &mut world.gateway.sessions {
            for out in std::mem::take(&mut session.held) {
                session.send(out);
            }
        }
    }

    /// Answers no more heartbeats of this shard's sessions, until [`GatewayControl::answer_heartbeats`].
    pub fn ignore_heartbeats(&self, shard: u64) {
        self.each(shard, |session| session.beats = false);
    }

    /// Answers heartbeats of this shard's sessions again.
    pub fn answer_heartbeats(&self, shard: u64) {
        self.each(shard, |session| session.beats = true);
    }

    /// Refuses new connections for so long, in real time. Those that stand go on.
    pub fn refuse_for(&self, long: Duration, how: ClosedDoor) {
        self.shared.world().gateway.refusing =
            Some(Refusing::Until(Instant::now() + reachable(long), how));
    }

    /// Refuses the next `count` connections.
    pub fn refuse_next(&self, count: usize, how: ClosedDoor) {
        self.shared.world().gateway.refusing = Some(Refusing::Next(count, how));
    }

    /// Lets clients in again.
    pub fn let_in(&self) {
        self.shared.world().gateway.refusing = None;
    }
}
