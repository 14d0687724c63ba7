//! What somebody sent to others and waits to be read (PRODUCT P8).

use super::explanation::Standing;
use super::ids::{ChannelId, MessageId, ServerId, UserId};

/// One ping, as its sender sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub source: MessageId,
    pub to: UserId,
    pub server: ServerId,
    /// `None`: not known at the moment.
    pub server_name: Option<String>,
    /// No channel, if it was told.
    pub channel: ChannelId,
    /// When it is read.
    pub standing: Standing,
    /// What was told. Of messages nothing: they stand where the link leads.
    pub words: Option<String>,
    /// How often the words were changed, as a number that only grows.
    pub revision: i64,
}

/// What became of something that was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mine {
    /// It waits, like this.
    Waits(Sent),
    /// Its sender took it back.
    TakenBack,
    /// It doesn't wait any more, or never was this person's.
    Gone,
}
