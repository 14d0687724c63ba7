//! Who may use which command and control: everybody their own, managers what is the server's (PRODUCT A3).
//!
//! Whoever clicks is the owner of what happens; an id of somebody else's finds nothing, and neither does one's own where one
//! has lost the channel. The tables of [controls], [lost], [forms] and [commands] are complete: a verb, a form or a
//! registered command without a row fails.

mod commands;
mod controls;
mod forms;
mod lost;

use adagio::domain::letter::{Press, Verb};
use discord_sim::{Answer, MessageId, Person};
use serde_json::{Value, json};

use crate::harness::Story;

const NOT_MANAGER: &str = "Only people with Manage Server can change this.";
const NOT_YOURS: &str = "That waits no longer, so it can't be changed";
const NOTHING_THERE: &str = "That is no longer there.";
const NO_DIGEST: &str = "This digest is no longer kept.";
const OLD: &str =
    "This button is from another version of me. Use its command anew; `/help` names them all.";

/// Ben's things, about which strangers ask.
struct Bens {
    story: Story,
    ben: Person,
    /// What a stranger must never be told.
    words: &'static str,
    /// The message of an item of his first digest.
    item: MessageId,
    /// The press that takes back what he was done with all at once.
    undo: Press,
}

impl Bens {
    /// He has a digest of two pages, was done with two things in his inbox, and has one there.
    async fn begin() -> Self {
        let mut story = Story::begin().await;
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        let words = "xylophone";
        let ask = |number| {
            let text = format!("{} about the {words} {number}", ben.mention());
            ana.post(story.support, &text).unwrap()
        };
        let asked: Vec<_> = (0..12).map(ask).collect();
        let item = asked[11];
        story.until("2026-03-02 08:00").await;
        let digest = story.letter(&ben);
        // The rows for pages name this digest.
        let mut pages = digest.buttons().into_iter();
        assert!(pages.any(|button| button.custom_id.as_deref() == Some("a1:page:1:1")));
        let ask = |number: u8| {
            let text = format!("{} about the {words} {number}", ben.mention());
            ana.post(story.support, &text).unwrap();
        };
        ask(12);
        ask(13);
        let inbox = story.command(&ben, "inbox", &[]).await;
        let done = story.press(&ben, &inbox, "Done with all").await;
        let buttons = done.message().unwrap().buttons().into_iter();
        let mut undo = buttons.filter(|button| button.label == "Not done after all");
        let undo = undo.next().unwrap().custom_id.unwrap().parse().unwrap();
        ask(14);
        Self {
            story,
            ben,
            words,
            item,
            undo,
        }
    }

    /// What Ben sees of his own.
    async fn own(&self) -> String {
        let mut all = String::new();
        for command in ["hours", "quiet", "inbox", "privacy"] {
            let shown = self.story.command(&self.ben, command, &[]).await;
            all += &shown.text();
        }
        all
    }

    /// What a stranger was told holds this, and nothing of Ben's.
    #[track_caller]
    fn is_told(&self, about: &str, told: &str, expected: &str) {
        assert!(told.contains(expected), "{about}: {told}");
        let is_bens = told.contains(self.words) || told.contains("Berlin,");
        assert!(!is_bens, "{about}: {told}");
    }

    /// He has the same things as before, and the digest that was asked about is his.
    async fn end(self, before: String) {
        assert_eq!(self.own().await, before);
        let digest = self.ben.dms().remove(0);
        let (story, ben) = (&self.story, &self.ben);
        let turned = story.press_on(ben, &digest, "Later page").await.text();
        assert!(story.read(&turned).contains("xylophone 11"), "{turned}");
        let undo = self.undo.to_string();
        let back = uses(story, ben, &undo, None).await;
        assert!(back.contains("\n2 wait for you again."), "{back}");
        self.story.until("2026-03-02 12:00").await;
        self.story.end().await;
    }
}

fn control(custom_id: &str, value: Option<&str>) -> Value {
    match value {
        None => json!({ "type": 2, "style": 2, "label": "Press", "custom_id": custom_id }),
        Some(value) => json!({
            "type": 3, "custom_id": custom_id, "options": [{ "label": "this", "value": value }],
        }),
    }
}

/// Somebody uses a control that lies about in #dev; the last thing that they are told.
pub(super) async fn uses(
    story: &Story,
    who: &Person,
    custom_id: &str,
    value: Option<&str>,
) -> String {
    let message = story.leftover(story.dev, control(custom_id, value)).await;
    let answer = match value {
        None => who.click(message, custom_id).await,
        Some(value) => who.select(message, custom_id, &[value]).await,
    };
    let answer = answer.unwrap().settled().await.unwrap();
    story.stage.settle().await.unwrap();
    last_said(&answer)
}

/// Somebody sends a form with these ids and this field, which nobody showed them; the last thing that they are told.
async fn sends(story: &Story, who: &Person, forged: &Press, (field, text): (&str, &str)) -> String {
    // A form that anybody may open.
    let opens = Press::about(Verb::AllLater, 1).with("0.0").to_string();
    let message = story
        .leftover(story.dev, control(&opens, Some("date")))
        .await;
    let form = who.select(message, &opens, &["date"]).await.unwrap();
    let (forged, filled) = (forged.to_string(), [(field, text)]);
    let sent = who.submit_forged(&form, &forged, &filled).await.unwrap();
    let sent = sent.settled().await.unwrap();
    story.stage.settle().await.unwrap();
    last_said(&sent)
}

fn last_said(answer: &Answer) -> String {
    let told = answer.follow_ups().pop();
    told.map_or_else(|| answer.text(), |told| told.text())
}

#[tokio::test]
async fn what_another_version_left_is_answered_kindly() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    for custom_id in [
        "a0:page:3k",
        "a2:hours:0",
        "a1:gone:0",
        "a1:page:%",
        "b7:page",
        "whatever",
    ] {
        assert_eq!(
            uses(&story, &ben, custom_id, None).await,
            OLD,
            "{custom_id}"
        );
    }
    for (custom_id, value) in [
        ("a1:qfrom:0", "dusk"),
        ("a1:quntil:0", "99999999"),
        ("a1:qdays:0", "7"),
        ("a1:zone:0", "Mars/Olympus"),
        ("a1:clock:0", "9223372036854775807"),
        ("a1:dtimes:0", "-1"),
    ] {
        assert_eq!(
            uses(&story, &ben, custom_id, Some(value)).await,
            OLD,
            "{custom_id}"
        );
    }
    story.end().await;
}
