//! The connections to Discord's gateway: one task a shard reads frames in order into a bounded queue.
//!
//! A full queue stops the reading, so TCP pushes back and memory stays flat. twilight keeps the session
//! (heartbeats, resume); this file holds back what could harm it: connections that don't last are tried
//! again more and more slowly, new sessions go through the [`Brake`], and a [`Handshake`] that Discord never ends is
//! begun anew. On an orderly stop the socket is closed with a code that keeps the session, so that the next start
//! resumes it.

mod brake;
mod handshake;
mod links;
mod open;
mod progress;

use std::sync::Arc;
use std::time::Duration;

use futures_util::{FutureExt as _, StreamExt as _};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use twilight_gateway::error::{ReceiveMessageError, ReceiveMessageErrorType};
use twilight_gateway::{CloseFrame, Message, Shard, ShardState};

pub(super) use self::brake::Brake;
pub(crate) use self::links::Links;
pub(super) use self::links::shard_of;
pub(super) use self::open::{Opened, Opening};
pub(crate) use self::progress::Progress;
pub(super) use self::progress::connected;

use self::handshake::{Handshake, Stand};
use super::activity::{Activity, Busy};
use super::errors::Fatal;

/// Frames that are handed on together at most, and what they may hold in bytes before that is enough.
const TOGETHER: usize = 64;
const ENOUGH: usize = 128 * 1_024;
/// Deliveries that may wait between the socket and the intake, for each shard.
const QUEUE: usize = 16;
/// A session that lasted so long owes nothing to those before it.
const LASTING: Duration = Duration::from_secs(30);
/// Connections that may break off in a row before the next one waits.
const FREE_RETRIES: u32 = 3;
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

/// Frames on their way to the intake: those that came together.
#[derive(Debug)]
pub(super) struct Delivery {
    pub(super) frames: Vec<String>,
    /// Ends when the frames are handled.
    pub(super) busy: Busy,
}

/// What a connection gives, until it gives nothing more.
type Item = Result<Message, ReceiveMessageError>;

/// One shard's connection before it is opened.
pub(super) struct Connection {
    shard: Shard<Brake>,
    frames: mpsc::Sender<Delivery>,
    progress: Arc<Progress>,
    activity: Arc<Activity>,
    /// Read, but no frame, and still to be looked at.
    ahead: Option<Option<Item>>,
    handshake: Handshake,
    /// When the present session became live, and how many in a row did not last.
    live_since: Option<Instant>,
    short_lived: u32,
    /// The first pause for those that did not last.
    first_pause: Duration,
}

