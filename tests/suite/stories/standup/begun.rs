//! One form, one panel, and it begins (PRODUCT S1).

use discord_sim::{Permissions, Target};

use super::keeper;
use crate::harness::Story;

#[tokio::test]
async fn one_form_and_one_panel_begin_a_stand_up() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let panel = story
        .drafts(
            &mia,
            &[
                ("when", "Mon–Fri 9–12"),
                ("questions", "Done?\nSure? [1-5]"),
            ],
        )
        .await;
    let text = panel.text();
    assert!(
        panel.is_ephemeral() && text.contains("not begun yet"),
        "{text}"
    );
    assert!(text.contains("Mon–Fri, 09:00–12:00 (Berlin)"), "{text}");
    assert!(text.contains("1. Done?\n2. Sure? · 1 to 5"), "{text}");
    // Monday to Friday, 09:00 in Berlin.
    let mondays = [
        1_772_438_400,
        1_772_524_800,
        1_772_611_200,
        1_772_697_600,
        1_772_784_000,
    ];
    for at in mondays {
        assert!(text.contains(&format!("<t:{at}:F>")), "{at}: {text}");
    }
    let refused = story.press(&mia, &panel, "Begin").await;
    assert!(
        refused.text().contains("Choose the channel"),
        "{}",
        refused.text()
    );

    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    let begun = story.press(&mia, &panel, "Begin").await;
    assert!(
        begun.text().contains("next <t:1772438400:F>"),
        "{}",
        begun.text()
    );
    let invitation = &story.sim().messages(story.dev)[0];
    assert!(
        invitation.text().contains("Join if you like"),
        "{}",
        invitation.text()
    );
    assert_eq!(story.sim().notifications(), []);
    story.end().await;
}

#[tokio::test]
async fn a_template_fills_in_the_form_and_what_can_not_be_read_is_given_back() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let retro = [("template", "retro")];
    let form = story.command(&mia, "adagio standup new", &retro).await;
    let panel = story.submits(&mia, &form, &[]).await;
    let text = panel.text();
    assert!(text.contains("**Retro** · not begun yet"), "{text}");
    assert!(
        text.contains("Fri every 2 weeks, 10:00–16:00 (Berlin)"),
        "{text}"
    );

    let told = story
        .drafts(&mia, &[("when", "now and then"), ("name", "Our own")])
        .await;
    let text = told.text();
    assert!(text.starts_with("“now and then” is no window"), "{text}");
    assert!(
        text.contains("Our own") && text.contains("What comes next?"),
        "{text}"
    );
    let told = story.drafts(&mia, &[("questions", "Done? [maybe]")]).await;
    assert!(
        told.text().starts_with("[maybe] is no kind of answer."),
        "{}",
        told.text()
    );
    story.end().await;
}

#[tokio::test]
async fn without_a_clock_one_is_chosen_or_written_as_a_city() {
    let mut story = Story::begin().await;
    let mia = story.keeper("mia");
    let panel = story.drafts(&mia, &[]).await;
    assert!(panel.text().contains("By whose clock?"), "{}", panel.text());
    let panel = story
        .choose(&mia, &panel, "a1:suzone", &["Asia/Tokyo"])
        .await;
    assert!(panel.text().contains("(Tokyo)"), "{}", panel.text());
    let each = story.press(&mia, &panel, "Each person's own clock").await;
    assert!(
        each.text().contains("each person's own clock, Tokyo for"),
        "{}",
        each.text()
    );
    let form = story.press(&mia, &each, "Change the words").await;
    let words = [
        ("when", "last Fri 9-12 Kathmandu"),
        ("off", "27 March, 24.12."),
    ];
    let panel = story.submits(&mia, &form, &words).await;
    let text = panel.text();
    assert!(
        text.contains("the last Friday of the month, 09:00–12:00"),
        "{text}"
    );
    assert!(text.contains("Kathmandu for"), "{text}");
    assert!(
        text.contains("**Days off** · Fri 27 March and Thu 24 December"),
        "{text}"
    );
    // 24 April, 09:00 in Kathmandu: March's is a day off.
    assert!(
        text.contains("**Next**, in your time:\n- <t:1777000500:F>"),
        "{text}"
    );
    let dropped = story.press(&mia, &panel, "Discard").await;
    assert!(
        dropped.text().starts_with("Discarded."),
        "{}",
        dropped.text()
    );
    story.end().await;
}

