//! The body of a message, to be created or changed (facts §3).

use serde_json::Value;

use crate::{
    ChannelId, MessageId,
    error::{ApiError, Form, Outcome},
    form::Fields,
    rest::{
        forms::{
            attachments::{self, Files},
            components::{self, Layout},
            embeds, mentions, poll,
        },
        request::Req,
    },
    world::{
        World,
        deeds::{Change, Draft, ReplyTo, v2_excludes},
        message::flag,
    },
};

/// Characters of content.
const CONTENT: usize = 2000;

/// Where the message is going.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Channel(ChannelId),
    /// A new post of this forum.
    Forum(ChannelId),
    /// An interaction's response or follow-up, in this channel.
    Webhook(ChannelId),
}

impl Place {
    /// Flags that may be set on create.
    const fn flags(self) -> u64 {
        const BOTH: u64 = flag::SUPPRESS_EMBEDS | flag::SUPPRESS_NOTIFICATIONS;
        match self {
            Self::Channel(_) => BOTH | 1 << 13 | flag::COMPONENTS_V2,
            Self::Forum(_) => BOTH,
            Self::Webhook(_) => BOTH | flag::COMPONENTS_V2 | flag::EPHEMERAL,
        }
    }

    const fn channel(self) -> ChannelId {
        match self {
            Self::Channel(channel) | Self::Forum(channel) | Self::Webhook(channel) => channel,
        }
    }
}

/// The new message in `body`.
pub(crate) fn draft(world: &mut World, req: &Req, body: &Value, place: Place) -> Outcome<Draft> {
    let mut form = Form::default();
    let files = attachments::read(world, &mut form, req, body, place.channel(), &[])?;
    let content = form.text(body, "", "content", 0, CONTENT);
    let flags = flags(&mut form, body) & place.flags();
    let embeds = embeds::read(&mut form, body, Files::of(&files));
    let layout = layout_of(flags);
    let components = components::read(&mut form, world, body, layout, Files::of(&files));
    let poll = poll::read(world, &mut form, body);
    check_stickers(&mut form, body);
    let mut draft = Draft {
        content: content.unwrap_or_default().to_owned(),
        embeds: embeds.unwrap_or_default(),
        components: components.unwrap_or_default(),
        flags,
        allowed: mentions::read(&mut form, body),
        enforce_nonce: Fields::new(&mut form, body, "").flag("enforce_nonce"),
        attachments: files,
        poll,
        ..Draft::default()
    };
    if matches!(place, Place::Channel(_)) {
        draft.nonce = nonce(&mut form, body);
        draft.reply = reply(&mut form, body);
    }
    form.finish()?;
    let legacy = !draft.content.is_empty() || !draft.embeds.is_empty() || draft.poll.is_some();
    if layout == Layout::Components && legacy {
        return Err(v2_excludes());
    }
    Ok(draft)
}

/// What `body` changes of a message; what it doesn't mention stays.
pub(crate) fn change(world: &mut World, req: &Req, body: &Value, id: MessageId) -> Outcome<Change> {
    let has = |key: &str| body.as_object().is_some_and(|body| body.contains_key(key));
    let (channel, before, old_flags) = world
        .message(id)
        .map(|message| {
            let files = message.attachments().to_vec();
            (message.channel, files, message.flags)
        })
        .ok_or_else(|| ApiError::unknown("Message"))?;
    let mut form = Form::default();
    let files = attachments::read(world, &mut form, req, body, channel, &before)?;
    let content = form.text(body, "", "content", 0, CONTENT);
    let flags = has("flags").then(|| flags(&mut form, body));
    let layout = layout_of(old_flags | flags.unwrap_or_default());
    let embeds = embeds::read(&mut form, body, Files::of(&files));
    let components = components::read(&mut form, world, body, layout, Files::of(&files));
    let poll = poll::read(world, &mut form, body);
    let allowed = mentions::read(&mut form, body);
    if poll.is_some() && old_flags & flag::LOADING == 0 {
        form.wrong("poll", "POLL_EDIT", "A poll can't be edited in");
    }
    form.finish()?;
    Ok(Change {
        content: has("content").then(|| content.unwrap_or_default().to_owned()),
        embeds: has("embeds").then(|| embeds.unwrap_or_default()),
        components: has("components").then(|| components.unwrap_or_default()),
        flags,
        allowed,
        attachments: (has("attachments") || !req.files.is_empty()).then_some(files),
        poll,
    })
}

const fn layout_of(flags: u64) -> Layout {
    if flags & flag::COMPONENTS_V2 == 0 {
        Layout::Legacy
    } else {
        Layout::Components
    }
}

fn flags(form: &mut Form, body: &Value) -> u64 {
    form.number(&body["flags"], "flags", 0..=u64::MAX)
        .unwrap_or_default()
}

/// There are no stickers here, so each is unknown.
fn check_stickers(form: &mut Form, body: &Value) {
    let stickers = form.list(body, "", "sticker_ids", 3).unwrap_or_default();
    if !stickers.is_empty() {
        form.wrong("sticker_ids.0", "UNKNOWN_STICKER", "Unknown sticker");
    }
}

/// An integer, or a text of at most 25.
fn nonce(form: &mut Form, body: &Value) -> Option<Value> {
    match &body["nonce"] {
        Value::Null => None,
        Value::String(text) => {
            form.length("nonce", text, 0, 25);
            Some(body["nonce"].clone())
        }
        value if value.is_i64() || value.is_u64() => Some(value.clone()),
        _ => {
            form.wrong(
                "nonce",
                "NONCE_TYPE",
                "Nonce must be an integer or a string.",
            );
            None
        }
    }
}

fn reply(form: &mut Form, body: &Value) -> Option<ReplyTo> {
    let mut body = Fields::new(form, body, "");
    let mut reference = body.part("message_reference")?;
    if reference.raw("type").as_u64().unwrap_or(0) != 0 {
        reference.wrong("type", "UNSUPPORTED", "The simulator forwards no messages");
    }
    if !reference.is_given("message_id") {
        reference.required("message_id");
    }
    Some(ReplyTo {
        message: reference.snowflake("message_id").map(MessageId::new)?,
        channel: reference.snowflake("channel_id").map(ChannelId::new),
        must_exist: reference.flag_or("fail_if_not_exists", true),
    })
}