impl Connection {
    /// Reads until told to stop, or until Discord wants no connection any more.
    pub(super) async fn run(mut self, mut stop: watch::Receiver<bool>) -> Result<(), Fatal> {
        let mut last_code = None;
        loop {
            let look_again = self.handshake.look_again();
            let item = tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop) => break,
                item = self.next() => item,
                () = look_again => {
                    self.look_after_handshake();
                    continue;
                }
            };
            self.note_stand(&[]);
            let pause = match item {
                None => return Err(Fatal::of_close_code(last_code.unwrap_or_default())),
                Some(Ok(Message::Text(text))) => {
                    let together = self.together(text);
                    // What was read along may have been the session's beginning.
                    self.note_stand(&together);
                    tokio::select! {
                        biased;
                        _ = stop.wait_for(|stop| *stop) => break,
                        () = hand_on(&self.frames, &self.activity, together) => Duration::ZERO,
                    }
                }
                Some(Ok(Message::Close(frame))) => {
                    last_code = frame.map(|frame| frame.code);
                    self.note_broken_off(last_code)
                }
                Some(Err(error)) => self.note_error(&error),
            };
            if !pause.is_zero() {
                tokio::select! {
                    biased;
                    _ = stop.wait_for(|stop| *stop) => break,
                    () = rest(pause) => {}
                }
            }
        }
        self.close();
        Ok(())
    }

    /// What comes next. What was read ahead comes first.
    async fn next(&mut self) -> Option<Item> {
        match self.ahead.take() {
            Some(item) => item,
            None => self.shard.next().await,
        }
    }

    /// This frame, and those behind it that are here already: handing on a burst frame by frame would wake the intake for
    /// each of them.
    fn together(&mut self, first: String) -> Vec<String> {
        let mut bytes = first.len();
        let mut frames = vec![first];
        self.note_live();
        while frames.len() < TOGETHER && bytes < ENOUGH {
            match self.shard.next().now_or_never() {
                None => break,
                Some(Some(Ok(Message::Text(text)))) => {
                    self.note_live();
                    bytes += text.len();
                    frames.push(text);
                }
                Some(item) => {
                    self.ahead = Some(item);
                    break;
                }
            }
        }
        frames
    }

    /// Notes how the session stands by what came in it, and ends one of which nobody knows the name.
    fn note_stand(&mut self, frames: &[String]) {
        let stand = self
            .handshake
            .note(self.shard.state(), frames, Instant::now());
        self.progress.note_stand(stand);
        if stand == Stand::Nameless {
            let number = self.shard.id().number();
            tracing::warn!(shard.id = number, "a session without READY is begun anew");
            self.shard.close(CloseFrame::NORMAL);
        }
    }

    /// Tries again, on a new connection, what Discord doesn't answer: whether the session goes on, or begins.
    fn look_after_handshake(&mut self) {
        self.note_stand(&[]);
        let number = self.shard.id().number();
        let turn = self.shard.config().queue().turn_of(number);
        let Some(step) = self.handshake.overdue(turn, Instant::now()) else {
            return;
        };
        tracing::warn!(
            shard.id = number,
            ?step,
            "Discord says nothing; trying again"
        );
        self.handshake.give_up();
        self.shard.close(match self.shard.session() {
            Some(_) => CloseFrame::RESUME,
            None => CloseFrame::NORMAL,
        });
    }

    fn note_live(&mut self) {
        if self.live_since.is_none() && self.shard.state() == ShardState::Active {
            self.live_since = Some(Instant::now());
            tracing::info!(shard.id = self.shard.id().number(), "connected to Discord");
        }
    }

    /// How long to wait before the next connection.
    fn note_broken_off(&mut self, code: Option<u16>) -> Duration {
        let lasted = self
            .live_since
            .take()
            .is_some_and(|since| since.elapsed() >= LASTING);
        self.short_lived = if lasted {
            0
        } else {
            self.short_lived.saturating_add(1)
        };
        let pause = pause_after(self.short_lived, self.first_pause);
        tracing::info!(
            shard.id = self.shard.id().number(),
            code,
            pause_s = pause.as_secs(),
            "the connection to Discord broke off"
        );
        pause
    }

    /// Only the kind is logged: an event that can't be read stands in the error.
    fn note_error(&mut self, error: &ReceiveMessageError) -> Duration {
        let number = self.shard.id().number();
        match error.kind() {
            // twilight itself waits longer and longer before the next try.
            ReceiveMessageErrorType::Reconnect => {
                tracing::warn!(shard.id = number, "the gateway can't be reached");
                Duration::ZERO
            }
            _ => {
                tracing::warn!(shard.id = number, "a message of the gateway can't be read");
                Duration::ZERO
            }
        }
    }

    /// Says good-bye so that the session lives on. What still comes is sent again after the resume.
    fn close(mut self) {
        if !matches!(self.shard.state(), ShardState::Disconnected { .. }) {
            self.shard.close(CloseFrame::RESUME);
            // One look writes the frame. A second one could find the socket closed, and connect anew.
            self.shard.next().now_or_never();
        }
        self.progress.note_stand(Stand::Opening);
    }
}

async fn hand_on(queue: &mpsc::Sender<Delivery>, activity: &Arc<Activity>, frames: Vec<String>) {
    let busy = activity.begin();
    // The intake outlives every connection; if it is gone, the end is told elsewhere.
    queue.send(Delivery { frames, busy }).await.ok();
}

/// How long the next connection waits when so many in a row did not last.
fn pause_after(short_lived: u32, first: Duration) -> Duration {
    let Some(beyond) = short_lived.checked_sub(FREE_RETRIES + 1) else {
        return Duration::ZERO;
    };
    (first * (1 << beyond.min(10))).min(LONGEST_PAUSE)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a pause between connections, in real time"
)]
async fn rest(length: Duration) {
    tokio::time::sleep(length).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_that_do_not_last_are_tried_more_and_more_slowly() {
        let seconds: Vec<u64> = (0..14)
            .map(|broken| pause_after(broken, Duration::from_secs(1)).as_secs())
            .collect();
        assert_eq!(seconds, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 120, 120, 120]);
    }
}
