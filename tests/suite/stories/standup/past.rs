//! What was answered before, for who reads the channel, and found by its words (PRODUCT S11).

use discord_sim::{Permissions, Target};

use super::keeper;
use crate::harness::Story;

#[tokio::test]
async fn who_reads_the_channel_reads_what_was_answered_there_and_nobody_else_does() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&mia).await;
    let none = story
        .command_in(story.dev, &li, "standup history", &[])
        .await;
    assert!(
        none.text().starts_with("Nobody has answered"),
        "{}",
        none.text()
    );
    for (day, words) in [(2, "the invoice"), (3, "the refund"), (5, "the export")] {
        story.until(&format!("2026-03-0{day} 08:01")).await;
        story.answers(&ben, &[("q1", words), ("q2", "tea")]).await;
    }
    story.until("2026-03-05 10:00").await;
    let newest = story
        .command_in(story.dev, &li, "standup history", &[])
        .await;
    let text = newest.text();
    assert!(
        newest.is_ephemeral() && text.starts_with("**Daily · Tue 3 March** · 2 of 2"),
        "{text}"
    );
    assert!(
        text.contains("**ben**\n- the refund\n- tea"),
        "what is open isn't past: {text}"
    );
    let older = story.press(&li, &newest, "Older").await;
    assert!(older.text().contains("the invoice") && older.text().contains("1 of 2"));
    let newer = story.press(&li, &older, "Newer").await;
    assert!(newer.text().contains("the refund"), "{}", newer.text());

    let elsewhere = story.command(&li, "standup history", &[]).await;
    assert!(
        elsewhere.text().starts_with("Nobody has answered"),
        "{}",
        elsewhere.text()
    );
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let sure = story.press(&mia, &one, "Delete").await;
    story.press(&mia, &sure, "Delete it").await;
    let kept = story
        .command_in(story.dev, &li, "standup history", &[])
        .await;
    assert!(
        kept.text().contains("the refund"),
        "its history is kept: {}",
        kept.text()
    );
    let forgets = story.command(&ben, "privacy", &[]).await;
    let sure = story.press(&ben, &forgets, "Forget me").await;
    story.press(&ben, &sure, "Yes, forget me").await;
    let gone = story
        .command_in(story.dev, &li, "standup history", &[])
        .await;
    assert!(
        gone.text().starts_with("Nobody has answered"),
        "{}",
        gone.text()
    );
    story.end().await;
}

#[tokio::test]
async fn what_was_answered_is_found_by_its_words_in_its_channel_until_its_writer_is_forgotten() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 08:01").await;
    let long = format!("{} the Réfund *of* Acme", "much else, ".repeat(40));
    story
        .answers(&ben, &[("q1", &long), ("q2", "say \"tea\" ||softly||")])
        .await;
    story.answers(&li, &[("q1", "the refunds")]).await;
    story.until("2026-03-03 08:01").await;
    story.answers(&li, &[("q1", "no refund today")]).await;
    let finds = async |words: &str| {
        let options = [("words", words)];
        let found = story
            .command_in(story.dev, &mia, "standup search", &options)
            .await;
        assert!(found.is_ephemeral());
        story.read(&found.text())
    };
    let found = finds("refund").await;
    let lines: Vec<_> = found.lines().skip(1).collect();
    assert_eq!(lines.len(), 3, "{found}");
    let run = &story.runs()[1];
    let link = format!(
        "[Daily · Tue 3 March](https://discord.com/channels/{}/{})",
        story.acme.id(),
        run.id
    );
    assert!(lines[0].starts_with(&link), "the newest first: {found}");
    assert!(
        lines[1].contains("**ben**") && lines[1].contains("the Réfund"),
        "{found}"
    );
    assert_eq!(finds("refund acme").await.lines().count(), 2);
    assert!(!finds("tea").await.contains("softly"));
    for nothing in ["refund NOT acme", "refund OR nothing", "invoice"] {
        let found = finds(nothing).await;
        assert!(found.starts_with("Nothing that was answered"), "{found}");
    }
    let none = finds("\" (").await;
    assert!(none.starts_with("Write at least one word"), "{none}");
    let elsewhere = story
        .command(&mia, "standup search", &[("words", "refund")])
        .await;
    assert!(elsewhere.text().starts_with("Nothing that was answered"));

    let forgets = story.command(&ben, "privacy", &[]).await;
    let sure = story.press(&ben, &forgets, "Forget me").await;
    story.press(&ben, &sure, "Yes, forget me").await;
    assert_eq!(finds("refund").await.lines().count(), 3);
    assert!(finds("acme").await.starts_with("Nothing"));
    story.end().await;
}

