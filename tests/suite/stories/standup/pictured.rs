//! How a stand-up went, as pictures of everybody together (PRODUCT S11).

use discord_sim::{Answer, Person};

use super::keeper;
use crate::harness::Story;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Ana to Eve, and Ben's stand-up that asks them how they are, on a scale.
async fn team(story: &mut Story) -> Vec<Person> {
    let mia = keeper(story).await;
    let questions = "How was it? [1-5]\nWhat next? [plan]";
    let words = [("when", "Mon-Fri 9-12"), ("questions", questions)];
    let panel = story.drafts(&mia, &words).await;
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    story.press(&mia, &panel, "Begin").await;
    let team = ["ana", "ben", "cy", "dan", "eve"].map(|name| story.person(name));
    for who in &team {
        story.takes_part(who).await;
    }
    team.into()
}

impl Story {
    /// What [Pictures] gives under the newest run of #dev.
    async fn pictures(&self, who: &Person) -> Answer {
        let newest = self.command_in(self.dev, who, "standup history", &[]).await;
        self.press(who, &newest, "Pictures").await
    }
}

#[tokio::test]
async fn how_it_went_is_drawn_of_five_people_at_least_and_of_nobody_alone() {
    let mut story = Story::begin().await;
    let team = team(&mut story).await;
    // On the second day only three answer the scale.
    for (day, moods) in [(2, "34512"), (3, "445"), (4, "55434")] {
        story.until(&format!("2026-03-0{day} 08:01")).await;
        for (who, mood) in team.iter().zip(moods.chars()) {
            let mood = mood.to_string();
            story.answers(who, &[("q1", &mood), ("q2", "tea")]).await;
        }
        story.until(&format!("2026-03-0{day} 11:30")).await;
        let shown = story.pictures(&team[0]).await;
        assert!(shown.is_ephemeral());
        let (text, files) = (shown.text(), shown.message().unwrap().attachments);
        if day == 2 {
            assert!(
                text.starts_with("There are no pictures of **Daily** yet."),
                "{text}"
            );
            assert_eq!(files, [""; 0]);
        } else if day == 3 {
            assert!(
                text.contains("1. How many answered") && !text.contains("2. "),
                "{text}"
            );
            assert_eq!(files, ["stand-up-1.png"]);
        }
    }
    let shown = story.pictures(&team[1]).await;
    let text = shown.text();
    assert!(text.contains("1. How many answered"), "{text}");
    assert!(text.contains("2. “How was it?”, from 1 to 5"), "{text}");
    let message = shown.message().unwrap();
    assert_eq!(message.attachments, ["stand-up-1.png", "stand-up-2.png"]);
    let files = story.sim().files(message.id);
    assert!(files.iter().all(|file| file.starts_with(PNG)));
    assert_ne!(files[0], files[1]);
    let names = ["ana", "ben", "cy", "dan", "eve"];
    assert!(names.iter().all(|name| !text.contains(name)), "{text}");
    for who in &team {
        assert_eq!(story.pushes(who).len(), 0);
    }
    story.end().await;
}

#[tokio::test]
async fn of_four_people_nothing_is_drawn() {
    let mut story = Story::begin().await;
    let team = team(&mut story).await;
    let list = story
        .command_in(story.dev, &team[4], "standup leave", &[])
        .await;
    assert!(list.text().contains("Daily"), "{}", list.text());
    for day in [2, 3, 4] {
        story.until(&format!("2026-03-0{day} 08:01")).await;
        for who in &team[..4] {
            story.answers(who, &[("q1", "3")]).await;
        }
    }
    story.until("2026-03-04 12:00").await;
    let shown = story.pictures(&team[0]).await;
    assert!(
        shown.text().starts_with("There are no pictures"),
        "{}",
        shown.text()
    );
    story.end().await;
}
