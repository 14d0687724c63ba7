//! What Adagio says about itself: the log, and a count of what went wrong.
//!
//! A log line is a sentence with dotted fields (`guild.id`, `job.name`, `duration_ms`); never a token, a
//! name or what somebody wrote. The log goes to standard error, so that standard output stays a result.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::{Registry, fmt};

use crate::config::{LogFormat, LogSettings};

/// Starts the log for the whole process; the count is of everything that is logged as an error.
///
/// # Errors
/// The process has a log already.
pub fn start(settings: &LogSettings) -> Result<Errors, tracing::subscriber::SetGlobalDefaultError> {
    let errors = Errors::default();
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match settings.format {
        LogFormat::Text => fmt::layer().with_writer(io::stderr).boxed(),
        LogFormat::Json => fmt::layer().json().with_writer(io::stderr).boxed(),
    };
    let log = Registry::default()
        .with(lines.with_filter(settings.filter.clone()))
        .with(errors.clone());
    tracing::subscriber::set_global_default(log)?;
    Ok(errors)
}

/// Counts what is logged as an error, whatever the filter shows; copies share one count.
///
/// A story puts it into its own subscriber and ends with zero.
#[derive(Clone, Debug, Default)]
pub struct Errors(Arc<AtomicU64>);

impl Errors {
    /// How many there were.
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl<S: Subscriber> Layer<S> for Errors {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if *event.metadata().level() == Level::ERROR {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_errors_are_counted() {
        let errors = Errors::default();
        let log = Registry::default().with(errors.clone());
        tracing::subscriber::with_default(log, || {
            tracing::warn!("this happens");
            tracing::error!("this must not");
        });
        assert_eq!(errors.count(), 1);
    }
}
