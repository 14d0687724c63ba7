//! What a body about a channel says of slowmode, of new threads and, in forums, of tags and looks (docs resources/channel.mdx).
//!
//! Three steps: [`Settings::read`] notes what is wrong with the form, [`Settings::check`] holds it against the channel as it
//! is, [`Checked::apply`] changes the channel.

use serde_json::Value;

use crate::{
    ChannelId, TagId,
    bounds::TAG_NAME,
    error::{ApiError, Form, Outcome},
    form::join,
    rest::threads::fields,
    world::{
        World,
        channel::{Channel, ForThreads, Kind},
        forum::{Forum, Look, Tag, flag},
    },
};

/// Tags of a forum, at most.
const TAGS: usize = 20;

/// As the body says it; `None` stays as it is.
#[derive(Default)]
pub(crate) struct Settings {
    slowmode: Option<u32>,
    thread_slowmode: Option<u32>,
    auto_archive: Option<u32>,
    forum: ForumSettings,
}

/// What only forums have.
#[derive(Default)]
struct ForumSettings {
    tags: Option<Vec<NewTag>>,
    requires_tag: Option<bool>,
    reaction: Option<Value>,
    sort_order: Option<Option<u8>>,
    layout: Option<u8>,
}

/// A tag that a body names: one that is there if it has an id.
struct NewTag {
    id: Option<TagId>,
    name: String,
    moderated: bool,
    emoji: Option<String>,
}

/// What is to be set, checked.
pub(crate) struct Checked {
    slowmode: u32,
    for_threads: ForThreads,
    forum: Option<Box<Forum>>,
}

impl Settings {
    /// The settings in a body for a channel of this kind.
    pub(crate) fn read(form: &mut Form, body: &Value, kind: Kind) -> Self {
        Self {
            slowmode: fields::seconds(form, body, "rate_limit_per_user"),
            thread_slowmode: fields::seconds(form, body, "default_thread_rate_limit_per_user"),
            auto_archive: fields::auto_archive(form, body, "default_auto_archive_duration"),
            forum: if kind.is_forum() {
                ForumSettings::read(form, body)
            } else {
                ForumSettings::default()
            },
        }
    }

    /// Holds them against the channel: tags that it has, names that differ (40061), one that anybody may use if it wants
    /// tags (40066), emojis that exist.
    pub(crate) fn check(self, world: &mut World, channel: ChannelId) -> Outcome<Checked> {
        let place = world.channels.get(&channel);
        let place = place.ok_or_else(|| ApiError::unknown("Channel"))?;
        let (slowmode, before, forum) = (place.slowmode, place.for_threads, place.forum.clone());
        let forum = match forum {
            Some(forum) => Some(Box::new(self.forum.check(world, *forum)?)),
            None => None,
        };
        Ok(Checked {
            slowmode: self.slowmode.unwrap_or(slowmode),
            for_threads: ForThreads {
                slowmode: self.thread_slowmode.unwrap_or(before.slowmode),
                auto_archive: self.auto_archive.or(before.auto_archive),
            },
            forum,
        })
    }
}

impl Checked {
    pub(crate) fn apply(self, channel: &mut Channel) {
        channel.slowmode = self.slowmode;
        channel.for_threads = self.for_threads;
        channel.forum = self.forum;
    }
}

impl ForumSettings {
    fn read(form: &mut Form, body: &Value) -> Self {
        Self {
            tags: form
                .list(body, "", "available_tags", TAGS)
                .map(|list| read_tags(form, list)),
            requires_tag: body["flags"]
                .as_u64()
                .map(|flags| flags & flag::REQUIRE_TAG != 0),
            reaction: body.get("default_reaction_emoji").cloned(),
            sort_order: body
                .get("default_sort_order")
                .map(|_| choice(form, body, "default_sort_order", 1)),
            layout: choice(form, body, "default_forum_layout", 2),
        }
    }

    /// The forum as it will be.
    fn check(self, world: &mut World, before: Forum) -> Outcome<Forum> {
        let tags = match self.tags {
            Some(tags) => check_tags(world, &before, tags)?,
            None => before.tags,
        };
        let requires_tag = self.requires_tag.unwrap_or(before.requires_tag);
        if requires_tag && tags.iter().all(|tag| tag.moderated) {
            let why = "There are no tags available that can be set by non-moderators";
            return Err(ApiError::new(400, 40066, why));
        }
        Ok(Forum {
            tags,
            requires_tag,
            look: Look {
                default_reaction: self.reaction.unwrap_or(before.look.default_reaction),
                sort_order: self.sort_order.unwrap_or(before.look.sort_order),
                layout: self.layout.unwrap_or(before.look.layout),
            },
        })
    }
}

/// A small number, at most `max`; absent or null is `None`.
fn choice(form: &mut Form, body: &Value, key: &str, max: u8) -> Option<u8> {
    let value = &body[key];
    let number = value.as_u64().and_then(|number| u8::try_from(number).ok());
    let number = number.filter(|number| *number <= max);
    if number.is_none() && !value.is_null() {
        let why = format!("Value must be one of (0..{max}).");
        form.wrong(key, "BASE_TYPE_CHOICES", &why);
    }
    number
}

fn read_tags(form: &mut Form, list: &[Value]) -> Vec<NewTag> {
    let mut tags = Vec::new();
    for (at, tag) in list.iter().enumerate() {
        let path = format!("available_tags.{at}");
        let name = form.required_text(tag, &path, "name", 0, TAG_NAME);
        let emoji = form.text(tag, &path, "emoji_name", 1, 100);
        if !tag["emoji_id"].is_null() {
            let why = "The simulator's servers have no emojis of their own";
            form.wrong(&join(&path, "emoji_id"), "UNKNOWN_EMOJI", why);
        }
        tags.push(NewTag {
            id: tag["id"].as_str().and_then(|id| id.parse().ok()),
            name: name.to_owned(),
            moderated: tag["moderated"] == true,
            emoji: emoji.map(str::to_owned),
        });
    }
    tags
}

fn check_tags(world: &mut World, before: &Forum, tags: Vec<NewTag>) -> Outcome<Vec<Tag>> {
    let mut checked: Vec<Tag> = Vec::new();
    for (at, tag) in tags.into_iter().enumerate() {
        if checked.iter().any(|other| other.name == tag.name) {
            return Err(ApiError::new(400, 40061, "Tag names must be unique"));
        }
        let emoji = tag.emoji.map(|emoji| world.check_emoji(&emoji));
        let id = match tag.id {
            Some(id) if before.tag(id).is_some() => id,
            None => TagId::new(world.next_id()),
            Some(_) => {
                let path = format!("available_tags.{at}.id");
                return Err(ApiError::form(&path, "INVALID_TAG", "Unknown tag"));
            }
        };
        checked.push(Tag {
            id,
            name: tag.name,
            moderated: tag.moderated,
            emoji: emoji.transpose()?,
        });
    }
    Ok(checked)
}
