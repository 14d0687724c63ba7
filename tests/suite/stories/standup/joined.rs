//! Joining is everybody's own, and so is how they are told (PRODUCT S3, S4).

use discord_sim::{Answer, Person};

use super::keeper;
use crate::harness::{Story, link};

/// Somebody presses Join under the newest message of #dev.
async fn joins(story: &Story, who: &Person) -> Answer {
    let newest = story.sim().messages(story.dev).pop().unwrap();
    story.press_on(who, &newest, "Join").await
}

#[tokio::test]
async fn who_joins_is_told_as_they_chose() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li) = (story.person("ben"), story.person("li"));
    story.begins(&mia, "Mon-Fri 9-12").await;
    let asked = joins(&story, &ben).await;
    assert!(
        asked.is_ephemeral() && asked.text().contains("You are in **Daily**"),
        "{}",
        asked.text()
    );
    let chosen = story.press(&ben, &asked, "By DM").await;
    assert!(
        chosen.text().contains("by DM when it opens"),
        "{}",
        chosen.text()
    );
    joins(&story, &li).await;

    story.until("2026-03-02 08:01").await;
    let prompt = story.letter(&ben);
    assert_eq!(prompt.text().lines().next(), Some("Daily is open."));
    let run = &story.runs()[0];
    let open = prompt
        .buttons()
        .into_iter()
        .find(|button| button.label == "Open")
        .unwrap();
    assert_eq!(open.url, Some(link(&story.acme, story.dev, run.id)));
    assert_eq!(story.pushes(&ben).len(), 1);
    let hushed = story
        .press_on(&ben, &prompt, "Don't tell me any more")
        .await;
    assert!(
        hushed.text().contains("I don't tell you"),
        "{}",
        hushed.text()
    );
    story.until("2026-03-03 12:00").await;
    assert_eq!(story.runs().len(), 2);
    story.letters(&ben);
    story.end().await;
}

#[tokio::test]
async fn quiet_hours_hold_back_the_word_and_after_the_close_it_is_not_said() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let li = story.joined("li", "Europe/Berlin").await;
    story.begins(&mia, "Mon-Fri 9-12").await;
    let tom = story.joined("tom", "Europe/Berlin").await;
    for (who, until) in [(&ben, "10:00"), (&li, "12:00"), (&tom, "11:30")] {
        let window = [("from", "22:00"), ("until", until)];
        story.command(who, "quiet", &window).await;
        let asked = joins(&story, who).await;
        story.press(who, &asked, "By DM").await;
    }
    story.until("2026-03-02 08:59").await;
    assert_eq!(story.letters(&ben).len(), 0);
    story.until("2026-03-02 12:00").await;
    let told = story.letter(&tom).text();
    assert!(
        told.starts_with("Daily is open."),
        "once, not twice: {told}"
    );
    let told: Vec<_> = story
        .letters(&ben)
        .iter()
        .map(|letter| letter.text())
        .collect();
    assert_eq!(
        told.len(),
        2,
        "when it is quiet no more, and with a quarter of the time left"
    );
    assert!(told[0].starts_with("Daily is open.") && told[1].starts_with("Daily is still open."));
    assert_eq!(story.letters(&li).len(), 0);
    story.end().await;
}

#[tokio::test]
async fn who_leaves_or_is_forgotten_is_told_nothing_and_a_role_limits_who_joins() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let (ben, li, tom) = (story.person("ben"), story.person("li"), story.person("tom"));
    let team = story.acme.role("team", discord_sim::Permissions::NONE);
    for member in [&ben, &li] {
        story.acme.give_role(member, team);
    }
    let panel = story.drafts(&mia, &[("when", "Mon-Fri 9-12")]).await;
    let (dev, role) = (story.dev.to_string(), team.to_string());
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    let panel = story.choose(&mia, &panel, "a1:surole", &[&role]).await;
    story.press(&mia, &panel, "Begin").await;
    let refused = joins(&story, &tom).await;
    assert!(
        refused.text().contains(&format!("Only who has <@&{role}>")),
        "{}",
        refused.text()
    );
    for who in [&ben, &li] {
        let asked = joins(&story, who).await;
        story.press(who, &asked, "By DM").await;
    }
    let again = joins(&story, &ben).await;
    let left = story.press(&ben, &again, "Leave").await;
    assert!(left.text().contains("You are out of"), "{}", left.text());
    let kept = story.command(&li, "privacy", &[]).await;
    assert!(
        kept.text().contains("That you joined 1 stand-up"),
        "{}",
        kept.text()
    );
    let sure = story.press(&li, &kept, "Forget me").await;
    story.press(&li, &sure, "Yes, forget me").await;
    story.until("2026-03-02 12:00").await;
    assert_eq!(story.runs().len(), 1);
    story.end().await;
}

