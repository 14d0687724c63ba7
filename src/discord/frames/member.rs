//! Members on the wire: what op 8 answers (facts §1.5).

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::Wire;
use crate::domain::ids::{RoleId, ServerId, UserId};

/// A part of the answer to a request for members.
#[derive(Debug, Deserialize)]
pub(crate) struct ChunkFrame {
    pub(crate) guild_id: Wire<ServerId>,
    pub(crate) members: Vec<MemberFrame>,
    pub(crate) chunk_count: u32,
    /// Who of those asked for is not in the server.
    #[serde(default)]
    pub(crate) not_found: Vec<Wire<UserId>>,
    /// Which request it answers.
    pub(crate) nonce: Option<String>,
}

/// A member, as far as it decides what they may read, and how they are called.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct MemberFrame {
    pub(crate) user: MemberUser,
    pub(crate) nick: Option<String>,
    #[serde(default)]
    pub(crate) roles: Vec<Wire<RoleId>>,
    /// Hasn't passed the server's screening.
    #[serde(default)]
    pub(crate) pending: bool,
    #[serde(default)]
    pub(crate) flags: u64,
    pub(crate) communication_disabled_until: Option<DateTime<Utc>>,
}

/// Whose membership it is.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct MemberUser {
    pub(crate) id: Wire<UserId>,
    #[serde(default)]
    username: String,
    global_name: Option<String>,
}

impl MemberFrame {
    /// How somebody is called: in this server, else by everybody, else by their account's name.
    pub(crate) fn name(&self) -> &str {
        let name = self.nick.as_ref().or(self.user.global_name.as_ref());
        name.unwrap_or(&self.user.username)
    }
}
