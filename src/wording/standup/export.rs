//! A file of what was answered.

use chrono::NaiveDate;

use super::super::controls::quietly;
use super::super::tongue::{Tongue, say};
use super::date;
use crate::domain::ids::UserId;
use crate::domain::letter::{Letter, Push};
use crate::domain::standup::Export;

/// The file is under this.
pub fn export(tongue: &Tongue, export: &Export) -> Letter {
    let text = match export.runs == export.of {
        true => say!(tongue, "standup-export", count = export.runs),
        false => say!(
            tongue,
            "standup-export-part",
            count = export.runs,
            of = export.of
        ),
    };
    quietly(text, Vec::new())
}

/// Tells a channel who took what was answered there, without a sound.
pub fn told_of_export(
    tongue: &Tongue,
    user: UserId,
    (first, last): (NaiveDate, NaiveDate),
    count: usize,
) -> Letter {
    let who = format!("<@{user}>");
    let (first, last) = (date(tongue, first), date(tongue, last));
    Letter {
        text: say!(
            tongue,
            "standup-exported",
            who = who,
            count = count,
            first = first,
            last = last
        ),
        push: Push::Silent,
        ..Letter::default()
    }
}
