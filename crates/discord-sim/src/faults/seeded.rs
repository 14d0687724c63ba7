//! Drawing fates from a seed: the n-th request or event of a kind always gets the same one.

use std::{collections::HashMap, time::Duration};

use serde_json::{Value, json};

use super::{EventFault, Fault, Mix};
use crate::{Scope, UserId, rest::limiter::BucketKey, world::Random};

/// A mix and how far it has come.
pub(super) struct Seeded {
    mix: Mix,
    /// How many of each kind there were.
    counts: HashMap<String, u64>,
    /// How many more requests are refused.
    refusing: u64,
    /// How many more DMs to these people are refused.
    closed: HashMap<UserId, u64>,
}

/// What a route allows to go wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limited {
    /// By its bucket and the global limit.
    Fully,
    /// By its bucket alone.
    ByBucket,
    /// Not at all.
    Never,
}

impl Seeded {
    pub(super) fn new(mix: Mix) -> Self {
        Self {
            mix,
            counts: HashMap::new(),
            refusing: 0,
            closed: HashMap::new(),
        }
    }

    /// What is drawn for the next of this kind.
    fn next(&mut self, kind: String) -> Random {
        let sum = kind.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let nth = self.counts.entry(kind).or_default();
        *nth += 1;
        let mut seed = Random::new(self.mix.seed ^ sum);
        Random::new(seed.number().wrapping_add(*nth))
    }

    /// `key`: its bucket; `recipient`: whose DM channel it is about.
    pub(super) fn fate_of_request(
        &mut self,
        key: Option<&BucketKey>,
        recipient: Option<UserId>,
    ) -> Option<Fault> {
        let kind = key.map_or_else(|| "callback".to_owned(), |key| key.kind(recipient));
        let mut random = self.next(kind);
        if let Some(left) = self.refusing.checked_sub(1) {
            self.refusing = left;
            return Some(Fault::RefuseConnection);
        }
        let limited = match key {
            None => Limited::Never,
            Some(key) if key.is_webhook() => Limited::ByBucket,
            Some(_) => Limited::Fully,
        };
        let writes_to = recipient.filter(|_| key.is_some_and(BucketKey::creates_message));
        if let Some(person) = writes_to
            && let Some(left) = self.closed.get_mut(&person)
            && let Some(fewer) = left.checked_sub(1)
        {
            *left = fewer;
            return Some(dms_closed());
        }
        self.draw(&mut random, limited, writes_to)
    }

    fn draw(
        &mut self,
        random: &mut Random,
        limited: Limited,
        writes_to: Option<UserId>,
    ) -> Option<Fault> {
        let Mix { longest, .. } = self.mix;
        let mut at = Lot(random.share());
        if at.falls_within(self.mix.too_many) {
            return too_many(random, limited, longest);
        }
        if at.falls_within(self.mix.server_errors) {
            return Some(server_error(random));
        }
        if at.falls_within(self.mix.unanswered) {
            return Some(unanswered(random));
        }
        if at.falls_within(self.mix.arrived_twice) {
            return Some(Fault::ArrivedTwice);
        }
        if at.falls_within(self.mix.refused) {
            self.refusing = random.number() % 4;
            return Some(Fault::RefuseConnection);
        }
        if at.falls_within(self.mix.slow) {
            return Some(Fault::Delay(longest.mul_f64(random.share())));
        }
        if let Some(person) = writes_to
            && at.falls_within(self.mix.closed_dms)
        {
            self.closed.insert(person, random.number() % 3);
            return Some(dms_closed());
        }
        None
    }

    pub(super) fn fate_of_event(&mut self, shard: u64, name: &str) -> Option<EventFault> {
        let mut random = self.next(format!("{name} {shard}"));
        let late = EventFault::Late(self.mix.longest.mul_f64(random.share()));
        let mut at = Lot(random.share());
        let rates = [
            (self.mix.lost_events, EventFault::Lost),
            (self.mix.repeated_events, EventFault::Repeated),
            (self.mix.late_events, late),
            (self.mix.dropped, EventFault::Dropped),
            (self.mix.closed, EventFault::Closed(4000)),
            (self.mix.reconnects, EventFault::Reconnect),
            (self.mix.invalid, EventFault::Invalid),
            (self.mix.forgotten, EventFault::Forgotten),
            (self.mix.unacknowledged, EventFault::Unacknowledged),
        ];
        let struck = rates.into_iter().find(|(rate, _)| at.falls_within(*rate));
        struck.map(|(_, fault)| fault)
    }
}

