//! A newcomer sets their hours in about six taps, and everybody changes them in place (PRODUCT A1, Q1, Q2, Q3).

use discord_sim::{Answer, Person};

use crate::harness::Story;

impl Story {
    /// Chooses in the menu whose id begins like this.
    pub(super) async fn choose(
        &self,
        who: &Person,
        on: &Answer,
        menu: &str,
        values: &[&str],
    ) -> Answer {
        let selects = on.message().unwrap().selects();
        let ids: Vec<_> = selects.iter().map(|select| &select.custom_id).collect();
        let id = ids.iter().find(|id| id.starts_with(menu));
        let id = id.unwrap_or_else(|| panic!("no {menu} among {ids:?}"));
        let answer = who.select(on, id, values).await.unwrap();
        let answer = answer.settled().await.unwrap();
        self.stage.settle().await.unwrap();
        answer
    }
}

fn says(answer: &Answer, what: &str) {
    assert!(
        answer.text().contains(what),
        "{what:?} is not in: {}",
        answer.text()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_is_set_up_in_six_taps_without_typing() {
    let mut story = Story::begin().await;
    let ben = story.person("ben").locale("de");
    let help = story.command(&ben, "help", &[]).await;
    let clock = story.press(&ben, &help, "Set my hours").await;
    says(&clock, "What does your clock say now?");
    let menu = clock.message().unwrap().selects();
    let berlin = menu
        .iter()
        .position(|select| select.options.iter().any(|(_, value)| value == "3600"));
    let menu = &menu[berlin.unwrap()].custom_id;
    let cities = story.choose(&ben, &clock, menu, &["3600"]).await;
    let offered = &cities.message().unwrap().selects()[0].options;
    assert_eq!(
        offered[0].1, "Europe/Berlin",
        "the language's own country first"
    );
    let quiet = story
        .choose(&ben, &cities, "a1:zone", &["Europe/Berlin"])
        .await;
    let digests = story.press(&ben, &quiet, "22:00–08:00, every day").await;
    says(&digests, "22:00–08:00, every day");
    let direct = story.press(&ben, &digests, "Keep these").await;
    says(
        &direct,
        "May I write to you by DM, only if something waits?",
    );
    let done = story.press(&ben, &direct, "Yes, by DM").await;
    says(&done, "Berlin, 07:00 (Mon)");
    says(&done, "by DM, only if something waits");
    assert!(done.is_ephemeral());
    story.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hours_takes_a_city_and_digest_times_in_one_line() {
    let mut story = Story::begin().await;
    let ben = story.person("ben");
    let found = ben
        .autocomplete(story.support, "hours", "zone", "kath")
        .await
        .unwrap();
    assert_eq!(found[0].value, "Asia/Kathmandu");
    let options = [("zone", "kathmandu"), ("digests", "09:30, 16:00 every day")];
    let panel = story.command(&ben, "hours", &options).await;
    says(&panel, "Kathmandu, 11:45 (Mon)");
    says(&panel, "09:30 and 16:00, every day");
    let refused = story.command(&ben, "hours", &[("digests", "brunch")]).await;
    says(
        &refused,
        "“brunch” is no time I can read. For example: 9:30.",
    );
    let refused = story.command(&ben, "hours", &[("zone", "Atlantis")]).await;
    says(&refused, "I know no city or zone “Atlantis”");
    story.end().await;
}
