//! What the commands say about themselves in Discord's own list. Their names stay English, so that
//! colleagues can help each other.

use super::tongue::{Tongue, say};

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
    }
}

/// The words that `/quiet from:` takes besides times, with what each does.
pub fn quiet_words(tongue: &Tongue) -> [(&'static str, String); 3] {
    [
        ("tonight", say!(tongue, "quiet-choice-tonight")),
        ("all day", say!(tongue, "quiet-choice-all-day")),
        ("clear", say!(tongue, "quiet-choice-clear")),
    ]
}
