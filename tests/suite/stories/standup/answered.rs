//! Answering: one form, one post in the thread, and nothing that was typed is lost (PRODUCT S6, S7).

use discord_sim::{Answer, ChannelId, Permissions, Person, SeenMessage, Target};
use serde_json::Value;

use super::keeper;
use crate::harness::Story;

impl Story {
    /// The form that the button under the newest run opens.
    pub(super) async fn asks_in(&self, who: &Person, run: &SeenMessage) -> Answer {
        self.press_on(who, run, "Answer").await
    }

    /// Somebody answers in the newest run.
    pub(super) async fn answers(&self, who: &Person, words: &[(&str, &str)]) -> Answer {
        let runs = self.runs();
        let form = self.asks_in(who, runs.last().unwrap()).await;
        self.submits(who, &form, words).await
    }

    /// What stands in the thread of a run.
    pub(super) fn entries(&self, run: &SeenMessage) -> Vec<SeenMessage> {
        let mut messages = self.sim().messages(ChannelId::new(run.id.get()));
        // Discord itself puts something first.
        messages.retain(|message| !message.buttons().is_empty());
        messages
    }
}

/// What stands in a field of a form from the start.
fn draft<'a>(modal: &'a Value, field: &str) -> &'a Value {
    let labels = modal["components"].as_array().unwrap().iter();
    let mut inputs = labels.map(|label| &label["component"]);
    let input = inputs.find(|input| input["custom_id"] == field);
    &input.unwrap()["value"]
}

#[tokio::test]
async fn what_is_answered_stands_in_the_thread_and_editing_it_edits_the_post() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 08:01").await;
    let saved = story
        .answers(
            &ben,
            &[
                ("q1", "the **invoice**"),
                ("q2", "the refund"),
                ("q3", "no"),
            ],
        )
        .await;
    assert!(
        saved.is_ephemeral() && saved.text().starts_with("Saved."),
        "{}",
        saved.text()
    );
    let run = &story.runs()[0];
    let posts = story.entries(run);
    assert_eq!(posts.len(), 1, "{posts:#?}");
    let embed = &posts[0].embeds[0];
    assert_eq!(embed["author"]["name"], "ben");
    assert!(
        embed["author"]["icon_url"]
            .as_str()
            .unwrap()
            .starts_with("https://cdn.discordapp.com/")
    );
    assert_eq!(embed["fields"][0]["value"], "the **invoice**");
    assert!(run.text().contains("· 1 so far"), "{}", run.text());

    let form = story.press(&ben, &saved, "Edit").await;
    assert_eq!(draft(&form.modal().unwrap(), "q2"), "the refund");
    story
        .submits(&ben, &form, &[("q2", "the other refund")])
        .await;
    story.until("2026-03-02 08:10").await;
    let posts = story.entries(run);
    assert_eq!(posts.len(), 1, "it is edited");
    let embed = &posts[0].embeds[0];
    assert_eq!(embed["fields"][1]["value"], "the other refund");
    assert_eq!(embed["footer"]["text"], "edited");
    assert!(story.runs()[0].text().contains("· 1 so far"));
    assert_eq!(story.sim().notifications(), [], "nobody is rung");
    story.end().await;
}

#[tokio::test]
async fn what_was_planned_is_the_next_days_draft() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&mia).await;
    story.until("2026-03-02 08:01").await;
    story
        .answers(&ben, &[("q1", "nothing much"), ("q2", "the refund")])
        .await;
    story.until("2026-03-04 08:01").await;
    let run = story.runs().pop().unwrap();
    let form = story.asks_in(&ben, &run).await;
    let modal = form.modal().unwrap();
    assert_eq!(modal["title"], "Daily · Wed 4 March");
    assert_eq!(draft(&modal, "q1"), "the refund");
    assert_eq!(draft(&modal, "q2"), &Value::Null);
    let other = story.asks_in(&li, &run).await.modal().unwrap();
    assert_eq!(draft(&other, "q1"), &Value::Null, "it is nobody else's");
    story.end().await;
}

