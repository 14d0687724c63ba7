//! The parts of a letter, with less to write.

use crate::domain::letter::{Button, Choice, Does, Letter, Look, Press, Push, Row, Select, State};

/// The most options a select can have (facts §3).
pub(super) const MOST_OPTIONS: usize = 25;

/// A letter that only the person who asked sees.
pub(super) fn quietly(text: String, rows: Vec<Row>) -> Letter {
    Letter {
        text,
        sections: Vec::new(),
        rows,
        push: Push::Silent,
    }
}

/// A button like any other.
pub(super) fn button(label: String, press: Press) -> Button {
    Button {
        label,
        does: Does::Press(press),
        look: Look::Plain,
        state: State::Enabled,
    }
}

/// The button that most people want.
pub(super) fn primary(label: String, press: Press) -> Button {
    Button {
        look: Look::Primary,
        ..button(label, press)
    }
}

/// A button that takes something away.
pub(super) fn danger(label: String, press: Press) -> Button {
    Button {
        look: Look::Danger,
        ..button(label, press)
    }
}

/// A button that opens a page or message.
pub(super) fn link(label: String, url: String) -> Button {
    Button {
        label,
        does: Does::Open(url),
        look: Look::Plain,
        state: State::Enabled,
    }
}

/// A select of exactly one option; what doesn't fit is left out.
pub(super) fn choose_one(press: Press, placeholder: String, mut options: Vec<Choice>) -> Row {
    options.truncate(MOST_OPTIONS);
    Row::Select(Select {
        press,
        placeholder,
        options,
        at_least: 1,
        at_most: 1,
    })
}

/// A select of one to `at_most` options; what doesn't fit is left out.
pub(super) fn choose_some(
    press: Press,
    placeholder: String,
    mut options: Vec<Choice>,
    at_most: usize,
) -> Row {
    options.truncate(MOST_OPTIONS);
    let at_most = u8::try_from(at_most.min(options.len())).unwrap_or(u8::MAX);
    Row::Select(Select {
        press,
        placeholder,
        options,
        at_least: 1,
        at_most,
    })
}

/// A select of up to so many options, or of none; what doesn't fit is left out.
pub(super) fn choose_up_to(
    press: Press,
    placeholder: String,
    options: Vec<Choice>,
    at_most: usize,
) -> Row {
    match choose_some(press, placeholder, options, at_most) {
        Row::Select(select) => Row::Select(Select {
            at_least: 0,
            ..select
        }),
        row => row,
    }
}

/// An option that isn't picked.
pub(super) fn choice(label: String, value: String) -> Choice {
    Choice {
        label,
        value,
        note: None,
        picked: false,
    }
}
