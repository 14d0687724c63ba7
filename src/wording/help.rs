//! `/help`: one screen.

use super::controls::{button, primary, quietly};
use super::tongue::{Tongue, say};
use crate::domain::letter::{Letter, Press, Row, Verb};

/// What Adagio does, and how.
pub fn letter(tongue: &Tongue) -> Letter {
    let text = [say!(tongue, "help-text"), say!(tongue, "help-setup")].join("\n");
    let row = Row::Buttons(vec![
        primary(say!(tongue, "hours-set-mine"), Press::plain(Verb::Hours)),
        button(
            say!(tongue, "privacy-title-button"),
            Press::plain(Verb::Privacy),
        ),
    ]);
    quietly(text, vec![row])
}
