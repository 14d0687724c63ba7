//! What only forums and media channels have (facts §6): tags, and how posts are shown.

use serde_json::Value;

use crate::TagId;

/// Channel flags.
pub(crate) mod flag {
    /// A thread on top of its forum.
    pub(crate) const PINNED: u64 = 1 << 1;
    /// A forum whose posts must have a tag.
    pub(crate) const REQUIRE_TAG: u64 = 1 << 4;
}

#[derive(Clone, Default)]
pub(crate) struct Forum {
    /// At most 20.
    pub(crate) tags: Vec<Tag>,
    pub(crate) requires_tag: bool,
    pub(crate) look: Look,
}

/// How clients show the posts: kept and handed back, it means nothing here.
#[derive(Clone, Default)]
pub(crate) struct Look {
    pub(crate) default_reaction: Value,
    pub(crate) sort_order: Option<u8>,
    pub(crate) layout: u8,
}

/// A tag that posts can have.
#[derive(Clone)]
pub(crate) struct Tag {
    pub(crate) id: TagId,
    pub(crate) name: String,
    /// Only members with MANAGE_THREADS put it on posts and take it off.
    pub(crate) moderated: bool,
    /// A Unicode emoji.
    pub(crate) emoji: Option<String>,
}

impl Forum {
    pub(crate) fn tag(&self, id: TagId) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.id == id)
    }
}
