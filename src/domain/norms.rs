//! What was chosen for a server, as its set-up shows it.

use super::ids::ChannelId;
use super::mode::Mode;

/// The modes that were chosen in one server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// `None`: the usual default holds.
    pub default: Option<Mode>,
    /// Channels and categories that are different, by id.
    pub others: Vec<(ChannelId, Mode)>,
}
