//! What befalls an event, or the connection that it goes out on, when a seeded mix is on.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    EventFault,
    gateway::{connection::plain, out::Out, session::Session},
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
            EventFault::Lost | EventFault::Late(_) | EventFault::Overtaken(_) => {}
            EventFault::Repeated => {
                if let Some(last) = self.replay.last() {
                    self.send(last);
                }
            }
            EventFault::Dropped => self.cut(now),
            EventFault::Closed(code) => {
                self.send(Out::Close(code, "Unknown error."));
                self.part(now);
            }
            EventFault::Reconnect => self.tell(7, &Value::Null, wire),
            EventFault::Invalid => self.tell(9, &json!(true), wire),
            EventFault::Forgotten => self.tell(9, &json!(false), wire),
            EventFault::Unacknowledged => self.deaf = true,
        }
    }

    fn tell(&self, op: u64, d: &Value, wire: &WireLog) {
        wire.gateway("out", op, None, d);
        self.send(Out::Frame(plain(op, d)));
    }
}
