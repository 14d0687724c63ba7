//! How it went, as pictures and in words.

use chrono::NaiveDate;

use super::*;
use crate::domain::chart::Plot;
use crate::domain::standup::{Figures, Mood, Pictured};

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, number).unwrap()
}

fn pictured(figures: Figures) -> Pictured {
    Pictured {
        name: "Daily *1*".parse().unwrap(),
        figures,
    }
}

#[test]
fn pictures_say_the_finding_and_the_same_in_words() {
    let tongue = Tongue::english();
    let figures = Figures {
        turnout: vec![(day(2), 4, 6), (day(3), 5, 6), (day(4), 6, 7)],
        moods: vec![Mood {
            question: "How was *it*?".to_owned(),
            ends: (1, 5),
            days: vec![(day(2), 3.0), (day(4), 4.25)],
        }],
    };
    let pictured = pictured(figures);
    insta::assert_snapshot!(seen(&pictures(&tongue, &pictured)), @r"
    **Daily \*1\*** · how it went, in up to 30 days of the last 90:
    1. How many answered, of those who had joined
    2. “How was \*it\*?”, from 1 to 5
    -# Each figure is of five people at least, so that nobody can be told apart.
    ");
    let charts = charts(&tongue, &pictured);
    let said: Vec<_> = charts.iter().map(|it| it.description.as_str()).collect();
    let expected = [
        "79 % answered on average; 6 of 7 the last time. 2 Mar 4 of 6, 3 Mar 5 of 6, 4 Mar 6 of 7",
        "3.6 of 5 on average; 4.2 the last time. 2 Mar 3.0, 4 Mar 4.2",
    ];
    assert_eq!(said, expected);
    assert_eq!(
        charts[0].title,
        "79 % answered on average; 6 of 7 the last time"
    );
    assert_eq!(charts[0].days, ["2 Mar", "3 Mar", "4 Mar"]);
    assert_eq!(charts[1].plot, Plot::Means(1, 5, vec![3.0, 4.25]));
}

#[test]
fn where_nothing_can_be_drawn_it_is_said_why() {
    let tongue = Tongue::english();
    let none = pictured(Figures::default());
    assert_eq!(charts(&tongue, &none), []);
    insta::assert_snapshot!(seen(&pictures(&tongue, &none)), @r"There are no pictures of **Daily \*1\*** yet. They begin on the second day on which five people were asked, or five answered a question with a scale, so that nobody can be told apart.");
}

#[test]
fn of_many_days_the_newest_are_described() {
    let days = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().iter_days();
    let figures = Figures {
        turnout: days.take(200).map(|day| (day, 1_000, 10_000)).collect(),
        moods: Vec::new(),
    };
    let said = charts(&Tongue::english(), &pictured(figures))
        .remove(0)
        .description;
    assert!(said.chars().count() <= 1_024, "{said}");
    assert!(said.ends_with("19 Jul 1000 of 10000"), "{said}");
}
