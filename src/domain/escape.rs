//! What people wrote, made harmless: it can't ping, format, fake a link or begin a line of its own.
//!
//! Two steps, because an excerpt is kept and shown in places with and without markdown:
//! [`excerpt`] turns Discord's tokens into words (`<@42>` is "@ana") on one short line; [`quoted`] then shows
//! any text in a message exactly as it reads (`**loud**` is `\*\*loud\*\*`), with its links still to be opened.

mod length;

use std::borrow::Cow;
use std::fmt::Write;

use chrono::DateTime;

use self::length::shortened;
pub use self::length::{EXCERPT, TOLD};
use super::ids::UserId;

/// Stops Discord from reading "@everyone" or `<@42>` as more than words; takes no room.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// What is markup wherever it stands.
const MARKUP: [char; 10] = ['\\', '*', '_', '~', '`', '|', '<', '>', '[', ']'];

/// The beginning of what a person wrote, in plain words on one line, at most [`EXCERPT`] characters.
///
/// Mentions read as the names given, else as "@someone"; no mention of everybody is left in it. What its writer
/// hid stays hidden. If one person alone is mentioned, and first of all, only what follows is kept: whoever reads
/// it knows who is meant.
pub fn excerpt(text: &str, names: &[(UserId, &str)]) -> String {
    let spoken = without_spoilers(without_address(text, names));
    let plain = without_tokens(&spoken, names);
    shortened(&without_calls(&one_line(&plain)), EXCERPT)
}

/// What a person told Adagio for somebody, in plain words on one line, at most [`TOLD`] characters.
///
/// Otherwise as [`excerpt`], but that nothing is taken from its beginning.
pub fn told(text: &str, names: &[(UserId, &str)]) -> String {
    let spoken = without_spoilers(text);
    let plain = without_tokens(&spoken, names);
    shortened(&without_calls(&one_line(&plain)), TOLD)
}

/// The line with nothing in it that Discord reads as a mention of everybody.
fn without_calls(line: &str) -> Cow<'_, str> {
    if !line.contains('@') {
        return Cow::Borrowed(line);
    }
    let mut words = String::with_capacity(line.len());
    for (at, letter) in line.char_indices() {
        words.push(letter);
        if letter == '@' && pings_all(&line[at..]) {
            words.push(ZERO_WIDTH_SPACE);
        }
    }
    Cow::Owned(words)
}

/// The text with "(spoiler)" for what stands between two `||`.
fn without_spoilers(text: &str) -> Cow<'_, str> {
    if !text.contains('|') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("||") {
        let Some((hidden, behind)) = after.split_once("||") else {
            break;
        };
        shown.push_str(before);
        shown.push_str(if hidden.is_empty() {
            "||||"
        } else {
            "(spoiler)"
        });
        rest = behind;
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// Text to show in a message exactly as it reads, on one line. Its links can be opened.
///
/// Put a space, an end of line or a closing quote behind it: a link at its end would swallow markup.
/// Names, which stand in the middle of things, go through [`name`].
pub fn quoted(text: &str) -> String {
    let line = one_line(text);
    let mut safe = String::with_capacity(line.len() + 8);
    let mut rest = &*line;
    while let Some(at) = ["http://", "https://"]
        .iter()
        .filter_map(|scheme| rest.find(scheme))
        .min()
    {
        let link = link_of(&rest[at..]);
        escape_into(&mut safe, &rest[..at]);
        link_into(&mut safe, link);
        rest = &rest[at + link.len()..];
        // Discord counts everything up to a space to the link, backslashes too; what such a backslash
        // was to tame would then be live.
        if rest
            .split(' ')
            .next()
            .is_some_and(|glued| glued.contains(MARKUP))
        {
            safe.push(' ');
        }
    }
    escape_into(&mut safe, rest);
    safe
}

/// Text to show as a block of its own, letter by letter as it was written: to be copied, and written anew elsewhere.
pub fn verbatim(text: &str) -> String {
    let safe = text.replace("```", &format!("``{ZERO_WIDTH_SPACE}`"));
    format!("```\n{safe}\n```")
}

/// A name of a person, channel or server, to show anywhere in a message: nothing in it is a link.
pub fn name(text: &str) -> String {
    let mut safe = String::new();
    escape_into(&mut safe, &one_line(text));
    safe
}

/// All white space as one space, and nothing invisible that could turn a line around.
fn one_line(text: &str) -> Cow<'_, str> {
    if is_one_line(text) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let end = line.len();
        if end > 0 {
            line.push(' ');
        }
        let begin = line.len();
        line.extend(word.chars().filter(|letter| !is_invisible(*letter)));
        if line.len() == begin {
            line.truncate(end);
        }
    }
    Cow::Owned(line)
}

