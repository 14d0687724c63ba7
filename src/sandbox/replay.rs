//! Plays recorded chat through simulator and bot, many times faster than it was written, and accounts for every
//! ping.
//!
//! Nothing waits in real time: each message moves the clock to its own time, and the clock stops where somebody's
//! digest is due. What is due when is the [ledger](super::ledger)'s to know; if the bot thinks otherwise, the
//! account doesn't close.

use std::path::PathBuf;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

use super::account::{self, Account};
use super::chat::ChatError;
use super::crowd::{self, Habits};
use super::draw::Draw;
use super::kinds::Kinds;
use super::oracle::Oracle;
use super::run::Run;
use super::survey::Survey;
use super::weather::{Trouble, Weather};

/// How long before the first message people join.
const LEAD: TimeDelta = TimeDelta::hours(2);

/// From how many pings on the share in quiet hours is held to [`LEAST_IN_QUIET`].
const ENOUGH: usize = 1_000;

/// Percent of pings that must fall into quiet hours for a replay to mean something.
const LEAST_IN_QUIET: usize = 30;

/// What to replay.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// One channel each, in the order in which they play.
    pub files: Vec<PathBuf>,
    pub seed: u64,
    /// How Discord fares meanwhile. Whatever it does, the account has to close.
    pub weather: Weather,
    /// Something that goes wrong, to see whether the account closes.
    pub fault: Fault,
}

/// What goes wrong on Discord's side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    #[default]
    None,
    /// The event of the n-th message (from 1) never reaches the bot, which finds it in history.
    LoseMessage(usize),
    /// The same, and nothing can be read in history: the account stays open.
    LoseForGood(usize),
    /// The n-th direct message (from 1) arrives twice: the account stays open.
    DoubleDirect(usize),
}

/// Is told how far the replay is.
pub trait Progress {
    /// So many people will join, and then so many messages be written.
    fn begin(&mut self, people: usize, messages: usize);
    /// Somebody joined.
    fn joined(&mut self);
    /// A message was written.
    fn wrote(&mut self);
}

/// A replay that was played to its end.
#[derive(Clone, Debug)]
pub struct Played {
    pub account: Account,
    /// Everybody's name by number, to tell the differences with.
    pub names: Vec<String>,
    pub joined: usize,
    pub messages: usize,
    /// What people did, how often.
    pub kinds: Kinds,
    /// What went wrong on the way.
    pub trouble: Trouble,
    /// When the first message was written, and when the last digest was waited for.
    pub span: (DateTime<Utc>, DateTime<Utc>),
    /// How many pings fell into their recipient's quiet hours.
    pub in_quiet: usize,
}

/// Why a replay could not be played to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    #[error(transparent)]
    Chat(#[from] ChatError),
    #[error(
        "only {in_quiet} of {pings} pings fell into somebody's quiet hours, less than 30 %; try another --seed"
    )]
    TooFewInQuiet { in_quiet: usize, pings: usize },
    #[error("the replay broke off: {0:#}")]
    BrokeOff(#[from] anyhow::Error),
}

/// Plays the files and closes the account.
///
/// # Errors
/// A file can't be replayed, or the bot stopped answering. An account that doesn't close is no error here.
pub async fn replay(wishes: &Wishes, progress: &mut dyn Progress) -> Result<Played, ReplayError> {
    let survey = Survey::of(&wishes.files, first_day())?;
    let draw = Draw::new(wishes.seed);
    let names = survey.names.all().to_vec();
    let habits = crowd::settle_in(draw, &names);
    let starts_at = survey
        .recordings
        .first()
        .map_or(first_day(), |first| first.starts_at);
    let ends_at = survey
        .recordings
        .last()
        .map_or(first_day(), |last| last.ends_at);
    let joined = habits.iter().flatten().count();
    progress.begin(joined, survey.messages());

    let mut run = Run::begin(starts_at - LEAD, &names, habits.clone(), wishes, progress).await?;
    let clock = Instant::now();
    for recording in &survey.recordings {
        run.play(recording, &survey.names, progress).await?;
    }
    let until = second_digest_after(ends_at, &habits);
    run.wait_until(until).await?;
    let seconds = clock.elapsed().as_secs_f64();
    let (expected, observed, kinds, trouble) = run.end().await?;

    let totals = expected.totals;
    if totals.pings >= ENOUGH && totals.in_quiet * 100 < totals.pings * LEAST_IN_QUIET {
        let (in_quiet, pings) = (totals.in_quiet, totals.pings);
        return Err(ReplayError::TooFewInQuiet { in_quiet, pings });
    }
    let mut account = account::close(expected, observed, &habits);
    account.figures.messages_per_s = rate(survey.messages(), seconds);
    let (messages, in_quiet) = (survey.messages(), totals.in_quiet);
    Ok(Played {
        account,
        names,
        joined,
        messages,
        kinds,
        trouble,
        span: (starts_at, until),
        in_quiet,
    })
}

/// Nothing plays before this: a Monday, with a day to spare for joining.
fn first_day() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_571_200, 0).unwrap_or_default()
}

/// When everybody has had two more digest times.
pub(super) fn second_digest_after(at: DateTime<Utc>, habits: &[Option<Habits>]) -> DateTime<Utc> {
    let mut oracle = Oracle::default();
    let second = |habits: &Habits| {
        let first = oracle.due_after(&habits.rhythm, at)?;
        oracle.due_after(&habits.rhythm, first)
    };
    habits
        .iter()
        .flatten()
        .filter_map(second)
        .max()
        .unwrap_or(at)
        + TimeDelta::minutes(1)
}

/// Messages a second, to a tenth.
fn rate(messages: usize, seconds: f64) -> f64 {
    // A few million at most: exact in a double.
    (messages as f64 / seconds.max(0.001) * 10.0).round() / 10.0
}
