//! "Save for my digest": what was set aside, and when it comes.

use super::controls::{button, primary, quietly};
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::ids::MessageId;
use crate::domain::item::Saved;
use crate::domain::letter::{Button, Letter, Press, Row, Verb};
use crate::domain::listing::Listing;
use crate::domain::person::Person;

/// When it comes, and the way back.
pub fn letter(tongue: &Tongue, saved: &Saved, message: MessageId, person: &Person) -> Letter {
    let mut buttons = vec![undo(tongue, message)];
    if person.schedule.zone.is_none() {
        let hours = say!(tongue, "hours-set-mine");
        buttons.push(primary(hours, Press::plain(Verb::Hours)));
    }
    quietly(said(tongue, saved), vec![Row::Buttons(buttons)])
}

/// The way back.
pub(super) fn undo(tongue: &Tongue, message: MessageId) -> Button {
    let about = Press::about(Verb::Done, message.get()).with(Listing::default());
    button(say!(tongue, "saved-undo"), about)
}

/// When it comes.
pub(super) fn said(tongue: &Tongue, saved: &Saved) -> String {
    let (first, comes_at) = match saved {
        Saved::Now { comes_at } => (say!(tongue, "saved-now"), comes_at),
        Saved::Already { comes_at } => (say!(tongue, "saved-already"), comes_at),
    };
    let then = match comes_at {
        Some(at) => {
            let (at, distance) = (when::date_tag(*at), when::distance_tag(*at));
            say!(tongue, "saved-at", at = at, distance = distance)
        }
        None => say!(tongue, "saved-inbox"),
    };
    format!("{first} {then}")
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;
    use crate::domain::ids::UserId;

    #[test]
    fn it_is_said_when_what_was_saved_comes() {
        let person = Person::new(UserId::new(5));
        let comes_at = "2026-03-03T08:30:00Z".parse().ok();
        let said = |saved| {
            seen(&letter(
                &Tongue::english(),
                &saved,
                MessageId::new(7),
                &person,
            ))
        };
        insta::assert_snapshot!(said(Saved::Now { comes_at }), @r"
        Saved. It comes with your digest of <t:1772526600:F> (<t:1772526600:R>).
        [Take it out] [[Set my hours]]
        ");
        insta::assert_snapshot!(said(Saved::Already { comes_at: None }), @r"
        It waits for you already. It is in `/inbox`.
        [Take it out] [[Set my hours]]
        ");
    }
}
