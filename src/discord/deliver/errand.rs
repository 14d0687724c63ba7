//! Runs one errand of the outbox: finds the channel, looks whether it was sent before, sends.
//!
//! | Discord says | what becomes of the row |
//! |---|---|
//! | the message | sent |
//! | 10008 on a repeated nonce | sent: it was there, and its reader deleted it (facts §3) |
//! | 160004 on a thread | done: the message has one |
//! | 40067 | given up: the forum wants a tag |
//! | 50083 | tried again at once, with the thread taken out of the archive |
//! | any refusal of a repeated try | sent, if the message is there: the first try came through |
//! | 50007, 50278 | given up: DMs are closed |
//! | 10003, 10008, 10013, 50033 | given up: channel, message or account are gone |
//! | any other refusal | given up: forbidden; the next digest is another try |
//! | a limit, or nothing | tried again |

mod posts;

use crate::actions::outbox::{Cause, Deed, Errand, Late, Priority, Stage, Target};
use crate::discord::http::{Http, HttpError, Seen};
use crate::discord::lanes::Lane;
use crate::discord::render::Body;
use crate::domain::ids::{ChannelId, MessageId, OutboxId, UserId};
use crate::domain::letter::Press;

/// Discord's error codes (facts §3, §4).
const UNKNOWN_CHANNEL: u32 = 10_003;
const UNKNOWN_MESSAGE: u32 = 10_008;
const UNKNOWN_USER: u32 = 10_013;
const DMS_CLOSED: u32 = 50_007;
const INVALID_RECIPIENT: u32 = 50_033;
const NO_MUTUAL_SERVER: u32 = 50_278;
const HAS_A_THREAD: u32 = 160_004;
const ARCHIVED: u32 = 50_083;
const NEEDS_TAG: u32 = 40_067;

/// Stands for a message that was sent and is gone already.
const DELETED: MessageId = MessageId::new(0);

/// What came of an errand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Sent(MessageId, ChannelId),
    GivenUp(Cause),
    /// It was tried, and may have been applied.
    Again,
    /// It couldn't be tried.
    Untried,
}

/// Sends a letter, unless it turns out to have been sent.
pub(super) async fn run(http: &Http, bot: UserId, errand: &Errand) -> Outcome {
    let sender = Sender {
        http,
        bot,
        errand,
        lane: lane(errand.priority),
    };
    match sender.send().await {
        Ok(outcome) => outcome,
        Err(error) => sender.outcome_of(&error),
    }
}

struct Sender<'a> {
    http: &'a Http,
    bot: UserId,
    errand: &'a Errand,
    lane: Lane,
}

