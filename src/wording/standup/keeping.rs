//! The list of a server's stand-ups, and each of them, for those who keep them.

use super::super::controls::{button, choice, choose_one, danger, primary, quietly};
use super::super::tongue::{Tongue, say};
use super::super::when;
use super::draft::to_list;
use super::{questions, revealed, times, who};
use crate::domain::escape;
use crate::domain::letter::{Letter, Press, Row, Verb};
use crate::domain::standup::{Listed, OpenRun, Standing, Terms, Trouble};

/// Joining is nobody's business: a count is told from so many on (PRODUCT, principle 6).
const COUNTED: usize = 5;

/// The most characters of a message (facts §3).
const ROOM: usize = 2_000;

/// The stand-ups of a server.
pub fn list(tongue: &Tongue, all: &[Listed]) -> Letter {
    if all.is_empty() {
        return quietly(say!(tongue, "standup-list-none"), Vec::new());
    }
    let mut text = say!(tongue, "standup-list");
    for one in all {
        let line = line(tongue, one);
        // The menu below has them all.
        if text.chars().count() + line.chars().count() < ROOM {
            text = format!("{text}\n{line}");
        }
    }
    let options = all
        .iter()
        .map(|one| choice(one.terms.name.to_string(), one.id.to_string()));
    let select = choose_one(
        Press::plain(Verb::StandupShow),
        say!(tongue, "standup-choose"),
        options.collect(),
    );
    quietly(text, vec![select])
}

/// One line of the list.
fn line(tongue: &Tongue, one: &Listed) -> String {
    let name = escape::name(one.terms.name.as_str());
    let channel = format!("<#{}>", one.terms.channel);
    match (one.standing, one.next_at) {
        (Standing::Active, Some(at)) => {
            let next = when::distance_tag(at);
            say!(
                tongue,
                "standup-line",
                name = name,
                channel = channel,
                next = next
            )
        }
        (Standing::Active, None) => {
            say!(tongue, "standup-line-never", name = name, channel = channel)
        }
        (Standing::Paused, _) => {
            say!(
                tongue,
                "standup-line-paused",
                name = name,
                channel = channel
            )
        }
    }
}

/// One stand-up with what can be done about it.
pub fn one(tongue: &Tongue, one: &Listed) -> Letter {
    let terms = &one.terms;
    let mut lines = vec![
        say!(
            tongue,
            "standup-one",
            name = escape::name(terms.name.as_str())
        ),
        times(tongue, terms),
        say!(
            tongue,
            "standup-where",
            channel = format!("<#{}>", terms.channel)
        ),
        say!(tongue, "standup-who", who = who(tongue, terms.role)),
        revealed(tongue, terms.reveal),
        questions(tongue, &terms.questions),
    ];
    lines.extend(
        one.trouble
            .map(|trouble| trouble_line(tongue, terms, trouble)),
    );
    lines.push(match (one.standing, one.next_at) {
        (Standing::Active, Some(at)) => {
            say!(tongue, "standup-next-one", next = when::date_tag(at))
        }
        (Standing::Active, None) => say!(tongue, "standup-never"),
        (Standing::Paused, _) => say!(tongue, "standup-paused"),
    });
    lines.extend(one.open.iter().map(|run| open_line(tongue, run)));
    lines.push(match one.joined {
        few if few < COUNTED => say!(tongue, "standup-joined-few", least = COUNTED),
        count => say!(tongue, "standup-joined-many", count = count),
    });
    quietly(lines.join("\n"), vec![Row::Buttons(buttons(tongue, one))])
}

fn open_line(tongue: &Tongue, run: &OpenRun) -> String {
    say!(
        tongue,
        "standup-open-now",
        until = when::short_date_tag(run.closes_at)
    )
}

fn buttons(tongue: &Tongue, one: &Listed) -> Vec<crate::domain::letter::Button> {
    let about = |verb| Press::about(verb, one.id.get());
    let stand = match one.standing {
        Standing::Active => button(say!(tongue, "standup-pause"), about(Verb::StandupPause)),
        Standing::Paused => primary(say!(tongue, "standup-resume"), about(Verb::StandupResume)),
    };
    vec![
        button(say!(tongue, "standup-edit"), about(Verb::StandupEdit)),
        stand,
        button(say!(tongue, "standup-try"), about(Verb::StandupTry)),
        danger(say!(tongue, "standup-delete"), about(Verb::StandupDelete)),
        to_list(tongue),
    ]
}

/// Why it can't be opened, and what to do.
pub(super) fn trouble_line(tongue: &Tongue, terms: &Terms, trouble: Trouble) -> String {
    let channel = format!("<#{}>", terms.channel);
    match trouble {
        Trouble::Gone => say!(tongue, "standup-trouble-gone"),
        Trouble::Forbidden => say!(tongue, "standup-trouble-forbidden", channel = channel),
        Trouble::Untagged => say!(tongue, "standup-trouble-untagged", channel = channel),
    }
}

/// "Delete the Daily?"
pub fn ask_delete(tongue: &Tongue, one: &Listed) -> Letter {
    let name = escape::name(one.terms.name.as_str());
    let about = |verb| Press::about(verb, one.id.get());
    let row = Row::Buttons(vec![
        danger(
            say!(tongue, "standup-delete-sure"),
            about(Verb::StandupDeleteSure),
        ),
        danger(
            say!(tongue, "standup-delete-all"),
            about(Verb::StandupDeleteAll),
        ),
        button(say!(tongue, "standup-keep"), about(Verb::StandupShow)),
    ]);
    quietly(
        say!(tongue, "standup-delete-question", name = name),
        vec![row],
    )
}

/// It is gone, but for its history.
pub fn deleted(tongue: &Tongue, terms: &Terms) -> Letter {
    let name = escape::name(terms.name.as_str());
    gone(tongue, say!(tongue, "standup-deleted", name = name))
}

/// It is gone.
pub fn deleted_all(tongue: &Tongue, terms: &Terms) -> Letter {
    let name = escape::name(terms.name.as_str());
    gone(tongue, say!(tongue, "standup-deleted-all", name = name))
}

fn gone(tongue: &Tongue, text: String) -> Letter {
    quietly(text, vec![Row::Buttons(vec![to_list(tongue)])])
}
