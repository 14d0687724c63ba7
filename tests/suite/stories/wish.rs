//! "@Adagio later", "when" and "why" as a reply: what the message's menu does, answered in a silent direct message (PRODUCT P3b).

use adagio::config::MessageContent;
use adagio::sandbox::Props;
use discord_sim::{MessageId, Person, Ping, SeenMessage};

use crate::harness::{A_WHILE, Story, WAYS, link};

/// 2 March, 09:00 in Berlin: the first digest of every story.
const NINE: &str = "<t:1772438400:F> (<t:1772438400:R>)";

/// Somebody answers a message with words for Adagio, as phones do: with the reply's ping on.
async fn says(story: &Story, who: &Person, about: MessageId, words: &str) -> MessageId {
    let text = format!("<@{}> {words}", story.sim().bot_id());
    let said = who.reply(story.support, about, &text, Ping::On).unwrap();
    story.stage.settle().await.unwrap();
    said
}

/// The answer's first lines, without the last one that leads to the message.
#[track_caller]
fn said(story: &Story, letter: &SeenMessage, about: MessageId) -> String {
    let about = format!(
        "\n-# About [this message]({})",
        link(&story.acme, story.support, about)
    );
    let text = letter.content.strip_suffix(&about);
    text.unwrap_or_else(|| panic!("leads to {about:?}: {letter:#?}"))
        .to_owned()
}

/// What stands in the channel, each message with its reactions.
fn channel(story: &Story) -> Vec<(MessageId, usize)> {
    let messages = story.sim().messages(story.support).into_iter();
    messages.map(|it| (it.id, it.reactions.len())).collect()
}

#[tokio::test]
async fn later_saves_the_message_and_is_answered_without_a_sound_with_or_without_words() {
    for content in [MessageContent::Readable, MessageContent::LinksOnly] {
        let mut story = Story::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.message_content = content;
        })
        .await;
        let ana = story.person("ana");
        let ben = story.undisturbed("ben", "Europe/Berlin").await;
        let posted = ana.post(story.support, "the export is at three").unwrap();
        let wish = says(&story, &ben, posted, "later").await;

        let answer = story.letter(&ben);
        let text = said(&story, &answer, posted);
        assert_eq!(text, format!("Saved. It comes with your digest of {NINE}."));
        assert!(story.pushes(&ben).is_empty(), "it makes no sound");
        assert_eq!(channel(&story), [(posted, 0), (wish, 0)]);

        story.until("2026-03-02 08:00").await;
        let digest = story.letter(&ben);
        assert_eq!(digest.content, "1 waits for you.");
        let text = digest.text();
        assert!(
            text.contains("** · saved by you")
                && text.contains(&link(&story.acme, story.support, posted)),
            "{text}"
        );
        let quotes = content == MessageContent::Readable;
        assert_eq!(text.contains("the export is at three"), quotes, "{text}");
        story.end().await;
    }
}

#[tokio::test]
async fn what_was_saved_by_a_reply_is_taken_out_below_the_answer() {
    let mut story = Story::begin().await;
    let (ana, li) = (story.person("ana"), story.person("li"));
    let posted = ana.post(story.support, "the export is at three").unwrap();
    // Li told nothing of herself yet: saving joins her, and the answer leads on.
    says(&story, &li, posted, "later").await;
    let answer = story.letter(&li);
    assert_eq!(said(&story, &answer, posted), "Saved. It is in `/inbox`.");
    let panel = story.press_on(&li, &answer, "Set my hours").await;
    let text = panel.text();
    assert!(
        text.starts_with("**What does your clock say now?**"),
        "{text}"
    );
    let list = story.press_on(&li, &answer, "Take it out").await;
    assert!(list.text().contains("Done."), "{}", list.text());
    let inbox = story.command(&li, "inbox", &[]).await.text();
    assert!(inbox.starts_with("Nothing waits for you."), "{inbox}");
    story.end().await;
}

