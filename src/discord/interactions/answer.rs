//! How an interaction is answered: with a message that only its person sees, in place, or with choices.

use serde::Serialize;

use crate::discord::forms::Modal;
use crate::discord::http::{File, Http, HttpError, InteractionToken};
use crate::discord::render::Body;
use crate::domain::form::Form;
use crate::domain::letter::Letter;

/// Discord's kinds of response (facts §5).
const MESSAGE: u8 = 4;
const DEFERRED_MESSAGE: u8 = 5;
const DEFERRED_UPDATE: u8 = 6;
const UPDATE: u8 = 7;
const CHOICES: u8 = 8;
const MODAL: u8 = 9;

/// Only its person sees it.
const EPHEMERAL: u32 = 1 << 6;

/// The most choices that autocomplete can offer, and their longest name (facts §5).
const MOST_CHOICES: usize = 25;
const LONGEST_CHOICE: usize = 100;

/// What is said.
#[derive(Debug)]
pub(crate) enum Answer {
    /// A message of its own, for the person only.
    Say(Letter),
    /// The same with files, or none. It can only follow on a deferred answer.
    Hand(Letter, Vec<File>),
    /// The message that the control stands on, anew.
    Update(Letter),
    /// A form to fill in. It can't follow on anything: only what is done at once can ask (facts §5).
    Ask(Form),
    /// What could be typed: name and value of each.
    Offer(Vec<(String, String)>),
}

/// Whether a deed first has to ask Discord, and what is shown meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    AtOnce,
    Deferred(Shape),
}

/// What a deferred answer will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Say,
    Update,
}

#[derive(Serialize)]
struct Callback<T> {
    #[serde(rename = "type")]
    kind: u8,
    data: Option<T>,
}

#[derive(Serialize)]
struct Flags {
    flags: u32,
}

#[derive(Serialize)]
struct Choices {
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    name: String,
    value: String,
}

/// Says that the answer will come.
pub(super) async fn defer(
    http: &Http,
    token: &InteractionToken,
    shape: Shape,
) -> Result<(), HttpError> {
    let (kind, data) = match shape {
        Shape::Say => (DEFERRED_MESSAGE, Some(Flags { flags: EPHEMERAL })),
        Shape::Update => (DEFERRED_UPDATE, None),
    };
    http.answer(token, &Callback { kind, data }).await
}

/// Gives the answer.
pub(super) async fn give(
    http: &Http,
    token: &InteractionToken,
    pace: Pace,
    answer: &Answer,
) -> Result<(), HttpError> {
    match (pace, answer) {
        (Pace::AtOnce, Answer::Say(letter)) => {
            let data = Some(Body::ephemeral(letter));
            http.answer(
                token,
                &Callback {
                    kind: MESSAGE,
                    data,
                },
            )
            .await
        }
        (Pace::AtOnce, Answer::Update(letter)) => {
            let data = Some(Body::edit(letter));
            http.answer(token, &Callback { kind: UPDATE, data }).await
        }
        (_, Answer::Hand(letter, files)) => http.hand_over(token, &Body::edit(letter), files).await,
        (_, Answer::Ask(form)) => {
            let data = Some(Modal::of(form));
            http.answer(token, &Callback { kind: MODAL, data }).await
        }
        (_, Answer::Offer(choices)) => {
            let data = Some(Choices {
                choices: choices.iter().take(MOST_CHOICES).map(choice).collect(),
            });
            http.answer(
                token,
                &Callback {
                    kind: CHOICES,
                    data,
                },
            )
            .await
        }
        (Pace::Deferred(Shape::Update), Answer::Say(letter)) => {
            http.follow_up(token, &Body::ephemeral(letter)).await
        }
        (Pace::Deferred(_), Answer::Say(letter) | Answer::Update(letter)) => {
            http.edit_answer(token, &Body::edit(letter)).await
        }
    }
}

/// Says one thing more, for the person only.
pub(super) async fn add(
    http: &Http,
    token: &InteractionToken,
    letter: &Letter,
) -> Result<(), HttpError> {
    http.follow_up(token, &Body::ephemeral(letter)).await
}

fn choice((name, value): &(String, String)) -> Choice {
    Choice {
        name: name.chars().take(LONGEST_CHOICE).collect(),
        value: value.clone(),
    }
}