impl Sender<'_> {
    async fn send(&self) -> Result<Outcome, HttpError> {
        let channel = match self.errand.to {
            Target::Channel(channel)
            | Target::Direct {
                channel: Some(channel),
                ..
            } => channel,
            Target::Direct {
                user,
                channel: None,
            } => self.http.open_dm(user, self.lane).await?,
        };
        match (self.send_to(channel).await, self.errand.to) {
            // The channel that was noted is gone: there may be a new one.
            (
                Err(error),
                Target::Direct {
                    user,
                    channel: Some(_),
                },
            ) if error.code() == Some(UNKNOWN_CHANNEL) => {
                self.send_to(self.http.open_dm(user, self.lane).await?)
                    .await
            }
            (result, _) => result,
        }
    }

    async fn send_to(&self, channel: ChannelId) -> Result<Outcome, HttpError> {
        let Errand {
            id,
            letter,
            nonce,
            stage,
            ..
        } = self.errand;
        match &self.errand.deed {
            Deed::Send => {}
            Deed::Post(title, tags) => return self.post(channel, title, tags).await,
            Deed::Thread(message, title) => return self.thread(channel, *message, title).await,
            Deed::Edit(message) => {
                return self.awake(channel, || self.edit(channel, *message)).await;
            }
            Deed::Delete(message) => {
                return self.awake(channel, || self.delete(channel, *message)).await;
            }
            Deed::Tick(message) => {
                return self.awake(channel, || self.tick(channel, *message)).await;
            }
        }
        let look_from = match stage {
            Stage::Fresh => None,
            // What can't be sent any more may have been.
            Stage::Repeat => letter.is_none().then_some(MessageId::new(0)),
            Stage::Look(from) => Some(*from),
        };
        if let Some(from) = look_from
            && let Some(message) = self.find(channel, *id, from).await?
        {
            return Ok(Outcome::Sent(message, channel));
        }
        // It never arrived, and was composed a while ago: a digest is composed anew (PRODUCT P6).
        if let (Stage::Look(_), Late::Anew) = (stage, self.errand.late) {
            return Ok(Outcome::GivenUp(Cause::Stale));
        }
        let Some(letter) = letter else {
            return Ok(Outcome::GivenUp(Cause::Unreadable));
        };
        let body = Body::message(letter, nonce.clone());
        let body = match self.errand.answers {
            Some(source) => body.answering(source),
            None => body,
        };
        let message = self.http.create_message(channel, &body, self.lane).await;
        match message {
            Err(error) if *stage == Stage::Repeat && error.code() == Some(UNKNOWN_MESSAGE) => {
                Ok(Outcome::Sent(DELETED, channel))
            }
            // The try before may have come through when its answer did not: doors can close in between.
            Err(error) if *stage == Stage::Repeat && error.code().is_some() => {
                let sent = self.find(channel, *id, MessageId::new(0)).await?;
                sent.map(|message| Outcome::Sent(message, channel))
                    .ok_or(error)
            }
            message => Ok(Outcome::Sent(message?, channel)),
        }
    }

    /// Does something to a message, which may stand in a thread that was archived meanwhile.
    async fn awake<F>(
        &self,
        channel: ChannelId,
        touch: impl Fn() -> F,
    ) -> Result<Outcome, HttpError>
    where
        F: Future<Output = Result<Outcome, HttpError>>,
    {
        match touch().await {
            Err(error) if error.code() == Some(ARCHIVED) => {
                self.http.unarchive(channel, self.lane).await?;
                touch().await
            }
            done => done,
        }
    }

    /// Edits a message. Done twice, it is the same.
    async fn edit(&self, channel: ChannelId, message: MessageId) -> Result<Outcome, HttpError> {
        let Some(letter) = &self.errand.letter else {
            return Ok(Outcome::GivenUp(Cause::Unreadable));
        };
        let body = Body::edit(letter);
        let edited = self.http.edit_message(channel, message, &body, self.lane);
        edited.await?;
        Ok(Outcome::Sent(message, channel))
    }

    /// Deletes a message; one that is gone already is as good.
    async fn delete(&self, channel: ChannelId, message: MessageId) -> Result<Outcome, HttpError> {
        match self.http.delete_message(channel, message, self.lane).await {
            Err(error) if error.code() != Some(UNKNOWN_MESSAGE) => Err(error),
            _ => Ok(Outcome::Sent(message, channel)),
        }
    }

    /// Starts a thread from a message, which has one at most: one that is there already is as good (facts §6).
    async fn thread(
        &self,
        channel: ChannelId,
        message: MessageId,
        title: &str,
    ) -> Result<Outcome, HttpError> {
        let started = self.http.start_thread(channel, message, title, self.lane);
        match started.await {
            Err(error) if error.code() != Some(HAS_A_THREAD) => Err(error),
            _ => Ok(Outcome::Sent(message, channel)),
        }
    }

    /// Ticks somebody's message. Done twice, it is the same. What takes their words in is no good without them.
    async fn tick(&self, channel: ChannelId, message: MessageId) -> Result<Outcome, HttpError> {
        if self.errand.of_run.is_some() && self.errand.letter.is_none() {
            return Ok(Outcome::GivenUp(Cause::Unreadable));
        }
        self.http.tick(channel, message, self.lane).await?;
        Ok(Outcome::Sent(message, channel))
    }

    /// The message that carries this row's id, or is the reply that it holds, if it is among the hundred from this one on.
    async fn find(
        &self,
        channel: ChannelId,
        id: OutboxId,
        from: MessageId,
    ) -> Result<Option<MessageId>, HttpError> {
        // People's words carry no control of ours.
        let is_reply = |message: &Seen| {
            let letter = self.errand.letter.as_ref();
            self.errand.answers.is_some_and(|source| {
                letter.is_some_and(|letter| message.is_reply(source, &letter.text))
            })
        };
        let recent = self.http.messages_from(channel, from, self.lane).await?;
        let found = recent.iter().find(|message| {
            let ours = message.author() == self.bot;
            ours && (names(message, id) || is_reply(message))
        });
        Ok(found.map(|message| message.id.0))
    }

    fn outcome_of(&self, error: &HttpError) -> Outcome {
        if error.is_passing() || *error == HttpError::Unreadable {
            return Outcome::Again;
        }
        let cause = cause(error.code().unwrap_or_default());
        if cause == Cause::Forbidden {
            tracing::warn!(outbox.id = self.errand.id.get(), %error, "a message can't be sent");
        }
        Outcome::GivenUp(cause)
    }
}

/// Whether a message says that it was sent with this row.
fn names(message: &Seen, row: OutboxId) -> bool {
    let mut presses = message.custom_ids().flat_map(str::parse::<Press>);
    presses.any(|press| press.row() == Some(row))
}

fn cause(code: u32) -> Cause {
    match code {
        DMS_CLOSED | NO_MUTUAL_SERVER => Cause::DmsClosed,
        UNKNOWN_CHANNEL | UNKNOWN_MESSAGE | UNKNOWN_USER | INVALID_RECIPIENT => Cause::Gone,
        NEEDS_TAG => Cause::Untagged,
        _ => Cause::Forbidden,
    }
}

fn lane(priority: Priority) -> Lane {
    match priority {
        Priority::Urgent => Lane::Urgent,
        Priority::Live => Lane::Live,
        Priority::Bulk => Lane::Bulk,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::letter::Verb;

    fn under(controls: &[Press]) -> Seen {
        let controls: Vec<_> = controls
            .iter()
            .map(|press| serde_json::json!({ "custom_id": press.to_string() }))
            .collect();
        let message = serde_json::json!({
            "id": "1",
            "author": { "id": "2" },
            "content": "",
            "components": [{ "components": controls }],
        });
        serde_json::from_value(message).unwrap()
    }

    #[test]
    fn a_message_is_not_taken_for_another_whose_row_has_a_number_like_one_of_its_controls() {
        let row = OutboxId::new(3);
        let hours = |number| Press::about(Verb::Hours, number);
        let preset = || Press::about(Verb::QuietPreset, 3);
        let table: [(&[Press], bool); 4] = [
            (&[preset()], false),
            (&[preset(), hours(4)], false),
            (&[preset(), hours(3)], true),
            (&[], false),
        ];
        for (controls, expected) in table {
            assert_eq!(names(&under(controls), row), expected, "{controls:?}");
        }
    }
}
