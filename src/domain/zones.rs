//! Finding a person's time zone, which Discord doesn't tell: by what their clock reads, or by name.
//!
//! ```text
//! "What does your clock say now?"  14:35  ->  Berlin, Paris, Rome, …     (a German reader's own country first)
//! "new y"                                 ->  America/New_York
//! ```
//! The list is `zones.tsv`: places where people live, without aliases, the most people first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::civil::{Zone, local};

/// How many options Discord lets a select have (facts §3).
const OPTIONS: usize = 25;

/// A zone that people can choose.
struct Listed {
    zone: Zone,
    /// ISO 3166; empty for UTC.
    code: &'static str,
    country: &'static str,
    /// What people may type for it, folded; its city is the first.
    names: Vec<String>,
}

static LISTED: LazyLock<Vec<Listed>> = LazyLock::new(|| {
    let lines = include_str!("zones.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(Listed::read)
        .collect()
});

impl Listed {
    /// Reads a line of `zones.tsv`; a test holds that each can be read.
    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t');
        let zone: Zone = cells.next()?.parse().ok()?;
        let (code, country) = (cells.next()?, cells.next()?);
        let city = zone.city();
        let others = cells.next().unwrap_or_default().split(';');
        let names = [city.as_str(), zone.name(), country]
            .into_iter()
            .chain(others)
            .map(fold);
        Some(Self {
            zone,
            code,
            country,
            names: names.filter(|name| !name.is_empty()).collect(),
        })
    }

    /// How well this is what was typed; `None`: not at all.
    fn fit(&self, typed: &str) -> Option<Fit> {
        let mut words = self.names.iter().flat_map(|name| name.split(' '));
        if self.names.iter().any(|name| name == typed) {
            Some(Fit::Name)
        } else if self.names.iter().any(|name| name.starts_with(typed)) {
            Some(Fit::Beginning)
        } else if typed
            .split(' ')
            .all(|part| words.clone().any(|word| word.starts_with(part)))
        {
            Some(Fit::Words)
        } else {
            words
                .any(|word| word.contains(typed))
                .then_some(Fit::Inside)
        }
    }
}

/// How what was typed fits a zone; the best is the greatest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Inside,
    Words,
    Beginning,
    Name,
}

/// The same clock on many walls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// How far it is ahead of UTC.
    pub offset: TimeDelta,
    /// What it reads.
    pub reads: NaiveDateTime,
    /// Where, the most people first.
    pub zones: Vec<Zone>,
}

/// Every clock that some people live by now, from the furthest behind UTC to the furthest ahead.
///
/// There are about 38, more than one select can offer.
pub fn clocks(now: DateTime<Utc>) -> Vec<Clock> {
    let mut by_offset = BTreeMap::<_, Vec<_>>::new();
    for listed in LISTED.iter() {
        by_offset
            .entry(listed.zone.offset_at(now))
            .or_default()
            .push(listed.zone);
    }
    let clock = |(offset, zones): (_, Vec<Zone>)| Clock {
        offset,
        reads: local(zones[0], now),
        zones,
    };
    by_offset.into_iter().map(clock).collect()
}

/// The zones whose clocks are this far ahead of UTC now, at most as many as a select can offer.
///
/// Those of the countries where the reader's Discord language is at home come first, then those in which
/// most people live.
pub fn at_offset(offset: TimeDelta, now: DateTime<Utc>, locale: Option<&str>) -> Vec<Zone> {
    let home = locale.map(countries_of).unwrap_or_default();
    let mut here: Vec<_> = LISTED
        .iter()
        .filter(|listed| listed.zone.offset_at(now) == offset)
        .collect();
    here.sort_by_key(|listed| !home.contains(&listed.code));
    here.into_iter()
        .map(|listed| listed.zone)
        .take(OPTIONS)
        .collect()
}

