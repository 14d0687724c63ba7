//! The list of what somebody has muted, and the way back.

use chrono::{DateTime, Utc};

use super::controls::{MOST_OPTIONS, choice, choose_one, quietly};
use super::digest::place;
use super::inbox::elsewhere;
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::letter::{Letter, Press, Verb};
use crate::domain::mute::{Mute, Muted, SENDER_FOR};
use crate::domain::rights::Elsewhere;

/// All that is muted, numbered; one of it can be heard again.
pub fn letter(tongue: &Tongue, mutes: &[Mute], more: Elsewhere) -> Letter {
    if mutes.is_empty() {
        let none = match more {
            Elsewhere::Nothing => say!(tongue, "mutes-none"),
            Elsewhere::More => say!(tongue, "mutes-none-here"),
        };
        return elsewhere(tongue, quietly(none, Vec::new()), more);
    }
    let numbered = || (1_usize..).zip(mutes).take(MOST_OPTIONS);
    let lines = numbered().map(|(number, mute)| format!("`{number}` {}", line(tongue, mute)));
    let others = mutes.len().saturating_sub(MOST_OPTIONS);
    let others = (others > 0).then(|| say!(tongue, "mutes-more", count = others));
    let lines: Vec<String> = [say!(tongue, "mutes-title")]
        .into_iter()
        .chain(lines)
        .chain(others)
        .collect();
    let options = numbered().map(|(number, mute)| {
        let label = match mute.what {
            Muted::Thread(_) => say!(tongue, "mutes-choice-thread", number = number),
            Muted::Sender(_) => say!(tongue, "mutes-choice-sender", number = number),
        };
        choice(label, value(&mute.what))
    });
    let press = Press::plain(Verb::HearAgain);
    let menu = choose_one(press, say!(tongue, "mutes-choose"), options.collect());
    elsewhere(tongue, quietly(lines.join("\n"), vec![menu]), more)
}

fn line(tongue: &Tongue, mute: &Mute) -> String {
    match mute.what {
        Muted::Thread(thread) => {
            let place = place(tongue, Some(thread.governing), thread.channel);
            let since = when::short_date_tag(mute.since);
            say!(tongue, "mutes-thread", place = place, since = since)
        }
        Muted::Sender(user) => {
            let until: DateTime<Utc> = mute.since + SENDER_FOR;
            let (name, until) = (format!("<@{user}>"), when::short_date_tag(until));
            say!(tongue, "mutes-sender", name = name, until = until)
        }
    }
}

/// What an option stands for: `t` and a thread's id, `s` and a person's.
fn value(what: &Muted) -> String {
    match what {
        Muted::Thread(thread) => format!("t{}", thread.channel),
        Muted::Sender(user) => format!("s{user}"),
    }
}

/// What was chosen, if it is still muted.
pub fn chosen(mutes: &[Mute], chosen: &str) -> Option<Muted> {
    let mut all = mutes.iter().map(|mute| mute.what);
    all.find(|what| value(what) == chosen)
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;
    use crate::domain::ids::{ChannelId, ServerId, UserId};
    use crate::domain::mute::Thread;

    #[test]
    fn what_is_muted_is_listed_with_the_way_back() {
        let since = "2026-03-02T08:30:00Z".parse().unwrap();
        let thread = Thread {
            server: ServerId::new(1),
            channel: ChannelId::new(11),
            governing: ChannelId::new(10),
        };
        let mutes = [Muted::Thread(thread), Muted::Sender(UserId::new(5))];
        let mutes = mutes.map(|what| Mute { what, since });
        insta::assert_snapshot!(seen(&letter(&Tongue::english(), &mutes, Elsewhere::Nothing)), @r"
        **What you muted.** Pings from there come with no digest; `/inbox` counts those of the last 7 days.
        `1` <#10> › <#11> · since <t:1772440200:f>
        `2` <@5> · until <t:1780216200:f>
        (Hear again…: 1 · a thread, 2 · a person)
        ");
        assert_eq!(chosen(&mutes, "s5"), Some(Muted::Sender(UserId::new(5))));
        assert_eq!(chosen(&mutes, "t5"), None);
    }
}
