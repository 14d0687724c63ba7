//! Files that a person hands over.

use crate::{
    AttachmentId, ChannelId, MessageId, Person, Refusal, error::ApiError, people::messages::typed,
};

impl Person {
    /// Uploads a file, to be used as the value of a command's attachment option or of a modal's file upload (give the id as text),
    /// or in [`Person::post_files`]. Only this person can use it.
    ///
    /// # Errors
    /// Over 10 MiB, the most that Discord takes by default.
    pub fn upload(&self, name: &str, bytes: &[u8]) -> Result<AttachmentId, Refusal> {
        self.act(|world| world.upload(self.id, name, bytes))
    }

    /// Posts files that they have uploaded, each once, with a text that may be empty.
    ///
    /// # Errors
    /// As [`Person::post`]; also without ATTACH_FILES, with more than ten files, or one that isn't theirs.
    pub fn post_files(
        &self,
        channel: ChannelId,
        text: &str,
        files: &[AttachmentId],
    ) -> Result<MessageId, Refusal> {
        let mut draft = typed(text).map_err(|error| self.refusal(&error))?;
        self.act(|world| {
            if files.len() > 10 {
                return Err(ApiError::new(
                    400,
                    30015,
                    "Maximum number of attachments in a message reached (10)",
                ));
            }
            for id in files {
                let upload = world.uploads.get(id).filter(|upload| upload.by == self.id);
                let upload = upload.ok_or_else(|| ApiError::unknown("Attachment"))?;
                draft.attachments.push(upload.file.clone());
            }
            let message = world.post(self.id, channel, draft)?;
            files.iter().for_each(|id| drop(world.uploads.remove(id)));
            Ok(message)
        })
    }
}
