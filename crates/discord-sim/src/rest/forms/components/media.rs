//! Pictures and files of a V2 message: from elsewhere, or `attachment://name` of the message's own.

use serde_json::{Value, json};

use super::reader::Reader;
use crate::form::Fields;

/// Characters of an address.
const URL: usize = 2048;
/// Characters of a text that stands for a picture.
const ALT_TEXT: usize = 1024;

impl Reader<'_> {
    pub(super) fn thumbnail(&mut self, part: &mut Fields<'_, '_>) {
        self.picture(part);
    }

    /// One to ten pictures.
    pub(super) fn gallery(&mut self, part: &mut Fields<'_, '_>) {
        part.objects("items", 1..=10, |mut item| {
            self.picture(&mut item);
            item.kept()
        });
    }

    /// One of the message's own files.
    pub(super) fn file(&mut self, part: &mut Fields<'_, '_>) {
        let files = self.files;
        let Some(mut media) = part.part("file") else {
            part.required("file");
            return;
        };
        let url = media.required_text("url", 1..=URL);
        if !url.is_empty() && !url.starts_with("attachment://") {
            media.wrong(
                "url",
                "URL_TYPE_INVALID_SCHEME",
                "Scheme must be one of ('attachment',).",
            );
            return;
        }
        let Some(found) = files.resolve(&mut media, "url") else {
            return;
        };
        let (name, size) = found
            .file
            .map(|file| (file.filename.clone(), file.size))
            .unzip();
        let shown = self.media(&found);
        part.keep("file", shown);
        part.keep("name", name);
        part.keep("size", size);
        let spoiler = part.flag("spoiler");
        part.keep("spoiler", spoiler);
    }

    fn picture(&mut self, part: &mut Fields<'_, '_>) {
        if part.text("description", 1..=ALT_TEXT).is_none() {
            part.keep("description", Value::Null);
        }
        let spoiler = part.flag("spoiler");
        part.keep("spoiler", spoiler);
        let files = self.files;
        let Some(mut media) = part.part("media") else {
            part.required("media");
            return;
        };
        media.required_text("url", 1..=URL);
        if let Some(found) = files.resolve(&mut media, "url") {
            let shown = self.media(&found);
            part.keep("media", shown);
        }
    }

    /// Discord's JSON of a picture or file; its size in pixels is not known here.
    fn media(&mut self, found: &crate::rest::forms::attachments::Found<'_>) -> Value {
        let id = self.world.next_id().to_string();
        let mut json = json!({
            "id": id, "url": found.url, "proxy_url": found.url, "width": null, "height": null, "content_type": null,
        });
        if let Some(file) = found.file {
            json["content_type"] = file.content_type.clone().into();
            json["attachment_id"] = json!(file.id);
        }
        json
    }
}
