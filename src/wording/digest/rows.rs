//! The controls below a page: its items to choose from, all of them at once, the pages beside it, one's own hours.

use super::super::controls::{button, choice, choose_one};
use super::super::item::later;
use super::super::tongue::{Tongue, say};
use super::items;
use super::line::cut;
use crate::domain::digest::{Item, Of, Page};
use crate::domain::ids::OutboxId;
use crate::domain::letter::{Choice, Press, Row, Verb};
use crate::domain::listing::Listing;

/// The most characters of an option (facts §3).
const OPTION: usize = 100;

/// The rows of a page.
pub(super) fn rows(tongue: &Tongue, page: &Page) -> Vec<Row> {
    let digest = match page.of {
        Of::Digest(digest, _) => Some(digest),
        Of::Inbox => None,
    };
    let about = digest.map_or(0, OutboxId::get);
    let turn = |page| Listing { digest, page }.press();
    let counts = &page.counts;
    let about_all = |verb| {
        let list = Listing {
            digest,
            page: page.number,
        };
        Press::about(verb, page.shown_at.timestamp_millis()).with(list)
    };
    let mut buttons = Vec::new();
    // For a single one there is the item itself.
    let has_several = counts.waiting + counts.answers > 1;
    if has_several {
        buttons.push(button(say!(tongue, "all-done"), about_all(Verb::AllDone)));
    }
    if page.number > 0 {
        buttons.push(button(
            say!(tongue, "digest-earlier"),
            turn(page.number - 1),
        ));
    }
    if page.number + 1 < page.pages {
        buttons.push(button(say!(tongue, "digest-later"), turn(page.number + 1)));
    }
    if !page.servers.is_empty() {
        buttons.push(button(say!(tongue, "all-why"), about_all(Verb::WhyThese)));
    }
    buttons.push(button(
        say!(tongue, "digest-hours"),
        Press::about(Verb::Hours, about),
    ));
    let items: Vec<Choice> = items(page).map(|item| named_choice(tongue, item)).collect();
    let mut rows = Vec::new();
    if !items.is_empty() {
        let press = Press::about(Verb::Item, about).with(page.number);
        rows.push(choose_one(press, say!(tongue, "digest-choose"), items));
    }
    rows.push(Row::Buttons(buttons));
    if has_several {
        let placeholder = say!(tongue, "all-later");
        rows.push(later(tongue, about_all(Verb::AllLater), placeholder));
    }
    rows
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
