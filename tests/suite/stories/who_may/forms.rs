//! Forms: whatever a tampered client sends, with ids that it guessed.

use adagio::domain::letter::{Press, Verb};

use super::{Bens, NO_DIGEST, NOT_MANAGER, NOT_YOURS, NOTHING_THERE, OLD, sends};

/// The field of a form, and what a stranger gets who fills it in. Every other verb is no form.
fn as_filled_in(verb: Verb) -> (&'static str, &'static str) {
    match verb {
        Verb::SnoozeDate => ("date", NOTHING_THERE),
        Verb::AllLaterDate => ("date", NO_DIGEST),
        Verb::ReplySend => (
            "text",
            "Not posted: what you answer is no longer there, or not for you to see.",
        ),
        Verb::TellWords => ("words", NOT_YOURS),
        Verb::StandupWords => ("name", NOT_MANAGER),
        Verb::StandupEntry => ("q1", NOTHING_THERE),
        Verb::StandupTried => ("q1", NOT_MANAGER),
        _ => ("text", OLD),
    }
}

#[tokio::test]
async fn a_form_that_a_stranger_sends_finds_and_changes_nothing_of_mine() {
    let mut bens = Bens::begin().await;
    let eve = bens.story.joined("eve", "Asia/Tokyo").await;
    let before = bens.own().await;
    let posts = bens.story.sim().messages(bens.story.support).len();

    for verb in Verb::ALL.iter().copied() {
        let (field, expected) = as_filled_in(verb);
        let id = match verb {
            // When the list was shown.
            Verb::AllLaterDate => 1,
            _ => i64::try_from(bens.item.get()).unwrap(),
        };
        let forged = Press::about(verb, id).with("1.0");
        let told = sends(&bens.story, &eve, &forged, (field, "tomorrow")).await;
        bens.is_told(&format!("{verb:?}"), &told, expected);
    }

    let after = bens.story.sim().messages(bens.story.support).len();
    assert_eq!(after, posts, "nothing was posted");
    bens.end(before).await;
}
