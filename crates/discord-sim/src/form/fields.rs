//! One object of a form, field by field: each is checked, and what is kept becomes the object that Discord shows.
//!
//! ```text
//! let mut button = Fields::new(&mut form, body, "components.0");
//! button.text("label", 0..=80);        // noted if it is longer; kept if it is there
//! let shown: Value = button.kept();
//! ```

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::{Form, join};

/// An object on its way from the request to what is shown. Fields that are absent or null count as not there.
pub(crate) struct Fields<'f, 'v> {
    form: &'f mut Form,
    from: &'v Value,
    path: String,
    kept: Map<String, Value>,
}

impl<'f, 'v> Fields<'f, 'v> {
    /// The object at this dotted path; null has no fields, anything else is noted.
    pub(crate) fn new(form: &'f mut Form, from: &'v Value, path: impl Into<String>) -> Self {
        let path = path.into();
        if !from.is_object() && !from.is_null() {
            form.wrong(
                &path,
                "MODEL_TYPE_CONVERT",
                "Only dictionaries may be used in a ModelType",
            );
        }
        Self {
            form,
            from,
            path,
            kept: Map::new(),
        }
    }

    /// What was kept.
    pub(crate) fn kept(self) -> Value {
        self.kept.into()
    }

    /// Keeps a field.
    pub(crate) fn keep(&mut self, key: &str, value: impl Into<Value>) {
        self.kept.insert(key.to_owned(), value.into());
    }

    /// Whether a field has been kept.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.kept.contains_key(key)
    }

    /// The field as it came.
    pub(crate) fn raw(&self, key: &str) -> &'v Value {
        &self.from[key]
    }

    /// Every field as it came.
    pub(crate) fn raw_fields(&self) -> impl Iterator<Item = (&'v String, &'v Value)> + use<'v> {
        self.from.as_object().into_iter().flatten()
    }

    /// Whether the request has the field.
    pub(crate) fn is_given(&self, key: &str) -> bool {
        !self.from[key].is_null()
    }

    /// Where a field stands.
    pub(crate) fn at(&self, key: &str) -> String {
        join(&self.path, key)
    }

    /// Where the object stands.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The form that collects the errors.
    pub(crate) fn form(&mut self) -> &mut Form {
        self.form
    }

    /// Notes what is wrong with a field.
    pub(crate) fn wrong(&mut self, key: &str, code: &str, why: &str) {
        let at = self.at(key);
        self.form.wrong(&at, code, why);
    }

    /// Notes that a field is missing.
    pub(crate) fn required(&mut self, key: &str) {
        let at = self.at(key);
        self.form.required(&at);
    }

    /// A text of so many characters; kept unless it is empty.
    pub(crate) fn text(&mut self, key: &str, length: RangeInclusive<usize>) -> Option<&'v str> {
        let (min, max) = length.into_inner();
        let text = self.form.text(self.from, &self.path, key, min, max)?;
        if !text.is_empty() {
            self.keep(key, text);
        }
        Some(text)
    }

    /// As [`Fields::text`], but absence is noted.
    pub(crate) fn required_text(&mut self, key: &str, length: RangeInclusive<usize>) -> &'v str {
        if !self.is_given(key) {
            self.required(key);
        }
        self.text(key, length).unwrap_or_default()
    }

    /// An integer within bounds; kept.
    pub(crate) fn number(&mut self, key: &str, between: RangeInclusive<u64>) -> Option<u64> {
        let at = self.at(key);
        let number = self.form.number(&self.from[key], &at, between)?;
        self.keep(key, number);
        Some(number)
    }

    /// One of these numbers; kept.
    pub(crate) fn one_of(&mut self, key: &str, choices: &[u64]) -> Option<u64> {
        let at = self.at(key);
        let number = self.form.number(&self.from[key], &at, 0..=u64::MAX)?;
        if !choices.contains(&number) {
            let listed: Vec<String> = choices.iter().map(u64::to_string).collect();
            let why = format!("Value must be one of ({}).", listed.join(", "));
            self.form.wrong(&at, "BASE_TYPE_CHOICES", &why);
            return None;
        }
        self.keep(key, number);
        Some(number)
    }

    /// A flag, false if it is absent; not kept.
    pub(crate) fn flag(&mut self, key: &str) -> bool {
        self.flag_or(key, false)
    }

    /// A flag with a default; not kept.
    pub(crate) fn flag_or(&mut self, key: &str, default: bool) -> bool {
        match &self.from[key] {
            Value::Null => default,
            Value::Bool(flag) => *flag,
            _ => {
                self.wrong(key, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
                default
            }
        }
    }

    /// An id, as a text of digits or a number; not kept.
    pub(crate) fn snowflake(&mut self, key: &str) -> Option<u64> {
        let at = self.at(key);
        self.form.snowflake(&self.from[key], &at)
    }

    /// A list of so many; absence is noted if at least one is needed.
    pub(crate) fn list(&mut self, key: &str, count: RangeInclusive<usize>) -> &'v [Value] {
        if !self.is_given(key) && *count.start() > 0 {
            self.required(key);
        }
        let at = self.at(key);
        let list = self.form.list(self.from, &self.path, key, usize::MAX);
        if let Some(list) = list {
            self.form.count(&at, list.len(), count);
        }
        list.unwrap_or_default()
    }

    /// Reads each object of a list; keeps the list if it isn't empty. How many there are.
    pub(crate) fn objects(
        &mut self,
        key: &str,
        count: RangeInclusive<usize>,
        mut read: impl FnMut(Fields<'_, 'v>) -> Value,
    ) -> usize {
        let list = self.list(key, count);
        let path = self.at(key);
        let read: Vec<Value> = list
            .iter()
            .enumerate()
            .map(|(at, entry)| read(Fields::new(self.form, entry, join(&path, at))))
            .collect();
        if !read.is_empty() {
            self.keep(key, read);
        }
        list.len()
    }

    /// The object at `key`, if it is there.
    pub(crate) fn part(&mut self, key: &str) -> Option<Fields<'_, 'v>> {
        let at = self.at(key);
        let part = &self.from[key];
        (!part.is_null()).then(|| Fields::new(self.form, part, at))
    }
}

/// The characters of a text that may be absent.
pub(crate) fn chars(text: Option<&str>) -> usize {
    text.map_or(0, |text| text.chars().count())
}
