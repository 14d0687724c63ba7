//! Which bucket a request falls into: its family of routes, and the channel, server or webhook at the top of its path.
//!
//! `POST /channels/7/messages` and `POST /channels/8/messages` have the same `X-RateLimit-Bucket` and are counted apart;
//! `PUT` and `DELETE` of reactions in channel 7 are counted together (facts §2).

use crate::{Bucket, Buckets, UserId};

/// Routes that share a bucket.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Family {
    CreateMessage,
    EditMessage,
    DeleteMessage,
    Reactions,
    Webhook,
    ChangeChannel,
    RenameChannel,
    OpenDm,
    StartThread,
    /// Method and path, ids left out.
    Other(String),
}

/// A bucket: a family of routes at one top-level resource.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct BucketKey {
    family: Family,
    resource: String,
}

impl BucketKey {
    /// The bucket of a request. `None`: first responses to interactions have none.
    pub(crate) fn of(method: &str, path: &[&str]) -> Option<Self> {
        let family = match (method, path) {
            (_, ["interactions", ..]) => return None,
            (_, ["webhooks", ..]) => Family::Webhook,
            ("POST", ["users", "@me", "channels"]) => Family::OpenDm,
            ("PATCH", ["channels", _]) => Family::ChangeChannel,
            ("POST", ["channels", _, "messages"]) => Family::CreateMessage,
            ("PATCH", ["channels", _, "messages", _]) => Family::EditMessage,
            ("DELETE", ["channels", _, "messages", _]) => Family::DeleteMessage,
            ("PUT" | "DELETE", ["channels", _, "messages", _, "reactions", ..]) => {
                Family::Reactions
            }
            ("POST", ["channels", _, "threads"] | ["channels", _, "messages", _, "threads"]) => {
                Family::StartThread
            }
            _ => Family::Other(shape(method, path)),
        };
        let resource = match path {
            ["channels" | "guilds", id, ..] => (*id).to_owned(),
            ["webhooks", id, token, ..] => format!("{id}/{token}"),
            _ => String::new(),
        };
        Some(Self { family, resource })
    }

    /// The bucket inside [`Buckets::change_channel`] of changes to a channel's name or topic.
    pub(crate) fn of_renaming(&self) -> Option<Self> {
        (self.family == Family::ChangeChannel).then(|| Self {
            family: Family::RenameChannel,
            resource: self.resource.clone(),
        })
    }

    /// What requests of one kind have in common, as long as a world is built in the same order: interactions count together,
    /// since their tokens differ from run to run, and a DM channel by its person.
    pub(crate) fn kind(&self, recipient: Option<UserId>) -> String {
        let resource = match recipient {
            _ if self.is_webhook() => String::new(),
            Some(person) => format!("to {person}"),
            None => self.resource.clone(),
        };
        format!("{:?} {resource}", self.family)
    }

    /// Whether it is that of an interaction's token.
    pub(crate) fn is_webhook(&self) -> bool {
        self.family == Family::Webhook
    }

    /// Whether messages are created in it.
    pub(crate) fn creates_message(&self) -> bool {
        self.family == Family::CreateMessage
    }

    /// How much it holds; `None` without limit.
    pub(super) const fn limit(&self, buckets: &Buckets) -> Option<Bucket> {
        match self.family {
            Family::CreateMessage => buckets.create_message,
            Family::EditMessage => buckets.edit_message,
            Family::DeleteMessage => buckets.delete_message,
            Family::Reactions => buckets.reactions,
            Family::Webhook => buckets.webhook,
            Family::ChangeChannel => buckets.change_channel,
            Family::RenameChannel => buckets.rename_channel,
            Family::OpenDm => buckets.open_dm,
            Family::StartThread => buckets.start_thread,
            Family::Other(_) => buckets.other,
        }
    }

    /// `X-RateLimit-Bucket`: opaque, and the same at every resource.
    pub(super) fn hash(&self) -> String {
        let name = format!("{:?}", self.family);
        let sum = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{sum:016x}")
    }
}

/// Method and path with a word in the place of each id.
fn shape(method: &str, path: &[&str]) -> String {
    let steps = path.iter().map(|step| {
        let is_id = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
        if is_id { "{id}" } else { step }
    });
    steps.fold(method.to_owned(), |shape, step| shape + "/" + step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(method: &str, path: &str) -> BucketKey {
        BucketKey::of(method, &path.split('/').collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn routes_share_a_bucket_by_family_and_top_level_resource() {
        let table = [
            // (one request, another, is it one bucket, is it one hash)
            (
                "POST channels/7/messages",
                "POST channels/8/messages",
                false,
                true,
            ),
            (
                "POST channels/7/messages",
                "GET channels/7/messages",
                false,
                false,
            ),
            (
                "PATCH channels/7/messages/1",
                "PATCH channels/7/messages/2",
                true,
                true,
            ),
            (
                "PUT channels/7/messages/1/reactions/x/@me",
                "DELETE channels/7/messages/2/reactions",
                true,
                true,
            ),
            (
                "POST channels/7/threads",
                "POST channels/7/messages/1/threads",
                true,
                true,
            ),
            (
                "POST webhooks/1/a",
                "PATCH webhooks/1/a/messages/@original",
                true,
                true,
            ),
            ("POST webhooks/1/a", "POST webhooks/1/b", false, true),
            (
                "GET guilds/9/members/1",
                "GET guilds/9/members/2",
                true,
                true,
            ),
            ("GET guilds/9", "GET guilds/8", false, true),
        ];
        for (one, other, same, same_hash) in table {
            let [one, other] = [one, other].map(|request| {
                let (method, path) = request.split_once(' ').unwrap();
                key(method, path)
            });
            assert_eq!(
                (one == other, one.hash() == other.hash()),
                (same, same_hash)
            );
        }
        assert_eq!(
            BucketKey::of("POST", &["interactions", "1", "x", "callback"]),
            None
        );
    }
}
