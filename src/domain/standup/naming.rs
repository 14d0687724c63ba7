//! Who is named in what somebody wrote: by a mention, or by "@" and how they are called. A form offers no mentions, so people write
//! names.

use crate::domain::ids::UserId;

/// The people who are named in a text, each once. `names`: how people are called; of two with one name neither is meant.
pub fn named(text: &str, names: &[(UserId, String)]) -> Vec<UserId> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let is_word = text[..at]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        let behind = &text[at + 1..];
        let user = match text[..at].ends_with('<') {
            true => mentioned(behind),
            false if is_word => None,
            false => called(behind, names),
        };
        if let Some(user) = user
            && !found.contains(&user)
        {
            found.push(user);
        }
    }
    found
}

/// `42>` or `!42>`.
fn mentioned(behind: &str) -> Option<UserId> {
    let (id, _) = behind.split_once('>')?;
    id.trim_start_matches('!').parse().ok()
}

/// Whose name it begins with: the longest that fits.
fn called(behind: &str, names: &[(UserId, String)]) -> Option<UserId> {
    let behind = behind.to_lowercase();
    let begins = |name: &str| {
        let rest = behind.strip_prefix(&name.to_lowercase());
        let is_whole = |rest: &str| !rest.chars().next().is_some_and(char::is_alphanumeric);
        !name.is_empty() && rest.is_some_and(is_whole)
    };
    let fitting = || names.iter().filter(|(_, name)| begins(name));
    let longest = fitting().map(|(_, name)| name.len()).max()?;
    let mut users = fitting().filter(|(_, name)| name.len() == longest);
    let (user, _) = users.next()?;
    users.all(|(other, _)| other == user).then_some(*user)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_mentioned_or_called_by_name_is_named_and_nobody_else() {
        let (ana, ben, benny, bo, bob) = (1, 2, 3, 4, 5);
        let names = [
            (ana, "Ana María"),
            (ben, "ben"),
            (benny, "Benny"),
            (bo, "Bo"),
            (bob, "bo"),
        ];
        let names: Vec<_> = names
            .map(|(id, name)| (UserId::new(id), name.to_owned()))
            .into();
        for (text, expected) in [
            ("no key, @ben", vec![ben]),
            ("@Benny, and @BEN!", vec![benny, ben]),
            ("waiting for @ana maría's word", vec![ana]),
            ("<@7> and <@!8>, <@7>", vec![7, 8]),
            ("@benedict, ben, mail me@ben, @", vec![]),
            ("@bo or which?", vec![]),
            ("<@&9> <@x> <@", vec![]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(UserId::new).collect();
            assert_eq!(named(text, &names), expected, "{text}");
        }
    }
}
