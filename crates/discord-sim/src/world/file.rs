//! Uploaded files: their bytes, and the addresses that serve them.

use axum::body::Bytes;

use crate::{
    AttachmentId, ChannelId, UserId,
    error::{ApiError, Outcome},
    world::{World, message::Attachment},
};

/// Bytes of one file (facts §0, docs reference.mdx).
pub(crate) const MOST_BYTES: usize = 10 << 20;

/// What the content network keeps of a file. It outlives its message for a while, as Discord's does.
pub(crate) struct StoredFile {
    pub(crate) bytes: Bytes,
    pub(crate) content_type: Option<String>,
}

/// A file that a person uploads for a command or a form; only they can use it.
pub(crate) struct Upload {
    pub(crate) by: UserId,
    pub(crate) file: Attachment,
}

/// A file that is being uploaded.
pub(crate) struct NewFile<'a> {
    /// Where its message goes.
    pub(crate) place: ChannelId,
    pub(crate) name: &'a str,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) bytes: &'a Bytes,
}

impl World {
    /// Keeps a file, to be fetched at its address from now on.
    ///
    /// # Errors
    /// 413 and 40005 over 10 MiB.
    pub(crate) fn keep_file(&mut self, file: &NewFile<'_>) -> Outcome<Attachment> {
        if file.bytes.len() > MOST_BYTES {
            return Err(ApiError::new(413, 40005, "Request entity too large"));
        }
        let id = AttachmentId::new(self.next_id());
        let filename = plain_name(file.name);
        let content_type = file.content_type.map(str::to_owned);
        let url = format!("{}/attachments/{}/{id}/{filename}", self.origin, file.place);
        self.files.insert(
            id,
            StoredFile {
                bytes: file.bytes.clone(),
                content_type: content_type.clone(),
            },
        );
        Ok(Attachment {
            id,
            filename,
            size: file.bytes.len(),
            url,
            description: None,
            content_type,
        })
    }

    /// Keeps a file for a command or a form of this person.
    ///
    /// # Errors
    /// As [`World::keep_file`].
    pub(crate) fn upload(&mut self, by: UserId, name: &str, bytes: &[u8]) -> Outcome<AttachmentId> {
        let file = self.keep_file(&NewFile {
            place: ChannelId::new(self.app.id.get()),
            name,
            content_type: None,
            bytes: &Bytes::copy_from_slice(bytes),
        })?;
        let id = file.id;
        self.uploads.insert(id, Upload { by, file });
        Ok(id)
    }
}

/// Letters, digits, `_`, `-` and `.` stay; Discord makes the rest harmless.
fn plain_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') {
                c
            } else {
                '_'
            }
        })
        .collect();
    if plain.is_empty() {
        "unknown".to_owned()
    } else {
        plain
    }
}
