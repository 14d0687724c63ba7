//! Polls that a person posts.

use serde_json::{Value, json};

use crate::{
    ChannelId, MessageId, Person, Refusal, error::Form, rest::forms::poll, world::deeds::Draft,
};

impl Person {
    /// Posts a poll that runs for a day. Nobody votes in it here.
    ///
    /// # Errors
    /// As [`Person::post`]; also without SEND_POLLS, with a question over 300 characters, no answer, more than 10, or one over 55.
    pub fn post_poll(
        &self,
        channel: ChannelId,
        question: &str,
        answers: &[&str],
    ) -> Result<MessageId, Refusal> {
        let answers: Vec<Value> = answers
            .iter()
            .map(|text| json!({ "poll_media": { "text": text } }))
            .collect();
        let body = json!({ "poll": { "question": { "text": question }, "answers": answers } });
        self.act(|world| {
            let mut form = Form::default();
            let poll = poll::read(world, &mut form, &body);
            form.finish()?;
            let draft = Draft {
                poll,
                ..Draft::default()
            };
            world.post(self.id, channel, draft)
        })
    }
}
