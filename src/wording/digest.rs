//! The digest, now-messages and the inbox.

use super::Tongue;
use crate::domain::digest::Page;
use crate::domain::letter::Letter;

/// One page as a message.
pub fn letter(_tongue: &Tongue, page: &Page) -> Letter {
    Letter {
        text: page.waiting.to_string(),
        ..Letter::default()
    }
}
