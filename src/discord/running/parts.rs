//! The parts of Adagio that run next to each other.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::discord::errors::Fatal;

/// Parts that may only end when everything does.
pub(super) struct Parts {
    tasks: Vec<JoinHandle<()>>,
    fatal: mpsc::Sender<Fatal>,
}

impl Parts {
    /// None yet. Whichever of them ends too early says so over `fatal`.
    pub(super) const fn new(fatal: mpsc::Sender<Fatal>) -> Self {
        Self {
            tasks: Vec::new(),
            fatal,
        }
    }

    /// A part whose end is told.
    pub(super) fn watched<P>(
        &self,
        what: &'static str,
        part: P,
    ) -> impl Future<Output = ()> + Send + use<P>
    where
        P: Future<Output = Result<(), Fatal>> + Send + 'static,
    {
        let fatal = self.fatal.clone();
        async move {
            let end = AssertUnwindSafe(part).catch_unwind().await;
            if let Err(error) = end.unwrap_or(Err(Fatal::Stopped(what))) {
                // The first one tells it all.
                fatal.try_send(error).ok();
            }
        }
    }

    /// Runs another one, or some as one.
    pub(super) fn run(&mut self, part: impl Future<Output = ()> + Send + 'static) {
        self.tasks.push(tokio::spawn(part));
    }

    /// All of them, to wait for or to stop.
    pub(super) fn into_tasks(self) -> Vec<JoinHandle<()>> {
        self.tasks
    }
}