/// The zones that fit what somebody typed, the best first; with nothing typed, those in which most people live.
pub fn search(text: &str, limit: usize) -> Vec<Zone> {
    let typed = fold(text);
    let mut found: Vec<_> = LISTED
        .iter()
        .filter_map(|listed| listed.fit(&typed).map(|fit| (Reverse(fit), listed.zone)))
        .collect();
    found.sort_by_key(|(fit, _)| *fit);
    found
        .into_iter()
        .map(|(_, zone)| zone)
        .take(limit)
        .collect()
}

/// The zone or city of exactly this name, whatever its case and accents.
pub fn named(text: &str) -> Option<Zone> {
    let typed = fold(text);
    let mut listed = LISTED.iter();
    listed
        .find(|listed| listed.fit(&typed) == Some(Fit::Name))
        .map(|listed| listed.zone)
}

/// The country in which a zone is; `None` for UTC and for names that are not offered.
pub fn country_of(zone: Zone) -> Option<&'static str> {
    let listed = LISTED.iter().find(|listed| listed.zone == zone)?;
    Some(listed.country).filter(|country| !country.is_empty())
}

/// As it is compared: lower case, one space between words, no accents.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase().replace(['_', ',', '-', '(', ')'], " ");
    let plain = |letter| match letter {
        'à'..='å' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'è'..='ë' | 'ě' | 'ę' => 'e',
        'ì'..='ï' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ò'..='ö' | 'ø' | 'ő' => 'o',
        'š' | 'ś' | 'ş' => 's',
        'ù'..='ü' | 'ű' => 'u',
        'ý' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        letter => letter,
    };
    lower
        .split_whitespace()
        .map(|word| word.chars().map(plain).collect())
        .collect::<Vec<String>>()
        .join(" ")
}

