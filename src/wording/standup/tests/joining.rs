//! Sentences about joining as people see them.

use super::*;
use crate::domain::standup::{Joined, Nudges, Remind};

#[test]
fn who_joins_chooses_how_to_be_told() {
    let tongue = Tongue::english();
    let mut by = Joined {
        id: StandupId::new(3),
        terms: terms("mon-fri 9-12"),
        has_digests: true,
        remind: Remind::Not,
        nudges: Nudges::Light,
        is_paused: false,
        next_at: Some(monday()),
    };
    insta::assert_snapshot!(seen(&joined(&tongue, &by, true)), @r"
    You are in **Daily \*1\***. How shall I tell you that it is open?
    **Now** · not at all; the channel is enough.
    **Next** · <t:1772438400:F>
    -# Answer with the button under its message, or just write in its thread: your first words there count.
    [By DM] [In my digest] [Only how it went] [[Not at all]] [!Leave]
    ");
    by.remind = Remind::Direct;
    insta::assert_snapshot!(seen(&joined(&tongue, &by, false)), @r"
    You are in **Daily \*1\***. How shall I tell you that it is open?
    **Now** · by DM when it opens, never in your quiet hours. One reminder, while you have no answer.
    **Next** · <t:1772438400:F>
    -# Answer with the button under its message.
    [[By DM]] [In my digest] [Only how it went] [Not at all] [!Leave]
    [No reminders] [[One reminder]] [Two reminders]
    ");
    insta::assert_snapshot!(seen(&left(&tongue, &by.terms)), @r"You are out of **Daily \*1\***, and nothing about it reaches you any more.");
    insta::assert_snapshot!(seen(&hushed(&tongue, &by.terms)), @r"I don't tell you about **Daily \*1\*** any more. You are still in it; [Join] under its next message changes that.");
}
