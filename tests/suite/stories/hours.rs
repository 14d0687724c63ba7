//! `/hours`: the way of somebody new, six taps and no typing, and what every panel says afterwards (PRODUCT Q1, Q2).

use discord_sim::{Answer, Person};

use crate::harness::Story;

#[track_caller]
fn says(answer: &Answer, what: &str) {
    assert!(
        answer.text().contains(what),
        "{what:?} is not in: {}",
        answer.text()
    );
}

/// The options of the first menu.
fn offered(answer: &Answer) -> Vec<String> {
    let menus = answer.message().unwrap().selects();
    menus[0]
        .options
        .iter()
        .map(|(label, _)| label.clone())
        .collect()
}

/// Ana mentions somebody in #support.
fn ana_asks(story: &mut Story, whom: &Person) {
    let ana = story.person("ana");
    let text = format!("{} is the export final?", whom.mention());
    ana.post(story.support, &text).unwrap();
}

#[tokio::test]
async fn six_taps_and_no_typing_lead_a_newcomer_to_their_first_digest() {
    let mut story = Story::begin().await;
    let ben = story.person("ben").locale("de");

    let clock = story.command(&ben, "hours", &[]).await;
    let city = story.pick(&ben, &clock, &["07:00 (Mon)"]).await;
    let quiet = story.pick(&ben, &city, &["Berlin"]).await;
    let digests = story.press(&ben, &quiet, "22:00–08:00, every day").await;
    let direct = story.press(&ben, &digests, "Keep these").await;
    let panel = story.press(&ben, &direct, "Yes, by DM").await;

    for answer in [&clock, &city, &quiet, &digests, &direct, &panel] {
        assert!(answer.is_ephemeral());
    }
    let text = panel.text();
    for said in [
        "**Clock** · Berlin, 07:00 (Mon)",
        "**Quiet hours** · 22:00–08:00, every day",
        "**Digests** · 09:00 and 16:00, Mon–Fri",
        "**Delivery** · by DM, only if something waits.",
    ] {
        assert!(text.contains(said), "{text}");
    }
    ana_asks(&mut story, &ben);
    story.until("2026-03-02 08:00").await;
    assert!(story.letter(&ben).text().contains("1 waits for you"));
    story.end().await;
}

#[tokio::test]
async fn who_stops_in_the_middle_keeps_what_they_chose_and_is_written_nothing() {
    let mut story = Story::begin().await;
    let ben = story.person("ben");
    let clock = story.command(&ben, "hours", &[]).await;
    let city = story.pick(&ben, &clock, &["07:00 (Mon)"]).await;
    story.pick(&ben, &city, &["Berlin"]).await;

    ana_asks(&mut story, &ben);
    story.until("2026-03-03 12:00").await;

    assert_eq!(story.letters(&ben), []);
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(
        story.read(&inbox).contains("is the export final?"),
        "{inbox}"
    );
    let panel = story.command(&ben, "hours", &[]).await;
    assert!(panel.text().contains("**Clock** · Berlin, 13:00 (Tue)"));
    assert!(
        panel.text().contains("May I write to you by DM"),
        "{}",
        panel.text()
    );
    // What waited comes with the next digest once they allow it.
    story.press(&ben, &panel, "Yes, by DM").await;
    story.until("2026-03-03 15:00").await;
    let letter = story.letter(&ben).text();
    assert!(story.read(&letter).contains("is the export final?"));
    story.end().await;
}

#[tokio::test]
async fn the_zones_of_ones_own_language_come_first() {
    let mut story = Story::begin().await;
    for (name, locale, reads, first) in [
        ("ben", "de", "07:00 (Mon)", "Berlin"),
        ("rui", "pt-BR", "03:00 (Mon)", "Sao Paulo"),
        ("emi", "ja", "15:00 (Mon)", "Tokyo"),
        ("pia", "sv-SE", "07:00 (Mon)", "Stockholm"),
    ] {
        let person = story.person(name).locale(locale);
        let clock = story.command(&person, "hours", &[]).await;
        let cities = offered(&story.pick(&person, &clock, &[reads]).await);
        assert_eq!(cities[0], first, "{name}: {cities:?}");
        assert!(cities.len() <= 25);
    }
    story.end().await;
}

