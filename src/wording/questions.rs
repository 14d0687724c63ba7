//! `/inbox`, the tab "My questions": what one asked and nobody has answered.

use super::digest::{jump, place};
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::letter::{Letter, Verb};
use crate::domain::question::Open;
use crate::domain::sheet::Sheet;

/// A page of what is open.
pub fn letter(tongue: &Tongue, sheet: &Sheet<Open>) -> Letter {
    let first = say!(tongue, "questions-open", count = sheet.count);
    let item = |open: &Open| item(tongue, open);
    let mut letter = super::sheet::letter(tongue, first, sheet, item, Verb::Questions);
    letter.text = format!("{}\n{}", letter.text, say!(tongue, "questions-note"));
    letter
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
        let page = Sheet::of(vec![open; 11], 1, Elsewhere::Nothing);
        insta::assert_snapshot!(seen(&letter(&Tongue::english(), &page)), @r"
        11 of your questions are open.
        Page 2 of 2.
        -# A message of yours that pings somebody, until a reply, a word in its thread or ✅ of either of you; listed for 14 days.
        ▌ -
        <#9> › <#10> · <t:1772486100:f> (<t:1772486100:R>) · [Open](https://discord.com/channels/1/10/1478138580172800000)
        [Earlier page]
        ");
    }
}
