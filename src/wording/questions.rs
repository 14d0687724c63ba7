//! `/inbox`, the tab "My questions": what one asked and nobody has answered.

use super::controls::{button, quietly};
use super::digest::{jump, place};
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::letter::{Letter, Press, Row, Section, Verb};
use crate::domain::question::{Open, OpenPage};

/// A page of what is open.
pub fn letter(tongue: &Tongue, page: &OpenPage) -> Letter {
    let mut lines = vec![say!(tongue, "questions-open", count = page.open)];
    if page.pages > 1 {
        let (page, pages) = (page.number + 1, page.pages);
        lines.push(say!(tongue, "digest-page", page = page, pages = pages));
    }
    lines.push(say!(tongue, "questions-note"));
    let items: Vec<String> = page.items.iter().map(|open| item(tongue, open)).collect();
    let items = (!items.is_empty()).then(|| Section {
        title: None,
        body: items.join("\n"),
    });
    Letter {
        sections: items.into_iter().collect(),
        ..quietly(lines.join("\n"), rows(tongue, page))
    }
}

fn item(tongue: &Tongue, open: &Open) -> String {
    let place = place(tongue, open.parent, open.channel);
    let asked = open.message.sent_at();
    let (at, distance) = (when::short_date_tag(asked), when::distance_tag(asked));
    let address = jump(open.server, open.channel, open.message);
    let open = format!("[{}]({address})", say!(tongue, "digest-open"));
    say!(
        tongue,
        "questions-item",
        place = place,
        at = at,
        distance = distance,
        open = open
    )
}

fn rows(tongue: &Tongue, page: &OpenPage) -> Vec<Row> {
    let turn = |number: usize| Press::plain(Verb::Questions).with(number);
    let mut turns = Vec::new();
    if page.number > 0 {
        turns.push(button(
            say!(tongue, "digest-earlier"),
            turn(page.number - 1),
        ));
    }
    if page.number + 1 < page.pages {
        turns.push(button(say!(tongue, "digest-later"), turn(page.number + 1)));
    }
    let rows = (!turns.is_empty()).then_some(Row::Buttons(turns));
    rows.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;
    use crate::domain::ids::{ChannelId, MessageId, ServerId};
    use crate::domain::rights::Elsewhere;

    #[test]
    fn what_is_open_is_linked_and_says_how_it_closes() {
        let open = Open {
            message: MessageId::first_at("2026-03-02T21:15:00Z".parse().unwrap()),
            server: ServerId::new(1),
            channel: ChannelId::new(10),
            parent: Some(ChannelId::new(9)),
        };
        let page = OpenPage {
            elsewhere: Elsewhere::Nothing,
            open: 11,
            items: vec![open],
            number: 0,
            pages: 2,
        };
        insta::assert_snapshot!(seen(&letter(&Tongue::english(), &page)), @r"
        11 of your questions are open.
        Page 1 of 2.
        -# A message of yours that pings somebody, until a reply, a word in its thread or ✅ of either of you; listed for 14 days.
        ▌ -
        <#9> › <#10> · <t:1772486100:f> (<t:1772486100:R>) · [Open](https://discord.com/channels/1/10/1478138580172800000)
        [Later page]
        ");
    }
}