#[tokio::test]
async fn a_reply_to_adagio_alone_settles_nothing_and_pings_nobody() {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked = story.asks(&ana, &ben, "is the export final?");
    for (word, expected) in [
        (
            "when?",
            format!("You read this with your digest of {NINE}."),
        ),
        (
            "later",
            format!("It waits for you already. It comes with your digest of {NINE}."),
        ),
    ] {
        says(&story, &ben, asked, word).await;
        let answer = story.letter(&ben);
        assert_eq!(said(&story, &answer, asked), expected);
    }
    says(&story, &ben, asked, "why").await;
    let why = story.letter(&ben);
    let menu = story.why(&ben, story.support, asked).await.text();
    assert_eq!(said(&story, &why, asked), menu);

    story.until("2026-03-02 15:00").await;
    let digest = story.letter(&ben);
    assert_eq!(digest.content, "1 waits for you.");
    let text = story.read(&digest.text());
    assert!(text.contains("> is the export final?"), "{text}");
    // The replies mentioned Ana, who reads digests too.
    assert_eq!(story.letters(&ana), []);
    // The inbox leads to the digest, not to an answer.
    let inbox = story.command(&ben, "inbox", &[]).await;
    let last = inbox.message().unwrap();
    let last = last
        .buttons()
        .into_iter()
        .find(|it| it.label == "Last digest");
    let url = last.unwrap().url.unwrap();
    assert!(url.ends_with(&format!("/{}", digest.id)), "{url}");
    story.end().await;
}

#[tokio::test]
async fn a_sender_learns_when_and_who_has_nothing_to_do_with_it_nothing() {
    let mut story = Story::begin().await;
    let (ana, li) = (story.person("ana"), story.person("li"));
    let ben = story.joined("ben", "Europe/Berlin").await;
    let asked = story.asks(&ana, &ben, "is the export final?");
    says(&story, &ana, asked, "when").await;
    let to_sender = story.letter(&ana);
    let reads = format!("{} reads this with the digest of {NINE}.", ben.mention());
    assert_eq!(said(&story, &to_sender, asked), reads);
    // Of Li, who told nothing of herself, only that answer is kept, and she can have it forgotten.
    says(&story, &li, asked, "why").await;
    let kept = story.command(&li, "privacy", &[]).await;
    assert!(
        kept.text().contains("1 message that I sent you"),
        "{}",
        kept.text()
    );
    let sure = story.press(&li, &kept, "Forget me").await;
    story.press(&li, &sure, "Yes, forget me").await;
    let kept = story.command(&li, "privacy", &[]).await.text();
    assert!(kept.contains("Nothing."), "{kept}");
    let to_other = story.letter(&li);
    assert_eq!(
        said(&story, &to_other, asked),
        "Nothing here waits for a digest of yours."
    );
    story.until("2026-03-02 08:00").await;
    assert_eq!(story.letter(&ben).content, "1 waits for you.");
    story.end().await;
}

#[tokio::test]
async fn who_asks_in_their_quiet_hours_is_answered_at_once_and_without_a_sound() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.undisturbed("ben", "Europe/Berlin").await;
    let night = [("from", "22:00"), ("until", "08:00")];
    story.command(&ben, "quiet", &night).await;
    story.until("2026-03-02 22:20").await;
    let posted = ana.post(story.support, "the export is at three").unwrap();
    says(&story, &ben, posted, "later").await;
    let answer = story.letter(&ben);
    assert!(answer.content.starts_with("Saved. "), "{answer:?}");
    assert!(story.pushes(&ben).is_empty());
    story.until("2026-03-03 08:00").await;
    assert_eq!(story.letter(&ben).content, "1 waits for you.");
    story.end().await;
}