#[tokio::test]
async fn every_kind_of_question_takes_its_kind_of_answer() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    let questions = "How sure? [1-5]\nBlocked? [yes/no]\nWhere? [home, office, train, café, ship, moon]\nHours? [number]\nIn a word? [short]";
    let words = [("questions", questions), ("when", "Mon-Fri 9-12")];
    let panel = story.drafts(&mia, &words).await;
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    story.press(&mia, &panel, "Begin").await;
    story.until("2026-03-02 08:01").await;
    let filled = [
        ("q1", "4"),
        ("q2", "Yes"),
        ("q3", "train"),
        ("q4", "3,5 or so"),
    ];
    let saved = story.answers(&ben, &filled).await;
    let fields = story.entries(&story.runs()[0])[0].embeds[0]["fields"].clone();
    let told: Vec<_> = fields
        .as_array()
        .unwrap()
        .iter()
        .map(|field| &field["value"])
        .collect();
    assert_eq!(told, ["4", "Yes", "train", "3,5 or so"]);
    let form = story.press(&ben, &saved, "Edit").await;
    let modal = form.modal().unwrap();
    let kinds: Vec<_> = modal["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| label["component"]["type"].as_u64())
        .collect();
    assert_eq!(kinds, [21, 21, 3, 4, 4].map(Some));
    story.submits(&ben, &form, &[]).await;
    story.until("2026-03-02 08:10").await;
    let again = &story.entries(&story.runs()[0])[0].embeds[0]["fields"];
    assert_eq!(*again, fields, "what was chosen is chosen from the start");
    story.end().await;
}

#[tokio::test]
async fn answers_of_four_thousand_characters_fit() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 08:01").await;
    let long = "ä".repeat(4_000);
    let saved = story
        .answers(&ben, &[("q1", &long), ("q2", &long), ("q3", &long)])
        .await;
    let run = &story.runs()[0];
    let whole = |posts: &[SeenMessage]| -> Vec<String> {
        let embeds = posts.iter().flat_map(|post| &post.embeds);
        embeds
            .filter_map(|embed| Some(embed["description"].as_str()?.to_owned()))
            .collect()
    };
    assert_eq!(whole(&story.entries(run)), vec![long.clone(); 3]);
    let form = story.press(&ben, &saved, "Edit").await;
    story
        .submits(&ben, &form, &[("q2", "short"), ("q3", "")])
        .await;
    story.until("2026-03-02 08:10").await;
    assert_eq!(whole(&story.entries(run)), [long, "short".to_owned()]);
    assert_eq!(story.entries(run).len(), 3, "no message is posted anew");
    story.end().await;
}

#[tokio::test]
async fn who_skips_is_named_nowhere_and_may_answer_after_all() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 08:01").await;
    let run = story.runs().remove(0);
    let skipped = story.press_on(&ben, &run, "Skip today").await;
    assert!(
        skipped.text().contains("Nobody is told"),
        "{}",
        skipped.text()
    );
    story.until("2026-03-02 08:10").await;
    assert_eq!(story.entries(&run).len(), 0);
    assert!(story.runs()[0].text().contains("· 0 so far"));
    let form = story.press(&ben, &skipped, "Answer after all").await;
    story.submits(&ben, &form, &[("q1", "here")]).await;
    story.until("2026-03-02 08:20").await;
    assert_eq!(story.entries(&run).len(), 1);
    story.end().await;
}

#[tokio::test]
async fn who_is_told_by_dm_answers_there_and_not_once_the_channel_is_lost() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    let invitation = story.sim().messages(story.dev).pop().unwrap();
    let asked = story.press_on(&ben, &invitation, "Join").await;
    story.press(&ben, &asked, "By DM").await;
    story.until("2026-03-02 08:01").await;
    let prompt = story.letter(&ben);
    let form = story.press_on(&ben, &prompt, "Answer").await;
    let saved = story.submits(&ben, &form, &[("q1", "the invoice")]).await;
    assert!(saved.text().starts_with("Saved."), "{}", saved.text());
    let run = story.runs().remove(0);
    assert_eq!(story.entries(&run).len(), 1);

    let form = story.press(&ben, &saved, "Edit").await;
    let (member, view) = (Target::Member(ben.id()), Permissions::VIEW_CHANNEL);
    story
        .acme
        .overwrite(story.dev, member, Permissions::NONE, view);
    let refused = story.submits(&ben, &form, &[("q1", "the xylophone")]).await;
    assert!(
        refused.text().starts_with("You can't read the channel"),
        "{}",
        refused.text()
    );
    assert!(refused.text().contains("the xylophone"), "it is given back");
    story.until("2026-03-02 08:20").await;
    let post = story.entries(&run)[0].text();
    assert!(
        post.contains("the invoice") && !post.contains("xylophone"),
        "{post}"
    );
    story.end().await;
}
