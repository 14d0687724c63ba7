//! A page of a plain list: how much there is, the items, and the way to the other pages.

use super::controls::{button, quietly};
use super::tongue::{Tongue, say};
use crate::domain::letter::{Letter, Press, Row, Section, Verb};
use crate::domain::sheet::Sheet;

/// A page whose first line is this, and which another press of the same verb turns.
pub(super) fn letter<T>(
    tongue: &Tongue,
    first: String,
    sheet: &Sheet<T>,
    item: impl Fn(&T) -> String,
    turn: Verb,
) -> Letter {
    let mut lines = vec![first];
    if sheet.pages > 1 {
        let (page, pages) = (sheet.number + 1, sheet.pages);
        lines.push(say!(tongue, "digest-page", page = page, pages = pages));
    }
    let items: Vec<String> = sheet.items.iter().map(item).collect();
    let items = (!items.is_empty()).then(|| Section::of(items.join("\n")));
    Letter {
        sections: items.into_iter().collect(),
        ..quietly(lines.join("\n"), turns(tongue, sheet, turn))
    }
}

fn turns<T>(tongue: &Tongue, sheet: &Sheet<T>, turn: Verb) -> Vec<Row> {
    let to = |number: usize| Press::plain(turn).with(number);
    let mut turns = Vec::new();
    if sheet.number > 0 {
        turns.push(button(say!(tongue, "digest-earlier"), to(sheet.number - 1)));
    }
    if sheet.number + 1 < sheet.pages {
        turns.push(button(say!(tongue, "digest-later"), to(sheet.number + 1)));
    }
    let row = (!turns.is_empty()).then_some(Row::Buttons(turns));
    row.into_iter().collect()
}