#[tokio::test]
async fn a_stand_up_begins_only_where_it_can_be_opened() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let bot = Target::Role(story.acme.bot_role());
    let threads = Permissions::CREATE_PUBLIC_THREADS;
    story
        .acme
        .overwrite(story.dev, bot, Permissions::NONE, threads);
    let panel = story.drafts(&mia, &[]).await;
    let dev = story.dev.to_string();
    let refused = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    assert!(
        refused.text().starts_with("I can't open a stand-up in"),
        "{}",
        refused.text()
    );
    let support = story.support.to_string();
    let panel = story
        .choose(&mia, &panel, "a1:suchannel", &[&support])
        .await;
    assert!(
        panel.text().contains(&format!("<#{support}>")),
        "{}",
        panel.text()
    );
    story.end().await;
}

#[tokio::test]
async fn an_edit_says_what_happens_to_the_run_that_is_open() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.until("2026-03-02 09:00").await;
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    assert!(
        one.text().contains("**Open now**, until <t:1772449200:f>"),
        "{}",
        one.text()
    );
    let panel = story.press(&mia, &one, "Edit").await;
    let form = story.press(&mia, &panel, "Change the words").await;
    let words = [
        ("name", "Morning"),
        ("when", "Mon-Fri 13-15"),
        ("questions", "One?"),
    ];
    let panel = story.submits(&mia, &form, &words).await;
    let goes_on = "The one that is open goes on as it began, until <t:1772449200:f>.";
    assert!(panel.text().contains(goes_on), "{}", panel.text());
    let saved = story.press(&mia, &panel, "Save").await;
    assert!(
        saved.text().contains("next <t:1772539200:F>"),
        "{}",
        saved.text()
    );
    story.until("2026-03-03 13:00").await;
    let expected = ["Daily · Mon 2 March", "Morning · Tue 3 March"];
    assert_eq!(story.threads(), expected, "Monday has had its run");
    assert!(
        story.runs()[1].text().contains("1. One?"),
        "{}",
        story.runs()[1].text()
    );
    story.end().await;
}

#[tokio::test]
async fn a_stand_up_is_paused_resumed_and_deleted() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    story.takes_part(&mia).await;
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let paused = story.press(&mia, &one, "Pause").await;
    assert!(paused.text().contains("paused"), "{}", paused.text());
    story.until("2026-03-03 10:00").await;
    assert_eq!(story.threads(), [""; 0]);
    let resumed = story.press(&mia, &paused, "Resume").await;
    assert!(
        resumed.text().contains("<t:1772611200:F>"),
        "{}",
        resumed.text()
    );
    story.until("2026-03-04 12:00").await;
    assert_eq!(
        story.threads(),
        ["Daily · Wed 4 March"],
        "not in the middle of Tuesday's"
    );
    let question = story.press(&mia, &resumed, "Delete").await;
    let deleted = story.press(&mia, &question, "Delete it").await;
    assert!(deleted.text().contains("is deleted"), "{}", deleted.text());
    story.until("2026-03-06 12:00").await;
    assert_eq!(story.threads().len(), 1);
    let list = story.press(&mia, &deleted, "All stand-ups").await;
    assert!(
        list.text().starts_with("There are no stand-ups"),
        "{}",
        list.text()
    );
    story.end().await;
}

#[tokio::test]
async fn a_stand_up_is_tried_out_alone_and_leaves_nothing() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    let before = story.sim().messages(story.dev).len();
    let list = story.command(&mia, "adagio standup list", &[]).await;
    let one = story.pick(&mia, &list, &["Daily"]).await;
    let trial = story.press(&mia, &one, "Try it out").await;
    let text = trial.text();
    assert!(
        text.contains("**Daily · Mon 2 March** · open until"),
        "{text}"
    );
    let form = story.press(&mia, &trial, "Answer").await;
    let tried = story.submits(&mia, &form, &[("q1", "the *invoice*")]).await;
    assert!(
        tried.text().contains("Nothing is posted"),
        "{}",
        tried.text()
    );
    assert_eq!(tried.embeds()[0]["fields"][0]["value"], "the *invoice*");
    let one = story.press(&mia, &tried, "Back").await;
    assert!(one.text().starts_with("**Daily**"), "{}", one.text());
    assert_eq!(story.sim().messages(story.dev).len(), before);
    let kept = story.command(&mia, "privacy", &[]).await.text();
    assert!(!kept.contains("What you answered"), "{kept}");
    story.end().await;
}
