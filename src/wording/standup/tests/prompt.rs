//! Sentences of what a participant is told, as they see them.

use super::*;
use crate::domain::standup::{Later, Tapped};

#[test]
fn a_participant_is_told_with_answers_of_one_tap() {
    let (tongue, terms) = (Tongue::english(), terms("mon-fri 9-12"));
    let mut of = Prompt {
        ids: (RunId::new(9), StandupId::new(3), OutboxId::new(128)),
        terms: &terms,
        place: (
            ServerId::new(1),
            ChannelId::new(11),
            Some(MessageId::new(7)),
        ),
        until: span().until,
        has_plan: true,
    };
    insta::assert_snapshot!(seen(&prompt(&tongue, Told::Open, &of)), @r"
    Daily \*1\* is open.
    Until <t:1772449200:f>, in <#11>.
    -# A reply to this message is your answer, too.
    [[Answer]] [Same as planned] [Nothing new]
    [In an hour] [Skip today] [Open] [Don't tell me any more]
    ");
    of.has_plan = false;
    insta::assert_snapshot!(seen(&prompt(&tongue, Told::Still, &of)), @r"
    Daily \*1\* is still open.
    Until <t:1772449200:f>, in <#11>.
    -# A reply to this message is your answer, too.
    [[Answer]] [Nothing new]
    [In an hour] [Skip today] [Open] [Don't tell me any more]
    ");
    let ids = (StandupId::new(3), OutboxId::new(128));
    insta::assert_snapshot!(seen(&pause(&tongue, ids, &terms)), @r"
    You let **Daily \*1\*** pass three times in a row, so I don't tell you of it any more. You are still in it, and answering in its thread is enough to be told again.
    [[Tell me again]] [!Leave]
    ");
}

#[test]
fn what_came_of_a_tap_is_said() {
    let (tongue, run) = (Tongue::english(), RunId::new(9));
    insta::assert_snapshot!(seen(&tapped(&tongue, &Tapped::Before(run))), @r"
    You have answered already; that stays as it is.
    [Edit]
    ");
    insta::assert_snapshot!(seen(&tapped(&tongue, &Tapped::NothingPlanned(run))), @r"
    I know of no plan of yours from the last time.
    [Answer]
    ");
    insta::assert_snapshot!(seen(&later(&tongue, &Later::At(monday()))), @r"I tell you again <t:1772438400:f>, if you haven't answered by then.");
    insta::assert_snapshot!(seen(&later(&tongue, &Later::TooLate(run, span().until))), @r"
    In an hour it is closed: it is open until <t:1772449200:f>.
    [Answer]
    ");
    insta::assert_snapshot!(seen(&later(&tongue, &Later::Answered(run))), @r"
    You have answered already; that stays as it is.
    [Edit]
    ");
}
