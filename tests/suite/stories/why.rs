//! "When and why?" on a message: when to the sender, why too to the reader, nothing to anybody else (PRODUCT P2).

use discord_sim::{MessageId, Person, Ping};

use crate::harness::Story;

#[tokio::test]
async fn a_sender_learns_when_a_reader_why_too_and_nobody_else_anything() {
    let mut story = Story::begin().await;
    let (ana, li) = (story.person("ana"), story.person("li"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    story
        .command(&ben, "quiet", &[("from", "22:00"), ("until", "08:00")])
        .await;
    let support = story.support;
    let text = format!("{} {} is the export final?", ben.mention(), li.mention());
    let asked = ana.post(support, &text).unwrap();

    let to_sender = story.why(&ana, support, asked).await;
    assert!(to_sender.is_ephemeral());
    // li has not joined: nothing is said of them.
    assert_eq!(
        to_sender.text(),
        format!(
            "{} reads this with the digest of <t:1772438400:F> (<t:1772438400:R>).",
            ben.mention()
        )
    );
    let to_reader = story.why(&ben, support, asked).await.text();
    assert_eq!(
        to_reader,
        format!(
            "You read this with your digest of <t:1772438400:F> (<t:1772438400:R>).\n\
             - Pings wait in <#{support}> (`async`).\n\
             - Your quiet hours hold it until <t:1772434800:F>.\n\
             - The next digest after that: <t:1772438400:F>."
        )
    );
    let to_li = story.why(&li, support, asked).await.text();
    assert_eq!(to_li, "Nothing here waits for a digest of yours.");

    story.until("2026-03-02 08:00").await;
    story.letter(&ben);
    let later = story.why(&ana, support, asked).await.text();
    assert_eq!(later, format!("{}: was in a digest.", ben.mention()));
    let was = story.why(&ben, support, asked).await.text();
    assert!(
        was.starts_with("This was in a digest of yours.\n- Pings wait in "),
        "{was}"
    );
    story.end().await;
}

#[tokio::test]
async fn what_settled_a_ping_is_said_to_its_reader_only() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let support = story.support;
    let asked = ana
        .post(support, &format!("{} ready?", ben.mention()))
        .unwrap();
    ben.reply(support, asked, "yes", Ping::Off).unwrap();

    let to_reader = story.why(&ben, support, asked).await.text();
    assert_eq!(to_reader, "This no longer waits for you.\n- You answered.");
    let to_sender = story.why(&ana, support, asked).await.text();
    assert_eq!(
        to_sender,
        format!("{}: nothing waits any more.", ben.mention())
    );
    story.end().await;
}

#[tokio::test]
async fn a_message_that_pings_nobody_has_a_plain_answer() {
    let mut story = Story::begin().await;
    let (ana, li) = (story.person("ana"), story.person("li"));
    let said = ana.post(story.support, "good morning").unwrap();
    let to_sender = story.why(&ana, story.support, said).await.text();
    assert_eq!(
        to_sender,
        "Nothing here waits in a digest. Discord told whoever is mentioned."
    );
    let to_other = story.why(&li, story.support, said).await.text();
    assert_eq!(to_other, "Nothing here waits for a digest of yours.");
    story.end().await;
}

#[tokio::test]
async fn who_reads_in_the_inbox_only_is_said_to_do_so() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.person("ben");
    let panel = story
        .command(&ben, "hours", &[("zone", "Europe/Berlin")])
        .await;
    story.press(&ben, &panel, "No, inbox only").await;
    let asked = ana
        .post(story.support, &format!("{} ready?", ben.mention()))
        .unwrap();
    let to_sender = story.why(&ana, story.support, asked).await.text();
    assert_eq!(
        to_sender,
        format!(
            "{} reads this when they look into their inbox.",
            ben.mention()
        )
    );
    let to_reader = story.why(&ben, story.support, asked).await.text();
    assert_eq!(
        to_reader,
        format!(
            "This waits in your `/inbox`.\n- Pings wait in <#{}> (`async`).\n- You chose the inbox instead of DMs.",
            story.support
        )
    );
    story.until("2026-03-03 12:00").await;
    story.end().await;
}