#[tokio::test]
async fn where_direct_messages_are_closed_it_is_done_and_the_channel_betrays_nothing() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let kim = story.person("kim");
    let zone = [("zone", "Europe/Berlin")];
    let panel = story.command(&kim, "hours", &zone).await;
    story.press(&kim, &panel, "No, inbox only").await;
    let posted = ana.post(story.support, "the export is at three").unwrap();
    for who in [&ben, &kim] {
        who.close_dms();
        says(&story, who, posted, "later").await;
        assert_eq!(story.letters(who), []);
        let inbox = story.command(who, "inbox", &[]).await.text();
        assert!(inbox.starts_with("1 waits for you."), "{inbox}");
    }
    assert!(channel(&story).iter().all(|(_, reactions)| *reactions == 0));
    assert_eq!(channel(&story).len(), 3);
    // Ben wanted digests by direct message; Kim keeps what she chose.
    let panel = story.command(&ben, "hours", &[]).await.text();
    assert!(
        panel.contains("Discord doesn't let me write to you"),
        "{panel}"
    );
    let panel = story.command(&kim, "hours", &[]).await.text();
    assert!(panel.contains("**Delivery** · inbox only."), "{panel}");
    story.end().await;
}

#[tokio::test]
async fn other_words_are_answered_with_what_can_be_said_and_count_as_always() {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let posted = ana.post(story.support, "the export is at three").unwrap();
    says(&story, &ben, posted, "latr").await;
    let help = story.letter(&ben);
    let text = said(&story, &help, posted);
    assert!(
        text.starts_with("Reply to a message with `@Adagio later`"),
        "{text}"
    );
    says(&story, &ben, posted, "urgent: the export is empty").await;
    let urgent = story.letter(&ben);
    let text = said(&story, &urgent, posted);
    assert!(
        text.starts_with("I can't carry what is urgent yet"),
        "{text}"
    );
    // Who answers nobody gets no message that they didn't ask for; but what is called urgent isn't left unanswered.
    let (bot, eve) = (story.sim().bot_id(), story.person("eve"));
    for greeting in ["hi there", "later", ""] {
        let text = format!("<@{bot}> {greeting}");
        eve.post(story.support, &text).unwrap();
    }
    let text = format!("<@{bot}> urgent: the site is down");
    let lone = ben.post(story.support, &text).unwrap();
    story.stage.settle().await.unwrap();
    assert_eq!(story.letters(&eve), []);
    let urgent = story.letter(&ben);
    assert!(said(&story, &urgent, lone).starts_with("I can't carry what is urgent yet"));
    // This is said to people.
    says(&story, &ben, posted, "is what holds our pings here").await;
    story.until("2026-03-02 08:00").await;
    // Each reply with words for people pinged Ana as any other would.
    assert_eq!(story.letter(&ana).content, "3 wait for you.");
    story.end().await;
}

#[tokio::test]
async fn who_is_left_out_is_noted_nowhere_and_not_answered() {
    let mut story = Story::begin().await;
    let (ana, eve) = (story.person("ana"), story.person("eve"));
    let leaving = story.command(&eve, "privacy", &[]).await;
    let sure = story.press(&eve, &leaving, "Leave me out").await;
    story.press(&eve, &sure, "Yes, leave me out").await;
    let posted = ana.post(story.support, "the export is at three").unwrap();
    for word in ["later", "when", "hello"] {
        says(&story, &eve, posted, word).await;
    }
    assert_eq!(story.letters(&eve), []);
    let inbox = story.command(&eve, "inbox", &[]).await.text();
    assert!(!inbox.contains("waits for you."), "{inbox}");
    story.end().await;
}

#[tokio::test]
async fn a_word_for_adagio_is_answered_once_whatever_comes_twice_or_while_it_is_away() {
    for how in WAYS {
        let mut story = Story::begin().await;
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        let posted = ana.post(story.support, "the export is at three").unwrap();
        story.goes(how).await;
        let text = format!("<@{}> later", story.sim().bot_id());
        ben.reply(story.support, posted, &text, Ping::Off).unwrap();
        story.comes_back_after(A_WHILE).await;
        story.stage.settle().await.unwrap();
        story.sim().gateway().repeat_last_event(0);
        story.stage.settle().await.unwrap();
        let answer = story.letter(&ben);
        assert!(answer.content.starts_with("Saved. "), "{how:?} {answer:?}");
        story.until("2026-03-02 08:00").await;
        assert_eq!(story.letter(&ben).content, "1 waits for you.");
        story.end().await;
    }
}
