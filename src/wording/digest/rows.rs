//! The controls below a page: its items to choose from, all of them at once, the pages beside it, one's own hours.

use super::super::controls::{button, choice, choose_one};
use super::super::item::later;
use super::super::tongue::{Tongue, say};
use super::items;
use super::line::cut;
use crate::domain::digest::{Item, Of, Page};
use crate::domain::ids::OutboxId;
use crate::domain::letter::{Button, Choice, Press, Row, Verb};
use crate::domain::listing::Listing;

/// The most characters of an option (facts §3).
const OPTION: usize = 100;

/// The rows of a page.
pub(super) fn rows(tongue: &Tongue, page: &Page) -> Vec<Row> {
    let items: Vec<Choice> = items(page).map(|item| named_choice(tongue, item)).collect();
    let mut rows = Vec::new();
    if !items.is_empty() {
        let press = Press::about(Verb::Item, about(page)).with(page.number);
        rows.push(choose_one(press, say!(tongue, "digest-choose"), items));
    }
    rows.push(Row::Buttons(buttons(tongue, page)));
    if has_several(page) {
        let placeholder = say!(tongue, "all-later");
        let press = about_all(page, Verb::AllLater);
        rows.push(later(tongue, press, placeholder));
    }
    rows
}

fn buttons(tongue: &Tongue, page: &Page) -> Vec<Button> {
    let turn = |number| listing(page, number).press();
    let mut buttons = Vec::new();
    if has_several(page) {
        let press = about_all(page, Verb::AllDone);
        buttons.push(button(say!(tongue, "all-done"), press));
    }
    if page.number > 0 {
        let press = turn(page.number - 1);
        buttons.push(button(say!(tongue, "digest-earlier"), press));
    }
    if page.number + 1 < page.pages {
        let press = turn(page.number + 1);
        buttons.push(button(say!(tongue, "digest-later"), press));
    }
    if !page.servers.is_empty() {
        let press = about_all(page, Verb::WhyThese);
        buttons.push(button(say!(tongue, "all-why"), press));
    }
    let press = Press::about(Verb::Hours, about(page));
    buttons.push(button(say!(tongue, "digest-hours"), press));
    buttons
}

/// For a single one there is the item itself.
const fn has_several(page: &Page) -> bool {
    page.counts.waiting + page.counts.answers > 1
}

/// A page of the same list.
fn listing(page: &Page, number: usize) -> Listing {
    let digest = match page.of {
        Of::Digest(digest, _) => Some(digest),
        Of::Inbox => None,
    };
    Listing {
        digest,
        page: number,
    }
}

/// The digest; 0 for the inbox.
fn about(page: &Page) -> i64 {
    listing(page, 0).digest.map_or(0, OutboxId::get)
}

fn about_all(page: &Page, verb: Verb) -> Press {
    Press::about(verb, page.shown_at.timestamp_millis()).with(listing(page, page.number))
}

/// "3 · ana: could you look…": an option shows no markup, and no instants.
fn named_choice(tongue: &Tongue, item: &Item) -> Choice {
    let said = item.excerpt.as_ref().filter(|_| item.sender.is_some());
    let said = match said {
        Some(excerpt) if excerpt.text.is_empty() => excerpt.name.clone(),
        Some(excerpt) => format!("{}: {}", excerpt.name, excerpt.text),
        None => say!(tongue, "digest-choice-link"),
    };
    let label = format!("{} · {said}", item.number);
    choice(cut(&label, OPTION), item.source.to_string())
}