/// What a reader is told about a message in #support: the first line, and each reason.
async fn told(story: &Story, who: &Person, message: MessageId) -> Vec<String> {
    let text = story.why(who, story.support, message).await.text();
    let support = format!("<#{}>", story.support);
    let lines = text.lines().map(|line| line.replace(&support, "#support"));
    lines.collect()
}

const SYNC: &str = "- Pings pass at once in #support (`sync`), ";

#[tokio::test]
async fn in_a_sync_channel_each_way_that_a_ping_takes_has_its_reason() {
    let mut story = Story::begin().await;
    let (ana, keeper) = (story.person("ana"), story.keeper("kim"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    let cem = story.undisturbed("cem", "Europe/Berlin").await;
    story.set_mode(&keeper, Some(story.support), "sync").await;
    story.until("2026-03-02 10:00").await;
    let said = |text: &str| ana.post(story.support, text).unwrap();
    let both = format!("{} {}", ben.mention(), cem.mention());
    let (aloud, bare) = (said(&both), said("both of you"));
    story.until("2026-03-02 10:01").await;
    story.letter(&cem);
    ana.edit(
        story.support,
        bare,
        &format!("{} both of you", ben.mention()),
    )
    .unwrap();
    story.stage.settle().await.unwrap();

    let by_discord = format!("{SYNC}and Discord's own notification told you.");
    assert_eq!(
        told(&story, &ben, aloud).await,
        ["This passed at once.", &by_discord]
    );
    let by_adagio = format!("{SYNC}and you made me your notifier.");
    let was = told(&story, &cem, aloud).await;
    assert_eq!(was, ["This was in a digest of yours.", &by_adagio]);
    let edited_in = format!("{SYNC}but Discord tells nobody of a mention that is edited in.");
    let at_four = "- The next digest after that: <t:1772463600:F>.";
    assert_eq!(told(&story, &ben, bare).await[1..], [&edited_in, at_four]);

    for who in [&ben, &cem] {
        let night = [("from", "11:00"), ("until", "15:30")];
        story.command(who, "quiet", &night).await;
    }
    let quiet = story.asks(&ana, &ben, "and now?");
    let in_quiet = format!("{SYNC}but never in your quiet hours.");
    let until = "- Your quiet hours hold it until <t:1772461800:F>.";
    assert_eq!(
        told(&story, &ben, quiet).await[1..],
        [&in_quiet, until, at_four]
    );

    // What was decided was decided by the mode of then.
    story.set_mode(&keeper, Some(story.support), "social").await;
    let otherwise = "- The channel's mode, or your settings, were different when it came.";
    assert_eq!(
        told(&story, &ben, aloud).await,
        ["This passed at once.", otherwise]
    );
    story.until("2026-03-02 15:00").await;
    assert_eq!(story.letter(&ben).content, "2 wait for you.");
    story.end().await;
}

#[tokio::test]
async fn what_waits_by_its_nature_and_what_has_no_way_to_its_reader_say_so() {
    let mut story = Story::begin().await;
    let (ana, kim) = (story.person("ana"), story.keeper("kim"));
    story.set_mode(&kim, Some(story.support), "social").await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked = story.asks(&ana, &ben, "cake?");
    let at_nine = "- The next digest after that: <t:1772438400:F>.";
    let social = "- Nothing is expected in #support (`social`), so pings wait.";
    assert_eq!(told(&story, &ben, asked).await[1..], [social, at_nine]);

    let posted = ana.post(story.support, "the export is at three").unwrap();
    let menu = ben.message_menu(story.support, posted, "Save for my digest");
    menu.await.unwrap().settled().await.unwrap();
    let saved = "- You saved it for your digest.";
    assert_eq!(told(&story, &ben, posted).await[1..], [saved, at_nine]);

    // Li has opened her panel, and told nothing yet.
    let li = story.person("li");
    story.command(&li, "hours", &[]).await;
    let asked = story.asks(&ana, &li, "cake?");
    let reasons = [
        "This waits in your `/inbox`.",
        social,
        "- I don't know your clock yet, so there are no digests: `/hours` asks for it.",
        "- You haven't said yet whether I may write to you: `/hours` asks for it.",
    ];
    assert_eq!(told(&story, &li, asked).await, reasons);
    story.until("2026-03-02 08:00").await;
    assert_eq!(story.letter(&ben).content, "2 wait for you.");
    story.end().await;
}
