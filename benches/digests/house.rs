//! A database in which people joined, and to whom things are said: by the deeds of the running program, without Discord.

use adagio::actions::digest::Due;
use adagio::actions::observe::{self, Draft};
use adagio::actions::{Adagio, Seal};
use adagio::domain::event::{Event, Mention, Place, Post};
use adagio::domain::group::Group;
use adagio::domain::ids::{ChannelId, MessageId, RoleId, ServerId, UserId};
use adagio::domain::mode::ChannelKind;
use adagio::domain::person::{DirectMessages, Person};
use adagio::domain::ping::Loudness;
use adagio::domain::rights::{Rights, Sight};
use adagio::store::{Store, person, server};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

/// Everybody is in one of so many servers, but for pings of a role: then all are in the first.
const SERVERS: i64 = 10;
const CHANNELS: i64 = 45;
const FIRST_PERSON: i64 = 1_000_000;
/// A role that everybody has who has one.
pub(crate) const ROLE: RoleId = RoleId::new(70);

/// What people write, after whom they mention.
const WORDS: &str = "could you look at the export of last week before the call? The totals of März and April don't match what \
                     the dashboard shows, and I'm not sure whether the **currency** or the time zone is at fault. No hurry";

/// The program without its gateway.
pub(crate) struct House {
    pub(crate) adagio: Adagio,
    pub(crate) people: Vec<UserId>,
    servers: i64,
    messages: i64,
    _folder: TempDir,
}

impl House {
    /// People who joined in Berlin and allow digests by DM, at 09:00 and 16:00.
    pub(crate) async fn with(people: usize, servers: Servers) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let servers = match servers {
            Servers::Ten => SERVERS,
            Servers::One => 1,
        };
        let people: Vec<_> = (FIRST_PERSON..).take(people).map(UserId::new).collect();
        let store = Store::open(&folder.path().join("adagio.db")).await?;
        let mut write = store.write().await?;
        // Days before anything is said: what was said earlier would be none of theirs.
        let joined_at = at("06:00") - TimeDelta::days(7);
        for id in 0..servers {
            server::seen(&mut write, ServerId::new(1 + id), joined_at).await?;
        }
        for user in &people {
            let mut joined = Person::new(*user);
            joined.schedule.zone = "Europe/Berlin".parse().ok();
            joined.direct = DirectMessages::Allowed;
            joined.channel = Some(ChannelId::new(user.get() * 2));
            person::save(&mut write, &joined, joined_at).await?;
            server::join(&mut write, home(*user, servers), *user, joined_at).await?;
        }
        write.commit().await?;
        let (seal, _) = Seal::from_file(&folder.path().join("adagio.key"))?;
        Ok(Self {
            adagio: Adagio::open(store, seal).await?,
            people,
            servers,
            messages: 0,
            _folder: folder,
        })
    }

    /// Everybody is asked so often, each time by somebody else and elsewhere.
    pub(crate) async fn ask_everybody(
        &mut self,
        times: usize,
        at: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        for _ in 0..times {
            for some in self.people.clone().chunks(1_000) {
                let mut draft = Draft::default();
                for user in some {
                    let mention = Mention {
                        user: *user,
                        name: "somebody".to_owned(),
                    };
                    let post = self.post(home(*user, self.servers), vec![mention], Vec::new(), at);
                    draft.add(&self.adagio, &Event::Posted(post));
                }
                observe::record(&self.adagio, &mut draft, None, at).await?;
            }
        }
        Ok(())
    }

    /// The role is asked, in the first server.
    pub(crate) async fn ask_the_role(&mut self, at: DateTime<Utc>) -> anyhow::Result<()> {
        let mut draft = Draft::default();
        let post = self.post(ServerId::new(1), Vec::new(), vec![Group::Role(ROLE)], at);
        draft.add(&self.adagio, &Event::Posted(post));
        observe::record(&self.adagio, &mut draft, None, at).await
    }

    fn post(
        &mut self,
        server: ServerId,
        mentions: Vec<Mention>,
        groups: Vec<Group>,
        at: DateTime<Utc>,
    ) -> Post {
        self.messages += 1;
        let channel = ChannelId::new(server.get() * 1_000 + self.messages * 31 % CHANNELS);
        let place = Place {
            server,
            channel,
            parent: None,
            category: None,
            kind: ChannelKind::Text,
        };
        Post {
            id: MessageId::new(MessageId::first_at(at).get() + self.messages),
            place,
            author: UserId::new(self.messages % 997),
            author_name: "ana".to_owned(),
            mentions,
            groups,
            author_roles: None,
            reply: None,
            loudness: Loudness::Plain,
            text: Some(WORDS.to_owned()),
            wish: None,
            edited_at: None,
        }
    }
}

/// In how many servers people are.
#[derive(Clone, Copy)]
pub(crate) enum Servers {
    Ten,
    One,
}

/// Where somebody joined.
fn home(user: UserId, servers: i64) -> ServerId {
    ServerId::new(1 + user.get() % servers)
}

/// What Discord would say: everybody may read everything, and has these roles.
pub(crate) fn rights(due: &[Due], roles: &[RoleId]) -> Rights {
    let mut rights = Rights::default();
    for due in due {
        for want in &due.wants {
            rights.note(due.user, want.channel, Sight::Readable);
            rights.note_roles(due.user, want.server, roles.to_vec());
            rights.name(want.server, "Acme".to_owned());
        }
    }
    rights
}

/// An instant on 2026-03-10, a Tuesday: `at("08:00")` is 09:00 in Berlin.
pub(crate) fn at(time: &str) -> DateTime<Utc> {
    let text = format!("2026-03-10T{time}:00Z");
    text.parse().unwrap_or_default()
}
