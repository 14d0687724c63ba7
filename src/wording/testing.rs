//! Letters as text, for snapshots: `[button]`, `[[primary]]`, `(select: option*, …)` with the picked ones marked.

use crate::domain::letter::{Button, Choice, Letter, Look, Row};

/// What a person sees.
pub(super) fn seen(letter: &Letter) -> String {
    let sections = letter.sections.iter().map(|section| {
        let title = section.title.as_deref().unwrap_or("-");
        format!("▌ {title}\n{}", section.body)
    });
    [letter.text.clone()]
        .into_iter()
        .chain(sections)
        .chain(letter.rows.iter().map(row))
        .collect::<Vec<_>>()
        .join("\n")
}

fn row(row: &Row) -> String {
    match row {
        Row::Buttons(buttons) => buttons.iter().map(button).collect::<Vec<_>>().join(" "),
        Row::Select(select) => {
            let options: Vec<String> = select.options.iter().map(option).collect();
            format!("({}: {})", select.placeholder, options.join(", "))
        }
        Row::Channels(select) => format!("(#{})", select.placeholder),
        Row::Roles(select) => format!("(@{})", select.placeholder),
    }
}

fn button(button: &Button) -> String {
    match button.look {
        Look::Primary => format!("[[{}]]", button.label),
        Look::Plain => format!("[{}]", button.label),
        Look::Danger => format!("[!{}]", button.label),
    }
}

fn option(choice: &Choice) -> String {
    let mark = if choice.picked { "*" } else { "" };
    format!("{}{mark}", choice.label)
}
