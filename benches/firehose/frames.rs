//! 200,000 messages as Discord sends them: about 1.8 kB each, 220 characters of text, one mention with its member.

use std::collections::HashMap;

use adagio::clock::{Clock as _, SystemClock};
use adagio::domain::ids::MessageId;
use discord_sim::{ChannelId, Person, Prebuilt};
use serde_json::{Value, json};

use super::town::{CHANNELS, PEOPLE, SERVERS, Server, Town};

/// What people write, after whom they mention.
const WORDS: &str = "could you look at the export of last week before the call? The totals of März and \
                     April don't match what the dashboard shows, and I'm not sure whether the **currency** \
                     or the time zone is at fault. No hurry";

/// The messages of a round.
#[derive(Debug)]
pub(crate) struct Messages {
    pub(crate) frames: Prebuilt,
    /// Those whose recipient wrote nothing there afterwards; of the others an inbox says no more than how many.
    unseen: Vec<Asked>,
}

/// One of the messages: who was asked where.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) whom: Person,
    /// Where the person may run commands.
    pub(crate) channel: ChannelId,
    /// The link by which Adagio leads there.
    pub(crate) link: String,
}

impl Messages {
    /// `count` different ones of the messages, drawn by lot; all of them if there are fewer.
    pub(crate) fn some(&self, count: usize) -> impl Iterator<Item = &Asked> {
        let mut lots: Vec<usize> = (0..self.unseen.len()).collect();
        let drawn = count.min(lots.len());
        for nth in 0..drawn {
            let among = lots.len() - nth;
            lots.swap(nth, nth + spread(nth, 5, among));
        }
        lots.truncate(drawn);
        lots.into_iter().map(|nth| &self.unseen[nth])
    }
}

/// `count` messages: authors, recipients and channels as if at random, but the same each time.
pub(crate) fn messages(town: &Town, count: usize) -> Messages {
    let first = MessageId::first_at(SystemClock.now()).get();
    let drawn: Vec<_> = (0..count).map(|nth| Drawn::new(town, nth, first)).collect();
    let wrote_last: HashMap<_, _> = drawn
        .iter()
        .map(|drawn| ((drawn.author.id(), drawn.channel), drawn.id))
        .collect();
    let is_unseen = |drawn: &&Drawn<'_>| {
        let wrote_last = wrote_last.get(&(drawn.whom.id(), drawn.channel));
        wrote_last.is_none_or(|wrote_last| *wrote_last < drawn.id)
    };
    Messages {
        unseen: drawn.iter().filter(is_unseen).map(Drawn::asked).collect(),
        frames: Prebuilt::new("MESSAGE_CREATE", drawn.iter().map(Drawn::json)),
    }
}

/// One message as it was drawn.
struct Drawn<'a> {
    server: &'a Server,
    channel: ChannelId,
    id: i64,
    author: &'a Person,
    whom: &'a Person,
}

impl<'a> Drawn<'a> {
    fn new(town: &'a Town, nth: usize, first: i64) -> Self {
        let server = &town.servers[spread(nth, 1, SERVERS)];
        let author = spread(nth, 3, PEOPLE);
        let whom = (author + 1 + spread(nth, 4, PEOPLE - 1)) % PEOPLE;
        Self {
            server,
            channel: server.channels[spread(nth, 2, CHANNELS)],
            // Some messages a millisecond, as far as ids go.
            id: first + (i64::try_from(nth).unwrap_or_default() << 19),
            author: &server.people[author],
            whom: &server.people[whom],
        }
    }

    fn asked(&self) -> Asked {
        let (guild, channel, id) = (self.server.guild.id(), self.channel, self.id);
        Asked {
            whom: self.whom.clone(),
            channel,
            link: format!("/channels/{guild}/{channel}/{id}"),
        }
    }

    fn json(&self) -> String {
        let mut mentioned = user(self.whom);
        mentioned["member"] = member();
        let message = json!({
            "type": 0, "tts": false, "timestamp": "2026-03-02T08:15:30.123000+00:00", "pinned": false,
            "nonce": (self.id + 1).to_string(), "mentions": [mentioned], "mention_roles": [],
            "mention_everyone": false, "member": member(), "id": self.id.to_string(), "flags": 0,
            "embeds": [], "edited_timestamp": null,
            "content": format!("{} {WORDS} – n° {}.", self.whom.mention(), self.id),
            "components": [], "channel_type": 0, "channel_id": self.channel.to_string(),
            "author": user(self.author), "attachments": [],
            "guild_id": self.server.guild.id().to_string(),
        });
        message.to_string()
    }
}

/// A number below `among` that looks drawn by lot.
fn spread(nth: usize, salt: usize, among: usize) -> usize {
    let mut mixed = (nth * 8 + salt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed ^ (mixed >> 32)) % among
}

fn user(person: &Person) -> Value {
    let name = person.name();
    json!({
        "username": name, "public_flags": 0, "primary_guild": null, "id": person.id().to_string(),
        "global_name": format!("Somebody called {name}"), "display_name_styles": null,
        "discriminator": "0", "collectibles": null, "clan": null, "bot": false,
        "avatar_decoration_data": {
            "asset": "a_d72066d3cb3ae6ac3ec2c2a4ad1d0c6f", "sku_id": "1144058844004233369",
            "expires_at": null,
        },
        "avatar": "8342729096ea3675442027381ff50dfe",
    })
}

fn member() -> Value {
    json!({
        "roles": ["1011223344556677881", "1011223344556677882", "1011223344556677883"],
        "premium_since": null, "pending": false, "nick": null, "mute": false,
        "joined_at": "2024-05-13T09:10:11.120000+00:00", "flags": 0, "deaf": false,
        "communication_disabled_until": null, "banner": null, "avatar": null,
    })
}
