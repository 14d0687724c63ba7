//! Faults of the gateway, worked by hand.

use axum::extract::ws::Utf8Bytes;
use serde_json::{Value, json};

use crate::{
    gateway::{out::Out, session::Session},
    world::{Handle, World},
};

/// The gateway's levers; see [`crate::Simulator::gateway`]. A shard that has no session is left alone.
#[derive(Clone, Debug)]
pub struct GatewayControl {
    shared: Handle,
}

/// Closing with these ends the session (facts §1.4).
const FATAL: [u16; 9] = [1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013];

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

    /// How many sessions were begun so far: IDENTIFYs that were answered with READY.
    #[must_use]
    pub fn sessions_begun(&self) -> usize {
        self.shared.world().gateway.begun
    }

    /// Takes the socket away at once, so that nothing more can go out on it.
    fn part(&self, shard: u64, last: impl Fn() -> Out) {
        let now = self.shared.clock.now();
        self.each(shard, |session| {
            session.send(last());
            session.socket = None;
            session.lost_at = session.lost_at.or(Some(now));
        });
    }

    /// Cuts the shard's TCP connection, both halves, without a close frame. The session can be resumed.
    pub fn drop_socket(&self, shard: u64) {
        self.part(shard, || Out::Drop);
    }

    /// Closes the shard's socket with this code. 1000, 1001, 4004, 4007, 4009 and 4010 to 4014 end the session too.
    pub fn close(&self, shard: u64, code: u16) {
        self.part(shard, || Out::Close(code, "Closed by hand."));
        if FATAL.contains(&code) || code == 4014 {
            self.shared
                .world()
                .gateway
                .sessions
                .retain(|session| session.shard != shard);
        }
    }

    /// Sends op 7, Reconnect.
    pub fn reconnect(&self, shard: u64) {
        self.tell(shard, 7, &Value::Null);
    }

    /// Sends op 9, Invalid Session; unless `resumable`, the session is gone.
    pub fn invalidate(&self, shard: u64, resumable: bool) {
        self.tell(shard, 9, &json!(resumable));
        if !resumable {
            self.shared
                .world()
                .gateway
                .sessions
                .retain(|session| session.shard != shard);
        }
    }

    fn tell(&self, shard: u64, op: u64, d: &Value) {
        let frame = Utf8Bytes::from(json!({ "op": op, "d": d, "s": null, "t": null }).to_string());
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

    /// Loses the next `count` events of this name for the shard: they get no `s` and can't be replayed.
    pub fn lose_next(&self, shard: u64, event: &str, count: usize) {
        if count > 0 {
            self.each(shard, |session| {
                session.losing.push((event.to_owned(), count))
            });
        }
    }

    /// Holds back all events of all shards (they get their `s` and arrive late) until [`GatewayControl::release`].
    pub fn hold(&self) {
        self.shared.world().gateway.held = true;
    }

    /// Sends what was held back, in order.
    pub fn release(&self) {
        let world: &mut World = &mut self.shared.world();
        world.gateway.held = false;
        for session in &mut world.gateway.sessions {
            for out in std::mem::take(&mut session.held) {
                session.send(out);
            }
        }
    }

    /// Stops answering heartbeats of this shard (or starts again).
    pub fn answer_heartbeats(&self, shard: u64, answer: bool) {
        self.each(shard, |session| session.beats = answer);
    }
}
