//! Embeds (facts §3): ≤ 10, 6000 characters over all, each part its own limit.

use serde_json::{Value, json};

use super::attachments::Files;
use crate::form::{Fields, Form, chars};

/// Embeds of a message.
const EMBEDS: usize = 10;
/// Characters over all embeds.
const TOTAL: usize = 6000;
/// Characters of an address.
const URL: usize = 2048;

/// The embeds in `body` as Discord shows them; `None` if the field is absent.
pub(crate) fn read(form: &mut Form, body: &Value, files: Files<'_>) -> Option<Vec<Value>> {
    let mut body = Fields::new(form, body, "");
    if !body.is_given("embeds") {
        return None;
    }
    let (mut total, mut embeds) = (0, Vec::new());
    body.objects("embeds", 0..=EMBEDS, |embed| {
        embeds.push(one(embed, files, &mut total));
        Value::Null
    });
    if total > TOTAL {
        body.wrong(
            "embeds",
            "MAX_EMBED_SIZE_EXCEEDED",
            "Embed size exceeds maximum size of 6000",
        );
    }
    Some(embeds)
}

/// One embed; adds the characters that count to `total`.
fn one(mut embed: Fields<'_, '_>, files: Files<'_>, total: &mut usize) -> Value {
    embed.keep("type", "rich");
    *total += chars(embed.text("title", 0..=256));
    *total += chars(embed.text("description", 0..=4096));
    embed.text("url", 0..=URL);
    embed.number("color", 0..=0xFF_FFFF);
    timestamp(&mut embed);
    for (key, field, max) in [("footer", "text", 2048), ("author", "name", 256)] {
        let signed = embed
            .part(key)
            .map(|part| signature(part, field, max, files, total));
        if let Some(signed) = signed {
            embed.keep(key, signed);
        }
    }
    for key in ["image", "thumbnail"] {
        let picture = embed.part(key).and_then(|part| picture(part, files));
        if let Some(picture) = picture {
            embed.keep(key, picture);
        }
    }
    embed.objects("fields", 0..=25, |mut field| {
        *total += field.required_text("name", 1..=256).chars().count();
        *total += field.required_text("value", 1..=1024).chars().count();
        let inline = field.flag("inline");
        field.keep("inline", inline);
        field.kept()
    });
    check_shows_something(&mut embed);
    embed.kept()
}

/// A footer or an author: a text, an icon, an author's address too.
fn signature(
    mut part: Fields<'_, '_>,
    field: &str,
    max: usize,
    files: Files<'_>,
    total: &mut usize,
) -> Value {
    *total += part.required_text(field, 1..=max).chars().count();
    part.text("url", 0..=URL);
    part.text("icon_url", 0..=URL);
    if let Some(icon) = files.resolve(&mut part, "icon_url") {
        part.keep("icon_url", icon.url);
    }
    part.kept()
}

/// A picture by its address; without one there is none.
fn picture(mut part: Fields<'_, '_>, files: Files<'_>) -> Option<Value> {
    part.text("url", 0..=URL);
    let found = files.resolve(&mut part, "url")?;
    Some(json!({ "url": found.url, "proxy_url": found.url }))
}

fn timestamp(embed: &mut Fields<'_, '_>) {
    let Some(text) = embed.text("timestamp", 0..=64) else {
        return;
    };
    if chrono::DateTime::parse_from_rfc3339(text).is_err() {
        let why = format!("Could not parse {text}. Should be ISO8601.");
        embed.wrong("timestamp", "DATE_TIME_TYPE_PARSE", &why);
    }
}

fn check_shows_something(embed: &mut Fields<'_, '_>) {
    let shown = [
        "title",
        "description",
        "fields",
        "image",
        "thumbnail",
        "author",
        "footer",
    ];
    if !shown.iter().any(|key| embed.has(key)) {
        embed.required("description");
    }
}
