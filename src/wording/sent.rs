//! `/inbox`, the tab "Sent": when others read what one sent them, and how to change what was told.

use super::controls::{button, choice, choose_one, danger, quietly};
use super::digest::{cut, jump, named};
use super::tongue::{Tongue, say};
use super::{when, why};
use crate::domain::escape::{self, TOLD, quoted};
use crate::domain::explanation::Standing;
use crate::domain::form::{Field, Form, Input, Need};
use crate::domain::ids::MessageId;
use crate::domain::letter::{Button, Letter, Press, Row, Section, Verb};
use crate::domain::sent::{Mine, Sent};
use crate::domain::sheet::Sheet;

/// The field of the form that asks for other words.
pub const WORDS: &str = "words";

/// How much of what was told a page shows, and a menu, in characters.
const SHOWN: usize = 120;
const LISTED: usize = 80;

/// A page of what waits to be read, with a menu of what was told.
pub fn letter(tongue: &Tongue, sheet: &Sheet<Sent>) -> Letter {
    let first = say!(tongue, "sent-waiting", count = sheet.count);
    let item = |sent: &Sent| item(tongue, sent);
    let mut letter = super::sheet::letter(tongue, first, sheet, item, Verb::Sent);
    let told = sheet.items.iter().filter_map(|sent| {
        let words = sent.words.as_deref().filter(|words| !words.is_empty())?;
        Some(choice(cut(words, LISTED), sent.source.to_string()))
    });
    let told: Vec<_> = told.collect();
    if !told.is_empty() {
        let press = Press::plain(Verb::SentItem);
        let menu = choose_one(press, say!(tongue, "sent-choose"), told);
        letter.rows.insert(0, menu);
    }
    letter
}

fn item(tongue: &Tongue, sent: &Sent) -> String {
    let name = format!("<@{}>", sent.to);
    let read = match sent.standing {
        Standing::Waits(at) => {
            let (at, distance) = (when::short_date_tag(at), when::distance_tag(at));
            say!(tongue, "sent-read-at", at = at, distance = distance)
        }
        Standing::Inbox | Standing::Passed | Standing::Delivered | Standing::Over => {
            say!(tongue, "sent-read-inbox")
        }
    };
    let Some(words) = &sent.words else {
        let label = say!(tongue, "digest-open");
        let link = jump(sent.server, sent.channel, sent.source);
        let open = format!("[{label}]({link})");
        let channel = named(sent.channel);
        return say!(
            tongue,
            "sent-item",
            name = name,
            channel = channel,
            open = open,
            read = read
        );
    };
    let server = sent
        .server_name
        .as_deref()
        .map(escape::name)
        .unwrap_or_else(|| say!(tongue, "digest-unknown-server"));
    let head = say!(
        tongue,
        "sent-item-told",
        name = name,
        server = server,
        read = read
    );
    format!("{head}\n> {}", quoted(&cut(words, SHOWN)))
}

/// Something that was told, with what can be done about it.
pub fn told(tongue: &Tongue, source: MessageId, mine: &Mine) -> Letter {
    match mine {
        Mine::Waits(sent) => {
            let when = why::reads(tongue, sent.to, sent.standing);
            let text = format!("{when} {}", say!(tongue, "tell-nowhere"));
            let words = Section::of(quoted(sent.words.as_deref().unwrap_or_default()));
            let mut buttons = change(tongue, source);
            buttons.push(all(tongue));
            Letter {
                sections: vec![words],
                ..quietly(text, vec![Row::Buttons(buttons)])
            }
        }
        Mine::TakenBack => {
            let again = Press::about(Verb::TellAgain, source.get());
            let again = button(say!(tongue, "sent-again"), again);
            let row = Row::Buttons(vec![again, all(tongue)]);
            quietly(say!(tongue, "sent-taken-back"), vec![row])
        }
        Mine::Gone => quietly(
            say!(tongue, "sent-gone"),
            vec![Row::Buttons(vec![all(tongue)])],
        ),
    }
}

/// The buttons that change something that was told and waits.
pub(super) fn change(tongue: &Tongue, source: MessageId) -> Vec<Button> {
    let about = |verb| Press::about(verb, source.get());
    vec![
        button(say!(tongue, "sent-change"), about(Verb::TellChange)),
        danger(say!(tongue, "sent-take-back"), about(Verb::TellBack)),
    ]
}

fn all(tongue: &Tongue) -> Button {
    button(say!(tongue, "sent-all"), Press::plain(Verb::Sent))
}

/// Asks for other words. Phones keep what was typed by the form's id, so each revision has its own.
pub fn form(tongue: &Tongue, sent: &Sent) -> Form {
    Form {
        press: Press::about(Verb::TellWords, sent.source.get()).with(sent.revision),
        title: say!(tongue, "sent-form-title"),
        fields: vec![Field {
            name: WORDS,
            label: say!(tongue, "sent-form-label"),
            hint: None,
            value: sent.words.clone(),
            input: Input::Lines,
            need: Need::Required,
            at_most: u16::try_from(TOLD).unwrap_or(u16::MAX),
        }],
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::ids::{ChannelId, ServerId, UserId};
    use crate::domain::rights::Elsewhere;

    fn sent(source: i64, words: Option<&str>) -> Sent {
        let server = ServerId::new(1);
        Sent {
            source: MessageId::new(source),
            to: UserId::new(42),
            server,
            server_name: Some("Acme".to_owned()),
            channel: words.map_or(ChannelId::new(7), |_| ChannelId::none_in(server)),
            standing: words.map_or(Standing::Inbox, |_| {
                Standing::Waits(DateTime::from_timestamp(1_772_438_400, 0).unwrap())
            }),
            words: words.map(str::to_owned),
            revision: 0,
        }
    }

    #[test]
    fn it_says_of_each_to_whom_where_and_when_and_offers_what_can_be_changed() {
        let page = Sheet {
            count: 12,
            items: vec![sent(5, None), sent(6, Some("the *invoice*"))],
            number: 0,
            pages: 2,
            elsewhere: Elsewhere::Nothing,
        };
        let letter = letter(&Tongue::english(), &page);
        insta::assert_snapshot!(format!("{}\n{}", letter.text, letter.sections[0].body), @r"
        12 that you sent wait to be read.
        Page 1 of 2.
        to <@42> · <#7> · [Open](https://discord.com/channels/1/7/5) · read when they look into their inbox
        to <@42> · told in Acme · read <t:1772438400:f> (<t:1772438400:R>)
        > the \*invoice\*
        ");
        let words = serde_json::to_string(&letter.rows).unwrap();
        assert!(words.contains("the *invoice*"), "{words}");
    }
}
