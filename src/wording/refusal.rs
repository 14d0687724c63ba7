//! What is wrong and what to do, in one line; never a raw error.

use super::controls::quietly;
use super::tongue::{Tongue, say};

use crate::domain::escape::quoted;
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::input::Misread;
use crate::domain::later::{MOST_DAYS, NoDate};
use crate::domain::letter::Letter;
use crate::domain::quiet_change::MOST_WINDOWS;
use crate::domain::refusal::Refusal;
use crate::domain::schedule::DigestTimes;
use crate::domain::standup::{MOST_QUESTIONS, WrongQuestions};

/// How many characters of what somebody wrote are repeated.
const LONGEST: usize = 60;

/// The refusal as an answer.
pub fn letter(tongue: &Tongue, refusal: &Refusal) -> Letter {
    quietly(sentence(tongue, refusal), Vec::new())
}

/// The answer when the fault is ours; the reference stands in the log too.
pub fn trouble(tongue: &Tongue, reference: &str) -> Letter {
    quietly(say!(tongue, "trouble", reference = reference), Vec::new())
}

fn sentence(tongue: &Tongue, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Misread(misread) => misread_sentence(tongue, misread),
        Refusal::NoUntil(from) => say!(tongue, "refused-until", from = from.to_string()),
        Refusal::NoFrom(until) => say!(tongue, "refused-from", until = until.to_string()),
        Refusal::NoTimes => say!(tongue, "refused-no-times"),
        Refusal::NoSuchZone(text) => say!(tongue, "refused-zone", text = shown(text)),
        Refusal::TooManyWindows => say!(tongue, "refused-windows", most = MOST_WINDOWS),
        Refusal::NoZone => say!(tongue, "refused-no-zone"),
        Refusal::LeftOut => say!(tongue, "refused-left-out"),
        Refusal::ServerOnly => say!(tongue, "refused-server-only"),
        Refusal::NotManager => say!(tongue, "refused-not-manager"),
        Refusal::CannotWrite(channel) => cannot_write(tongue, *channel),
        Refusal::OldControl => say!(tongue, "refused-old"),
        Refusal::NothingThere => say!(tongue, "refused-nothing-there"),
        Refusal::NoDate(no) => no_date(tongue, no),
        Refusal::CannotRead(channel) => {
            say!(
                tongue,
                "refused-cannot-read",
                channel = format!("<#{channel}>")
            )
        }
        Refusal::OnItsWay => say!(tongue, "refused-on-its-way"),
        Refusal::NothingMuted => say!(tongue, "refused-nothing-muted"),
        Refusal::RightsUnknown => say!(tongue, "inbox-unknown"),
        Refusal::ToYourself => say!(tongue, "refused-to-yourself"),
        Refusal::ToABot => say!(tongue, "refused-to-a-bot"),
        Refusal::NotAuthor(author) => {
            say!(tongue, "refused-not-author", name = person(*author))
        }
        Refusal::MeansNobody => say!(tongue, "refused-means-nobody"),
        Refusal::NoWords => say!(tongue, "refused-no-words"),
        Refusal::SightUnknown => say!(tongue, "refused-sight-unknown"),
        Refusal::WrongQuestions(wrong) => wrong_questions(tongue, wrong),
        Refusal::NoName => say!(tongue, "refused-no-name"),
        Refusal::Unfinished => say!(tongue, "refused-unfinished"),
        Refusal::NeverOpen => say!(tongue, "refused-never-open"),
        Refusal::CannotHold(channel) => {
            say!(tongue, "refused-cannot-hold", channel = place(*channel))
        }
        Refusal::CannotPost(channel) => {
            say!(tongue, "refused-cannot-post", channel = place(*channel))
        }
        Refusal::NeedsTag(channel) => {
            say!(tongue, "refused-needs-tag", channel = place(*channel))
        }
        Refusal::CannotOpen(channel) => {
            say!(tongue, "refused-cannot-open", channel = place(*channel))
        }
        Refusal::TooManyStandups => say!(tongue, "refused-too-many-standups"),
        Refusal::NoAnswer => say!(tongue, "refused-no-answer"),
        Refusal::WrongTitle(wrong) => {
            say!(tongue, "refused-title", part = quoted(&wrong.0))
        }
        Refusal::NothingSought => say!(tongue, "refused-nothing-sought"),
        Refusal::LostChannel => say!(tongue, "refused-lost-channel"),
        Refusal::StandupDeleted => say!(tongue, "refused-standup-deleted"),
        Refusal::WordsLost => say!(tongue, "refused-words-lost"),
        Refusal::NoHistory(channel) => {
            say!(tongue, "refused-no-history", channel = place(*channel))
        }
        Refusal::NeedsRole(role) => {
            say!(tongue, "refused-needs-role", role = format!("<@&{role}>"))
        }
        Refusal::NotHere(user) => say!(tongue, "refused-not-here", name = person(*user)),
        Refusal::NotAReader(user, channel) => {
            let (name, channel) = (person(*user), place(*channel));
            say!(
                tongue,
                "refused-not-a-reader",
                name = name,
                channel = channel
            )
        }
        Refusal::MayNotSpeak(channel) => {
            say!(tongue, "refused-may-not-speak", channel = place(*channel))
        }
        Refusal::SlowMode(channel) => say!(tongue, "refused-slow-mode", channel = place(*channel)),
    }
}

