//! `/adagio setup`: what channels promise, and the message that welcomes people.

use super::controls::{button, choice, choose_one, primary, quietly};
use super::tongue::{Tongue, say};
use crate::domain::ids::{ChannelId, OutboxId};
use crate::domain::letter::{ChannelSelect, Choice, Letter, Offers, Press, Push, Row, Verb};
use crate::domain::mode::{Mode, Scope};
use crate::domain::norms::Chosen;

/// The value of the option that takes a choice back.
pub const INHERIT: &str = "inherit";

/// How many channels the panel names.
const NAMED: usize = 20;

/// The panel.
pub fn panel(tongue: &Tongue, chosen: &Chosen) -> Letter {
    let mut lines = vec![
        say!(tongue, "setup-title"),
        default_line(tongue, chosen.default),
    ];
    lines.extend(chosen.others.iter().take(NAMED).map(|(channel, mode)| {
        say!(
            tongue,
            "setup-channel",
            channel = format!("<#{channel}>"),
            mode = said(tongue, *mode)
        )
    }));
    if chosen.others.len() > NAMED {
        lines.push(say!(
            tongue,
            "setup-more",
            count = (chosen.others.len() - NAMED)
        ));
    }
    lines.extend([say!(tongue, "setup-own"), say!(tongue, "setup-who")]);
    let default = chosen.default.unwrap_or(Mode::Async);
    let rows = vec![
        choose_one(
            Press::plain(Verb::ServerMode),
            say!(tongue, "setup-choose-default"),
            modes(tongue, Some(default)),
        ),
        Row::Channels(ChannelSelect {
            press: Press::plain(Verb::ChannelPick),
            placeholder: say!(tongue, "setup-choose-channel"),
            picked: None,
            offers: Offers::All,
        }),
        Row::Buttons(vec![primary(
            say!(tongue, "setup-post-welcome"),
            Press::plain(Verb::Welcome),
        )]),
    ];
    quietly(lines.join("\n"), rows)
}

fn default_line(tongue: &Tongue, default: Option<Mode>) -> String {
    match default {
        Some(mode) => say!(tongue, "setup-default", mode = said(tongue, mode)),
        None => say!(
            tongue,
            "setup-default-usual",
            mode = said(tongue, Mode::Async)
        ),
    }
}

/// "What does #support promise?"
pub fn channel(tongue: &Tongue, scope: Scope, mode: Option<Mode>) -> Letter {
    let now = mode.map_or_else(|| say!(tongue, "setup-inherit"), |mode| said(tongue, mode));
    let (press, text) = match scope {
        Scope::Category(category) => (
            Press::about(Verb::CategoryMode, category.get()),
            say!(
                tongue,
                "setup-category-question",
                channel = format!("<#{category}>"),
                mode = now
            ),
        ),
        Scope::Channel(channel) => (
            Press::about(Verb::ChannelMode, channel.get()),
            say!(
                tongue,
                "setup-channel-question",
                channel = format!("<#{channel}>"),
                mode = now
            ),
        ),
        Scope::Server(_) => (Press::plain(Verb::ServerMode), default_line(tongue, mode)),
    };
    let mut options = modes(tongue, mode);
    options.push(Choice {
        note: Some(say!(tongue, "setup-inherit-note")),
        picked: mode.is_none(),
        ..choice(say!(tongue, "setup-inherit"), INHERIT.to_owned())
    });
    let select = choose_one(press, say!(tongue, "setup-choose-mode"), options);
    quietly(text, vec![select, back(tongue)])
}

/// The welcome message is on its way. This takes the panel's place, so that a second press posts no second one.
pub fn posted(tongue: &Tongue, channel: ChannelId) -> Letter {
    let channel = format!("<#{channel}>");
    quietly(
        say!(tongue, "setup-posted", channel = channel),
        vec![back(tongue)],
    )
}

fn back(tongue: &Tongue) -> Row {
    Row::Buttons(vec![button(
        say!(tongue, "setup-back"),
        Press::plain(Verb::Setup),
    )])
}

/// The message that welcomes people in a channel. Its button names its row of the outbox, by which it is found
/// again if the answer to its sending was lost.
pub fn welcome(tongue: &Tongue, id: OutboxId) -> Letter {
    let open = Press::about(Verb::Hours, id.get());
    let set = primary(say!(tongue, "hours-set-mine"), open);
    Letter {
        text: say!(tongue, "welcome-text"),
        sections: Vec::new(),
        rows: vec![Row::Buttons(vec![set])],
        push: Push::Silent,
    }
}

fn modes(tongue: &Tongue, picked: Option<Mode>) -> Vec<Choice> {
    Mode::ALL
        .into_iter()
        .map(|mode| Choice {
            note: Some(note(tongue, mode)),
            picked: picked == Some(mode),
            ..choice(mode.to_string(), mode.to_string())
        })
        .collect()
}

fn note(tongue: &Tongue, mode: Mode) -> String {
    match mode {
        Mode::Async => say!(tongue, "setup-note-async"),
        Mode::Sync => say!(tongue, "setup-note-sync"),
        Mode::Social => say!(tongue, "setup-note-social"),
        Mode::Off => say!(tongue, "setup-note-off"),
    }
}

fn said(tongue: &Tongue, mode: Mode) -> String {
    match mode {
        Mode::Async => say!(tongue, "setup-mode-async"),
        Mode::Sync => say!(tongue, "setup-mode-sync"),
        Mode::Social => say!(tongue, "setup-mode-social"),
        Mode::Off => say!(tongue, "setup-mode-off"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;

    #[test]
    fn the_set_up_says_what_was_chosen_and_who_can_change_it() {
        let tongue = Tongue::english();
        let incidents = ChannelId::new(11);
        let chosen = Chosen {
            default: None,
            others: vec![(incidents, Mode::Sync)],
        };
        insta::assert_snapshot!(seen(&panel(&tongue, &chosen)), @r"
        **Set-up**
        **This server** · `async`: pings wait for each person's digest (until you choose)
        <#11> · `sync`: pings pass at once
        Announcement channels are `off` and voice chats `social` unless you choose otherwise.
        -# Everybody with Manage Server can change this here again. Each person's hours are their own: nobody else sees or changes them.
        (This server is…: async*, sync, social, off)
        (#A channel or category that is different…)
        [[Post the welcome message here]]
        ");
        let scope = Scope::Channel(incidents);
        insta::assert_snapshot!(seen(&channel(&tongue, scope, Some(Mode::Sync))), @r"
        **What does <#11> promise?** Now: `sync`: pings pass at once.
        (It is…: async, sync*, social, off, as the server says)
        [Back]
        ");
        insta::assert_snapshot!(seen(&welcome(&tongue, OutboxId::new(128))), @r"
        **Adagio is here: pings wait until you want to read them.**
        Tell it your hours, about six taps. From then on, a mention of you in an `async` channel waits for your next digest, which never comes in your quiet hours. What is answered by then doesn't bother you at all. `/hours` also shows how to stop Discord's own push, and tests it.
        Nobody is signed up by anybody else, and nobody sees who joined.
        [[Set my hours]]
        ");
    }

    #[test]
    fn a_server_with_many_choices_still_fits() {
        let others = (0..400)
            .map(|id| (ChannelId::new(i64::MAX - id), Mode::Social))
            .collect();
        let letter = panel(
            &Tongue::english(),
            &Chosen {
                default: Some(Mode::Sync),
                others,
            },
        );
        assert!(
            letter.text.chars().count() <= 2_000,
            "{}",
            letter.text.chars().count()
        );
    }
}
