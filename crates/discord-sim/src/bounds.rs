//! What names, languages and spans of time Discord takes. World files and the control API are held to it alike, by the same words; the
//! forms of the bot's own requests use the same figures.

use std::ops::RangeInclusive;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Permissions, ids::instant_of, world::APPLICATION_AGE};

/// Characters of a forum's tag (docs resources/channel.mdx; Discord's description says 50).
pub(crate) const TAG_NAME: usize = 20;
/// Seconds of slowmode.
pub(crate) const SLOWMODE: u32 = 21_600;
/// The longest time-out (docs resources/guild.mdx).
pub(crate) const TIME_OUT: TimeDelta = TimeDelta::days(28);
/// Channels of one category.
pub(crate) const MOST_IN_CATEGORY: usize = 50;
/// Messages that are deleted in bulk.
pub(crate) const IN_BULK: RangeInclusive<usize> = 2..=100;

/// The locales that Discord knows (docs reference.mdx).
pub(crate) const LOCALES: [&str; 34] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th",
    "zh-CN", "ja", "zh-TW", "ko", "ar", "he",
];

/// What is wrong, and what would do.
pub(crate) type Bounded = Result<(), String>;

/// A text with a length.
#[derive(Clone, Copy)]
pub(crate) enum Text {
    Person,
    Server,
    Role,
    Channel,
    Nickname,
    Tag,
    Topic,
    ForumTopic,
}

impl Text {
    /// What it is, and its characters.
    const fn bounds(self) -> (&'static str, RangeInclusive<usize>) {
        match self {
            Self::Person => ("a person's name", 2..=32),
            Self::Server => ("a server's name", 2..=100),
            Self::Role => ("a role's name", 1..=100),
            Self::Channel => ("a channel's name", 1..=100),
            Self::Nickname => ("a nickname", 1..=32),
            Self::Tag => ("a tag's name", 1..=TAG_NAME),
            Self::Topic => ("a topic", 0..=1024),
            Self::ForumTopic => ("a forum's topic", 0..=4096),
        }
    }

    /// Whether the text is as long as this may be.
    ///
    /// # Errors
    /// It isn't, and how long it may be.
    pub(crate) fn check(self, text: &str) -> Bounded {
        let (what, allowed) = self.bounds();
        let length = text.chars().count();
        if allowed.contains(&length) {
            return Ok(());
        }
        let (least, most) = allowed.into_inner();
        Err(format!(
            "{what} has {least} to {most} characters, not {length}"
        ))
    }
}

/// Whether Discord knows the language.
///
/// # Errors
/// It doesn't, and which it knows.
pub(crate) fn check_locale(locale: &str) -> Bounded {
    if LOCALES.contains(&locale) {
        return Ok(());
    }
    Err(format!(
        "Discord has no locale \"{locale}\"; it has: {}",
        LOCALES.join(", ")
    ))
}

/// Whether a slowmode can last so long.
///
/// # Errors
/// It can't, and how long it can.
pub(crate) fn check_slowmode(wait: TimeDelta) -> Bounded {
    let longest = TimeDelta::seconds(i64::from(SLOWMODE));
    if wait >= TimeDelta::zero() && wait <= longest && wait.subsec_nanos() == 0 {
        return Ok(());
    }
    Err(format!(
        "slowmode is a whole number of seconds from 0 to {SLOWMODE} (6 hours)"
    ))
}

/// Whether a time-out can last until then.
///
/// # Errors
/// It can't, and until when it can.
pub(crate) fn check_time_out(until: DateTime<Utc>, now: DateTime<Utc>) -> Bounded {
    if until > now && until <= now + TIME_OUT {
        return Ok(());
    }
    Err(format!(
        "a time-out ends after now, {now}, and within 28 days"
    ))
}

/// Whether an overwrite can say both.
///
/// # Errors
/// It can't, and which rights are in both.
pub(crate) fn check_overwrite(allow: Permissions, deny: Permissions) -> Bounded {
    if (allow & deny).is_empty() {
        return Ok(());
    }
    Err(format!(
        "{:?} can't be allowed and denied at once",
        allow & deny
    ))
}

/// The last instant that an id can hold, in the year 2154.
pub(crate) fn last_instant() -> DateTime<Utc> {
    instant_of(u64::MAX)
}

/// Whether a world can begin then.
///
/// # Errors
/// It can't, and when it can.
pub(crate) fn check_start(at: DateTime<Utc>) -> Bounded {
    let (first, last) = (instant_of(0) + APPLICATION_AGE, last_instant());
    if at >= first && at <= last {
        return Ok(());
    }
    Err(format!(
        "ids hold no other times than those from {first} to {last}"
    ))
}

/// Whether the clock can be moved there.
///
/// # Errors
/// It can't, and how far it can.
pub(crate) fn check_instant(at: DateTime<Utc>) -> Bounded {
    let last = last_instant();
    if at <= last {
        return Ok(());
    }
    Err(format!("no id can hold a time after {last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_measured_in_characters() {
        for (kind, text, fits) in [
            (Text::Server, "é", false),
            (Text::Server, "éé", true),
            (Text::Tag, &*"é".repeat(20), true),
            (Text::Tag, &*"é".repeat(21), false),
            (Text::Topic, "", true),
            (Text::Nickname, "", false),
        ] {
            assert_eq!(kind.check(text).is_ok(), fits, "{text}");
        }
    }

    #[test]
    fn a_time_out_begins_after_now_and_ends_within_28_days() {
        let now: DateTime<Utc> = "2026-03-02T08:00:00Z".parse().unwrap();
        for (seconds, fits) in [(0, false), (1, true), (2_419_200, true), (2_419_201, false)] {
            let until = now + TimeDelta::seconds(seconds);
            assert_eq!(check_time_out(until, now).is_ok(), fits, "{seconds}");
        }
    }

    #[test]
    fn a_world_begins_while_ids_can_tell() {
        for (at, fits) in [
            ("2015-06-01T00:00:00Z", false),
            ("2016-02-05T00:00:00Z", true),
            ("2154-01-01T00:00:00Z", true),
            ("2155-01-01T00:00:00Z", false),
        ] {
            assert_eq!(check_start(at.parse().unwrap()).is_ok(), fits, "{at}");
        }
    }
}
