//! One language's sentences.
//!
//! `Tongue::of("de")` speaks German as soon as `config/locales/de/adagio.ftl` exists; what that file
//! doesn't say, and every language without a file, is said in English. A new language adds one file.

use std::fmt;
use std::sync::{Arc, LazyLock};

use i18n_embed::fluent::{FluentLanguageLoader, NegotiationStrategy};
use i18n_embed::{LanguageLoader, unic_langid::LanguageIdentifier};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "config/locales/"]
struct Locales;

/// Every language that has a file.
static ALL: LazyLock<FluentLanguageLoader> = LazyLock::new(|| {
    let english: LanguageIdentifier = "en".parse().expect("en is a language identifier");
    let loader = FluentLanguageLoader::new("adagio", english);
    let languages = loader
        .available_languages(&Locales)
        .expect("the locales are in the binary");
    loader
        .load_languages(&Locales, &languages)
        .expect("the locales are read by a test");
    // The marks around inserted names would be shown as boxes by some clients.
    loader.set_use_isolating(false);
    loader
});

/// The sentences in one language. Cheap to clone.
#[derive(Clone)]
pub struct Tongue(Arc<FluentLanguageLoader>);

impl Tongue {
    /// The language with Discord's name `locale` (`de`, `pt-BR`), or English.
    pub fn of(locale: &str) -> Self {
        let wanted: Vec<LanguageIdentifier> = locale.parse().into_iter().collect();
        Self(Arc::new(ALL.select_languages_negotiate(
            &wanted,
            NegotiationStrategy::Filtering,
        )))
    }

    /// English.
    pub fn english() -> Self {
        Self::of("en")
    }

    /// Where `say!` looks its messages up.
    pub(super) fn loader(&self) -> &FluentLanguageLoader {
        &self.0
    }
}

impl fmt::Debug for Tongue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tongue({})", self.0.current_language())
    }
}

/// The message with this id in a tongue's language; id and arguments are checked at compile time.
macro_rules! say {
    ($tongue:expr, $($message:tt)+) => {
        i18n_embed_fl::fl!($tongue.loader(), $($message)+)
    };
}
pub(super) use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_a_file_is_english() {
        for locale in ["en", "en-GB", "xx", "", "not a language"] {
            assert_eq!(
                say!(Tongue::of(locale), "hours-title"),
                "**Your hours**",
                "{locale}"
            );
        }
    }

    #[test]
    fn an_inserted_name_has_no_marks_around_it() {
        let said = say!(Tongue::english(), "list-two", first = "a", last = "b");
        assert_eq!(said, "a and b");
    }
}
