//! A form that somebody fills in, before it is Discord's modal (facts §5).
//!
//! Phones keep what was typed by the form's id, so one that asks for something else needs another id.

use super::press::Press;

/// A form: at most five fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What sending it means.
    pub press: Press,
    /// At most 45 characters (facts §5).
    pub title: String,
    pub fields: Vec<Field>,
}

/// One thing to write or choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// By which it is found again.
    pub name: &'static str,
    /// At most 45 characters (facts §5); what is longer stands below it whole, if nothing else does.
    pub label: String,
    /// What can be written, below the label: at most 100 characters (facts §5).
    pub hint: Option<String>,
    /// What stands in it from the start.
    pub value: Option<String>,
    pub input: Input,
    pub need: Need,
    /// The most characters that fit: up to 4,000 (facts §5). Nothing to what is chosen.
    pub at_most: u16,
}

/// Whether a field has to be filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Need {
    #[default]
    Required,
    Optional,
}

/// How a field is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One line of text.
    Line,
    /// As many as are needed.
    Lines,
    /// One of two to ten: value and label of each, at most 100 characters (facts §5).
    OneOf(Vec<(String, String)>),
}
