//! The body of a message, to be created or changed (facts §3).

use serde_json::Value;

use crate::{
    AttachmentId,
    error::{ApiError, Form, Outcome},
    rest::{
        forms::{components, embeds, mentions},
        request::Req,
    },
    world::{
        World,
        deeds::{Change, Draft, ReplyTo},
        message::{Attachment, flag},
    },
};

/// Characters of content.
const CONTENT: usize = 2000;
/// Attachments of a message.
const ATTACHMENTS: usize = 10;

/// Where the message is going.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Channel,
    Forum,
    /// An interaction's response or follow-up.
    Webhook,
}

impl Place {
    /// Flags that may be set on create.
    const fn flags(self) -> u64 {
        const BOTH: u64 = flag::SUPPRESS_EMBEDS | flag::SUPPRESS_NOTIFICATIONS;
        match self {
            Self::Channel => BOTH | 1 << 13 | flag::COMPONENTS_V2,
            Self::Forum => BOTH | flag::COMPONENTS_V2,
            Self::Webhook => BOTH | flag::COMPONENTS_V2 | flag::EPHEMERAL,
        }
    }
}

/// The new message in `body`.
pub(crate) fn draft(world: &mut World, req: &Req, body: &Value, place: Place) -> Outcome<Draft> {
    let mut form = Form::default();
    let content = form
        .text(body, "", "content", 0, CONTENT)
        .unwrap_or_default()
        .to_owned();
    let flags = flags(&mut form, body) & place.flags();
    let embeds = embeds::read(&mut form, body).unwrap_or_default();
    let components =
        components::read(&mut form, body, flags & flag::COMPONENTS_V2 != 0).unwrap_or_default();
    let allowed = mentions::read(&mut form, body);
    let nonce = if place == Place::Channel {
        nonce(&mut form, body)
    } else {
        None
    };
    let reply = if place == Place::Channel {
        reply(&mut form, body)
    } else {
        None
    };
    form.finish()?;
    if flags & flag::COMPONENTS_V2 != 0 && !(content.is_empty() && embeds.is_empty()) {
        return Err(v2_excludes());
    }
    let attachments = attachments(world, req, body)?;
    let enforce_nonce = body["enforce_nonce"] == true;
    Ok(Draft {
        content,
        embeds,
        components,
        flags,
        allowed,
        reply,
        nonce,
        enforce_nonce,
        attachments,
    })
}

/// What `body` changes; `v2`: the message uses Components V2 already.
pub(crate) fn change(world: &mut World, req: &Req, body: &Value, v2: bool) -> Outcome<Change> {
    let mut form = Form::default();
    let has = |key: &str| body.as_object().is_some_and(|body| body.contains_key(key));
    let content = form
        .text(body, "", "content", 0, CONTENT)
        .map(str::to_owned);
    let flags = has("flags").then(|| flags(&mut form, body));
    let v2 = v2 || flags.is_some_and(|flags| flags & flag::COMPONENTS_V2 != 0);
    let embeds = embeds::read(&mut form, body);
    let components = components::read(&mut form, body, v2);
    let allowed = mentions::read(&mut form, body);
    form.finish()?;
    let attached = has("attachments") || !req.files.is_empty();
    let attachments = if attached {
        Some(attachments(world, req, body)?)
    } else {
        None
    };
    Ok(Change {
        content: if has("content") {
            Some(content.unwrap_or_default())
        } else {
            None
        },
        embeds: if has("embeds") {
            Some(embeds.unwrap_or_default())
        } else {
            None
        },
        components: if has("components") {
            Some(components.unwrap_or_default())
        } else {
            None
        },
        flags,
        allowed,
        attachments,
    })
}

fn v2_excludes() -> ApiError {
    ApiError::form(
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2",
    )
}

fn flags(form: &mut Form, body: &Value) -> u64 {
    match &body["flags"] {
        Value::Null => 0,
        value => value.as_u64().unwrap_or_else(|| {
            form.wrong("flags", "NUMBER_TYPE_COERCE", "Value is not int.");
            0
        }),
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
    let reference = body
        .get("message_reference")
        .filter(|value| value.is_object())?;
    if reference["type"].as_u64().unwrap_or(0) != 0 {
        form.wrong(
            "message_reference.type",
            "UNSUPPORTED",
            "The simulator doesn't forward messages yet",
        );
    }
    let id = match &reference["message_id"] {
        Value::String(text) => text.parse().ok(),
        value => value.as_u64().map(crate::MessageId::new),
    };
    if id.is_none() {
        form.required("message_reference.message_id");
    }
    Some(ReplyTo {
        message: id?,
        must_exist: reference["fail_if_not_exists"] != false,
    })
}

fn attachments(world: &mut World, req: &Req, body: &Value) -> Outcome<Vec<Attachment>> {
    if req.files.len() > ATTACHMENTS {
        return Err(ApiError::new(
            400,
            30015,
            "Maximum number of attachments in a message reached (10)",
        ));
    }
    let described = |number: u64| {
        let mut listed = body["attachments"].as_array().into_iter().flatten();
        let found = listed.find(|entry| {
            entry["id"].as_u64() == Some(number)
                || entry["id"].as_str() == Some(&number.to_string())
        });
        found
            .and_then(|entry| entry["description"].as_str())
            .map(str::to_owned)
    };
    Ok(req
        .files
        .iter()
        .map(|file| Attachment {
            id: AttachmentId::new(world.next_id()),
            filename: file.name.clone(),
            size: file.size,
            description: described(file.number),
            content_type: file.content_type.clone(),
        })
        .collect())
}