fn no_date(tongue: &Tongue, no: &NoDate) -> String {
    match no {
        NoDate::Unreadable(text) => say!(tongue, "refused-date", text = shown(text)),
        NoDate::Over(text) => say!(tongue, "refused-date-over", text = shown(text)),
        NoDate::TooFar(text) => {
            say!(
                tongue,
                "refused-date-far",
                text = shown(text),
                most = MOST_DAYS
            )
        }
        NoDate::NoZone => say!(tongue, "refused-date-no-zone"),
    }
}

/// What somebody wrote, short enough to leave room for what is wrong with it.
fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        short.push('…');
    }
    quoted(&short)
}

fn person(user: UserId) -> String {
    format!("<@{user}>")
}

fn place(channel: ChannelId) -> String {
    format!("<#{channel}>")
}

fn cannot_write(tongue: &Tongue, channel: ChannelId) -> String {
    say!(tongue, "setup-cannot-write", channel = place(channel))
}

fn misread_sentence(tongue: &Tongue, misread: &Misread) -> String {
    let example = misread.example();
    match misread {
        Misread::Time(text) => {
            say!(
                tongue,
                "refused-time",
                text = shown(text),
                example = example
            )
        }
        Misread::Window(text) => {
            say!(
                tongue,
                "refused-window",
                text = shown(text),
                example = example
            )
        }
        Misread::EmptyWindow(time) => {
            say!(tongue, "refused-empty-window", time = time.to_string())
        }
        Misread::Day(day) => {
            say!(
                tongue,
                "refused-day",
                text = shown(&day.0),
                example = example
            )
        }
        Misread::TooManyTimes(count) => {
            say!(
                tongue,
                "refused-too-many-times",
                count = (*count),
                most = DigestTimes::MOST
            )
        }
        Misread::Nothing => say!(tongue, "refused-nothing", example = example),
    }
}

fn wrong_questions(tongue: &Tongue, wrong: &WrongQuestions) -> String {
    match wrong {
        WrongQuestions::None => say!(tongue, "refused-no-question"),
        WrongQuestions::TooMany(count) => say!(
            tongue,
            "refused-questions",
            count = (*count),
            most = MOST_QUESTIONS
        ),
        WrongQuestions::TooLong(text) => {
            say!(tongue, "refused-question-long", text = shown(text))
        }
        WrongQuestions::Twice(text) => {
            say!(tongue, "refused-question-twice", text = shown(text))
        }
        WrongQuestions::Kind(text) => say!(tongue, "refused-question-kind", text = shown(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::civil::TimeOfDay;
    use crate::domain::weekdays::NoSuchDay;

    #[test]
    fn a_refusal_says_what_is_wrong_and_what_to_do() {
        let ten = TimeOfDay::hm(22, 0);
        let refusals = [
            Misread::Time("soonish **now**".to_owned()).into(),
            Misread::EmptyWindow(ten).into(),
            Misread::Day(NoSuchDay("funday".to_owned())).into(),
            Misread::TooManyTimes(7).into(),
            Refusal::NoUntil(ten),
            Refusal::NoSuchZone("Atlantis".to_owned()),
            Refusal::NotManager,
            Refusal::CannotWrite(ChannelId::new(7)),
            Refusal::OldControl,
        ];
        let said: Vec<String> = refusals
            .iter()
            .map(|refusal| sentence(&Tongue::english(), refusal))
            .collect();
        insta::assert_snapshot!(said.join("\n"), @r"
        “soonish \*\*now\*\*” is no time I can read. For example: 9:30.
        22:00 to 22:00 is no window. For a whole day write *all day*.
        “funday” is no day I can read. For example: mon-fri.
        7 digests a day are too many; 6 are possible.
        From 22:00 until when? For example: `/quiet from:22:00 until:08:00`.
        I know no city or zone “Atlantis”. Choose one from the list that opens while you type, for example *Berlin*.
        Only people with Manage Server can change this.
        I can't write in <#7>. Give me View Channel and Send Messages there, or open `/adagio setup` in another channel.
        This button is from another version of me. Use its command anew; `/help` names them all.
        ");
    }
}
