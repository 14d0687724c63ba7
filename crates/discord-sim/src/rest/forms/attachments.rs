//! The files of a message (facts §0, §3): uploaded with it, kept or dropped by an edit, and named by `attachment://`.

use serde_json::Value;

use crate::{
    AttachmentId, ChannelId,
    error::{ApiError, Outcome},
    form::{Fields, Form},
    rest::request::{File, Req},
    world::{World, file::NewFile, message::Attachment},
};

/// Files of a message.
const MOST: usize = 10;

/// The files that a message has once the request is done.
#[derive(Clone, Copy)]
pub(crate) struct Files<'a>(&'a [Attachment]);

/// Where an address leads.
pub(super) struct Found<'a> {
    pub(super) url: String,
    /// The message's own file.
    pub(super) file: Option<&'a Attachment>,
}

impl<'a> Files<'a> {
    pub(crate) const fn of(files: &'a [Attachment]) -> Self {
        Self(files)
    }

    pub(crate) const fn none() -> Self {
        Self(&[])
    }

    /// Where the address at `key` leads: elsewhere, or by `attachment://name` to the message's own file. Another scheme, or a
    /// file that isn't there, is noted.
    pub(super) fn resolve(self, part: &mut Fields<'_, '_>, key: &str) -> Option<Found<'a>> {
        let url = part.raw(key).as_str().filter(|url| !url.is_empty())?;
        let Some(name) = url.strip_prefix("attachment://") else {
            if !["http://", "https://"]
                .iter()
                .any(|scheme| url.starts_with(scheme))
            {
                part.wrong(
                    key,
                    "URL_TYPE_INVALID_SCHEME",
                    "Scheme must be one of ('http', 'https', 'attachment').",
                );
            }
            return Some(Found {
                url: url.to_owned(),
                file: None,
            });
        };
        let file = self.0.iter().find(|file| file.filename == name);
        if file.is_none() {
            let why = format!("The referenced attachment \"{name}\" was not found");
            part.wrong(key, "REFERENCED_ATTACHMENT_NOT_FOUND", &why);
        }
        file.map(|file| Found {
            url: file.url.clone(),
            file: Some(file),
        })
    }
}

/// The files that `body` leaves to a message of `channel` that had `before`: those of its `attachments` (all without that field),
/// then those uploaded with it.
///
/// # Errors
/// 40005 for a file over 10 MiB, 30015 for more than ten files; what is wrong with a description is noted in the form.
pub(super) fn read(
    world: &mut World,
    form: &mut Form,
    req: &Req,
    body: &Value,
    channel: ChannelId,
    before: &[Attachment],
) -> Outcome<Vec<Attachment>> {
    let listed = listed(form, body, &req.files, before);
    let mut files = kept(listed.as_deref(), before);
    if files.len() + req.files.len() > MOST {
        return Err(ApiError::new(
            400,
            30015,
            "Maximum number of attachments in a message reached (10)",
        ));
    }
    for uploaded in &req.files {
        let mut entries = listed.iter().flatten();
        let entry = entries.find(|entry| entry.id == uploaded.number);
        let name = entry.and_then(|entry| entry.filename.as_deref());
        let file = world.keep_file(&NewFile {
            place: channel,
            name: name.unwrap_or(&uploaded.name),
            content_type: uploaded.content_type.as_deref(),
            bytes: &uploaded.bytes,
        })?;
        files.push(match entry {
            Some(entry) => entry.describe(file),
            None => file,
        });
    }
    Ok(files)
}

/// The earlier files that stay, described anew; all of them if nothing is listed.
fn kept(listed: Option<&[Entry]>, before: &[Attachment]) -> Vec<Attachment> {
    let Some(listed) = listed else {
        return before.to_vec();
    };
    let stays = |file: &Attachment| {
        let entry = listed.iter().find(|entry| entry.id == file.id.get())?;
        Some(entry.describe(file.clone()))
    };
    before.iter().filter_map(stays).collect()
}

/// One entry of `attachments`.
struct Entry {
    /// The number of an uploaded file or the id of one that stays.
    id: u64,
    filename: Option<String>,
    /// `None`: not said; an empty one takes the old one away.
    description: Option<String>,
}

impl Entry {
    fn describe(&self, mut file: Attachment) -> Attachment {
        if let Some(text) = &self.description {
            file.description = Some(text.clone()).filter(|text| !text.is_empty());
        }
        file
    }
}

/// The entries of `attachments`, each of a file that is uploaded or was there; `None` if the field is absent.
fn listed(
    form: &mut Form,
    body: &Value,
    uploaded: &[File],
    before: &[Attachment],
) -> Option<Vec<Entry>> {
    let mut body = Fields::new(form, body, "");
    if !body.is_given("attachments") {
        return None;
    }
    let mut entries = Vec::new();
    body.objects("attachments", 0..=MOST, |mut entry| {
        let filename = entry.text("filename", 1..=1024).map(str::to_owned);
        let description = entry.text("description", 0..=1024).map(str::to_owned);
        entry.text("title", 0..=1024);
        if !entry.is_given("id") {
            entry.required("id");
        }
        if let Some(id) = entry.snowflake("id") {
            let known = uploaded.iter().any(|file| file.number == id)
                || before.iter().any(|file| file.id == AttachmentId::new(id));
            if !known {
                let why = format!("Attachment data not found: {id}");
                entry.wrong("id", "ATTACHMENT_NOT_FOUND", &why);
            }
            entries.push(Entry {
                id,
                filename,
                description,
            });
        }
        Value::Null
    });
    Some(entries)
}