/// A share of 1, less the rates that it was held against.
struct Lot(f64);

impl Lot {
    fn falls_within(&mut self, rate: f64) -> bool {
        self.0 -= rate.max(0.0);
        self.0 < 0.0
    }
}

/// `None`: a route without limit.
fn too_many(random: &mut Random, limited: Limited, longest: Duration) -> Option<Fault> {
    let scope = match (limited, random.number() % 3) {
        (Limited::Never, _) => return None,
        (Limited::Fully, 0) => Scope::Global,
        (_, 1) => Scope::Shared,
        _ => Scope::User,
    };
    let retry_after = longest.mul_f64(random.share());
    Some(Fault::TooMany { retry_after, scope })
}

fn server_error(random: &mut Random) -> Fault {
    let told = |message: &str| json!({ "message": message, "code": 0 });
    match random.number() % 4 {
        0 => Fault::Status(500, told("500: Internal Server Error")),
        1 => Fault::Status(503, told("503: Service Unavailable")),
        2 => Fault::Page(502),
        _ => Fault::Page(504),
    }
}

fn unanswered(random: &mut Random) -> Fault {
    match random.number() % 4 {
        0 => Fault::AppliedButNoAnswer,
        1 => Fault::AppliedButSilent,
        2 => Fault::AppliedButPage(504),
        _ => Fault::AppliedButCutOff,
    }
}

fn dms_closed() -> Fault {
    let body: Value = json!({ "message": "Cannot send messages to this user", "code": 50007 });
    Fault::Status(403, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(channel: &str) -> BucketKey {
        BucketKey::of("POST", &["channels", channel, "messages"]).unwrap()
    }

    fn fates(seeded: &mut Seeded, channel: &str) -> Vec<Option<Fault>> {
        (0..50)
            .map(|_| seeded.fate_of_request(Some(&key(channel)), None))
            .collect()
    }

    fn rough(seed: u64) -> Seeded {
        Seeded::new(Mix {
            refused: 0.0,
            ..Mix::rough(seed)
        })
    }

    #[test]
    fn the_nth_of_a_kind_gets_the_same_fate_whatever_else_comes() {
        let alone = fates(&mut rough(7), "1");
        let mut amid = rough(7);
        for _ in 0..20 {
            amid.fate_of_request(Some(&key("2")), None);
            amid.fate_of_event(0, "MESSAGE_CREATE");
        }
        assert_eq!(fates(&mut amid, "1"), alone);
        assert_ne!(fates(&mut rough(8), "1"), alone);
        assert!(alone.iter().any(Option::is_some) && alone.iter().any(Option::is_none));
    }

    #[test]
    fn a_rate_is_a_share() {
        let mut seeded = Seeded::new(Mix {
            slow: 0.25,
            ..Mix::default()
        });
        let struck = (0..4_000)
            .filter(|_| seeded.fate_of_request(Some(&key("1")), None).is_some())
            .count();
        assert!((900..1_100).contains(&struck), "{struck}");
    }

    #[test]
    fn only_what_a_limit_binds_is_answered_429() {
        let mut seeded = Seeded::new(Mix {
            too_many: 1.0,
            ..Mix::default()
        });
        assert_eq!(seeded.fate_of_request(None, None), None);
        let webhook = BucketKey::of("POST", &["webhooks", "1", "x"]).unwrap();
        for _ in 0..50 {
            let fate = seeded.fate_of_request(Some(&webhook), None);
            let Some(Fault::TooMany { scope, .. }) = fate else {
                panic!("{fate:?}");
            };
            assert_ne!(scope, Scope::Global);
        }
    }

    #[test]
    fn closed_dms_are_refused_to_one_person_and_open_again() {
        let mut seeded = Seeded::new(Mix {
            closed_dms: 0.1,
            ..Mix::default()
        });
        let ana = Some(UserId::new(1));
        let refused: Vec<bool> = (0..100)
            .map(|_| seeded.fate_of_request(Some(&key("1")), ana).is_some())
            .collect();
        assert!(refused.contains(&true) && refused.contains(&false));
        assert!(fates(&mut seeded, "2").iter().all(Option::is_none));
    }
}
