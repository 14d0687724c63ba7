//! Faults of the gateway, worked by hand.

/// The gateway's levers; see [`crate::Simulator::gateway`]. A shard that has no session is left alone.
#[derive(Clone, Debug)]
pub struct GatewayControl {}

impl GatewayControl {
    /// Cuts the shard's TCP connection, both halves, without a close frame. The session can be resumed.
    pub fn drop_socket(&self, shard: u64) {
        let _ = shard;
        todo!()
    }

    /// Closes the shard's socket with this code. 1000, 1001, 4004, 4007, 4009 and 4010 to 4014 end the session too.
    pub fn close(&self, shard: u64, code: u16) {
        let _ = (shard, code);
        todo!()
    }

    /// Sends op 7, Reconnect.
    pub fn reconnect(&self, shard: u64) {
        let _ = shard;
        todo!()
    }

    /// Sends op 9, Invalid Session; unless `resumable`, the session is gone.
    pub fn invalidate(&self, shard: u64, resumable: bool) {
        let _ = (shard, resumable);
        todo!()
    }

    /// Sends the shard's last event once more, with the same `s`.
    pub fn repeat_last_event(&self, shard: u64) {
        let _ = shard;
        todo!()
    }

    /// Loses the next `count` events of this name for the shard: they get no `s` and can't be replayed.
    pub fn lose_next(&self, shard: u64, event: &str, count: usize) {
        let _ = (shard, event, count);
        todo!()
    }

    /// Holds back all events of all shards (they get their `s` and arrive late) until [`GatewayControl::release`].
    pub fn hold(&self) {
        todo!()
    }

    /// Sends what was held back, in order.
    pub fn release(&self) {
        todo!()
    }

    /// Stops answering heartbeats of this shard (or starts again).
    pub fn answer_heartbeats(&self, shard: u64, answer: bool) {
        let _ = (shard, answer);
        todo!()
    }
}
