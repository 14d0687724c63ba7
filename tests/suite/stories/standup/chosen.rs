//! What a keeper chooses of how threads are called and summaries go (PRODUCT S5, S9), and whether its role is pinged.

use super::keeper;
use crate::harness::Story;

#[tokio::test]
async fn threads_are_called_as_the_keeper_wants() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let words = [("when", "Mon-Fri 9-12"), ("title", "Week {week}: {day}")];
    let form = story.command(&mia, "adagio standup new", &[]).await;
    let refused = story.submits(&mia, &form, &words).await;
    let told = refused.text();
    assert!(
        told.starts_with("{day} in the title stands for nothing.")
            && told.contains("Week {week}: {day}"),
        "{told}"
    );
    let words = [
        ("when", "Mon-Fri 9-12"),
        ("title", "{name}, week {week}, {date}"),
    ];
    let panel = story.drafts(&mia, &words).await;
    assert!(
        panel.text().contains("“{name}, week {week}, {date}”"),
        "{}",
        panel.text()
    );
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    story.press(&mia, &panel, "Begin").await;
    story.until("2026-03-02 08:01").await;
    assert_eq!(story.threads(), ["Daily, week 10, Mon 2 March"]);

    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let panel = story.press(&mia, &one, "Edit").await;
    let form = story.press(&mia, &panel, "Change the words").await;
    let panel = story.submits(&mia, &form, &[("title", "")]).await;
    story.press(&mia, &panel, "Save").await;
    story.until("2026-03-03 08:01").await;
    assert_eq!(story.threads()[1], "Daily · Tue 3 March");
    story.letters(&mia);
    story.end().await;
}

#[tokio::test]
async fn a_summary_goes_question_by_question_if_the_keeper_wants() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    let panel = story.drafts(&mia, &[("when", "Mon-Fri 9-12")]).await;
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    let panel = story.press(&mia, &panel, "Summary by question").await;
    assert!(
        panel.text().contains("question by question"),
        "{}",
        panel.text()
    );
    story.press(&mia, &panel, "Begin").await;
    story.until("2026-03-02 08:01").await;
    let all = [("q1", "the invoice"), ("q2", "tea"), ("q3", "no key")];
    story.answers(&ben, &all).await;
    story.answers(&li, &[("q2", "the roadmap")]).await;
    story.until("2026-03-02 11:01").await;
    let run = story.runs().remove(0);
    let blocks: Vec<(String, String)> = run
        .embeds
        .iter()
        .map(|it| {
            let text = |name: &str| it[name].as_str().unwrap_or_default().to_owned();
            (text("title"), story.read(&text("description")))
        })
        .collect();
    assert_eq!(blocks.len(), 3, "{blocks:?}");
    assert_eq!(blocks[0].0, "In the way");
    assert!(blocks[0].1.contains("no key"), "{blocks:?}");
    assert!(
        blocks[1].1.contains("the invoice") && !blocks[1].1.contains("li"),
        "{blocks:?}"
    );
    assert!(
        blocks[2].1.contains("tea") && blocks[2].1.contains("the roadmap"),
        "{blocks:?}"
    );
    story.letters(&mia);
    story.end().await;
}

#[tokio::test]
async fn the_first_run_pings_the_role_once_if_the_keeper_wants() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    let team = story.acme.role("team", discord_sim::Permissions::NONE);
    story.acme.make_mentionable(team);
    story.acme.give_role(&ben, team);
    let panel = story.drafts(&mia, &[("when", "Mon-Fri 9-12")]).await;
    let (dev, role) = (story.dev.to_string(), team.to_string());
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    assert!(!panel.text().contains("pings the role"));
    let panel = story.choose(&mia, &panel, "a1:surole", &[&role]).await;
    let panel = story.press(&mia, &panel, "Ping the role once").await;
    assert!(
        panel
            .text()
            .contains("The first one pings the role, once, if"),
        "{}",
        panel.text()
    );
    story.press(&mia, &panel, "Begin").await;
    story.until("2026-03-02 08:01").await;
    assert_eq!(story.pushes(&ben).len(), 1);
    assert!(story.runs()[0].text().contains(&format!("<@&{role}>")));
    story.until("2026-03-03 10:00").await;
    assert_eq!(story.runs().len(), 2);
    assert!(!story.runs()[1].text().contains("<@&"));
    assert_eq!(story.pushes(&ben).len(), 1, "once");
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let panel = story.press(&mia, &one, "Edit").await;
    assert!(!panel.text().contains("ing the role"), "{}", panel.text());
    assert_eq!(story.pushes(&li).len(), 0);
    story.letters(&mia);
    story.end().await;
}