/// Whether there is nothing to change, as in most of what people write.
fn is_one_line(text: &str) -> bool {
    let mut before = ' ';
    for letter in text.chars() {
        let is_plain = letter.is_ascii_graphic() || (letter == ' ' && before != ' ');
        if !is_plain && (letter.is_whitespace() || is_invisible(letter)) {
            return false;
        }
        before = letter;
    }
    before != ' ' || text.is_empty()
}

fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

/// What follows "@ben, " where nobody but Ben is mentioned, if it says something.
fn without_address<'a>(text: &'a str, names: &[(UserId, &str)]) -> &'a str {
    let [(user, _)] = names else { return text };
    let address = text.trim_start().strip_prefix("<@");
    let Some((id, rest)) = address.and_then(|address| address.split_once('>')) else {
        return text;
    };
    let rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
    let is_meant = id.trim_start_matches('!').parse() == Ok(*user);
    if is_meant && !rest.contains("<@") && rest.contains(char::is_alphanumeric) {
        rest
    } else {
        text
    }
}

/// Discord's tokens as words.
fn without_tokens<'a>(text: &'a str, names: &[(UserId, &str)]) -> Cow<'a, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, token) = rest.split_at(open);
        plain.push_str(before);
        let close = token.find('>');
        match close.and_then(|close| spoken(&token[1..close], names)) {
            Some(words) => {
                plain.push_str(&words);
                rest = token.split_once('>').map_or("", |(_, after)| after);
            }
            None => {
                plain.push('<');
                rest = &token[1..];
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// What stands between `<` and `>` in words, if it is one of Discord's tokens.
fn spoken(token: &str, names: &[(UserId, &str)]) -> Option<String> {
    if token.starts_with("http://") || token.starts_with("https://") {
        return Some(token.to_owned());
    }
    if let Some(time) = token.strip_prefix("t:") {
        let seconds = time.split(':').next()?.parse().ok()?;
        return Some(
            DateTime::from_timestamp(seconds, 0)?
                .format("%F %R UTC")
                .to_string(),
        );
    }
    let is_id = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(user) = token
        .strip_prefix('@')
        .map(|user| user.trim_start_matches('!'))
        .filter(|user| is_id(user))
    {
        let known = names.iter().find(|(id, _)| user.parse() == Ok(*id));
        return Some(format!("@{}", known.map_or("someone", |(_, name)| name)));
    }
    if token.strip_prefix("@&").is_some_and(is_id) {
        return Some("@role".to_owned());
    }
    if token.strip_prefix('#').is_some_and(is_id) {
        return Some("#channel".to_owned());
    }
    let (name, _) = token.rsplit_once(':').filter(|(_, id)| is_id(id))?;
    match name.strip_prefix("a:").or_else(|| name.strip_prefix(':')) {
        Some(emoji) => Some(format!(":{emoji}:")),
        None => name.starts_with('/').then(|| name.to_owned()),
    }
}

/// The link at the start of the text, without what is rather the sentence's than the link's.
fn link_of(text: &str) -> &str {
    let illegal = |letter: char| letter.is_whitespace() || "<>\"\\^`{|}".contains(letter);
    let end = text.find(illegal).unwrap_or(text.len());
    text[..end].trim_end_matches(['*', '_', '~', ']', '.', ',', ':', ';', '\'', '!', '?', ')'])
}

/// A link as it is, but for what could ping or end a masked link.
fn link_into(safe: &mut String, link: &str) {
    for (at, letter) in link.char_indices() {
        match letter {
            '*' | '[' | ']' => write!(safe, "%{:02X}", u32::from(letter)).unwrap_or_default(),
            '@' if pings_all(&link[at..]) => safe.push_str("%40"),
            letter => safe.push(letter),
        }
    }
}

/// Text that stands as it is, whatever its letters mean to Discord.
fn escape_into(safe: &mut String, text: &str) {
    let mut previous = None;
    for (at, letter) in text.char_indices() {
        if letter.is_ascii_alphanumeric() || letter == ' ' {
            safe.push(letter);
            previous = Some(letter);
            continue;
        }
        let rest = &text[at..];
        let begins_line = safe.is_empty() && matches!(letter, '#' | '-' | '+');
        let number = !safe.is_empty() && safe.bytes().all(|byte| byte.is_ascii_digit());
        let numbers_line = number && matches!(letter, '.' | ')');
        let links = letter == ':' && rest.starts_with("://");
        if begins_line || numbers_line || links || MARKUP.contains(&letter) {
            safe.push('\\');
        }
        safe.push(letter);
        if letter == '@' && (previous == Some('<') || pings_all(rest)) {
            safe.push(ZERO_WIDTH_SPACE);
        }
        previous = Some(letter);
    }
}

/// Whether this begins with a mention of everybody, or of everybody who is there.
fn pings_all(text: &str) -> bool {
    text.starts_with("@everyone") || text.starts_with("@here")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    #[test]
    fn what_is_told_keeps_its_beginning_and_gets_more_room() {
        let ben = (UserId::new(42), "ben");
        assert_eq!(told("<@42> <@7> hi", &[ben]), "@ben @someone hi");
        assert_eq!(told(&"x".repeat(TOLD), &[]).chars().count(), TOLD);
        let cut = told(&"x".repeat(TOLD + 1), &[]);
        assert_eq!((cut.chars().count(), cut.ends_with('…')), (TOLD, true));
    }

    #[test]
    fn an_excerpt_reads_like_the_message() {
        let names = [(UserId::new(42), "ana")];
        let table = [
            ("could you\nlook,  please?", "could you look, please?"),
            ("<@42> and <@!42>", "@ana and @ana"),
            ("<@7> of <@&8> in <#9>", "@someone of @role in #channel"),
            ("nice <:party:1> <a:dance:2>", "nice :party: :dance:"),
            ("try </hours:5>", "try /hours"),
            ("at <t:1767225600:F>", "at 2026-01-01 00:00 UTC"),
            ("see <https://a.example/b>", "see https://a.example/b"),
            ("a < b > c <@x> <>", "a < b > c <@x> <>"),
            ("a <b <@42>", "a <b @ana"),
            ("@everyone, @here", "@\u{200b}everyone, @\u{200b}here"),
            ("\u{202e}txet\u{7}", "txet"),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(excerpt(text, &names), expected, "{text}");
        }
    }

    #[test]
    fn an_excerpt_leaves_out_whom_it_is_addressed_to() {
        let (ana, ben) = ((UserId::new(42), "ana"), (UserId::new(43), "ben"));
        let table = [
            ("<@42>, is it final?", vec![ana], "is it final?"),
            (" <@!42>\nis it final?", vec![ana], "is it final?"),
            ("is it final, <@42>?", vec![ana], "is it final, @ana?"),
            ("<@42> is it final?", vec![ana, ben], "@ana is it final?"),
            ("<@42> is it final?", vec![ben], "@someone is it final?"),
            ("<@42>?", vec![ana], "@ana?"),
        ];
        for (text, names, expected) in table {
            assert_eq!(excerpt(text, &names), expected, "{text}");
        }
    }

    #[test]
    fn an_excerpt_is_short_and_cuts_no_word_or_emoji() {
        let words = excerpt(&"word ".repeat(100), &[]);
        assert!(
            words.ends_with("word…") && words.chars().count() <= EXCERPT,
            "{words}"
        );
        let family = "👩‍👩‍👧";
        let families = excerpt(&family.repeat(100), &[]);
        assert!(families.chars().count() <= EXCERPT);
        assert_eq!(families.trim_end_matches('…').replace(family, ""), "");
        assert_eq!(excerpt(&"a".repeat(EXCERPT), &[]), "a".repeat(EXCERPT));
        assert_eq!(
            excerpt(&"a".repeat(EXCERPT + 1), &[]).chars().count(),
            EXCERPT
        );
    }

    #[test]
    fn quoted_text_shows_what_was_written() {
        let table = [
            (
                "a plain sentence, with (brackets).",
                "a plain sentence, with (brackets).",
            ),
            (
                "**loud** _x_ ~~no~~ ||psst|| `code`",
                r"\*\*loud\*\* \_x\_ \~\~no\~\~ \|\|psst\|\| \`code\`",
            ),
            ("# head", r"\# head"),
            ("-# small", r"\-# small"),
            ("1. first", r"1\. first"),
            ("version 1.2 - #3 +1", "version 1.2 - #3 +1"),
            ("> said\nme", r"\> said me"),
            (
                "[bank](https://evil.example)",
                r"\[bank\](https://evil.example)",
            ),
            ("<@42>", "\\<@\u{200b}42\\>"),
            ("@everyone", "@\u{200b}everyone"),
            ("me@here.example", "me@\u{200b}here.example"),
            (
                "see https://a.example/b_c?d=e#f.",
                "see https://a.example/b_c?d=e#f.",
            ),
            ("**https://a.example/**", r"\*\*https://a.example/ \*\*"),
            ("https://a.example/x*y", "https://a.example/x%2Ay"),
            (
                "https://a.example/<@42>",
                "https://a.example/ \\<@\u{200b}42\\>",
            ),
            (
                "https://a.example/@everyone",
                "https://a.example/%40everyone",
            ),
            (
                "steam://run/1 HTTPS://X.example",
                r"steam\://run/1 HTTPS\://X.example",
            ),
            (r"\", r"\\"),
        ];
        for (text, expected) in table {
            assert_eq!(quoted(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_is_never_a_link() {
        assert_eq!(name("https://evil.example"), r"https\://evil.example");
        assert_eq!(name("li *the* great"), r"li \*the\* great");
    }

    /// Reads a message the way Discord does and says what in it is not plain text.
    fn live(message: &str) -> Option<String> {
        if message.contains(['\n', '\r'])
            || message.contains("@everyone")
            || message.contains("@here")
        {
            return Some("a new line or a ping of all".to_owned());
        }
        let numbered = message.trim_start_matches(|letter: char| letter.is_ascii_digit());
        if message.starts_with(['#', '-', '+', ' '])
            || (numbered.len() < message.len() && numbered.starts_with(['.', ')']))
        {
            return Some("the beginning of a line".to_owned());
        }
        let mut rest = message;
        while let Some(letter) = rest.chars().next() {
            if ["http://", "https://", "steam://"]
                .iter()
                .any(|scheme| rest.starts_with(scheme))
            {
                let end = rest
                    .find(|letter: char| letter.is_whitespace() || letter == '<')
                    .unwrap_or(rest.len());
                let (link, after) = rest.split_at(end);
                if link.contains(['\\', '[', ']', '|', '`', '*']) || after.starts_with('<') {
                    return Some(format!("link {link:?} and {after:?}"));
                }
                rest = after;
            } else if letter == '\\' {
                match rest[1..].strip_prefix(|escaped: char| escaped.is_ascii_punctuation()) {
                    Some(after) => rest = after,
                    None => return Some("a backslash that shows".to_owned()),
                }
            } else if MARKUP.contains(&letter) {
                return Some(rest.to_owned());
            } else {
                rest = &rest[letter.len_utf8()..];
            }
        }
        None
    }

    /// Text made of what Discord reads as more than text, and some that it doesn't.
    fn nasty() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "*",
            "**",
            "_",
            "~~",
            "`",
            "```",
            "||",
            "\\",
            "<",
            ">",
            "[a](",
            "]",
            "(",
            ")",
            "\n",
            "\r\n",
            "\u{2028}",
            " ",
            "#",
            "-# ",
            "- ",
            "1",
            ".",
            ":",
            "@",
            "@everyone",
            "@here",
            "<@123>",
            "<@&1>",
            "<#1>",
            "<:a:1>",
            "<t:1>",
            "https://",
            "http://",
            "steam://",
            "https://a.example/b_c",
            "a",
            "é",
            "👩‍👩‍👧",
            "\u{202e}",
            "\u{200b}",
            "\u{7}",
            "everyone",
            "\"",
            "'",
            "!",
            "/",
            "&",
        ]);
        prop_oneof![
            prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat()),
            any::<String>()
        ]
    }

    fn steady() -> ProptestConfig {
        ProptestConfig {
            cases: 4_000,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(7),
            ..ProptestConfig::default()
        }
    }

    proptest! {
        #![proptest_config(steady())]

        #[test]
        fn nothing_that_people_write_is_live_once_it_is_quoted(text in nasty()) {
            prop_assert_eq!(live(&quoted(&text)), None);
            prop_assert_eq!(live(&name(&text)), None);
            prop_assert_eq!(live(&quoted(&excerpt(&text, &[]))), None);
        }

        #[test]
        fn what_is_quoted_reads_as_it_was_written(text in nasty()) {
            // Told by what Discord shows: an escaped letter as itself, a zero-width space not at all.
            let mut shown = String::new();
            let shown_of = name(&text);
            let mut letters = shown_of.chars().filter(|letter| *letter != ZERO_WIDTH_SPACE);
            while let Some(letter) = letters.next() {
                shown.push(if letter == '\\' { letters.next().unwrap_or(letter) } else { letter });
            }
            prop_assert_eq!(shown, one_line(&text));
        }

        #[test]
        fn an_excerpt_is_never_too_long(text in nasty()) {
            prop_assert!(excerpt(&text.repeat(20), &[]).chars().count() <= EXCERPT);
        }
    }

    #[test]
    fn the_reader_of_these_tests_finds_what_is_live() {
        for text in [
            "*a*",
            "<@1>",
            "https://a\\<@1>",
            "https://a<@1>",
            "@everyone",
            "# a",
            "12. a",
            "a\n> b",
            "[a](https://b.c)",
        ] {
            assert!(live(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_was_hidden_stays_hidden() {
        let table = [
            ("the end: ||he did it|| wow", "the end: (spoiler) wow"),
            ("||a|| and ||b||", "(spoiler) and (spoiler)"),
            ("a || b", "a || b"),
            ("a |||| b", "a |||| b"),
        ];
        for (text, expected) in table {
            assert_eq!(excerpt(text, &[]), expected, "{text}");
        }
    }
}
