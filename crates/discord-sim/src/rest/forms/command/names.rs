//! Names and their localisations.

use serde_json::{Map, Value};

use crate::{
    error::{Form, join},
    world::command::kind,
};

/// 1 to 32 letters (of any script), digits, `-`, `_`, `'`; no upper case where there is a lower one.
pub(super) fn check_name(form: &mut Form, name: &str, path: &str) {
    let fits = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '-' | '_' | '\'')
            || ('\u{900}'..='\u{97f}').contains(&c)
            || ('\u{e00}'..='\u{e7f}').contains(&c)
    };
    if !name.chars().all(|c| fits(c) && c.to_lowercase().eq([c])) {
        form.wrong(
            path,
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid",
        );
    }
}

/// Checks `<key>_localizations`, keeps them, and says how much counts: the longest.
pub(super) fn localised(
    form: &mut Form,
    body: &Value,
    path: &str,
    key: &str,
    plain: &str,
    max: usize,
    out: &mut Map<String, Value>,
) -> usize {
    const LOCALES: [&str; 34] = [
        "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
        "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi",
        "th", "zh-CN", "ja", "zh-TW", "ko", "ar", "he",
    ];
    let field = format!("{key}_localizations");
    let mut longest = plain.chars().count();
    for (locale, text) in body[&field].as_object().into_iter().flatten() {
        let at = join(&join(path, &field), locale);
        if !LOCALES.contains(&locale.as_str()) {
            form.wrong(&at, "ENUM_TYPE_COERCE", "Unknown locale");
        }
        let text = text.as_str().unwrap_or_default();
        form.length(&at, text, 1, max);
        if key == "name"
            && body["type"].as_u64().unwrap_or(1) != kind::USER
            && body["type"] != kind::MESSAGE
        {
            check_name(form, text, &at);
        }
        longest = longest.max(text.chars().count());
    }
    if body[&field].is_object() {
        out.insert(field.clone(), body[&field].clone());
    }
    longest
}
