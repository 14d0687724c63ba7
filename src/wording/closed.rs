//! What is said about direct messages that Discord refuses to deliver.

use super::controls::{primary, quietly};
use super::tongue::{Tongue, say};
use crate::domain::letter::{Letter, Press, Row, Verb};

/// Told once, at the person's next interaction.
pub fn notice(tongue: &Tongue) -> Letter {
    quietly(say!(tongue, "closed-notice"), vec![retry(tongue)])
}

/// They are open again.
pub fn open_again(tongue: &Tongue) -> Letter {
    quietly(say!(tongue, "closed-again"), Vec::new())
}

/// They are closed still.
pub fn still(tongue: &Tongue) -> Letter {
    quietly(say!(tongue, "closed-still"), vec![retry(tongue)])
}

fn retry(tongue: &Tongue) -> Row {
    Row::Buttons(vec![primary(
        say!(tongue, "hours-direct-retry"),
        Press::plain(Verb::DmRetry),
    )])
}
