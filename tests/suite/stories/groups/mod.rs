//! What is said to a role, or to everybody (PRODUCT P12): held once, delivered to each, settled for all.

mod everybody;
mod roles;
mod shown;

use adagio::config::MessageContent;
use adagio::sandbox::Props;
use discord_sim::{ChannelId, MessageId, Permissions, Person, RoleId};

use crate::harness::Story;

const MORNING: &str = "2026-03-02 08:00";
const AFTERNOON: &str = "2026-03-02 15:00";

/// The first line of a digest of one ping.
const ONE: &str = "1 waits for you.";

/// Ben and Cara have the role billing, Dan hasn't; all three read digests. Ana, who asks, and Li have nothing to do with Adagio.
struct Office {
    story: Story,
    billing: RoleId,
    ana: Person,
    ben: Person,
    cara: Person,
    dan: Person,
    li: Person,
}

impl Office {
    async fn open() -> Self {
        Self::with(MessageContent::Readable).await
    }

    async fn with(content: MessageContent) -> Self {
        let mut story = Story::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.message_content = content;
        })
        .await;
        let billing = story.acme.role("billing", Permissions::NONE);
        story.acme.make_mentionable(billing);
        let (ana, li) = (story.person("ana"), story.person("li"));
        let ben = story.joined("ben", "Europe/Berlin").await;
        let cara = story.joined("cara", "Europe/Berlin").await;
        let dan = story.joined("dan", "Europe/Berlin").await;
        for person in [&ben, &cara] {
            story.acme.give_role(person, billing);
        }
        Self {
            story,
            billing,
            ana,
            ben,
            cara,
            dan,
            li,
        }
    }

    fn asks(&self, place: ChannelId, what: &str) -> MessageId {
        let text = format!("<@&{}> {what}", self.billing);
        self.ana.post(place, &text).unwrap()
    }

    /// Somebody who may mention everybody.
    fn herald(&mut self) -> Person {
        let herald = self.story.person("herald");
        let role = self
            .story
            .acme
            .role("herald", Permissions::MENTION_EVERYONE);
        self.story.acme.give_role(&herald, role);
        herald
    }

    /// The first lines of what each of the three gets by this time; empty: nothing.
    async fn openings(&mut self, time: &str) -> [String; 3] {
        self.story.until(time).await;
        [&self.ben, &self.cara, &self.dan].map(|person| {
            let letters = self.story.letters(person);
            assert!(letters.len() < 2, "{letters:#?}");
            letters.into_iter().map(|letter| letter.content).collect()
        })
    }
}