/// Where a language of Discord's list is at home.
fn countries_of(locale: &str) -> &'static [&'static str] {
    match locale {
        "bg" => &["BG"],
        "cs" => &["CZ"],
        "da" => &["DK"],
        "de" => &["DE", "AT", "CH", "LU", "LI"],
        "el" => &["GR", "CY"],
        "en-GB" => &["GB", "IE"],
        "en-US" => &["US"],
        "es-419" => &[
            "MX", "CO", "AR", "PE", "VE", "CL", "EC", "GT", "CU", "BO", "DO", "HN", "PY", "SV",
            "NI", "CR", "PA", "UY", "PR",
        ],
        "es-ES" => &["ES"],
        "fi" => &["FI"],
        "fr" => &["FR", "BE", "CH", "LU", "CA"],
        "hi" => &["IN"],
        "hr" => &["HR", "BA"],
        "hu" => &["HU"],
        "id" => &["ID"],
        "it" => &["IT", "CH", "SM"],
        "ja" => &["JP"],
        "ko" => &["KR"],
        "lt" => &["LT"],
        "nl" => &["NL", "BE"],
        "no" => &["NO"],
        "pl" => &["PL"],
        "pt-BR" => &["BR"],
        "ro" => &["RO", "MD"],
        "ru" => &["RU", "BY", "KZ"],
        "sv-SE" => &["SE"],
        "th" => &["TH"],
        "tr" => &["TR"],
        "uk" => &["UA"],
        "vi" => &["VN"],
        "zh-CN" => &["CN", "SG"],
        "zh-TW" => &["TW", "HK", "MO"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn winter() -> DateTime<Utc> {
        "2026-01-15T13:35:00Z".parse().unwrap()
    }

    fn names(zones: &[Zone]) -> Vec<&'static str> {
        zones.iter().map(|zone| zone.name()).collect()
    }

    #[test]
    fn every_line_of_the_list_is_a_zone_once() {
        let lines = include_str!("zones.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'));
        assert_eq!(LISTED.len(), lines.count());
        let zones: HashSet<_> = LISTED.iter().map(|listed| listed.zone).collect();
        assert_eq!(zones.len(), LISTED.len());
        assert!(zones.iter().all(|zone| !zone.name().starts_with("Etc/")));
    }

    #[test]
    fn every_home_of_a_language_is_in_the_list() {
        let codes: HashSet<_> = LISTED.iter().map(|listed| listed.code).collect();
        for locale in [
            "de", "en-GB", "en-US", "es-419", "es-ES", "fr", "hr", "it", "pt-BR", "zh-CN", "zh-TW",
        ] {
            let countries = countries_of(locale);
            assert!(!countries.is_empty(), "{locale}");
            assert!(
                countries.iter().all(|country| codes.contains(country)),
                "{locale}"
            );
        }
    }

    #[test]
    fn each_clock_is_offered_once_with_what_it_reads() {
        let clocks = clocks(winter());
        assert!(clocks.is_sorted_by_key(|clock| clock.offset));
        assert!((30..=2 * OPTIONS).contains(&clocks.len()));
        let reads = |zone: &str| {
            let clock = clocks
                .iter()
                .find(|clock| names(&clock.zones).contains(&zone))
                .unwrap();
            clock.reads.format("%a %R").to_string()
        };
        let table = [
            ("Europe/Berlin", "Thu 14:35"),
            ("Asia/Kathmandu", "Thu 19:20"),
            ("Australia/Lord_Howe", "Fri 00:35"),
            ("America/St_Johns", "Thu 10:05"),
            ("Pacific/Kiritimati", "Fri 03:35"),
            ("Pacific/Pago_Pago", "Thu 02:35"),
        ];
        for (zone, expected) in table {
            assert_eq!(reads(zone), expected, "{zone}");
        }
        let offered: usize = clocks.iter().map(|clock| clock.zones.len()).sum();
        assert_eq!(offered, LISTED.len());
    }

    #[test]
    fn the_readers_own_countries_come_first() {
        let first = |hours, locale, count| {
            let zones = at_offset(TimeDelta::hours(hours), winter(), locale);
            assert!(zones.len() <= OPTIONS);
            names(&zones[..count])
        };
        assert_eq!(
            first(1, Some("de"), 3),
            ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"]
        );
        assert_eq!(first(1, Some("pl"), 2), ["Europe/Warsaw", "Europe/Berlin"]);
        assert_eq!(first(1, None, 2), ["Europe/Berlin", "Europe/Paris"]);
        assert_eq!(first(-5, Some("es-419"), 1), ["America/Bogota"]);
        assert_eq!(
            first(-5, Some("en-US"), 2),
            ["America/New_York", "America/Detroit"]
        );
        assert_eq!(first(0, Some("tlh"), 1), ["Europe/London"]);
    }

    #[test]
    fn a_zone_is_found_by_any_of_its_names() {
        let table = [
            ("berlin", "Europe/Berlin"),
            ("Europe/Berlin", "Europe/Berlin"),
            ("new york", "America/New_York"),
            ("New_Y", "America/New_York"),
            ("munich", "Europe/Berlin"),
            ("germany", "Europe/Berlin"),
            ("PST", "America/Los_Angeles"),
            ("san fran", "America/Los_Angeles"),
            ("são paulo", "America/Sao_Paulo"),
            ("turkiye", "Europe/Istanbul"),
            ("zürich", "Europe/Zurich"),
            ("buenos", "America/Argentina/Buenos_Aires"),
            ("port of spain", "America/Port_of_Spain"),
            ("utc", "UTC"),
            ("london uk", "Europe/London"),
            ("holland", "Europe/Amsterdam"),
        ];
        for (text, expected) in table {
            assert_eq!(names(&search(text, 1)), [expected], "{text}");
        }
    }

    #[test]
    fn the_best_fit_comes_first_and_then_where_most_people_live() {
        assert_eq!(names(&search("", 2)), ["Asia/Kolkata", "Asia/Shanghai"]);
        let found = search("lon", 25);
        assert_eq!(found[0].name(), "Europe/London");
        assert!(search("atlantis", 25).is_empty());
        assert!(search("australia", 25).len() > 10);
        assert_eq!(search("a", 25).len(), 25);
    }

    #[test]
    fn a_zone_knows_its_country() {
        assert_eq!(
            country_of("Europe/Berlin".parse().unwrap()),
            Some("Germany")
        );
        assert_eq!(country_of("UTC".parse().unwrap()), None);
        assert_eq!(country_of("US/Pacific".parse().unwrap()), None);
    }
}