#[tokio::test]
async fn what_is_shown_at_the_close_is_not_found_before() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let panel = story.drafts(&mia, &[("when", "Mon-Fri 9-12")]).await;
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    let panel = story.press(&mia, &panel, "All at the close").await;
    story.press(&mia, &panel, "Begin").await;
    story.until("2026-03-02 08:01").await;
    story.answers(&mia, &[("q1", "the refund")]).await;
    let finds = async || {
        let options = [("words", "refund")];
        let found = story.command_in(story.dev, &mia, "standup search", &options);
        found.await.text()
    };
    assert!(finds().await.starts_with("Nothing"));
    story.until("2026-03-02 11:01").await;
    assert!(finds().await.contains("the refund"));
    story.end().await;
}

#[tokio::test]
async fn what_was_answered_is_taken_as_a_file_and_the_channel_is_told() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&mia).await;
    let takes = async |story: &Story, place, format: &str| {
        let options = [("format", format)];
        story
            .command_in(place, &li, "standup export", &options)
            .await
    };
    let none = takes(&story, story.dev, "csv").await;
    assert!(none.text().starts_with("Nobody has answered"));
    for (day, words) in [(2, "the \"invoice\""), (3, "the refund")] {
        story.until(&format!("2026-03-0{day} 08:01")).await;
        story.answers(&ben, &[("q1", words), ("q2", "=tea")]).await;
    }
    story.until("2026-03-03 11:30").await;
    let form = story.press_on(&li, &story.runs()[1], "Answer late").await;
    story.submits(&li, &form, &[("q1", "too late")]).await;
    story.until("2026-03-03 12:00").await;
    let mut files = Vec::new();
    for (format, ending) in [("csv", "csv"), ("json", "json"), ("markdown", "md")] {
        let handed = takes(&story, story.dev, format).await;
        assert!(handed.is_ephemeral());
        assert_eq!(handed.text(), "2 stand-ups are in this file.");
        let message = handed.message().unwrap();
        assert_eq!(message.attachments.len(), 1, "{message:#?}");
        assert_eq!(
            message.attachments[0],
            format!("stand-ups-2026-03-03.{ending}")
        );
        let file = story.sim().files(message.id).remove(0);
        files.push(String::from_utf8(file).unwrap());
    }
    let table: Vec<_> = files[0].lines().collect();
    assert_eq!(table.len(), 6, "{table:#?}");
    assert!(table[0].starts_with("\u{feff}day,"), "{}", table[0]);
    assert!(table[1].starts_with("2026-03-02,Daily,ben,2026-03-02T08:01:00Z,no,"));
    assert!(
        table[1].ends_with(",\"the \"\"invoice\"\"\""),
        "{}",
        table[1]
    );
    assert!(table[5].contains(",li,") && table[5].contains(",yes,"));
    assert!(files[1].contains("\"answer\": \"=tea\""), "{}", files[1]);
    assert!(files[2].contains("# Daily · 2026-03-02\n\n## ben\n\n**"));

    let told = story.sim().messages(story.dev);
    let told = told.iter().filter(|it| it.content.contains("as a file"));
    let told: Vec<_> = told.map(|it| it.content.clone()).collect();
    let expected = format!(
        "-# <@{}> took what was answered here from Mon 2 March to Tue 3 March as a file: 2 stand-ups.",
        li.id()
    );
    assert_eq!(told, [expected.as_str(); 3]);
    assert_eq!(story.sim().notifications(), [], "without a sound");
    let elsewhere = takes(&story, story.support, "csv").await;
    assert!(elsewhere.text().starts_with("Nobody has answered"));
    story.end().await;
}

#[tokio::test]
async fn who_may_not_read_what_was_written_before_looks_nothing_up() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, guest) = (story.person("ben"), story.person("guest"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&mia).await;
    story.until("2026-03-02 08:01").await;
    story.answers(&ben, &[("q1", "the invoice")]).await;
    story.until("2026-03-02 12:00").await;
    let seen = story
        .command_in(story.dev, &guest, "standup history", &[])
        .await;
    assert!(seen.text().contains("the invoice"));
    let (member, past) = (
        Target::Member(guest.id()),
        Permissions::READ_MESSAGE_HISTORY,
    );
    story
        .acme
        .overwrite(story.dev, member, Permissions::NONE, past);
    let asked: [(&str, &[(&str, &str)]); 3] = [
        ("standup history", &[]),
        ("standup search", &[("words", "invoice")]),
        ("standup export", &[("format", "csv")]),
    ];
    for (command, options) in asked {
        let refused = story.command_in(story.dev, &guest, command, options).await;
        assert!(
            refused.text().contains("you need Read Message History"),
            "{command}: {}",
            refused.text()
        );
    }
    let refused = story.press(&guest, &seen, "Pictures").await;
    assert!(
        refused.text().contains("you need Read Message History"),
        "{}",
        refused.text()
    );
    story.end().await;
}
