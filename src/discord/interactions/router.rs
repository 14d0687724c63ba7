//! Takes interactions and sees to it that each is answered.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use anyhow::anyhow;
use futures_util::FutureExt as _;

use super::answer::{self, Answer, Pace};
use super::frame::InteractionFrame;
use super::recent::{Recent, Taken};
use super::request::{Deed, Request};
use crate::actions::preferences::{self, Notice};
use crate::actions::{Adagio, Error};
use crate::config::MessageContent;
use crate::discord::activity::Activity;
use crate::discord::http::{ANSWERED, Http, HttpError};
use crate::discord::members::Members;
use crate::discord::visibility::Visibility;
use crate::discord::{commands, components};
use crate::domain::ids::UserId;
use crate::wording;

/// Discord's code for an interaction that can't be answered any more (facts §5).
const UNKNOWN: u32 = 10062;

/// What the handlers work with.
pub(crate) struct Desk {
    pub(crate) adagio: Arc<Adagio>,
    pub(crate) http: Arc<Http>,
    pub(crate) members: Arc<Members>,
    pub(crate) visibility: Arc<Visibility>,
    /// The account that Adagio writes from.
    pub(crate) bot: UserId,
    /// Whether words are read, where they are told.
    pub(crate) content: MessageContent,
}

/// Answers interactions, each on its own.
pub(crate) struct Router {
    desk: Arc<Desk>,
    recent: Arc<Recent>,
    activity: Arc<Activity>,
}

impl Router {
    /// A router that answers from this desk.
    pub(crate) fn new(desk: Desk, activity: Arc<Activity>) -> Self {
        Self {
            desk: Arc::new(desk),
            recent: Arc::default(),
            activity,
        }
    }

    /// Takes an interaction as raw JSON, and returns at once. It is in flight until it is answered.
    pub(crate) fn take(&self, raw: String) {
        let (desk, recent) = (Arc::clone(&self.desk), Arc::clone(&self.recent));
        let busy = self.activity.begin();
        tokio::spawn(async move {
            let _busy = busy;
            if let Some(request) = read(&raw, &recent) {
                desk.handle(&request).await;
            }
        });
    }
}

impl Desk {
    pub(crate) fn reads_words(&self) -> bool {
        self.content == MessageContent::Readable
    }

    async fn handle(&self, request: &Request) {
        match self.answer(request).await {
            Ok(()) => self.notice(request).await,
            Err(error) => log_unanswered(request, &error),
        }
    }

    async fn answer(&self, request: &Request) -> Result<(), HttpError> {
        let pace = pace(&request.deed);
        if let Pace::Deferred(shape) = pace {
            answer::defer(&self.http, &request.token, shape).await?;
        }
        let done = AssertUnwindSafe(self.act(request)).catch_unwind().await;
        let answer = done
            .unwrap_or_else(|_| Err(Error::Internal(anyhow!("a handler panicked"))))
            .unwrap_or_else(|error| excuse(request, &error));
        let given = answer::give(&self.http, &request.token, pace, &answer).await;
        match (&answer, given) {
            // Whoever waits for files is told that they don't come.
            (Answer::Hand(..), Err(error)) => {
                let excuse = excuse(request, &error.into());
                answer::give(&self.http, &request.token, pace, &excuse).await
            }
            (_, given) => given,
        }
    }

    async fn act(&self, request: &Request) -> Result<Answer, Error> {
        match &request.deed {
            Deed::Command(command) => commands::run(self, request, command).await,
            Deed::Press(pressed) => components::press(self, request, pressed).await,
            Deed::Submit(submitted) => components::submit(self, request, submitted).await,
            Deed::Typing(typing) => Ok(Answer::Offer(commands::complete(request, typing))),
        }
    }

    /// Tells a person once that Discord refuses their direct messages.
    async fn notice(&self, request: &Request) {
        if matches!(request.deed, Deed::Typing(_)) {
            return;
        }
        let caller = &request.caller;
        match preferences::untold_notice(&self.adagio, caller.user, caller.now).await {
            Ok(Notice::None) => {}
            Ok(Notice::Due) => {
                let notice = wording::closed::notice(&request.tongue);
                let told = answer::add(&self.http, &request.token, &notice).await;
                if let Err(error) = told {
                    log_unanswered(request, &error);
                }
            }
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "a notice could not be given")
            }
        }
    }
}

/// What is asked for. `None`: nothing that can be done, or it was taken before.
fn read(raw: &str, recent: &Recent) -> Option<Request> {
    let frame: InteractionFrame = match serde_json::from_str(raw) {
        Ok(frame) => frame,
        Err(error) => {
            // Only where: what stands there may be somebody's words.
            tracing::error!(column = error.column(), "an interaction that can't be read");
            return None;
        }
    };
    let interaction = frame.id.0;
    if recent.take(interaction) == Taken::Before {
        tracing::debug!(interaction, "an interaction that came again");
        return None;
    }
    let request = Request::of(frame);
    if request.is_none() {
        tracing::warn!(interaction, "an interaction of a kind that isn't offered");
    }
    request
}

fn pace(deed: &Deed) -> Pace {
    match deed {
        Deed::Command(command) => commands::pace(command),
        Deed::Press(pressed) => components::pace(pressed),
        Deed::Submit(submitted) => components::submit_pace(submitted),
        Deed::Typing(_) => Pace::AtOnce,
    }
}

/// What is said when something wasn't done.
fn excuse(request: &Request, error: &Error) -> Answer {
    let tongue = &request.tongue;
    match error {
        Error::Refused(refusal) => Answer::Say(wording::refusal::letter(tongue, refusal)),
        Error::Internal(error) => Answer::Say(wording::refusal::trouble(
            tongue,
            &reference(request, error),
        )),
    }
}

/// Logs what went wrong, with four digits that stand in the answer too.
pub(crate) fn reference(request: &Request, error: &anyhow::Error) -> String {
    let interaction = request.token.id;
    let folded = (interaction ^ (interaction >> 16) ^ (interaction >> 32)) & 0xFFFF;
    let reference = format!("{folded:04X}");
    tracing::error!(
        reference,
        error = format!("{error:#}"),
        "an interaction went wrong"
    );
    reference
}

fn log_unanswered(request: &Request, error: &HttpError) {
    let interaction = request.token.id;
    match error.code() {
        Some(ANSWERED | UNKNOWN) => {
            tracing::debug!(interaction, %error, "an interaction that came again, or too late");
        }
        _ => tracing::error!(interaction, %error, "an interaction could not be answered"),
    }
}

impl From<HttpError> for Error {
    fn from(error: HttpError) -> Self {
        Self::Internal(anyhow::Error::new(error).context("ask Discord"))
    }
}
