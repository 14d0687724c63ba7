//! How the runs of a stand-up went, as pictures: what each shows, and the same in words for who doesn't see them.

use chrono::{Datelike, NaiveDate};

use super::super::controls::quietly;
use super::super::tongue::{Tongue, say};
use crate::domain::chart::{Chart, Plot};
use crate::domain::escape;
use crate::domain::letter::Letter;
use crate::domain::standup::{Mood, Pictured};

/// The most characters of a description (facts §3).
const DESCRIPTION: usize = 1_024;

/// What is under the pictures.
pub fn pictures(tongue: &Tongue, pictured: &Pictured) -> Letter {
    let name = escape::name(pictured.name.as_str());
    let figures = &pictured.figures;
    if figures.is_empty() {
        let text = say!(tongue, "standup-no-pictures", name = name);
        return quietly(text, Vec::new());
    }
    let mut lines = vec![say!(tongue, "standup-pictured", name = name)];
    let turnout = (!figures.turnout.is_empty()).then(|| say!(tongue, "standup-picture-turnout"));
    let moods = figures.moods.iter().map(|mood| {
        let question = escape::quoted(&mood.question);
        let (from, to) = mood.ends;
        say!(
            tongue,
            "standup-picture-mood",
            question = question,
            from = from,
            to = to
        )
    });
    let shown = turnout.into_iter().chain(moods).enumerate();
    lines.extend(shown.map(|(at, what)| format!("{}. {what}", at + 1)));
    lines.push(say!(tongue, "standup-pictures-of-five"));
    quietly(lines.join("\n"), Vec::new())
}

/// The pictures, in the order in which they are told of.
pub fn charts(tongue: &Tongue, pictured: &Pictured) -> Vec<Chart> {
    let figures = &pictured.figures;
    let turnout = turnout(tongue, &figures.turnout);
    let moods = figures
        .moods
        .iter()
        .filter_map(|mood| self::mood(tongue, mood));
    turnout.into_iter().chain(moods).collect()
}

fn turnout(tongue: &Tongue, days: &[(NaiveDate, u32, u32)]) -> Option<Chart> {
    let (_, last, of) = *days.last()?;
    let (answered, asked) = days.iter().fold((0, 0), |(answered, asked), day| {
        (answered + u64::from(day.1), asked + u64::from(day.2))
    });
    let share = (answered * 200 + asked) / (asked * 2).max(1);
    let figure = |(day, answered, asked): &(NaiveDate, u32, u32)| -> String {
        let (day, answered, asked) = (short(tongue, *day), *answered, *asked);
        say!(
            tongue,
            "standup-turnout-of-day",
            day = day,
            answered = answered,
            asked = asked
        )
    };
    let figures: Vec<String> = days.iter().map(figure).collect();
    let title = say!(
        tongue,
        "standup-turnout",
        share = share,
        answered = last,
        asked = of
    );
    Some(Chart {
        description: described(&title, &figures),
        title,
        days: days.iter().map(|(day, ..)| short(tongue, *day)).collect(),
        plot: Plot::Bars(
            days.iter()
                .map(|(_, part, whole)| (*part, *whole))
                .collect(),
        ),
    })
}

fn mood(tongue: &Tongue, mood: &Mood) -> Option<Chart> {
    let means: Vec<f64> = mood.days.iter().map(|(_, mean)| *mean).collect();
    let count = u32::try_from(means.len()).ok()?;
    let (mean, last) = (means.iter().sum::<f64>() / f64::from(count), *means.last()?);
    let ((from, to), rounded) = (mood.ends, |mean: f64| format!("{mean:.1}"));
    let figure = |(day, mean): &(NaiveDate, f64)| -> String {
        let (day, mean) = (short(tongue, *day), rounded(*mean));
        say!(tongue, "standup-mood-of-day", day = day, mean = mean)
    };
    let figures: Vec<String> = mood.days.iter().map(figure).collect();
    let title = say!(
        tongue,
        "standup-mood",
        mean = rounded(mean),
        to = to,
        last = rounded(last)
    );
    Some(Chart {
        description: described(&title, &figures),
        title,
        days: mood
            .days
            .iter()
            .map(|(day, _)| short(tongue, *day))
            .collect(),
        plot: Plot::Means(from, to, means),
    })
}

/// The title and as many of the newest figures as fit.
fn described(title: &str, figures: &[String]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut left = DESCRIPTION.saturating_sub(title.chars().count() + 2);
    for figure in figures.iter().rev() {
        let length = figure.chars().count() + 2;
        if length > left {
            break;
        }
        left -= length;
        kept.push(figure);
    }
    kept.reverse();
    format!("{title}. {}", kept.join(", "))
}

/// "2 Mar".
fn short(tongue: &Tongue, day: NaiveDate) -> String {
    say!(
        tongue,
        "date-shortest",
        date = day.day(),
        month = day.month()
    )
}
