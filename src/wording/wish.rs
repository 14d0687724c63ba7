//! What "@Adagio later", "when" and "why" are answered with: a direct message that makes no sound and says which message it
//! is about.

use super::controls::{button, primary, quietly};
use super::digest::jump;
use super::tongue::{Tongue, say};
use super::{save, why};
use crate::domain::event::Post;
use crate::domain::ids::OutboxId;
use crate::domain::letter::{Button, Letter, Press, Row, Verb};
use crate::domain::person::Person;
use crate::domain::wish::{Fulfilled, Wish};

/// The answer. It names its row, by which it is found again after a crash.
pub fn letter(
    tongue: &Tongue,
    fulfilled: &Fulfilled,
    (post, wish): (&Post, &Wish),
    person: &Person,
    row: OutboxId,
) -> Letter {
    let about = wish.about.as_ref().map(|about| about.message);
    let first = match fulfilled {
        Fulfilled::Saved(saved) => save::said(tongue, saved),
        Fulfilled::Explained(explanation) => why::said(tongue, explanation),
        Fulfilled::Help => say!(tongue, "wish-help"),
        Fulfilled::NotUrgent => say!(tongue, "wish-not-urgent"),
    };
    let undo = match (fulfilled, about) {
        (Fulfilled::Saved(_), Some(message)) => Some(save::undo(tongue, message)),
        _ => None,
    };
    let url = jump(
        post.place.server,
        post.place.channel,
        about.unwrap_or(post.id),
    );
    let about = say!(tongue, "wish-about", url = url);
    let buttons = undo.into_iter().chain([hours(tongue, person, row)]);
    quietly(
        format!("{first}\n{about}"),
        vec![Row::Buttons(buttons.collect())],
    )
}

fn hours(tongue: &Tongue, person: &Person, row: OutboxId) -> Button {
    let press = Press::about(Verb::Hours, row.get());
    match person.schedule.zone {
        Some(_) => button(say!(tongue, "digest-hours"), press),
        None => primary(say!(tongue, "hours-set-mine"), press),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;
    use crate::domain::event::Place;
    use crate::domain::explanation::Explanation;
    use crate::domain::ids::{ChannelId, MessageId, ServerId, UserId};
    use crate::domain::item::Saved;
    use crate::domain::mode::ChannelKind;
    use crate::domain::ping::Loudness;
    use crate::domain::wish::{About, Word};

    fn post() -> Post {
        Post {
            id: MessageId::new(8),
            place: Place {
                server: ServerId::new(1),
                channel: ChannelId::new(10),
                parent: None,
                category: None,
                kind: ChannelKind::Text,
            },
            author: UserId::new(5),
            author_name: "ben".to_owned(),
            mentions: Vec::new(),
            groups: Vec::new(),
            author_roles: None,
            reply: None,
            loudness: Loudness::Plain,
            text: None,
            edited_at: None,
            wish: None,
        }
    }

    fn answer(fulfilled: &Fulfilled, about: Option<i64>) -> String {
        let about = about.map(|message| About {
            message: MessageId::new(message),
            author: UserId::new(6),
            author_name: "ana".to_owned(),
            mentions: Vec::new(),
            text: None,
            edited_at: None,
        });
        let wish = Wish {
            word: Word::Later,
            about,
        };
        let mut person = Person::new(UserId::new(5));
        person.schedule.zone = "Europe/Berlin".parse().ok();
        let (tongue, row) = (Tongue::english(), OutboxId::new(3));
        seen(&letter(&tongue, fulfilled, (&post(), &wish), &person, row))
    }

    #[test]
    fn an_answer_says_which_message_it_is_about() {
        let comes_at = "2026-03-03T08:30:00Z".parse().ok();
        let saved = Fulfilled::Saved(Saved::Now { comes_at });
        insta::assert_snapshot!(answer(&saved, Some(7)), @r"
        Saved. It comes with your digest of <t:1772526600:F> (<t:1772526600:R>).
        -# About [this message](https://discord.com/channels/1/10/7)
        [Take it out] [My hours]
        ");
        let explained = Fulfilled::Explained(Explanation::Nothing);
        insta::assert_snapshot!(answer(&explained, Some(7)), @r"
        Nothing here waits for a digest of yours.
        -# About [this message](https://discord.com/channels/1/10/7)
        [My hours]
        ");
    }

    #[test]
    fn what_is_no_word_of_adagios_is_answered_with_those_that_are() {
        insta::assert_snapshot!(answer(&Fulfilled::Help, None), @r"
        Reply to a message with `@Adagio later` and it comes with your next digest, with `@Adagio when` to see when it is read, with `@Adagio why` for the reasons too. I answer here, without a sound.
        -# About [this message](https://discord.com/channels/1/10/8)
        [My hours]
        ");
        insta::assert_snapshot!(answer(&Fulfilled::NotUrgent, None), @r"
        I can't carry what is urgent yet: what you wrote counts like any other message. In a `sync` channel a mention passes at once, except in quiet hours.
        -# About [this message](https://discord.com/channels/1/10/8)
        [My hours]
        ");
    }
}
