//! What people do with an item where it stands: in a digest, in the inbox, weeks later (PRODUCT P7).

mod all;
mod done;
mod later;
mod muted;
mod refused;
mod replying;
mod returned;
mod saved;

use discord_sim::{Answer, MessageId, MessageRef, Person, SeenMessage};

use crate::harness::Story;

/// The next digest after a story's begin.
const MORNING: &str = "2026-03-02 08:00";
/// And the one after that.
const AFTERNOON: &str = "2026-03-02 15:00";

/// A morning on which Ana has asked Ben some things, and the digest with them has come.
struct Morning {
    story: Story,
    ana: Person,
    ben: Person,
    digest: SeenMessage,
    asked: Vec<MessageId>,
}

impl Morning {
    async fn with(questions: &[&str]) -> Self {
        let mut story = Story::begin().await;
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        let asked = questions.iter().map(|what| story.asks(&ana, &ben, what));
        let asked = asked.collect();
        story.until(MORNING).await;
        let digest = story.letter(&ben);
        Self {
            story,
            ana,
            ben,
            digest,
            asked,
        }
    }

    /// The digest as it reads now.
    fn now(&self) -> SeenMessage {
        self.ben.sees(self.digest.id).unwrap()
    }

    /// Ben opens the item with this number.
    async fn open(&self, number: usize) -> Answer {
        open(&self.story, &self.ben, &self.now(), number).await
    }

    async fn press(&self, label: &str) -> Answer {
        self.story.press_on(&self.ben, &self.digest, label).await
    }

    async fn pick(&self, on: &Answer, label: &str) -> Answer {
        self.story.pick(&self.ben, on, &[label]).await
    }
}

/// Somebody opens the item with this number of a list.
pub(super) async fn open(story: &Story, who: &Person, list: &SeenMessage, number: usize) -> Answer {
    let menus = list.selects();
    let menu = menus
        .iter()
        .find(|menu| menu.custom_id.starts_with("a1:item:"));
    let menu = menu.unwrap_or_else(|| panic!("no menu of items: {menus:#?}"));
    let begin = format!("{number} · ");
    let option = menu
        .options
        .iter()
        .find(|(label, _)| label.starts_with(&begin));
    let (_, value) = option.unwrap_or_else(|| panic!("no item {number}: {menu:#?}"));
    chosen(story, who, list, &menu.custom_id, value).await
}

/// Somebody chooses in a menu under any message; that has to be answered.
async fn chosen(
    story: &Story,
    who: &Person,
    on: impl Into<MessageRef>,
    menu: &str,
    value: &str,
) -> Answer {
    let answer = who.select(on, menu, &[value]).await.unwrap();
    let answer = answer.settled().await.unwrap();
    story.stage.settle().await.unwrap();
    answer
}

/// Somebody fills in a form with one field; that has to be answered.
async fn filled(story: &Story, who: &Person, form: &Answer, field: &str, text: &str) -> Answer {
    let answer = who.submit_modal(form, &[(field, text)]).await.unwrap();
    let answer = answer.settled().await.unwrap();
    story.stage.settle().await.unwrap();
    answer
}

/// Somebody answers the item with this number of a list from where it stands.
pub(super) async fn reply_to_item(
    story: &Story,
    who: &Person,
    (list, number): (&SeenMessage, usize),
    text: &str,
) -> Answer {
    let opened = open(story, who, list, number).await;
    let form = story.press(who, &opened, "Reply").await;
    filled(story, who, &form, "text", text).await
}

/// What somebody was told besides, in an answer of its own.
fn told(answer: &Answer) -> String {
    let told = answer.follow_ups().pop();
    told.map_or_else(|| answer.text(), |told| told.text())
}
