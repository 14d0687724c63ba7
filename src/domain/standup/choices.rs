//! What a keeper chooses of a stand-up beside its words.

use crate::domain::ids::TagId;

/// What the channel is in which it opens (PRODUCT S5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Venue {
    /// A text channel: a message with a thread under it.
    #[default]
    Text,
    /// A forum: a post with these of its tags.
    Forum(Vec<TagId>),
}

impl Venue {
    /// The most tags of a post (facts §6).
    pub const MOST_TAGS: usize = 5;

    /// The word in the database.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Forum(_) => "forum",
        }
    }

    /// The tags of its posts; of a text channel none.
    pub fn tags(&self) -> &[TagId] {
        match self {
            Self::Text => &[],
            Self::Forum(tags) => tags,
        }
    }
}

/// How often a thread is opened (PRODUCT S5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Threads {
    /// Each run has its own.
    #[default]
    ADay,
    /// The runs of a week share one, from Monday on, whichever days they are.
    AWeek,
}

impl Threads {
    /// Either way.
    pub const ALL: [Self; 2] = [Self::ADay, Self::AWeek];

    /// The word in the database and in the ids of controls.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ADay => "a_day",
            Self::AWeek => "a_week",
        }
    }
}

/// Discord's tag of a forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
}

/// What a forum asks of its posts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forum {
    pub tags: Vec<Tag>,
    /// Whether a post needs one.
    pub wants_tag: bool,
}

/// When entries are posted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reveal {
    #[default]
    AtOnce,
    /// All when the run closes, so that nobody is led by who was first (PRODUCT S14).
    AtClose,
}

impl Reveal {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::AtOnce, Self::AtClose];

    /// The word in the database and in the ids of controls.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::AtClose => "at_close",
        }
    }
}

/// How a summary goes (PRODUCT S9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sums {
    /// What each said first.
    #[default]
    ByPerson,
    /// What was said to each question.
    ByQuestion,
}

impl Sums {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::ByPerson, Self::ByQuestion];

    /// The word in the database and in the ids of controls.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ByPerson => "by_person",
            Self::ByQuestion => "by_question",
        }
    }
}

/// Whether the role of those who may join is pinged (PRODUCT S5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Calls {
    #[default]
    Never,
    /// By the first run alone.
    Once,
}

impl Calls {
    /// Either way.
    pub const ALL: [Self; 2] = [Self::Never, Self::Once];

    /// The word in the ids of controls.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Once => "once",
        }
    }
}

/// Whose clocks hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clocks {
    /// Those of the stand-up's zone, for all.
    #[default]
    One,
    /// Each person's own ("follow the sun"); the zone's for who hasn't told theirs.
    EachOnes,
}