#[tokio::test]
async fn a_team_around_the_world_has_one_thread_a_day_and_is_told_by_their_own_clocks() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let kiri = story.joined("kiri", "Pacific/Auckland").await;
    let noa = story.joined("noa", "Pacific/Honolulu").await;
    let panel = story.drafts(&mia, &[("when", "Mon-Fri 9-12")]).await;
    let dev = story.dev.to_string();
    let panel = story.choose(&mia, &panel, "a1:suchannel", &[&dev]).await;
    let panel = story.press(&mia, &panel, "Each person's own clock").await;
    story.press(&mia, &panel, "Begin").await;
    for who in [&kiri, &noa] {
        let asked = joins(&story, who).await;
        let asked = story.press(who, &asked, "By DM").await;
        story.press(who, &asked, "No reminders").await;
    }
    // Tuesday, 09:00 in Auckland, is Monday, 20:00 UTC; in Honolulu it is Tuesday, 19:00 UTC.
    story.until("2026-03-02 20:00").await;
    assert_eq!(story.threads().last().unwrap(), "Daily · Tue 3 March");
    let told = story.letter(&kiri);
    assert!(told.text().contains("Until <t:1772492400:f>"));
    story.press_on(&kiri, &told, "Nothing new").await;
    story.letters(&noa);
    story.until("2026-03-03 18:59").await;
    assert_eq!(story.letters(&noa).len(), 0, "it is 08:59 there");
    story.until("2026-03-03 19:01").await;
    let told = story.letter(&noa);
    assert!(told.text().contains("Until <t:1772575200:f>"));
    story.press_on(&noa, &told, "Nothing new").await;
    story.until("2026-03-06 23:00").await;
    let (kiri_told, noa_told) = (story.letters(&kiri).len(), story.letters(&noa).len());
    assert_eq!((kiri_told, noa_told), (3, 3), "Wednesday to Friday");
    let days: Vec<_> = story.threads();
    assert_eq!(days.len(), 5, "{days:?}");
    story.end().await;
}

#[tokio::test]
async fn the_command_does_what_the_buttons_do_where_a_stand_up_opens() {
    let mut story = Story::begin().await;
    let mia = keeper(&mut story).await;
    let ben = story.person("ben");
    story.begins(&mia, "Mon-Fri 9-12").await;
    let elsewhere = story.command(&ben, "standup join", &[]).await;
    assert!(
        elsewhere
            .text()
            .starts_with("No stand-up opens in this channel.")
    );
    let used = async |place, what| story.command_in(place, &ben, what, &[]).await;
    let none = used(story.dev, "standup leave").await;
    assert!(
        none.text().starts_with("You are in no stand-up"),
        "{}",
        none.text()
    );
    let early = used(story.dev, "standup answer").await;
    assert!(
        early
            .text()
            .starts_with("No stand-up of this channel is open"),
        "{}",
        early.text()
    );
    let joined = used(story.dev, "standup join").await;
    assert!(
        joined.text().contains("You are in **Daily**"),
        "{}",
        joined.text()
    );
    story.until("2026-03-02 08:01").await;
    let thread = discord_sim::ChannelId::new(story.runs()[0].id.get());
    let form = used(thread, "standup answer").await;
    story.submits(&ben, &form, &[("q1", "the invoice")]).await;
    story.until("2026-03-02 08:10").await;
    assert_eq!(story.entries(&story.runs()[0]).len(), 1);

    story.begins(&mia, "Mon-Fri 8-12").await;
    let which = used(story.dev, "standup join").await;
    assert!(which.text().starts_with("Which one?"), "{}", which.text());
    let left = used(story.dev, "standup leave").await;
    assert!(left.text().starts_with("You are out of"), "{}", left.text());
    let skipped = used(story.dev, "standup skip").await;
    assert!(
        skipped.text().contains("Nobody is told"),
        "{}",
        skipped.text()
    );
    story.letters(&mia);
    story.end().await;
}