#[tokio::test]
async fn a_city_can_be_searched_for_by_name() {
    let mut story = Story::begin().await;
    let li = story.person("li");
    let choices = li
        .autocomplete(story.support, "hours", "zone", "kath")
        .await
        .unwrap();
    assert_eq!(choices[0].name, "Kathmandu, 11:45 (Mon) · Asia/Kathmandu");
    let zone = choices[0].value.as_str().unwrap().to_owned();

    let panel = story.command(&li, "hours", &[("zone", &zone)]).await.text();
    assert!(
        panel.contains("**Clock** · Kathmandu, 11:45 (Mon)"),
        "{panel}"
    );

    let wrong = story
        .command(&li, "hours", &[("zone", "Atlantis @here")])
        .await;
    assert!(wrong.is_ephemeral());
    assert_eq!(
        wrong.text(),
        "I know no city or zone “Atlantis @\u{200b}here”. Choose one from the list that opens while you type, \
         for example *Berlin*."
    );
    story.end().await;
}

#[tokio::test]
async fn digest_times_can_be_typed_or_chosen_and_the_usual_ones_taken_back() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let line = |answer: &Answer| {
        let text = answer.text();
        let line = text.lines().find(|line| line.starts_with("**Digests**"));
        line.unwrap().split(" · next").next().unwrap().to_owned()
    };
    let typed = [("digests", "9.30 and 4pm weekdays")];
    let panel = story.command(&ben, "hours", &typed).await;
    assert_eq!(line(&panel), "**Digests** · 09:30 and 16:00, Mon–Fri");

    let open = story.press(&ben, &panel, "Digests").await;
    let chosen = story.pick(&ben, &open, &["07:00", "09:30"]).await;
    let chosen = story.pick(&ben, &chosen, &["Monday", "Saturday"]).await;
    assert_eq!(line(&chosen), "**Digests** · 07:00 and 09:30, Mon and Sat");

    let usual = story.press(&ben, &chosen, "09:00 and 16:00, Mon–Fri").await;
    assert!(line(&usual).starts_with("**Digests** · 09:00 and 16:00, Mon–Fri"));

    for (typed, said) in [
        (
            "brunch",
            "“brunch” is no time I can read. For example: 9:30.",
        ),
        (
            "1,2,3,4,5,6,7",
            "7 digests a day are too many; 6 are possible.",
        ),
        (
            "9:00 funday",
            "“funday” is no time I can read. For example: 9:30.",
        ),
    ] {
        let refused = story.command(&ben, "hours", &[("digests", typed)]).await;
        assert_eq!(refused.text(), said);
    }
    story.end().await;
}

#[tokio::test]
async fn hours_set_in_a_direct_message_hold_everywhere_and_join_nowhere() {
    let mut story = Story::begin().await;
    let ben = story.person("ben");
    let dm = ben.open_dm();
    let typed = [("zone", "Europe/Berlin")];
    let panel = story.command_in(dm, &ben, "hours", &typed).await.text();
    assert!(panel.contains("you haven't joined in any yet"), "{panel}");

    ana_asks(&mut story, &ben);
    let inbox = story.command_in(dm, &ben, "inbox", &[]).await.text();
    assert!(!inbox.contains("export"), "{inbox}");

    let panel = story.command(&ben, "hours", &[]).await.text();
    assert!(panel.contains("**Clock** · Berlin"), "{panel}");
    assert!(!panel.contains("you haven't joined"), "{panel}");
    story.end().await;
}

#[tokio::test]
async fn every_choice_is_saved_at_once_and_repeated() {
    let mut story = Story::begin().await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let panel = story.command(&ben, "hours", &[]).await;
    let quiet = story.press(&ben, &panel, "Quiet hours").await;
    let quiet = story.choose(&ben, &quiet, "a1:qfrom", &["75600"]).await;
    says(&quiet, "21:00–08:00, every day");
    let again = story.command(&ben, "quiet", &[]).await;
    says(&again, "21:00–08:00, every day");
    let quiet = story.choose(&ben, &quiet, "a1:quntil", &["36000"]).await;
    says(
        &quiet,
        "09:00 falls into your quiet hours: on Mon–Fri that digest comes at 10:00.",
    );
    let quiet = story.choose(&ben, &quiet, "a1:qdays", &["5", "6"]).await;
    says(&quiet, "21:00–10:00, Sat and Sun");
    let panel = story.press(&ben, &quiet, "Back").await;
    let digests = story.press(&ben, &panel, "Digests").await;
    let digests = story
        .choose(&ben, &digests, "a1:dtimes", &["25200", "64800"])
        .await;
    says(&digests, "18:00");
    story.end().await;
}
