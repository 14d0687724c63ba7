//! Embeds (facts §3): ≤ 10, 6000 characters over all, each part its own limit.

use serde_json::{Map, Value, json};

use crate::error::Form;

/// Embeds of a message.
const EMBEDS: usize = 10;
/// Characters over all embeds.
const TOTAL: usize = 6000;

/// The embeds in `body` as Discord shows them; `None` if the field is absent.
pub(crate) fn read(form: &mut Form, body: &Value) -> Option<Vec<Value>> {
    let list = form.list(body, "", "embeds", EMBEDS)?;
    let mut total = 0;
    let embeds = list
        .iter()
        .enumerate()
        .map(|(at, embed)| one(form, embed, &format!("embeds.{at}"), &mut total))
        .collect();
    if total > TOTAL {
        form.wrong(
            "embeds",
            "MAX_EMBED_SIZE_EXCEEDED",
            "Embed size exceeds maximum size of 6000",
        );
    }
    Some(embeds)
}

fn one(form: &mut Form, embed: &Value, path: &str, total: &mut usize) -> Value {
    let mut out = Map::from_iter([("type".to_owned(), json!("rich"))]);
    let mut text = |form: &mut Form,
                    from: &Value,
                    path: &str,
                    key: &str,
                    max: usize,
                    counts: bool,
                    out: &mut Map<String, Value>| {
        if let Some(text) = form
            .text(from, path, key, 0, max)
            .filter(|text| !text.is_empty())
        {
            if counts {
                *total += text.chars().count();
            }
            out.insert(key.to_owned(), text.into());
        }
    };
    text(form, embed, path, "title", 256, true, &mut out);
    text(form, embed, path, "description", 4096, true, &mut out);
    text(form, embed, path, "url", 2048, false, &mut out);
    for key in ["color", "timestamp"] {
        if !embed[key].is_null() {
            out.insert(key.to_owned(), embed[key].clone());
        }
    }
    if embed["timestamp"]
        .as_str()
        .is_some_and(|at| chrono::DateTime::parse_from_rfc3339(at).is_err())
    {
        form.wrong(
            &format!("{path}.timestamp"),
            "DATE_TIME_TYPE_PARSE",
            "Could not parse the timestamp.",
        );
    }
    for (key, field, max) in [("footer", "text", 2048), ("author", "name", 256)] {
        if embed[key].is_object() {
            let mut part = Map::new();
            let at = format!("{path}.{key}");
            text(form, &embed[key], &at, field, max, true, &mut part);
            for link in ["url", "icon_url"] {
                text(form, &embed[key], &at, link, 2048, false, &mut part);
            }
            if !part.contains_key(field) {
                form.required(&format!("{at}.{field}"));
            }
            out.insert(key.to_owned(), part.into());
        }
    }
    for key in ["image", "thumbnail"] {
        if let Some(url) = embed[key]["url"].as_str() {
            out.insert(key.to_owned(), json!({ "url": url }));
        }
    }
    if let Some(fields) = form.list(embed, path, "fields", 25) {
        let fields = fields.iter().enumerate().map(|(at, field)| {
            let at = format!("{path}.fields.{at}");
            let mut part = Map::new();
            for (key, max) in [("name", 256), ("value", 1024)] {
                text(form, field, &at, key, max, true, &mut part);
                if !part.contains_key(key) {
                    form.required(&format!("{at}.{key}"));
                }
            }
            part.insert("inline".to_owned(), (field["inline"] == true).into());
            Value::Object(part)
        });
        let fields: Vec<Value> = fields.collect();
        out.insert("fields".to_owned(), fields.into());
    }
    let shows = [
        "title",
        "description",
        "fields",
        "image",
        "thumbnail",
        "author",
        "footer",
    ];
    if !shows.iter().any(|key| out.contains_key(*key)) {
        form.wrong(
            &format!("{path}.description"),
            "BASE_TYPE_REQUIRED",
            "This field is required",
        );
    }
    Value::Object(out)
}
