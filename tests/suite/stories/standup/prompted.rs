//! Being told of a run, reminded of it, and answering with one tap (PRODUCT S6, S8).

use discord_sim::{Answer, Person};

use super::keeper;
use crate::harness::Story;

impl Story {
    /// Somebody joins under the newest message of #dev, and wants to be told by DM. Gives the panel.
    pub(super) async fn joins_by_dm(&self, who: &Person) -> Answer {
        let newest = self.sim().messages(self.dev).pop().unwrap();
        let asked = self.press_on(who, &newest, "Join").await;
        self.press(who, &asked, "By DM").await
    }

    /// What is posted of the entries of the newest run: their first answers.
    pub(super) fn first_answers(&self) -> Vec<String> {
        let run = self.runs().pop().unwrap();
        let posts = self.entries(&run);
        let first = |post: &discord_sim::SeenMessage| post.embeds[0]["fields"][0]["value"].clone();
        let words = posts.iter().map(first);
        words
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect()
    }
}

#[tokio::test]
async fn who_has_no_entry_is_reminded_as_often_as_they_like() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    let (noa, tom) = (story.person("noa"), story.person("tom"));
    story.begins(&mia, "Mon-Fri 9-13").await;
    for (who, how) in [(&ben, "Two reminders"), (&li, "No reminders")] {
        let panel = story.joins_by_dm(who).await;
        story.press(who, &panel, how).await;
    }
    let panel = story.joins_by_dm(&noa).await;
    assert!(
        panel
            .text()
            .contains("One reminder, while you have no answer."),
        "{}",
        panel.text()
    );
    story.joins_by_dm(&tom).await;

    story.until("2026-03-02 08:01").await;
    for who in [&ben, &li, &noa, &tom] {
        assert!(story.letter(who).text().starts_with("Daily is open."));
    }
    story.answers(&tom, &[("q1", "the invoice")]).await;
    story.until("2026-03-02 09:59").await;
    assert_eq!(story.letters(&ben).len(), 0);
    story.until("2026-03-02 10:01").await;
    assert!(
        story
            .letter(&ben)
            .text()
            .starts_with("Daily is still open.")
    );
    story.until("2026-03-02 11:01").await;
    for who in [&ben, &noa] {
        assert!(story.letter(who).text().starts_with("Daily is still open."));
    }
    story.until("2026-03-02 12:30").await;
    for who in [&ben, &li, &noa, &tom] {
        assert_eq!(story.letters(who).len(), 0);
    }
    let pushed = [&ben, &li, &noa, &tom].map(|who| story.pushes(who).len());
    assert_eq!(pushed, [3, 1, 2, 1], "nobody else is rung");
    story.end().await;
}

#[tokio::test]
async fn who_lets_three_pass_is_told_once_and_then_no_more_until_they_want() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    for who in [&ben, &li] {
        let panel = story.joins_by_dm(who).await;
        story.press(who, &panel, "No reminders").await;
    }
    for day in 2..5 {
        story.until(&format!("2026-03-0{day} 08:01")).await;
        assert!(story.letter(&ben).text().starts_with("Daily is open."));
        story.letter(&li);
        if day == 4 {
            let run = story.runs().pop().unwrap();
            story.press_on(&li, &run, "Skip today").await;
        }
    }
    story.until("2026-03-05 08:01").await;
    let line = story.letter(&ben);
    assert!(
        line.text()
            .starts_with("You let **Daily** pass three times in a row"),
        "{}",
        line.text()
    );
    assert!(
        story.letter(&li).text().starts_with("Daily is open."),
        "who skips takes part"
    );
    story.until("2026-03-06 12:30").await;
    assert_eq!(story.letters(&ben).len(), 0, "it is said once");
    assert_eq!(story.pushes(&ben).len(), 3, "and silently");

    let panel = story.press_on(&ben, &line, "Tell me again").await;
    assert!(
        panel.text().contains("by DM when it opens"),
        "{}",
        panel.text()
    );
    story.letters(&li);
    story.until("2026-03-09 08:01").await;
    assert!(story.letter(&ben).text().starts_with("Daily is open."));
    story.letters(&li);
    story.end().await;
}

