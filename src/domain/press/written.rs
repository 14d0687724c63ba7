//! A press as a control's id, and read from one: `a1:page:3k:2`.

use std::fmt;
use std::str::FromStr;

use super::{Press, Verb};

/// Why a control's id can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadablePress {
    #[error("not one of ours")]
    Foreign,
    #[error("from another version")]
    OtherVersion,
}

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a1:{}:{}", self.verb.word(), base36(self.id))?;
        if let Some(arg) = &self.arg {
            write!(f, ":{arg}")?;
        }
        Ok(())
    }
}

impl FromStr for Press {
    type Err = UnreadablePress;

    fn from_str(text: &str) -> Result<Self, UnreadablePress> {
        let mut parts = text.splitn(4, ':');
        match parts.next() {
            Some("a1") => {}
            Some(version) if is_version(version) => return Err(UnreadablePress::OtherVersion),
            _ => return Err(UnreadablePress::Foreign),
        }
        let word = parts.next().ok_or(UnreadablePress::Foreign)?;
        let verb = Verb::ALL
            .iter()
            .copied()
            .find(|verb| verb.word() == word)
            .ok_or(UnreadablePress::OtherVersion)?;
        let id = parts
            .next()
            .and_then(|digits| i64::from_str_radix(digits, 36).ok())
            .ok_or(UnreadablePress::Foreign)?;
        Ok(Self {
            verb,
            id,
            arg: parts.next().map(str::to_owned),
        })
    }
}

fn is_version(text: &str) -> bool {
    text.strip_prefix('a')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn base36(number: i64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut rest = number.unsigned_abs();
    let mut reversed = Vec::new();
    loop {
        reversed.push(char::from(DIGITS[(rest % 36) as usize]));
        rest /= 36;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        reversed.push('-');
    }
    reversed.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_is_read_as_it_is_written() {
        for press in [
            Press::plain(Verb::Hours),
            Press::about(Verb::Page, 128).with(2),
            Press::about(Verb::Page, i64::MAX).with("a b"),
            Press::about(Verb::Page, i64::MIN),
        ] {
            assert_eq!(press.to_string().parse(), Ok(press));
        }
        assert_eq!(
            Press::about(Verb::Page, 128).with(2).to_string(),
            "a1:page:3k:2"
        );
    }

    #[test]
    fn what_is_not_ours_is_told_from_what_is_old() {
        let table = [
            ("b7:page:3k", UnreadablePress::Foreign),
            ("a0:page:3k", UnreadablePress::OtherVersion),
            ("a1:gone:3k", UnreadablePress::OtherVersion),
            ("a1:page:%", UnreadablePress::Foreign),
            ("", UnreadablePress::Foreign),
        ];
        for (text, expected) in table {
            assert_eq!(text.parse::<Press>(), Err(expected), "{text}");
        }
    }
}
