//! Where an item stands that somebody acts on: a page of a digest, or of the inbox. Written `128.0`, `0.2`.
//!
//! It only says where to go back to. Whose item it is, is never read from it.

use std::fmt;
use std::str::FromStr;

use super::ids::OutboxId;
use super::press::{Press, Verb};

/// A page of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// `None`: the inbox.
    pub digest: Option<OutboxId>,
    /// From 0.
    pub page: usize,
}

impl Listing {
    /// The press that turns to it.
    pub fn press(&self) -> Press {
        match self.digest {
            Some(digest) => Press::about(Verb::Page, digest.get()).with(self.page),
            None => Press::plain(Verb::InboxPage).with(self.page),
        }
    }

    /// The page that a control stands on which names its digest (0: the inbox) and has the page as its argument.
    pub fn of(press: &Press) -> Self {
        let page = press.arg.as_deref().and_then(|page| page.parse().ok());
        Self {
            digest: digest(press.id).filter(|_| press.verb != Verb::InboxPage),
            page: page.unwrap_or_default(),
        }
    }
}

fn digest(id: i64) -> Option<OutboxId> {
    (id != 0).then(|| OutboxId::new(id))
}

impl fmt::Display for Listing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digest = self.digest.map_or(0, OutboxId::get);
        write!(f, "{digest}.{}", self.page)
    }
}

/// The text names no page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no page of a list")]
pub struct NoListing;

impl FromStr for Listing {
    type Err = NoListing;

    fn from_str(text: &str) -> Result<Self, NoListing> {
        let (id, page) = text.split_once('.').ok_or(NoListing)?;
        Ok(Self {
            digest: digest(id.parse().map_err(|_| NoListing)?),
            page: page.parse().map_err(|_| NoListing)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_is_read_as_it_is_written() {
        for (listing, text) in [
            (Listing::default(), "0.0"),
            (
                Listing {
                    digest: Some(OutboxId::new(128)),
                    page: 2,
                },
                "128.2",
            ),
        ] {
            assert_eq!(listing.to_string(), text);
            assert_eq!(text.parse(), Ok(listing));
            assert_eq!(Listing::of(&listing.press()), listing);
        }
        for text in ["", "7", "x.1", "1.-1"] {
            assert_eq!(text.parse::<Listing>(), Err(NoListing), "{text}");
        }
    }
}
