//! The faults of events that are scripted for a session.

use crate::EventFault;

/// What will befall a session's events, what was said first before the rest.
#[derive(Default)]
pub(crate) struct Script(Vec<Scripted>);

struct Scripted {
    /// The event's name, or `*`.
    event: String,
    left: usize,
    fault: EventFault,
}

impl Script {
    /// The next `count` events of this name get `fault`.
    pub(crate) fn add(&mut self, event: &str, count: usize, fault: EventFault) {
        if count > 0 {
            self.0.push(Scripted {
                event: event.to_owned(),
                left: count,
                fault,
            });
        }
    }

    /// What befalls the next event of this name, used up by one.
    pub(crate) fn next(&mut self, name: &str) -> Option<EventFault> {
        let fits = |scripted: &Scripted| scripted.event == "*" || scripted.event == name;
        let at = self.0.iter().position(fits)?;
        let scripted = &mut self.0[at];
        let fault = scripted.fault;
        scripted.left -= 1;
        if scripted.left == 0 {
            self.0.remove(at);
        }
        Some(fault)
    }
}
