//! Without the message-content intent everything works from ids (PRODUCT P15).
//!
//! Each story is told twice, with the intent and without. What is shown differs in the quotes alone.

use adagio::config::MessageContent;
use adagio::sandbox::Props;
use discord_sim::{MessageId, Person, Ping, SeenMessage};

use crate::harness::{Story, link};

const BOTH: [MessageContent; 2] = [MessageContent::Readable, MessageContent::LinksOnly];

/// A word that stands in everything that is written here.
const WORD: &str = "invoice";

struct Desk {
    story: Story,
    content: MessageContent,
    ana: Person,
    ben: Person,
}

impl Desk {
    async fn with(content: MessageContent) -> Self {
        let mut story = Story::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.message_content = content;
        })
        .await;
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        Self {
            story,
            content,
            ana,
            ben,
        }
    }

    fn asks(&self) -> MessageId {
        let text = format!("{} where is the {WORD}?", self.ben.mention());
        self.ana.post(self.story.support, &text).unwrap()
    }

    async fn digest(&mut self) -> SeenMessage {
        self.story.until("2026-03-02 08:00").await;
        self.story.letter(&self.ben)
    }

    /// The words stand there only with the intent, the link always.
    fn shows(&self, shown: &str, asked: MessageId) {
        let quotes = self.content == MessageContent::Readable;
        assert_eq!(shown.contains(WORD), quotes, "{:?} {shown}", self.content);
        let jump = link(&self.story.acme, self.story.support, asked);
        assert!(shown.contains(&jump), "{:?} {shown}", self.content);
    }
}

#[tokio::test]
async fn a_mention_arrives_with_or_without_its_words() {
    for content in BOTH {
        let mut desk = Desk::with(content).await;
        let asked = desk.asks();
        let letter = desk.digest().await;
        assert_eq!(letter.content, "1 waits for you.");
        desk.shows(&letter.text(), asked);
        desk.story.end().await;
    }
}

#[tokio::test]
async fn a_pinged_reply_arrives_with_or_without_its_words() {
    for content in BOTH {
        let mut desk = Desk::with(content).await;
        let support = desk.story.support;
        let said = desk.ben.post(support, "Good morning.").unwrap();
        let text = format!("and the {WORD}?");
        let asked = desk.ana.reply(support, said, &text, Ping::On).unwrap();
        let letter = desk.digest().await.text();
        assert!(letter.contains("replied to you"), "{letter}");
        desk.shows(&letter, asked);
        desk.story.end().await;
    }
}

#[tokio::test]
async fn an_edited_mention_arrives_with_or_without_its_words() {
    for content in BOTH {
        let mut desk = Desk::with(content).await;
        let support = desk.story.support;
        let text = format!("{} where is it?", desk.ben.mention());
        let asked = desk.ana.post(support, &text).unwrap();
        let text = format!("{} where is the {WORD}?", desk.ben.mention());
        desk.ana.edit(support, asked, &text).unwrap();
        let letter = desk.digest().await;
        desk.shows(&letter.text(), asked);
        desk.story.end().await;
    }
}

#[tokio::test]
async fn what_settled_itself_is_gone_with_or_without_words() {
    for content in BOTH {
        let mut desk = Desk::with(content).await;
        let (support, dev) = (desk.story.support, desk.story.dev);
        let in_dev = |what: &str| {
            let text = format!("{} {what}", desk.ben.mention());
            desk.ana.post(dev, &text).unwrap()
        };
        let (answered, deleted, ticked) = (in_dev("one"), in_dev("two"), in_dev("three"));
        let open = desk.asks();
        desk.ana.delete(dev, deleted).unwrap();
        desk.ana.react(dev, ticked, "✅").unwrap();
        let thread = desk.ana.start_thread(dev, answered, "one").unwrap();
        desk.ben.post(thread, "Here it is.").unwrap();
        let letter = desk.digest().await;
        assert_eq!(
            letter.content, "1 waits for you. 3 settled themselves.",
            "{content:?}"
        );
        assert!(
            letter
                .text()
                .contains(&link(&desk.story.acme, support, open))
        );
        desk.story.end().await;
    }
}

#[tokio::test]
async fn the_inbox_lists_with_or_without_words() {
    for content in BOTH {
        let desk = Desk::with(content).await;
        let asked = desk.asks();
        let inbox = desk.story.command(&desk.ben, "inbox", &[]).await;
        desk.shows(&inbox.text(), asked);
        desk.story.end().await;
    }
}

#[tokio::test]
async fn a_message_that_also_mentions_the_bot_is_not_quoted_either() {
    let mut desk = Desk::with(MessageContent::LinksOnly).await;
    let bot = desk.story.sim().bot_id();
    let text = format!("<@{bot}> {} where is the {WORD}?", desk.ben.mention());
    let asked = desk.ana.post(desk.story.support, &text).unwrap();
    let letter = desk.digest().await;
    desk.shows(&letter.text(), asked);
    desk.story.end().await;
}
