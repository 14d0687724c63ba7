//! A message that Adagio sends, before it is Discord's: text, sections and controls.

use serde::{Deserialize, Serialize};

use super::ids::{ChannelId, RoleId, UserId};
pub use super::press::{Press, UnreadablePress, Verb};

/// A message to a person or channel, or an ephemeral answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The first line is what a phone shows. At most 2,000 characters (facts §3).
    pub text: String,
    /// Each becomes an embed: at most 10, together under 6,000 characters (facts §3).
    #[serde(default, skip_serializing_if = "is_usual")]
    pub sections: Vec<Section>,
    /// At most 5 rows (facts §3).
    #[serde(default, skip_serializing_if = "is_usual")]
    pub rows: Vec<Row>,
    /// Whether it may light up a phone.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub push: Push,
}

/// What is as it usually is isn't written: letters are kept by the thousand until they are sent.
fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Whether a message notifies (a silent one only shows a badge; facts §3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Push {
    /// The person asked for this.
    Notify,
    /// It mentions this person, and nobody else: a test of what their phone does.
    Mention(UserId),
    #[default]
    Silent,
    /// It mentions this role, and nobody else: who begins a stand-up wanted that.
    Call(RoleId),
    /// Silent too, but this person alone is mentioned by what stands in it.
    SilentMention(UserId),
}

/// A titled block of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    #[serde(default, skip_serializing_if = "is_usual")]
    pub title: Option<String>,
    pub body: String,
    /// Whose words these are. `None`: Adagio's own.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub author: Option<Author>,
    /// At most 25, of 1,024 characters each (facts §3).
    #[serde(default, skip_serializing_if = "is_usual")]
    pub parts: Vec<Part>,
    /// A line below everything.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub edge: Edge,
}

impl Section {
    /// A block without a title.
    pub fn of(body: String) -> Self {
        Self {
            body,
            ..Self::default()
        }
    }

    /// A block with one.
    pub fn titled(title: String, body: String) -> Self {
        Self {
            title: Some(title),
            ..Self::of(body)
        }
    }
}

/// Who said something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub name: String,
    /// Where their picture is. `None`: they have none.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub picture: Option<String>,
}

/// A titled part of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub title: String,
    pub body: String,
}

/// What the edge of a block says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edge {
    #[default]
    Plain,
    /// Somebody is held up.
    Held,
}

/// A line of controls: up to five buttons, or one select.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Row {
    Buttons(Vec<Button>),
    Select(Select),
    Channels(ChannelSelect),
    Roles(RoleSelect),
}

/// A button that does something, or opens a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    pub label: String,
    pub does: Does,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub look: Look,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub state: State,
}

/// What a button leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Does {
    Press(Press),
    Open(String),
}

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// The one that most people want.
    Primary,
    #[default]
    Plain,
    /// Takes something away.
    Danger,
}

/// Whether a button can be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    #[default]
    Enabled,
    Disabled,
}

/// A choice among texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Select {
    pub press: Press,
    pub placeholder: String,
    /// 1 to 25 (facts §3).
    pub options: Vec<Choice>,
    pub at_least: u8,
    pub at_most: u8,
}

/// One option of a select.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub label: String,
    pub value: String,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub picked: bool,
}

/// A choice of one of the server's channels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelSelect {
    pub press: Press,
    pub placeholder: String,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub picked: Option<ChannelId>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub offers: Offers,
}

/// Which channels can be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Offers {
    #[default]
    All,
    /// Where stand-ups can open: text channels and forums.
    Openable,
}

/// A choice of one of the server's roles, or of none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleSelect {
    pub press: Press,
    pub placeholder: String,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub picked: Option<RoleId>,
}
