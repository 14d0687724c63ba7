//! What is asked of a role waits for who has it, until the first of them answers.

use discord_sim::Ping;

use super::{AFTERNOON, MORNING, ONE, Office};
use crate::harness::{A_WHILE, WAYS, at, link};

#[tokio::test]
async fn what_is_asked_of_a_role_waits_once_for_each_who_has_it() {
    let mut office = Office::open().await;
    let support = office.story.support;
    let asked = office.asks(support, "is the March export final?");
    let jump = link(&office.story.acme, support, asked);

    office.story.until(MORNING).await;
    for person in [office.ben.clone(), office.cara.clone()] {
        let letter = office.story.letter(&person);
        let text = letter.text();
        assert_eq!(letter.content, ONE);
        assert!(
            text.contains("**ana** to @billing, nobody has answered"),
            "{text}"
        );
        assert!(text.contains("is the March export final?"), "{text}");
        assert!(text.contains(&jump), "{text}");
    }
    // Neither to Dan, nor a second time.
    assert_eq!(office.openings("2026-03-03 18:00").await, ["", "", ""]);
    office.story.end().await;
}

#[tokio::test]
async fn the_first_answer_of_somebody_with_the_role_settles_it_for_all() {
    let mut office = Office::open().await;
    let (support, acme) = (office.story.support, office.story.acme.clone());
    acme.give_role(&office.li, office.billing);
    let replied = office.asks(support, "a reply by who hasn't joined");
    office.li.reply(support, replied, "yes", Ping::Off).unwrap();
    let ticked = office.asks(support, "a tick");
    office.li.react(support, ticked, "✅").unwrap();
    let begun = office.asks(support, "in its thread");
    let thread = office.ana.start_thread(support, begun, "more").unwrap();
    office.cara.post(thread, "here it is").unwrap();
    let withdrawn = office.asks(support, "by who asked");
    office.ana.react(support, withdrawn, "✅").unwrap();

    assert_eq!(office.openings(MORNING).await, ["", "", ""]);
    let why = office.story.why(&office.ben, support, replied).await;
    assert_eq!(
        why.text(),
        "This no longer waits for you.\n- Somebody else who has the role answered."
    );
    office.story.end().await;
}

#[tokio::test]
async fn who_has_not_the_role_settles_nothing_and_a_tick_can_be_taken_back() {
    let mut office = Office::open().await;
    let support = office.story.support;
    let asked = office.asks(support, "anybody?");
    office
        .dan
        .reply(support, asked, "no idea", Ping::Off)
        .unwrap();
    office.li.react(support, asked, "✅").unwrap();
    office
        .ana
        .reply(support, asked, "please", Ping::Off)
        .unwrap();
    office.cara.react(support, asked, "✅").unwrap();
    office.story.stage.settle().await.unwrap();
    office.cara.unreact(support, asked, "✅").unwrap();

    assert_eq!(office.openings(MORNING).await, [ONE, ONE, ""]);
    office.story.end().await;
}

#[tokio::test]
async fn who_has_the_role_when_the_digest_comes_gets_it() {
    let mut office = Office::open().await;
    let acme = office.story.acme.clone();
    office.asks(office.story.support, "who takes this?");
    office.story.stage.settle().await.unwrap();
    acme.take_role(&office.ben, office.billing);
    acme.give_role(&office.dan, office.billing);

    assert_eq!(office.openings(MORNING).await, ["", ONE, ONE]);
    // The afternoon's digest is asked for again: Ben has it by then.
    acme.give_role(&office.ben, office.billing);
    office.asks(office.story.dev, "and this?");
    assert_eq!(
        office.openings(AFTERNOON).await,
        ["2 wait for you.", ONE, ONE]
    );
    office.story.end().await;
}

#[tokio::test]
async fn who_is_asked_themselves_and_by_role_is_asked_once() {
    let mut office = Office::open().await;
    let text = format!("<@&{}> {} final?", office.billing, office.ben.mention());
    office.ana.post(office.story.support, &text).unwrap();
    office.story.until(MORNING).await;
    let letter = office.story.letter(&office.ben);
    assert_eq!(letter.content, ONE);
    assert!(!letter.text().contains("to @billing"), "{}", letter.text());
    office.story.letter(&office.cara);
    office.story.end().await;
}

#[tokio::test]
async fn in_a_sync_channel_a_role_reaches_at_once_who_made_adagio_their_notifier() {
    let mut office = Office::open().await;
    let keeper = office.story.keeper("kim");
    let support = office.story.support;
    let eve = office.story.undisturbed("eve", "Europe/Berlin").await;
    let flo = office.story.undisturbed("flo", "Europe/Berlin").await;
    office.story.acme.give_role(&eve, office.billing);
    office.story.set_mode(&keeper, Some(support), "sync").await;

    office.story.until("2026-03-02 10:17").await;
    office.asks(support, "the site is down");
    office.story.stage.settle().await.unwrap();

    assert_eq!(office.story.letter(&eve).content, "ana asks for you.");
    assert_eq!(office.story.pushes(&eve), [at("2026-03-02 10:17")]);
    // Ben and Cara heard it from Discord; Flo hasn't the role.
    assert_eq!(office.story.pushes(&office.ben), [at("2026-03-02 10:17")]);
    assert_eq!(office.openings("2026-03-03 18:00").await, ["", "", ""]);
    assert_eq!(office.story.letters(&flo).len(), 0);
    office.story.end().await;
}

#[tokio::test]
async fn what_was_asked_of_a_role_outlives_a_restart() {
    for way in WAYS {
        let mut office = Office::open().await;
        office.asks(office.story.support, "before");
        office.story.stage.settle().await.unwrap();
        office.story.goes(way).await;
        office.story.comes_back_after(A_WHILE).await;
        office.asks(office.story.support, "after");
        let two = "2 wait for you.";
        assert_eq!(office.openings(MORNING).await, [two, two, ""], "{way:?}");
        office.story.end().await;
    }
}
