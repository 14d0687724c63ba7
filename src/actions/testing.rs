//! What the tests of actions share: a fresh real database, invented people, and a way to say things.

use chrono::{DateTime, Utc};

use super::observe::Draft;
use super::preferences::Caller;
use super::{Adagio, Seal, observe, privacy};
use crate::domain::delivery::Notifier;
use crate::domain::event::{Event, Mention, Place, Post};
use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
use crate::domain::mode::{ChannelKind, Mode, Scope};
use crate::domain::person::{DirectMessages, Person};
use crate::domain::ping::Loudness;
use crate::domain::rights::{Rights, Sight};
use crate::store::{Store, norm, person, server};

pub(super) const ACME: ServerId = ServerId::new(1);
pub(super) const SUPPORT: ChannelId = ChannelId::new(10);
pub(super) const INCIDENTS: ChannelId = ChannelId::new(11);
pub(super) const ANA: UserId = UserId::new(100);
pub(super) const BEN: UserId = UserId::new(101);

/// An Adagio of its own, and the folder that goes with it.
pub(super) struct House {
    pub(super) adagio: Adagio,
    folder: tempfile::TempDir,
}

/// An instant on 2026-03-10, a Tuesday: `at("08:30")` is 09:30 in Berlin.
pub(super) fn at(time: &str) -> DateTime<Utc> {
    on(10, time)
}

/// An instant in March 2026.
pub(super) fn on(day: u32, time: &str) -> DateTime<Utc> {
    format!("2026-03-{day:02}T{time}:00Z").parse().unwrap()
}

/// The message that was sent at an instant; `n` tells those of one instant apart.
pub(super) fn message(sent_at: DateTime<Utc>, n: i64) -> MessageId {
    MessageId::new(MessageId::first_at(sent_at).get() + n)
}

/// Where a channel of Acme is.
pub(super) fn place(channel: ChannelId) -> Place {
    Place {
        server: ACME,
        channel,
        parent: None,
        category: None,
        kind: ChannelKind::Text,
    }
}

/// A message of Ana's that mentions Ben.
pub(super) fn ana_asks_ben(id: MessageId) -> Post {
    Post {
        id,
        place: place(SUPPORT),
        author: ANA,
        author_name: "ana".to_owned(),
        mentions: vec![Mention {
            user: BEN,
            name: "ben".to_owned(),
        }],
        groups: Vec::new(),
        author_roles: None,
        reply: None,
        loudness: Loudness::Plain,
        text: Some(format!("<@{BEN}> could you look at the invoice?")),
        edited_at: None,
        wish: None,
    }
}

/// Everything that people may be shown.
pub(super) fn all_readable() -> Rights {
    let mut rights = Rights::default();
    rights.name(ACME, "Acme".to_owned());
    for user in [ANA, BEN] {
        for channel in [SUPPORT, INCIDENTS] {
            rights.note(user, channel, Sight::Readable);
        }
    }
    rights
}

impl House {
    /// Acme, where Ben joined: in Berlin, default digests, DMs allowed, Adagio notifies; #incidents is sync.
    pub(super) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let house = Self {
            adagio: open(&folder).await,
            folder,
        };
        let mut ben = Person::new(BEN);
        ben.schedule.zone = Some("Europe/Berlin".parse().unwrap());
        ben.notifier = Notifier::Adagio;
        ben.direct = DirectMessages::Allowed;
        ben.channel = Some(ChannelId::new(900));
        let mut turn = house.adagio.begin().await.unwrap();
        server::seen(turn.db(), ACME, at("06:00")).await.unwrap();
        norm::set(turn.db(), ACME, Scope::Channel(INCIDENTS), Some(Mode::Sync))
            .await
            .unwrap();
        person::save(turn.db(), &ben, at("06:00")).await.unwrap();
        server::join(turn.db(), ACME, BEN, at("06:00"))
            .await
            .unwrap();
        turn.commit(|known| {
            known.choose(ACME, Scope::Channel(INCIDENTS), Some(Mode::Sync));
            known.put(ben);
            known.join(ACME, BEN, at("06:00"));
        })
        .await
        .unwrap();
        house
    }

    /// Stops dead and starts again on the same database.
    pub(super) async fn restarted(self) -> Self {
        drop(self.adagio);
        Self {
            adagio: open(&self.folder).await,
            folder: self.folder,
        }
    }

    /// Takes in events, each a batch of its own.
    pub(super) async fn observe(&self, events: &[Event]) {
        for event in events {
            let mut draft = Draft::default();
            draft.add(&self.adagio, event);
            observe::record(&self.adagio, &mut draft, None, at("06:00"))
                .await
                .unwrap();
        }
    }

    /// Changes Ben.
    pub(super) async fn change_ben(&self, change: impl FnOnce(&mut Person)) {
        let mut turn = self.adagio.begin().await.unwrap();
        let mut ben = self.adagio.known().person(BEN).cloned().unwrap();
        change(&mut ben);
        person::save(turn.db(), &ben, at("06:00")).await.unwrap();
        turn.commit(|known| known.put(ben)).await.unwrap();
    }

    /// Somebody wants to be forgotten.
    pub(super) async fn forget(&self, user: UserId) {
        privacy::forget(&self.adagio, &caller(user)).await.unwrap();
    }

    /// Somebody wants to be left out.
    pub(super) async fn leaves_out(&self, user: UserId) {
        privacy::leave_out(&self.adagio, &caller(user))
            .await
            .unwrap();
    }

    /// Every ping's state and reason, in order.
    pub(super) async fn pings(&self) -> Vec<(MessageId, String)> {
        let mut db = self.adagio.store.read().await.unwrap();
        crate::store::ping::testing::journal(&mut db).await.unwrap()
    }
}

fn caller(user: UserId) -> Caller {
    Caller {
        user,
        server: Some(ACME),
        locale: None,
        now: at("10:01"),
    }
}

async fn open(folder: &tempfile::TempDir) -> Adagio {
    let store = Store::open(&folder.path().join("adagio.db")).await.unwrap();
    let (seal, _) = Seal::from_file(&folder.path().join("adagio.key")).unwrap();
    Adagio::open(store, seal).await.unwrap()
}
