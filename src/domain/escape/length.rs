//! How much of what people wrote is kept, and how the rest is cut off: at whole letters, at a word's end if one is near.

use unicode_segmentation::GraphemeCursor;

/// How much of a message is kept, in characters.
pub const EXCERPT: usize = 200;

/// How much of what was told to Adagio is kept, in characters: there is no message behind it that could be opened.
pub const TOLD: usize = 500;

/// At most so many characters of it, whole ones as people see them, up to a word's end if one is near.
pub(super) fn shortened(line: &str, most: usize) -> String {
    let mut beginnings = line.char_indices().map(|(at, _)| at);
    // Room is left for the "…".
    let (Some(end), Some(_)) = (beginnings.nth(most - 1), beginnings.next()) else {
        return line.to_owned();
    };
    let whole = &line[..whole_up_to(line, end)];
    let words = match whole.rsplit_once(' ') {
        Some((words, cut)) if cut.chars().count() < most / 8 => words,
        _ => whole,
    };
    // Made at its length: to make it longer afterwards costs as much as all the rest.
    [words, "…"].concat()
}

/// Where the last letter ends that is whole before `most`, as people see letters: 👩🏽‍🚒 is one of four characters.
fn whole_up_to(line: &str, most: usize) -> usize {
    let mut cursor = GraphemeCursor::new(most, line.len(), true);
    // It sees the whole line, so it never has to ask for more of it.
    match cursor.is_boundary(line, 0) {
        Ok(false) => cursor.prev_boundary(line, 0).ok().flatten().unwrap_or(0),
        _ => most,
    }
}
