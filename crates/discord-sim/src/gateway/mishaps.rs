//! What befalls an event, or the connection that it goes out on, when a seeded mix is on.

use axum::extract::ws::Utf8Bytes;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    EventFault,
    gateway::{out::Out, session::Session},
    wire_log::WireLog,
};

impl Session {
    /// What comes before the event.
    pub(crate) fn brace(&self, fault: EventFault) {
        if let EventFault::Late(by) = fault {
            self.send(Out::Pause(by));
        }
    }

    /// What comes after the event. A session that is [`EventFault::Forgotten`] is still to be removed.
    pub(crate) fn suffer(&mut self, fault: EventFault, now: DateTime<Utc>, wire: &WireLog) {
        match fault {
            EventFault::Lost | EventFault::Late(_) => {}
            EventFault::Repeated => {
                if let Some(last) = self.replay.last() {
                    self.send(last);
                }
            }
            EventFault::Dropped => self.part(Out::Drop, now),
            EventFault::Closed(code) => self.part(Out::Close(code, "Unknown error."), now),
            EventFault::Reconnect => self.tell(7, &Value::Null, wire),
            EventFault::Invalid => self.tell(9, &json!(true), wire),
            EventFault::Forgotten => self.tell(9, &json!(false), wire),
            EventFault::Unacknowledged => self.deaf = true,
        }
    }

    /// Takes the socket away at once, so that nothing more can go out on it.
    fn part(&mut self, last: Out, now: DateTime<Utc>) {
        self.send(last);
        self.socket = None;
        self.lost_at = self.lost_at.or(Some(now));
    }

    fn tell(&self, op: u64, d: &Value, wire: &WireLog) {
        wire.gateway("out", op, None, d);
        let frame = json!({ "op": op, "d": d, "s": null, "t": null }).to_string();
        self.send(Out::Frame(Utf8Bytes::from(frame)));
    }
}
