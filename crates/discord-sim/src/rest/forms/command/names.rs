//! Names and descriptions, and their localisations.

use std::ops::RangeInclusive;

use serde_json::Value;

use crate::{
    bounds::LOCALES,
    form::{Fields, Form, chars, join},
};

/// Which characters a text may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// Those of a command's name.
    Name,
    Any,
}

/// A text that must be there, and its localisations: each is checked and kept. How many characters count: the longest.
pub(super) fn localised(
    fields: &mut Fields<'_, '_>,
    key: &str,
    length: RangeInclusive<usize>,
    letters: Letters,
) -> usize {
    let plain = fields.required_text(key, length.clone());
    if letters == Letters::Name && !plain.is_empty() {
        let at = fields.at(key);
        check_name(fields.form(), plain, &at);
    }
    let localisations = format!("{key}_localizations");
    chars(Some(plain)).max(localisations_of(fields, &localisations, length, letters))
}

fn localisations_of(
    fields: &mut Fields<'_, '_>,
    key: &str,
    length: RangeInclusive<usize>,
    letters: Letters,
) -> usize {
    let mut longest = 0;
    let Some(mut texts) = fields.part(key) else {
        return 0;
    };
    for (locale, text) in texts.raw_fields() {
        let at = texts.at(locale);
        if !LOCALES.contains(&locale.as_str()) {
            let form = texts.form();
            form.wrong(&at, "ENUM_TYPE_COERCE", "Value is not a known locale.");
        }
        let text = text
            .as_str()
            .map(|_| texts.required_text(locale, length.clone()));
        if text.is_none() {
            texts.wrong(
                locale,
                "STRING_TYPE_CONVERT",
                "Could not interpret value as string.",
            );
        }
        if letters == Letters::Name {
            check_name(texts.form(), text.unwrap_or_default(), &at);
        }
        longest = longest.max(chars(text));
    }
    let kept = texts.kept();
    fields.keep(key, kept);
    longest
}

/// Letters (of any script), digits, `-`, `_`, `'`; no upper case where there is a lower one.
fn check_name(form: &mut Form, name: &str, path: &str) {
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

/// Notes siblings that people see under one name, in any language: without a localisation a name is shown as it is.
pub(super) fn check_siblings(form: &mut Form, siblings: &[Value], path: &str, code: &str) {
    let shown = |sibling: &Value, locale: Option<&str>| {
        let localised = locale.and_then(|locale| sibling["name_localizations"][locale].as_str());
        let name = localised.or(sibling["name"].as_str());
        name.map(str::to_owned)
    };
    for locale in std::iter::once(None).chain(LOCALES.map(Some)) {
        let mut seen = Vec::new();
        for (at, sibling) in siblings.iter().enumerate() {
            let Some(name) = shown(sibling, locale) else {
                continue;
            };
            if seen.contains(&name) {
                let at = join(&join(path, at), "name");
                form.wrong(&at, code, &format!("The name \"{name}\" is used twice"));
                return;
            }
            seen.push(name);
        }
    }
}
