//! Polls (facts §11): checked and carried; nobody votes here.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    form::{Fields, Form},
    render::time,
    world::World,
};

/// Hours a poll may run: 32 days.
const LONGEST: u64 = 768;
/// Hours a poll runs unless it says otherwise.
const DEFAULT: u64 = 24;

/// The poll in `body` as Discord shows it: a question ≤ 300, 1 to 10 answers ≤ 55, 1 hour to 32 days.
pub(crate) fn read(world: &World, form: &mut Form, body: &Value) -> Option<Value> {
    let mut body = Fields::new(form, body, "");
    let mut poll = body.part("poll")?;
    match poll.part("question") {
        Some(mut question) => {
            question.required_text("text", 1..=300);
            let question = question.kept();
            poll.keep("question", question);
        }
        None => poll.required("question"),
    }
    let mut counts = Vec::new();
    poll.objects("answers", 1..=10, |answer| {
        counts.push(json!({ "id": counts.len() + 1, "count": 0, "me_voted": false }));
        read_answer(answer, counts.len())
    });
    let hours = poll.number("duration", 1..=LONGEST).unwrap_or(DEFAULT);
    let several = poll.flag("allow_multiselect");
    poll.one_of("layout_type", &[1]);
    let shown = poll.kept();
    let hours = i64::try_from(hours).unwrap_or(i64::MAX);
    Some(json!({
        "question": shown["question"], "answers": shown["answers"], "allow_multiselect": several, "layout_type": 1,
        "expiry": time(world.now() + TimeDelta::hours(hours)),
        "results": { "answer_counts": counts, "is_finalized": false },
    }))
}

/// One answer and its number.
fn read_answer(mut answer: Fields<'_, '_>, number: usize) -> Value {
    match answer.part("poll_media") {
        Some(mut media) => {
            media.required_text("text", 1..=55);
            if let Some(mut emoji) = media.part("emoji") {
                emoji.text("name", 0..=32);
                let id = emoji.snowflake("id").map(|id| id.to_string());
                emoji.keep("id", id);
                let emoji = emoji.kept();
                media.keep("emoji", emoji);
            }
            let media = media.kept();
            answer.keep("poll_media", media);
        }
        None => answer.required("poll_media"),
    }
    answer.keep("answer_id", number);
    answer.kept()
}