#[tokio::test]
async fn who_answers_in_the_thread_is_told_again() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    let panel = story.joins_by_dm(&ben).await;
    story.press(&ben, &panel, "No reminders").await;
    story.until("2026-03-05 08:01").await;
    assert_eq!(story.letters(&ben).len(), 4, "three, and that no more come");
    story.answers(&ben, &[("q1", "back again")]).await;
    story.until("2026-03-06 08:01").await;
    assert!(story.letter(&ben).text().starts_with("Daily is open."));
    story.end().await;
}

#[tokio::test]
async fn one_tap_is_an_entry() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    for who in [&ben, &li] {
        story.joins_by_dm(who).await;
    }
    story.until("2026-03-02 08:01").await;
    let labels = |prompt: &discord_sim::SeenMessage| -> Vec<String> {
        let buttons = prompt.buttons().into_iter();
        buttons.map(|button| button.label.clone()).collect()
    };
    let (first, other) = (story.letter(&ben), story.letter(&li));
    assert!(
        !labels(&first).contains(&"Same as planned".to_owned()),
        "there is no plan yet"
    );
    let run = story.runs().pop().unwrap();
    let none = story.press_on(&ben, &run, "Same as planned").await;
    assert!(none.text().contains("no plan of yours"), "{}", none.text());
    let form = story.press(&ben, &none, "Answer").await;
    let words = [("q1", "nothing much"), ("q2", "the refund")];
    story.submits(&ben, &form, &words).await;
    let saved = story.press_on(&li, &other, "Nothing new").await;
    assert!(saved.text().starts_with("Saved."), "{}", saved.text());
    assert_eq!(story.first_answers(), ["nothing much", "Nothing new."]);

    story.until("2026-03-03 08:01").await;
    let prompt = story.letter(&ben);
    let saved = story.press_on(&ben, &prompt, "Same as planned").await;
    assert!(saved.text().starts_with("Saved."), "{}", saved.text());
    assert_eq!(story.first_answers(), ["the refund"]);
    let again = story.press_on(&ben, &prompt, "Nothing new").await;
    assert!(
        again.text().starts_with("You have answered already"),
        "{}",
        again.text()
    );
    let form = story.press(&ben, &again, "Edit").await;
    story
        .submits(&ben, &form, &[("q1", "the refund, done")])
        .await;
    story.until("2026-03-03 09:00").await;
    assert_eq!(story.first_answers(), ["the refund, done"]);
    story.letter(&li);
    story.until("2026-03-03 12:30").await;
    story.letters(&li);
    assert_eq!(story.letters(&ben).len(), 0, "who answered isn't reminded");
    story.end().await;
}

#[tokio::test]
async fn in_an_hour_is_in_an_hour_unless_it_is_closed_or_answered_by_then() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    let panel = story.joins_by_dm(&ben).await;
    story.press(&ben, &panel, "No reminders").await;
    story.until("2026-03-02 08:01").await;
    let prompt = story.letter(&ben);
    let later = story.press_on(&ben, &prompt, "In an hour").await;
    assert!(
        later.text().starts_with("I tell you again <t:"),
        "{}",
        later.text()
    );
    story.until("2026-03-02 09:00").await;
    assert_eq!(story.letters(&ben).len(), 0);
    story.until("2026-03-02 09:05").await;
    let again = story.letter(&ben);
    assert!(
        again.text().starts_with("Daily is still open."),
        "{}",
        again.text()
    );
    story.until("2026-03-02 10:30").await;
    let late = story.press_on(&ben, &again, "In an hour").await;
    assert!(
        late.text().starts_with("In an hour it is closed"),
        "{}",
        late.text()
    );

    story.until("2026-03-03 08:01").await;
    let prompt = story.letter(&ben);
    story.press_on(&ben, &prompt, "In an hour").await;
    story.press_on(&ben, &prompt, "Nothing new").await;
    let answered = story.press_on(&ben, &prompt, "In an hour").await;
    assert!(
        answered.text().starts_with("You have answered already"),
        "{}",
        answered.text()
    );
    story.until("2026-03-03 12:30").await;
    assert_eq!(story.letters(&ben).len(), 0);
    story.end().await;
}
