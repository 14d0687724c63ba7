//! Words for one person, told to Adagio and posted nowhere (PRODUCT P3b).

use super::explanation::Standing;
use super::ids::UserId;

/// Somebody to whom words are told, as Discord shows them where it was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    pub user: UserId,
    /// How they are called in this server.
    pub name: String,
    pub account: Account,
    pub presence: Presence,
}

/// Whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    Person,
    Bot,
}

/// Whether somebody is a member of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Here,
    Elsewhere,
}

/// What became of a message that was put into somebody's digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It waits there.
    Now(Standing),
    /// It was there before.
    Already(Standing),
    /// Nothing is kept: the person reads no digests in this server.
    NoReader,
    /// The person may not read the channel.
    NotVisible,
}

/// What became of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// They are kept, and read then.
    Kept(Standing),
    /// Nothing is kept: the person reads no digests in this server.
    NoReader,
    /// Nothing is kept: without a key Adagio keeps no words.
    NoKey,
}
