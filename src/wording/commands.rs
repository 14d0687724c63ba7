//! What the commands say about themselves in Discord's own list. Their names stay English, so that
//! colleagues can help each other.

use super::tongue::{Tongue, say};
use crate::domain::civil::TimeOfDay;
use crate::domain::standup::Format;

/// Something in a command that is described: itself or one of its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Described {
    Hours,
    HoursZone,
    HoursDigests,
    Quiet,
    QuietFrom,
    QuietUntil,
    QuietDays,
    Inbox,
    Privacy,
    Help,
    Adagio,
    Setup,
    Standup,
    StandupNew,
    StandupTemplate,
    StandupList,
    Standups,
    StandupAnswer,
    StandupSkip,
    StandupJoin,
    StandupLeave,
    StandupHistory,
    StandupSearch,
    StandupWords,
    StandupExport,
    StandupFormat,
    Tell,
    TellWho,
    TellMessage,
}

/// What a format of files is called where it is chosen.
pub fn format_name(tongue: &Tongue, format: Format) -> String {
    match format {
        Format::Csv => say!(tongue, "format-csv"),
        Format::Json => say!(tongue, "format-json"),
        Format::Markdown => say!(tongue, "format-markdown"),
    }
}

/// Its description, at most 100 characters (facts §5).
pub fn description(tongue: &Tongue, of: Described) -> String {
    match of {
        Described::Hours => say!(tongue, "command-hours"),
        Described::HoursZone => say!(tongue, "option-hours-zone"),
        Described::HoursDigests => say!(tongue, "option-hours-digests"),
        Described::Quiet => say!(tongue, "command-quiet"),
        Described::QuietFrom => say!(tongue, "option-quiet-from"),
        Described::QuietUntil => say!(tongue, "option-quiet-until"),
        Described::QuietDays => say!(tongue, "option-quiet-days"),
        Described::Inbox => say!(tongue, "command-inbox"),
        Described::Privacy => say!(tongue, "command-privacy"),
        Described::Help => say!(tongue, "command-help"),
        Described::Adagio => say!(tongue, "command-adagio"),
        Described::Setup => say!(tongue, "command-setup"),
        Described::Standup => say!(tongue, "command-standup"),
        Described::StandupNew => say!(tongue, "command-standup-new"),
        Described::StandupTemplate => say!(tongue, "option-standup-template"),
        Described::StandupList => say!(tongue, "command-standup-list"),
        Described::Standups => say!(tongue, "command-standups"),
        Described::StandupAnswer => say!(tongue, "command-standup-answer"),
        Described::StandupSkip => say!(tongue, "command-standup-skip"),
        Described::StandupJoin => say!(tongue, "command-standup-join"),
        Described::StandupLeave => say!(tongue, "command-standup-leave"),
        Described::StandupHistory => say!(tongue, "command-standup-history"),
        Described::StandupSearch => say!(tongue, "command-standup-search"),
        Described::StandupExport => say!(tongue, "command-standup-export"),
        Described::StandupFormat => say!(tongue, "option-standup-format"),
        Described::StandupWords => say!(tongue, "option-standup-words"),
        Described::Tell => say!(tongue, "command-tell"),
        Described::TellWho => say!(tongue, "option-tell-who"),
        Described::TellMessage => say!(tongue, "option-tell-message"),
    }
}

/// What can stand in `/quiet from:`, as far as it fits what is being typed: words, then full hours.
pub fn quiet_begins(tongue: &Tongue, typed: &str) -> Vec<(String, String)> {
    let words = [
        ("tonight", say!(tongue, "quiet-choice-tonight")),
        ("all day", say!(tongue, "quiet-choice-all-day")),
        ("clear", say!(tongue, "quiet-choice-clear")),
    ];
    let words = words
        .into_iter()
        .map(|(word, said)| (said, word.to_owned()));
    let hours = (18..24)
        .chain(0..18)
        .map(|hour| TimeOfDay::hm(hour, 0).to_string());
    let typed = typed.trim().to_lowercase();
    words
        .chain(hours.map(|time| (time.clone(), time)))
        .filter(|(_, value)| value.starts_with(&typed))
        .collect()
}
