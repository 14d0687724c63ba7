//! What the gateway didn't tell stands in history, and is found there (PRODUCT P13).

mod changed;
mod downtime;
mod hourly;
mod late;
mod reach;
mod roles;
mod struck;

use adagio::sandbox::Props;
use chrono::TimeDelta;
use discord_sim::{ChannelId, MessageId, Person, SeenMessage};

use crate::harness::{Goes, Story, link};

/// So long that Discord has forgotten the session.
const LONG: TimeDelta = TimeDelta::minutes(30);

/// Ana mentions Ben, who reads it at 09:00 in Berlin. It is a minute past the hour.
struct Talk {
    story: Story,
    ana: Person,
    ben: Person,
}

impl Talk {
    async fn begin() -> Self {
        Self::among(Props::default()).await
    }

    async fn among(props: Props) -> Self {
        let mut story = Story::prepared(props, |_| {}).await;
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        story.until("2026-03-02 06:01").await;
        Self { story, ana, ben }
    }

    fn asks(&self, place: ChannelId, what: &str) -> MessageId {
        let text = format!("{} {what}", self.ben.mention());
        self.ana.post(place, &text).unwrap()
    }

    async fn settle(&self) {
        self.story.stage.settle().await.unwrap();
    }

    /// The bot goes away, and Discord forgets its session.
    async fn goes(&mut self) {
        self.settle().await;
        self.story.goes(Goes::Dead).await;
    }

    async fn comes_back(&mut self) {
        self.story.comes_back_after(LONG).await;
        assert_eq!(self.story.sim().gateway().sessions_begun(), 2);
    }

    /// The digest of 09:00 in Berlin.
    async fn letter(&mut self) -> SeenMessage {
        self.story.until("2026-03-02 08:00").await;
        self.story.letter(&self.ben)
    }

    /// The digest of 09:00 links to these, each once, and says so.
    async fn ends_with(mut self, begins: &str, asked: &[(ChannelId, MessageId)]) {
        let letter = self.letter().await;
        let first = letter.content.lines().next().unwrap_or_default();
        assert_eq!(first, begins, "{}", letter.text());
        for (place, message) in asked {
            let jump = link(&self.story.acme, *place, *message);
            assert_eq!(letter.text().matches(&jump).count(), 1, "{}", letter.text());
        }
        self.story.end().await;
    }
}
